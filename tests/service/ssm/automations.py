"""Executions of runbooks: started, looked at, signalled and stopped. Nothing is carried out."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from refusal import Refusal
from ssm import documents, nodes, steps, tokens
from ssm.progress import ENDED, Progress
from store import Call


@dataclass
class Execution:
    """An execution; one with targets has an execution of its own for each of them."""

    id: str
    members: dict[str, Any]
    progress: Progress
    outputs: dict[str, list[str]]
    parent: str | None = None
    target: str | None = None
    children: list[str] = field(default_factory=list)
    ended: float | None = None


@dataclass
class Executions:
    """The executions of an account and region, by id, in the order of their start."""

    by_id: dict[str, Execution] = field(default_factory=dict)


def find(call: Call) -> Execution:
    """The execution of the request."""
    found = call.of(Executions).by_id.get(call.body["AutomationExecutionId"])
    if found is None:
        text = f"Couldn't find a valid automation execution with ID {call.body['AutomationExecutionId']}."
        raise Refusal("AutomationExecutionNotFoundException", text)
    return found


def status(call: Call, execution: Execution) -> str:
    """The state: with targets that of all of them, else that of the execution's own steps."""
    if not execution.children or execution.progress.cancelled:
        return execution.progress.status
    states = [call.of(Executions).by_id[child].progress.status for child in execution.children]
    if any(state not in ENDED for state in states):
        return "Pending" if set(states) == {"Pending"} else "InProgress"
    return next((state for state in ("Failed", "Cancelled") if state in states), "Success")


def looked(call: Call, execution: Execution) -> None:
    """After an answer: the execution goes on."""
    for child in execution.children:
        looked(call, call.of(Executions).by_id[child])
    if not execution.children:
        execution.progress.looked(call.store.options.polls)
    if execution.ended is None and status(call, execution) in ENDED:
        execution.ended = time.time()


def _runbook(call: Call) -> tuple[documents.Document, documents.Version]:
    try:
        document = documents.visible(call, call.body["DocumentName"])
    except Refusal as refusal:
        raise Refusal("AutomationDefinitionNotFoundException", "Automation Definition Not Found") from refusal
    if document.type != "Automation":
        raise Refusal("AutomationDefinitionNotFoundException", "The document is not a runbook.")
    try:
        return document, document.find(call.body.get("DocumentVersion"))
    except Refusal as refusal:
        raise Refusal("AutomationDefinitionVersionNotFoundException", refusal.message) from refusal


def _arguments(
    owner: str, version: documents.Version, given: dict[str, list[str]], by_target: str
) -> dict[str, list[str]]:
    """The parameters with their defaults; refuses what the runbook does not declare or allow."""
    if owner == documents.AMAZON:
        return given
    declared = version.value.get("parameters") or {}
    wrong = [name for name in given if name not in declared and name != steps.FAIL_PARAMETER]
    missing = [
        name for name, row in declared.items() if "default" not in row and name not in given and name != by_target
    ]
    for name, values in given.items():
        allowed = declared.get(name, {}).get("allowedValues")
        if allowed and any(value not in map(str, allowed) for value in values):
            wrong.append(name)
    if wrong or missing:
        text = f"Parameters not declared or allowed: {sorted(wrong)}; without a value: {sorted(missing)}."
        raise Refusal("InvalidAutomationExecutionParametersException", text)
    texts = {}
    for name, row in declared.items():
        if "default" in row:
            value = row["default"]
            texts[name] = [str(item) for item in (value if isinstance(value, list) else [value])]
    return {**texts, **given}


def start_automation_execution(call: Call) -> dict[str, Any]:
    """Starts an execution; the same client token starts one only."""
    return tokens.once(call, _start)


def _start(call: Call) -> dict[str, Any]:
    body = call.body
    if ("Targets" in body) != ("TargetParameterName" in body) and "TargetMaps" not in body:
        raise Refusal("InvalidTarget", "Targets and TargetParameterName are specified together.")
    document, version = _runbook(call)
    by_target: str = body.get("TargetParameterName", "")
    given = _arguments(document.owner, version, body.get("Parameters", {}), by_target)
    failing = steps.told_to_fail(call, document.name, given, body.get("Tags", []))
    made = _make(call, document, version, given, failing)
    for target in _targets(call) if by_target else []:
        child = _make(call, document, version, {**given, by_target: [target]}, failing)
        child.parent, child.target = made.id, target
        made.children.append(child.id)
    return {"AutomationExecutionId": made.id}


def _targets(call: Call) -> list[str]:
    targets = call.body["Targets"]
    values = [value for target in targets if target.get("Key") == "ParameterValues" for value in target["Values"]]
    return values or nodes.reached(call, targets)


def _make(
    call: Call,
    document: documents.Document,
    version: documents.Version,
    given: dict[str, list[str]],
    failing: set[str],
) -> Execution:
    path = steps.of_automation(version.value, failing)
    declared = version.value.get("outputs") or []
    members = call.has("Mode", "TargetParameterName", "Targets", "TargetMaps", "MaxConcurrency", "MaxErrors")
    members["DocumentName"] = document.name
    members["DocumentVersion"] = str(version.number)
    members["Parameters"] = given or None
    members["ExecutedBy"] = f"arn:aws:iam::{call.account}:user/test"
    outputs = {name: [f"value of {name}"] for name in declared if isinstance(name, str)}
    made = Execution(str(uuid.uuid4()), {"Mode": "Auto", **members}, Progress(path), outputs)
    call.of(Executions).by_id[made.id] = made
    return made


def stop_automation_execution(call: Call) -> dict[str, Any]:
    """Cancels an execution with those of its targets; one that has ended is refused."""
    execution = find(call)
    if status(call, execution) in ENDED:
        raise Refusal("InvalidAutomationStatusUpdateException", "The execution has ended already.")
    for one in (execution.id, *execution.children):
        progress = call.of(Executions).by_id[one].progress
        progress.cancelled = progress.status not in ENDED
    execution.ended = time.time()
    return {}


def send_automation_signal(call: Call) -> dict[str, Any]:
    """Approves, rejects or resumes the step that waits."""
    execution = find(call)
    word = call.body["SignalType"]
    if not execution.progress.waits or word not in ("Approve", "Reject", "Resume"):
        raise Refusal("InvalidAutomationSignalException", "The signal isn't valid for the current step.")
    execution.progress.signal(word)
    return {}


HANDLERS = {
    "SendAutomationSignal": send_automation_signal,
    "StartAutomationExecution": start_automation_execution,
    "StopAutomationExecution": stop_automation_execution,
}
