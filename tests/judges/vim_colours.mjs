// Compares what Vim or Neovim makes of each word with what VS Code does, and runs Vim's own tests:
//   node tests/judges/vim_colours.mjs ORDAIN FILE-OR-FOLDER…
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root, sources, words } from "./text_mate.mjs";

/// What a group of Vim and a scope of VS Code stand for; what is in neither is a name.
const GROUPS = [
  [/^ordain(Comment|Documentation|BlockComment|Todo)$/, "comment"],
  [/^ordain(Key|Parameter|Variable|ConstantName|Member|QuotedName|Typed|Hole|LinesHole|Arguments\w+)$|^$/, "name"],
  [/^ordain(Predeclared|ImportPath|Namespace|AwsType|Type|TypeName)$/, "type or namespace"],
  [/^ordain(Declared|Call|MemberCall|Function|Operation|HandlerName|Import)$/, "function"],
  [/^ordain(Label)$/, "label"],
  [/^ordain(Number|Duration|Percent|NumberError)$/, "number"],
  [/^ordain(Constant|Platform)$/, "constant"],
  [/^ordain(Language)$/, "language"],
  [/^ordain(String|Lines|RawString|Text|Quote|Escape|EscapeError|Reference)$/, "string"],
  [/^ordain(Control|Clause|Outcome|Storage|Declaration|Include|WordOperator)$/, "keyword"],
  // Of the other languages each has groups of its own.
  [/^ordain(Fence|Short)|^(?!ordain)/, "script"],
];
const SCOPES = [
  [/^comment/, "comment"],
  [/^variable\.other\.reference/, "string"],
  [/^(variable\.language|support\.(class|type)|entity\.name\.type)/, "type or namespace"],
  [/^variable/, "name"],
  [/^support\.function\.script/, "language"],
  [/^(support\.function|entity\.name\.function)/, "function"],
  [/^entity\.name\.label/, "label"],
  [/^(constant\.numeric|invalid\.illegal\.number)/, "number"],
  [/^constant\.language/, "constant"],
  [/^(string|constant\.character|invalid\.illegal\.escape|storage\.type\.string)/, "string"],
  [/^(keyword|storage)/, "keyword"],
];

const kind = (table, name) => table.find(([pattern]) => pattern.test(name))?.[1] ?? `? ${name}`;

function expected({ scopes }) {
  if (scopes.some((scope) => scope.startsWith("meta.embedded.script"))) {
    return scopes.at(-1).startsWith("variable.other.reference") ? "string" : "script";
  }
  return kind(SCOPES, scopes.at(-1));
}

const [ordain, ...places] = process.argv.slice(2);
const files = places.flatMap(sources).map((file) => path.resolve(file));
const scratch = mkdtempSync(path.join(tmpdir(), "ordain-"));
let failed = false;
let editors = 0;
for (const editor of ["vim", "nvim"]) {
  const version = spawnSync(editor, ["--version"], { encoding: "utf8" });
  // A Vim without colours is none that could be tested.
  if (version.error || version.stdout.includes("-syntax")) continue;
  editors += 1;
  const out = path.join(scratch, editor);
  const arguments_ = ["-u", "NONE", "-i", "NONE", "-n", "-es", "-S", "editors/vim/tests/run.vim"];
  const env = { ...process.env, ORDAIN: path.resolve(ordain), WORDS: out, SOURCES: files.join("\n"), FAULTS: `${out}.faults` };
  const run = spawnSync(editor, arguments_, { cwd: root, env, encoding: "utf8", timeout: 300_000 });
  if (run.status !== 0) {
    const faults = `${out}.faults`;
    console.error(`${editor}:\n${existsSync(faults) ? readFileSync(faults, "utf8") : run.stderr}`);
    failed = true;
    continue;
  }
  const found = new Map();
  for (const line of readFileSync(out, "utf8").split("\n")) {
    const [file, number, column, , group] = line.split("\t");
    found.set(`${file}:${number}:${column}`, group);
  }
  const different = [];
  let count = 0;
  for (const word of files.flatMap((file) => words(file))) {
    const group = found.get(word.place);
    if (group === undefined) continue;
    count += 1;
    const [left, right] = [kind(GROUPS, group), expected(word)];
    if (left !== right) different.push(`${word.place}: \`${word.text}\` is ${left} (${group}) in ${editor}, ${right} in VS Code`);
  }
  for (const line of different.slice(0, 30)) console.error(line);
  if (different.length > 0 || count < 1000) {
    console.error(`${different.length} of ${count} words have other colours in ${editor}`);
    failed = true;
  } else {
    console.log(`${editor} colours ${count} words of ${files.length} files as VS Code does`);
  }
}
rmSync(scratch, { recursive: true });
if (editors === 0) console.error("there is neither vim nor nvim");
process.exit(failed || editors === 0 ? 1 : 0);
