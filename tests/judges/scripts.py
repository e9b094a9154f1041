"""Judges the scripts inside documents with the programs that will read them."""

from __future__ import annotations

import pathlib
import py_compile
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import tree_sitter
import tree_sitter_powershell

import artifacts

POWERSHELL = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))

# A reference that SSM replaces before the shell sees it: a plain word for the judges.
REFERENCE = re.compile(r"\{\{\s*[A-Za-z0-9_.:/-]+\s*\}\}")


def scripts(folders: list[str]) -> Iterator[tuple[str, str, str]]:
    """(where, kind, text) of each script."""
    for artifact, body in artifacts.documents(folders):
        if body["DocumentType"] not in ("Command", "Automation", "Session"):
            continue
        document = artifact.data()
        for place, kind, text in session_scripts(document):
            yield f"{artifact.file} {place}", kind, text
        for step in artifacts.steps(document):
            where = f"{artifact.file} {step['name']}"
            yield from ((where, kind, text) for kind, text in step_scripts(step))


def step_scripts(step: dict[str, Any]) -> Iterator[tuple[str, str]]:
    inputs = step.get("inputs", {})
    kinds = {"aws:runShellScript": "sh", "aws:runPowerShellScript": "ps", "aws:psModule": "ps"}
    lines = inputs.get("runCommand")
    if step["action"] in kinds and isinstance(lines, list):
        yield kinds[step["action"]], REFERENCE.sub("word", "\n".join(lines) + "\n")
    if step["action"] == "aws:executeScript" and "Script" in inputs:
        kind = "python" if inputs["Runtime"].startswith("python") else "ps"
        yield kind, inputs["Script"]


def session_scripts(document: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(place, kind, text) of what a session runs: the commands or the profile of each platform."""
    kinds = {"linux": "sh", "macos": "sh", "windows": "ps"}
    profile = document.get("inputs", {}).get("shellProfile", {})
    found = [("shellProfile", platform, text) for platform, text in profile.items()]
    for platform, part in document.get("properties", {}).items():
        if platform in kinds:
            found.append(("properties", platform, part["commands"]))
    for member, platform, text in found:
        lines = text if isinstance(text, str) else "\n".join(text)
        yield f"{member}/{platform}", kinds[platform], REFERENCE.sub("word", lines + "\n")


def shell_problem(text: str, folder: pathlib.Path) -> str | None:
    path = folder / "script.sh"
    path.write_text(text, encoding="utf-8")
    bash = text.startswith("#!") and "bash" in text.splitlines()[0]
    shell = "bash" if bash else "sh"
    commands = [
        [shell, "-n", str(path)],
        ["shellcheck", "--norc", f"--shell={shell}", "--severity=warning", "--format=gcc", str(path)],
    ]
    if not bash and shutil.which("dash"):
        commands.insert(1, ["dash", "-n", str(path)])
    for command in commands:
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            return f"{command[0]}: {(run.stdout + run.stderr).strip()}"
    return None


def python_problem(text: str, folder: pathlib.Path) -> str | None:
    path = folder / "script.py"
    path.write_text(text, encoding="utf-8")
    try:
        py_compile.compile(str(path), doraise=True)
    except py_compile.PyCompileError as error:
        return str(error)
    return None


def powershell_problem(text: str, _folder: pathlib.Path) -> str | None:
    tree = POWERSHELL.parse(text.encode("utf-8"))
    return "tree-sitter finds a syntax error" if tree.root_node.has_error else None


JUDGES = {"sh": shell_problem, "python": python_problem, "ps": powershell_problem}


def main(folders: list[str]) -> int:
    if not shutil.which("shellcheck"):
        print("scripts: shellcheck is not installed")
        return 1
    judged: Counter[str] = Counter()
    problems = []
    with tempfile.TemporaryDirectory() as name:
        for where, kind, text in scripts(folders):
            judged[kind] += 1
            problem = JUDGES[kind](text, pathlib.Path(name))
            if problem:
                problems.append(f"{where}: {kind}: {problem}\n{text}")
    problems += [f"no script of {kind} was seen" for kind in JUDGES if not judged[kind]]
    print("scripts:", ", ".join(f"{judged[kind]} of {kind}" for kind in JUDGES))
    return artifacts.report("scripts", judged.total(), problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
