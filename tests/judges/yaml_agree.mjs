// Reads every NAME.yaml of a folder as YAML 1.1 and 1.2 and compares it with NAME.json.
// usage: node yaml_agree.mjs FOLDER     (needs the npm package `yaml`)

import { isDeepStrictEqual } from "node:util";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort();
let failed = names.length === 0;
for (const version of ["1.1", "1.2"]) {
  let differing = 0;
  for (const name of names) {
    const text = readFileSync(join(folder, name), "utf8");
    const expected = JSON.parse(readFileSync(join(folder, name.replace(/yaml$/, "json")), "utf8"));
    try {
      const actual = parse(text, { version, merge: version === "1.1", maxAliasCount: 0 });
      if (!isDeepStrictEqual(actual, expected)) {
        differing += 1;
        console.log(`${name}: YAML ${version} reads ${JSON.stringify(actual)}`);
      }
    } catch (error) {
      differing += 1;
      console.log(`${name}: YAML ${version} refuses it: ${error.message}`);
    }
  }
  console.log(`node yaml ${version}: ${names.length} pairs, ${differing} differ`);
  failed ||= differing > 0;
}
process.exit(failed ? 1 : 0);
