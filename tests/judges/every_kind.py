"""Proves that a build has every action and every plugin, so that the other judges see each of them."""

from __future__ import annotations

import json
import pathlib
import re
import sys
from typing import Any

import artifacts

SCHEMAS = pathlib.Path(__file__).parents[2] / "schemas"


def wanted(kind: str) -> set[str]:
    """The actions that the schema of a document type knows."""
    text = (SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8")
    return set(re.findall(r'"const":\s*"(aws:[A-Za-z]+)"', text))


def actions(document: dict[str, Any]) -> set[str]:
    """The actions of a document; those of schema 1.2 are the keys of `runtimeConfig`."""
    return {step["action"] for step in artifacts.steps(document)} | set(document.get("runtimeConfig", {}))


def main(folders: list[str]) -> int:
    seen: dict[str, set[str]] = {"Automation": set(), "Command": set()}
    for artifact, body in artifacts.documents(folders):
        if body["DocumentType"] in seen:
            seen[body["DocumentType"]] |= actions(artifact.data())
    judged, problems = 0, []
    for kind, found in seen.items():
        known = wanted(kind.lower())
        judged += len(known)
        problems += [f"no {kind} document has {name}" for name in sorted(known - found)]
        problems += [f"the schema of {kind} does not know {name}" for name in sorted(found - known)]
        if not known:
            problems.append(f"the schema of {kind} names no action")
    for kind, found in seen.items():
        print(f"every kind: {len(found)} of {kind}")
    return artifacts.report("every kind", judged, problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
