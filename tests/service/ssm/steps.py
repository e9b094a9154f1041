"""Which steps of a document a run goes through, and how each ends: known before it begins.

A step fails where the run was told so: the parameter `FailStep` has its name, or the tag `test:fail`
of the document, of the execution, or (for commands) of the node. Conditions of `aws:branch` are not
looked at, its Default or else its first choice is taken; a loop is one step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ssm import tags
from store import Call

FAIL_TAG = "test:fail"
FAIL_PARAMETER = "FailStep"
MOST_STEPS = 500
# Actions that wait for SendAutomationSignal.
WAITING = ("aws:approve", "aws:pause")


@dataclass
class Step:
    """A step that a run comes to. `value` is as the document has it."""

    name: str
    action: str
    fails: bool
    value: dict[str, Any]


@dataclass
class Path:
    """The steps in their order, and how the run ends."""

    steps: list[Step] = field(default_factory=list)
    failed: bool = False


def told_to_fail(call: Call, document: str, parameters: dict[str, list[str]], own: list[dict[str, str]]) -> set[str]:
    """The names of the steps that fail; `own` are tags of the execution or node."""
    rows = [*tags.of(call, "Document", document), *own]
    return {row["Value"] for row in rows if row["Key"] == FAIL_TAG} | set(parameters.get(FAIL_PARAMETER, []))


def is_true(value: Any) -> bool:
    """Whether a JSON or YAML value says true."""
    return value is True or str(value).lower() == "true"


def of_automation(value: dict[str, Any], failing: set[str]) -> Path:
    """The steps of a runbook."""
    rows = {step["name"]: step for step in value["mainSteps"]}
    order = list(rows)
    path = Path()
    name: str | None = order[0] if order else None
    while name is not None and name in rows and len(path.steps) < MOST_STEPS:
        step = Step(name, rows[name]["action"], name in failing, rows[name])
        path.steps.append(step)
        after = order.index(name) + 1
        following = order[after] if after < len(order) else None
        name = _after_failure(step, path, following) if step.fails else _after_success(step, following)
    return path


def _after_failure(step: Step, path: Path, following: str | None) -> str | None:
    reaction = str(step.value.get("onFailure", "Abort"))
    if is_true(step.value.get("isCritical", True)):
        path.failed = True
    if reaction.startswith("step:"):
        return reaction.removeprefix("step:").strip()
    if reaction.lower() == "abort":
        path.failed = True
        return None
    return _after_success(step, following)


def _after_success(step: Step, following: str | None) -> str | None:
    if step.action == "aws:branch":
        inputs = step.value.get("inputs", {})
        choices = inputs.get("Choices") or [{}]
        default: str | None = inputs.get("Default") or choices[0].get("NextStep")
        return default
    if is_true(step.value.get("isEnd", False)):
        return None
    return step.value.get("nextStep") or following


def of_command(name: str, value: dict[str, Any], failing: set[str]) -> Path:
    """The steps of a command document; a failed one ends the run if its inputs say so."""
    rows = value.get("mainSteps") or [
        {"name": action, "action": action, "inputs": {}} for action in value.get("runtimeConfig", {})
    ]
    path = Path()
    for row in rows or [{"name": name, "action": "aws:runShellScript", "inputs": {}}]:
        step = Step(row["name"], row["action"], row["name"] in failing, row)
        path.steps.append(step)
        if step.fails:
            ending = str(row.get("inputs", {}).get("onFailure", ""))
            path.failed = path.failed or ending != "successAndExit"
            if ending in ("exit", "successAndExit"):
                break
    return path
