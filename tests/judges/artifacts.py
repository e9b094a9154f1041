"""Reads the folders that `ordain build` wrote: what the other judges judge."""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

PLACEHOLDER = re.compile(r"\$\{([^}#]+)#([^}]+)\}")

# What stands for an id that only the service can give, in the shape that the service gives it.
STAND_INS = {
    "WindowId": "mw-0123456789abcdef0",
    "WindowTargetId": "e32eecb2-646c-4f4b-8ed1-205fbEXAMPLE",
    "DocumentVersion": "1",
}


@dataclass(frozen=True)
class Artifact:
    """One file of a build with the row of its manifest."""

    build: pathlib.Path
    file: str
    row: dict[str, Any]

    @property
    def path(self) -> pathlib.Path:
        return self.build / self.file

    @property
    def folder(self) -> str:
        return self.file.split("/")[0]

    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def data(self) -> Any:
        return json.loads(self.text()) if self.file.endswith(".json") else yaml.safe_load(self.text())


def builds(folders: list[str]) -> list[pathlib.Path]:
    """Every folder with a manifest.json of a build, below the folders given."""
    found = []
    for folder in folders:
        for manifest in sorted(pathlib.Path(folder).rglob("manifest.json")):
            if "artifacts" in json.loads(manifest.read_text(encoding="utf-8")):
                found.append(manifest.parent)
    return found


def artifacts(folders: list[str]) -> Iterator[Artifact]:
    for build in builds(folders):
        manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
        for row in manifest["artifacts"]:
            yield Artifact(build, row["file"], row)


def documents(folders: list[str]) -> Iterator[tuple[Artifact, dict[str, Any]]]:
    """Every document with its CreateDocument request, content included."""
    for artifact in artifacts(folders):
        if artifact.folder != "documents" or artifact.file.endswith((".request.json", ".permission.json")):
            continue
        stem = artifact.path.name.rsplit(".", 1)[0]
        request = json.loads((artifact.path.parent / f"{stem}.request.json").read_text(encoding="utf-8"))
        yield artifact, resolve({**request, "Content": artifact.text()})


def resolve(value: Any) -> Any:
    """The value with an id of the right shape for each `${file#Member}`."""
    if isinstance(value, dict):
        return {key: resolve(item) for key, item in value.items()}
    if isinstance(value, list):
        return [resolve(item) for item in value]
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda match: stand_in(match.group(2)), value)
    return value


def stand_in(member: str) -> str:
    for name, value in STAND_INS.items():
        if member.endswith(name):
            return value
    return STAND_INS["WindowTargetId"] if member.startswith("target") else "1"


def steps(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every step of a document, those inside loops included."""
    todo = list(document.get("mainSteps", []))
    while todo:
        step = todo.pop(0)
        yield step
        inner = step.get("inputs", {}).get("Steps")
        if isinstance(inner, list):
            todo.extend(inner)


def report(judge: str, judged: int, problems: list[str]) -> int:
    """Prints the verdict; the exit status. Nothing judged is a failure, not a success."""
    for problem in problems:
        print(f"{judge}: {problem}")
    print(f"{judge}: {judged} judged, {len(problems)} refused")
    return 1 if problems or judged == 0 else 0
