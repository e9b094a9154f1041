// Judges Automation documents with the schema of another project, for the actions that it knows.

import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import Ajv from "ajv";
import { parse } from "yaml";

const require = createRequire(import.meta.url);
const schemaPath = require.resolve("aws-ssm-document-language-service/dist/schema.json");
const schema = JSON.parse(readFileSync(schemaPath, "utf8"));

// The schema is of about 2021: it lacks three actions, `onCancel`, the AWS types of parameters and
// the runtimes of today. What it cannot know is replaced by what it knows; nothing else is touched.
const NEWER_ACTIONS = new Set(["aws:loop", "aws:updateVariable", "aws:invokeWebhook"]);
const PARAMETER_TYPES = new Map([
  ["AWS::EC2::Instance::Id", "String"],
  ["AWS::IAM::Role::Arn", "String"],
  ["AWS::S3::Bucket::Name", "String"],
  ["List<AWS::EC2::Instance::Id>", "StringList"],
  ["List<AWS::IAM::Role::Arn>", "StringList"],
  ["List<AWS::S3::Bucket::Name>", "StringList"],
]);
const RUNTIMES = new Map([
  ["python3.10", "python3.6"],
  ["python3.11", "python3.6"],
  ["python3.12", "python3.6"],
  ["PowerShell 7.4", "PowerShell Core 6.0"],
]);

function* files(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (/\.(yaml|json)$/.test(name) && !name.endsWith(".request.json")) yield path;
  }
}

function* flatten(steps) {
  for (const step of steps) {
    yield step;
    if (step.action === "aws:loop") yield* flatten(step.inputs.Steps);
  }
}

/** The document without what came after the schema. */
function asOf2021(document) {
  const copy = structuredClone(document);
  delete copy.variables;
  for (const parameter of Object.values(copy.parameters ?? {})) {
    parameter.type = PARAMETER_TYPES.get(parameter.type) ?? parameter.type;
  }
  copy.mainSteps = [...flatten(copy.mainSteps)].filter((step) => !NEWER_ACTIONS.has(step.action));
  for (const step of copy.mainSteps) {
    delete step.onCancel;
    if (step.action === "aws:executeScript") {
      step.inputs.Runtime = RUNTIMES.get(step.inputs.Runtime) ?? step.inputs.Runtime;
    }
  }
  return copy;
}

const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
const validate = ajv.compile(schema);
let judged = 0;
let refused = 0;
for (const folder of process.argv.slice(2)) {
  for (const path of files(folder)) {
    const document = parse(readFileSync(path, "utf8"));
    if (document?.schemaVersion !== "0.3" || !document.mainSteps) continue;
    const old = asOf2021(document);
    if (old.mainSteps.length === 0) continue;
    judged += 1;
    if (!validate(old)) {
      refused += 1;
      for (const error of validate.errors.slice(0, 8)) {
        console.log(`schema: ${path}: ${error.instancePath} ${error.message}`);
      }
    }
  }
}
console.log(`schema: ${judged} judged, ${refused} refused`);
process.exit(judged === 0 || refused > 0 ? 1 : 0);
