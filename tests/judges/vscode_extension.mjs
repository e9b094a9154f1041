// Judges the extension of VS Code as it is packed:
//   node tests/judges/vscode_extension.mjs ORDAIN FOLDER
// FOLDER is what a .vsix holds under `extension/`. What package.json names is there; the problem matcher
// reads what `ordain check` prints; the tasks run it; lines are indented and comments go on.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

const [program, packed] = process.argv.slice(2).map((it) => path.resolve(it));
const json = (file) => JSON.parse(readFileSync(path.join(packed, file), "utf8"));
const extension = json("package.json");
const failures = [];
const expect = (holds, what) => holds || failures.push(what);

// What package.json names.
const { languages, grammars, snippets } = extension.contributes;
const named = [...languages.map((it) => it.configuration), ...grammars.map((it) => it.path), ...snippets.map((it) => it.path)];
for (const file of [...named, extension.main, "readme.md", "LICENSE.txt"]) {
  expect(existsSync(path.join(packed, file)), `${file} is not packed`);
}
expect(!existsSync(path.join(packed, "tests")), "the tests are packed");
expect(json(grammars[0].path).scopeName === grammars[0].scopeName, "the grammar has another scope");
for (const scope of Object.keys(grammars[0].embeddedLanguages)) {
  const text = readFileSync(path.join(packed, grammars[0].path), "utf8");
  expect(text.includes(scope), `no rule has the scope ${scope}`);
}

// The tasks, with what they ask of VS Code in its stead.
class ProcessExecution {
  constructor(process, args) {
    Object.assign(this, { process, args });
  }
}
class Task {
  constructor(definition, scope, name, source, execution, problemMatchers) {
    Object.assign(this, { definition, scope, name, source, execution, problemMatchers });
  }
}
const providers = new Map();
const vscode = {
  ProcessExecution,
  Task,
  TaskGroup: { Build: "build", Test: "test" },
  TaskRevealKind: { Silent: 2 },
  TaskScope: { Workspace: 2 },
  tasks: { registerTaskProvider: (type, provider) => providers.set(type, provider) },
  workspace: {
    getConfiguration: () => ({ get: () => program }),
    workspaceFolders: [{ name: "a" }, { name: "b" }],
  },
};
const load = Module._load;
Module._load = (name, ...rest) => (name === "vscode" ? vscode : load(name, ...rest));
const main = createRequire(path.join(packed, "package.json"))(path.join(packed, extension.main));
main.activate({ subscriptions: [] });
const provider = providers.get("ordain");
const tasks = provider.provideTasks();
expect(tasks.map((it) => `${it.scope.name} ${it.name}`).join() === "a check,a build,b check,b build", "other tasks are offered");
expect(tasks.every((it) => it.problemMatchers.join() === "$ordain"), "a task has no problem matcher");
const definition = { type: "ordain", command: "check", arguments: ["a b.ord"] };
const resolved = provider.resolveTask({ definition, scope: undefined });
expect(resolved.execution.args.join("|") === "check|a b.ord", "a task of a user is resolved otherwise");
expect(provider.resolveTask({ definition: { type: "ordain", command: "x" } }) === undefined, "any command is run");

// How lines are indented, and how comments go on.
const configuration = json(languages[0].configuration);
const pattern = (text) => new RegExp(text.pattern ?? text);
const more = pattern(configuration.indentationRules.increaseIndentPattern);
const less = pattern(configuration.indentationRules.decreaseIndentPattern);
for (const line of ["runbook a {", "  file(", "  let a = [ // b", '  sh"""', '  sh(x: y) """', '  a: """']) {
  expect(more.test(line), `\`${line}\` opens nothing`);
}
for (const line of ["// a {", "  a(b)", "a { b }", '  x: "{"', '  """ timeout 5m', "  }"]) {
  expect(!more.test(line), `\`${line}\` opens something`);
}
for (const line of ["}", "  ) notify x", "  ]", '  """ timeout 5m']) {
  expect(less.test(line), `\`${line}\` closes nothing`);
}
expect(!less.test("  a }"), "a line that closes at its end is moved");
const after = (line) => configuration.onEnterRules.find((rule) => pattern(rule.beforeText).test(line))?.action.appendText;
expect(after("  /// a") === "/// ", "documentation does not go on");
expect(after("//! a") === "//! ", "documentation of a file does not go on");
expect(after("//// a") === undefined && after("// a") === undefined, "a comment goes on as documentation");

// What the problem matcher reads.
const matcher = extension.contributes.problemMatchers.find(({ name }) => name === "ordain");
const patterns = matcher.pattern.map((one) => ({ ...one, regexp: new RegExp(one.regexp) }));

/// The findings of an output: patterns that match lines in a row, as VS Code reads them.
function findings(output) {
  const lines = output.split("\n");
  const found = [];
  for (let at = 0; at + patterns.length <= lines.length; at += 1) {
    const groups = patterns.map(({ regexp }, offset) => regexp.exec(lines[at + offset]));
    if (groups.some((group) => group === null)) continue;
    const finding = {};
    for (const [index, pattern] of patterns.entries()) {
      for (const name of ["severity", "code", "message", "file", "line", "column"]) {
        if (pattern[name]) finding[name] = groups[index][pattern[name]];
      }
    }
    found.push(finding);
  }
  return found;
}

const folder = mkdtempSync(path.join(tmpdir(), "ordain-"));
try {
  mkdirSync(path.join(folder, "roles"));
  writeFileSync(path.join(folder, "ordain.toml"), '[project]\nname = "x"\n');
  writeFileSync(path.join(folder, "main.ord"), 'const a = lowr("b")\n\nconst c = 0644\nconst 한 = }\n');
  const role = "/// One.\nrole web {\n  param level: Strin\n  sh \"uptime\" when never\n}\n";
  writeFileSync(path.join(folder, "roles/web.ord"), role);
  const book = "runbook x {\n  param A: String\n  let b = \"${A}\"\n  fail \"x\"\n  sleep 1s\n}\n";
  writeFileSync(path.join(folder, "roles/book.ord"), book);
  const run = (...words) =>
    spawnSync(program, ["check", ...words], { cwd: folder, encoding: "utf8" });
  const expected = JSON.parse(run("--format", "json").stdout).diagnostics.map((one) => ({
    severity: one.severity,
    code: one.code,
    message: one.message,
    file: one.file,
    line: String(one.start.line),
    column: String(one.start.column),
  }));
  const { stdout, stderr } = run("--format", "human");
  const found = findings(stdout + stderr);
  const isSame = JSON.stringify(found) === JSON.stringify(expected);
  expect(isSame, `the matcher reads ${JSON.stringify(found)} for ${JSON.stringify(expected)}`);
  expect(found.length >= 5, "too few findings");
} finally {
  rmSync(folder, { recursive: true });
}
for (const failure of failures) console.error(failure);
if (failures.length > 0) process.exit(1);
console.log("the extension holds what it names, and its matcher reads what ordain prints");
