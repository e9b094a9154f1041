"""Judges the selectors of emitted documents by evaluating them on results of the calls.

usage: api_selectors.py ORDAIN SAMPLES PATHS

SAMPLES is what `cargo xtask api-selectors` wrote: runbooks that read results, a result of each
call, and what every path means in it. Builds the runbooks and evaluates what was emitted for each
path with another project's JSONPath: the selector of the step, or the generated script with the
selectors that it reads. Fails where the value is another, where the declared type does not fit the
value, and where fewer than PATHS paths were seen.

A definite selector gives a value, `..`, `[*]` and filters give a list, as with Jayway's JsonPath,
which the service uses.
"""

from __future__ import annotations

import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

import jsonpath

REFERENCE = re.compile(r"^\{\{ *([A-Za-z0-9_]+)\.([A-Za-z0-9_]+) *\}\}$")

# What makes a selector one of many values.
INDEFINITE = re.compile(r"\.\.|\[\*\]|\[\?")


class NotThere(Exception):
    """A selector that leads to nothing."""


def select(selector: str, value: Any) -> Any:
    found = jsonpath.findall(selector, value)
    if INDEFINITE.search(selector):
        return found
    if not found:
        raise NotThere(selector)
    return found[0]


class Execution:
    """The steps of a document with the result of each call."""

    def __init__(self, document: dict[str, Any], responses: dict[str, Any]) -> None:
        self.steps = {step["name"]: step for step in document["mainSteps"]}
        self.responses = dict(responses)

    def result(self, name: str) -> Any:
        if name not in self.responses:
            step = self.steps[name]
            if step["action"] != "aws:executeScript":
                raise NotThere(f"a result of {name}")
            self.responses[name] = {"Payload": self.run(step["inputs"])}
        return self.responses[name]

    def run(self, inputs: dict[str, Any]) -> Any:
        names: dict[str, Any] = {}
        exec(compile(inputs["Script"], "script", "exec"), names)  # noqa: S102 our own script
        return names[inputs["Handler"]](self.resolve(inputs["InputPayload"]), None)

    def resolve(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.resolve(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        reference = REFERENCE.match(value) if isinstance(value, str) else None
        return self.output(*reference.groups())[0] if reference else value

    def output(self, step: str, name: str) -> tuple[Any, dict[str, str]]:
        """The value of an output and how it is declared."""
        for declared in self.steps[step].get("outputs", []):
            if declared["Name"] == name:
                return select(declared["Selector"], self.result(step)), declared
        raise NotThere(f"{step}.{name}")


def fits(value: Any, declared: str) -> bool:
    """Whether a value is of a type of SSM as it is, or becomes so by what the service converts."""
    if isinstance(value, bool):
        return declared == "Boolean"
    if isinstance(value, int):
        return declared == "Integer"
    if isinstance(value, float | str):
        return declared == "String"
    if isinstance(value, dict):
        return declared == "StringMap"
    if not value:
        return declared in ("StringList", "MapList")
    return declared == ("MapList" if all(isinstance(item, dict) for item in value) else "StringList")


def build(ordain: str, samples: pathlib.Path, out: str) -> dict[str, dict[str, Any]]:
    command = [ordain, "build", str(samples), "--format", "json", "--out", out]
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise SystemExit(f"the runbooks do not build:\n{result.stdout}\n{result.stderr}")
    documents = (pathlib.Path(out) / "documents").glob("Test-Paths*.json")
    return {path.stem: json.loads(path.read_text("utf-8")) for path in documents if "." not in path.stem}


def problems_of(row: dict[str, Any], execution: Execution, names: dict[str, str], kinds: Any) -> Iterator[str]:
    step, name = names[row["output"]].split(".")
    try:
        value, declared = execution.output(step, name)
    except Exception as error:  # noqa: BLE001 a script may raise anything
        yield f"{type(error).__name__}: {error}"
        return
    kinds["by a script" if step != row["step"] else "of many" if row["many"] else "of one"] += 1
    kinds[declared["Type"]] += 1
    if value != row["value"]:
        yield f"{declared['Selector']} gives {shown(value)}, the path means {shown(row['value'])}"
    if not fits(value, declared["Type"]):
        yield f"{declared['Selector']} is declared as {declared['Type']} and gives {shown(value)}"


def shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:200]


def main(ordain: str, folder: str, least: str) -> int:
    samples = pathlib.Path(folder)
    rows = [json.loads(line) for line in (samples / "index.jsonl").read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as out:
        documents = build(ordain, samples, out)
    responses: dict[str, dict[str, Any]] = collections.defaultdict(dict)
    for row in rows:
        responses[row["document"]][row["step"]] = row["response"]
    executions = {name: Execution(documents[name], responses[name]) for name in responses}
    problems, kinds = [], collections.Counter()
    for row in rows:
        outputs = documents[row["document"]]["outputs"]
        names = {output.split(".")[1]: output for output in outputs}
        for problem in problems_of(row, executions[row["document"]], names, kinds):
            problems.append(f"{row['document']}: {row['service']}.{row['operation']}: {row['path']}: {problem}")
    if len(rows) < int(least):
        problems.append(f"{len(rows)} paths are too few")
    for problem in problems:
        print(f"api selectors: {problem}")
    print(f"api selectors: {', '.join(f'{count} {kind}' for kind, count in sorted(kinds.items()))}")
    print(f"api selectors: {len(rows)} paths of {len({row['service'] for row in rows})} services judged,"
          f" {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
