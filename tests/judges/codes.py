"""Every error that an operation which Ordain calls can answer has a meaning.

    python tests/judges/codes.py
"""

from __future__ import annotations

import pathlib
import re
import sys

import artifacts
import botocore.session

ROOT = pathlib.Path(__file__).parents[2]
SERVICES = ("ssm", "events", "config", "resource-groups", "resourcegroupstaggingapi", "iam", "sts")


def words() -> set[str]:
    """What stands in quotes where operations are called."""
    folders = [ROOT / "src" / name for name in ("deploy", "operate", "cli/account")]
    files = [file for folder in folders for file in folder.rglob("*.rs")]
    return {word for file in files for word in re.findall(r'"([A-Z][A-Za-z]+)"', file.read_text(encoding="utf-8"))}


def main() -> int:
    """Compares the table with the models."""
    text = (ROOT / "src/cli/account/meanings.rs").read_text(encoding="utf-8")
    known = set(re.findall(r'^\s+\(?"([A-Za-z]+)",', text, re.MULTILINE))
    called, session, judged = words(), botocore.session.get_session(), 0
    problems = []
    for service in SERVICES:
        model = session.get_service_model(service)
        for name in set(model.operation_names) & called:
            for shape in model.operation_model(name).error_shapes:
                judged += 1
                code = shape.metadata.get("error", {}).get("code", shape.name)
                if code not in known:
                    problems.append(f"{service} {name}: {code} has no meaning")
    return artifacts.report("codes", judged, sorted(set(problems)))


if __name__ == "__main__":
    sys.exit(main())
