// Sources as the engine that VS Code colours by reads them.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");
const here = path.dirname(fileURLToPath(import.meta.url));
export const root = path.join(here, "../..");
const own = path.join(root, "editors/vscode/syntaxes/ordain.tmLanguage.json");
const GRAMMARS = {
  "source.ordain": own,
  "source.powershell": path.join(here, "node_modules/tm-grammars/grammars/powershell.json"),
  "source.python": path.join(here, "node_modules/tm-grammars/grammars/python.json"),
  "source.shell": path.join(here, "node_modules/tm-grammars/grammars/shellscript.json"),
};

const wasm = readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  loadGrammar: async (scope) => {
    const file = GRAMMARS[scope];
    return file ? textmate.parseRawGrammar(readFileSync(file, "utf8"), file) : null;
  },
});
const grammar = await registry.loadGrammar("source.ordain");

/// The tokens of a text as { line, column, text, before, after, scopes }, and how deep its end lies.
export function read(text) {
  const tokens = [];
  let stack = textmate.INITIAL;
  for (const [number, line] of text.split("\n").entries()) {
    const result = grammar.tokenizeLine(line, stack);
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const column = startIndex;
      const [before, after] = [line.slice(0, startIndex), line.slice(endIndex)];
      const part = line.slice(startIndex, endIndex);
      tokens.push({ line: number + 1, column, text: part, before, after, scopes });
    }
    stack = result.ruleStack;
  }
  return { tokens, depth: stack.depth };
}

/// Each word of a file, in the colour of its first letter; places count bytes, as Vim does.
export function words(file) {
  const { tokens } = read(readFileSync(file, "utf8"));
  return tokens.flatMap(({ line, text, before, scopes }) =>
    [...text.matchAll(/[A-Za-z0-9_]+/g)]
      // The rest of a word that began before.
      .filter((word) => word.index > 0 || !/[A-Za-z0-9_]$/.test(before))
      .map((word) => {
        const column = Buffer.byteLength(before + text.slice(0, word.index));
        return { place: `${file}:${line}:${column}`, text: word[0], scopes };
      }),
  );
}

/// The sources below a folder, or a file.
export function sources(place) {
  if (!statSync(place).isDirectory()) return [place];
  const names = readdirSync(place).sort();
  return names.flatMap((name) => {
    const inside = path.join(place, name);
    return statSync(inside).isDirectory() || name.endsWith(".ord") ? sources(inside) : [];
  });
}
