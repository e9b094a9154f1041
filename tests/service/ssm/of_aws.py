"""Documents of AWS: a few are listed; every name that begins as theirs is one, with a single step."""

from __future__ import annotations

import json
from typing import Any

RESERVED = ("aws", "amazon", "amzn")

# Name, type and schema version. Enough that a list without a filter by owner is not the caller's alone.
LISTED = (
    ("AWS-ConfigureAWSPackage", "Command", "2.2"),
    ("AWS-GatherSoftwareInventory", "Command", "2.0"),
    ("AWS-RestartEC2Instance", "Automation", "0.3"),
    ("AWS-RunPatchBaseline", "Command", "2.2"),
    ("AWS-RunPowerShellScript", "Command", "2.0"),
    ("AWS-RunShellScript", "Command", "2.2"),
    ("AWS-UpdateSSMAgent", "Command", "1.2"),
)


def is_of_aws(name: str) -> bool:
    """Whether a name is one of AWS's own documents."""
    return name.lower().startswith(RESERVED)


def kind(name: str) -> tuple[str, str]:
    """Type and schema version of a document; those that are not listed are runbooks."""
    return next(((one, schema) for known, one, schema in LISTED if known == name), ("Automation", "0.3"))


def text(name: str) -> str:
    """The content: one step, no parameters."""
    _, schema = kind(name)
    step: dict[str, Any] = {"action": "aws:runShellScript", "name": "run", "inputs": {}}
    if schema == "0.3":
        step = {"action": "aws:sleep", "name": "run", "inputs": {"Duration": "PT1S"}}
    steps: dict[str, Any] = {"runtimeConfig": {"aws:runShellScript": {}}} if schema == "1.2" else {"mainSteps": [step]}
    return json.dumps({"schemaVersion": schema, "description": name, **steps})
