// Reads sources with the engine that VS Code colours by, and says where the grammar goes wrong:
//   node tests/judges/colours.mjs FILE-OR-FOLDER…
// In every file each word must have a scope, none may be invalid, keywords must be where the language
// has them (never before `:`, never behind `.`), and no string or script may be open at the end.
import { readFileSync } from "node:fs";
import path from "node:path";
import { read, root, sources } from "./text_mate.mjs";

// The words that are never names, from the language's own table.
const table = readFileSync(path.join(root, "src/syntax/words.rs"), "utf8");
const hard = new Set(/pub const HARD: [^=]*= &\[([^\]]*)\]/.exec(table)[1].match(/[a-z]+/g));
const KEYWORD = /^(keyword|storage|constant\.language|support\.function\.script)/;

/// What is wrong with the colour of a token, or nothing.
function fault({ text, before, after, scopes }) {
  if (!text.trim() || scopes.some((scope) => scope.startsWith("comment"))) return null;
  const ours = scopes.every((scope) => scope.endsWith(".ordain") && !scope.startsWith("string"));
  if (scopes.some((scope) => scope.startsWith("invalid") && scope.endsWith(".ordain"))) return "invalid";
  if (!ours) return null;
  if (scopes.length === 1) return "without a scope";
  const own = scopes.at(-1);
  if (!/^[a-z_]+$/.test(text.trim())) return null;
  const isKey = /^\s*:/.test(after) && !/\b(let|param|step|var|const|input)\s+$/.test(before);
  if ((isKey || /(^|[^.])\.$/.test(before)) && KEYWORD.test(own)) return "a keyword where none is";
  if (hard.has(text) && !/^\s*:/.test(after) && !/\.$/.test(before) && !KEYWORD.test(own)) {
    return "no keyword";
  }
  return null;
}

const faults = [];
let count = 0;
const embedded = new Set();
const files = process.argv.slice(2).flatMap(sources);
for (const file of files) {
  const { tokens, depth } = read(readFileSync(file, "utf8"));
  if (depth !== 1) faults.push(`${file}: something is open at its end`);
  for (const token of tokens) {
    count += 1;
    for (const scope of token.scopes) {
      if (/\.(shell|python|powershell)$/.test(scope)) embedded.add(scope.split(".").at(-1));
    }
    const said = fault(token);
    if (said) faults.push(`${file}:${token.line}: \`${token.text}\`: ${said} (${token.scopes.join(" ")})`);
  }
}
for (const said of faults.slice(0, 40)) console.error(said);
if (files.length === 0 || count === 0) faults.push("nothing was read");
if (embedded.size < 3) faults.push(`only ${[...embedded].join(", ")} of three languages in scripts`);
if (faults.length > 0) {
  console.error(`${faults.length} faults in the colours: ${faults.at(-1)}`);
  process.exit(1);
}
console.log(`${count} tokens of ${files.length} files have their colours`);
