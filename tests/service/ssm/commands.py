"""Commands of Run Command: sent to registered nodes, looked at, cancelled. Nothing is carried out.

A command has no invocations until somebody has looked for them once: the API is eventually consistent.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import models
from paging import page
from refusal import Refusal
from ssm import content, documents, nodes, steps
from ssm.progress import ENDED, Progress
from store import Call

DELIVERY_SECONDS = 3600


@dataclass
class Command:
    """A command, and the progress on each node."""

    id: str
    members: dict[str, Any]
    requested: float
    nodes: dict[str, Progress]
    looks: int = 0


@dataclass
class Commands:
    """The commands of an account and region, by id, in the order of their sending."""

    by_id: dict[str, Command] = field(default_factory=dict)


def send_command(call: Call) -> dict[str, Any]:
    """Sends a command document to the nodes named or targeted."""
    body = call.body
    if bool(body.get("InstanceIds")) == bool(body.get("Targets")):
        raise Refusal("InvalidInstanceId", "Either InstanceIds or Targets must be specified.")
    ids = body.get("InstanceIds", [])
    if len(set(ids)) < len(ids):
        raise Refusal("DuplicateInstanceId", "You can't specify a managed node ID in more than one association.")
    for one in ids:
        nodes.known(call, one)
    name, number, value = _document(call)
    reached = nodes.reached(call, body.get("Targets", []), ids)
    members = {key: item for key, item in body.items() if key != "ServiceRoleArn"}
    members.update(DocumentName=name, DocumentVersion=number, ServiceRole=body.get("ServiceRoleArn", ""))
    progress = {node: Progress(_path(call, name, value, node)) for node in reached}
    made = Command(str(uuid.uuid4()), members, time.time(), progress)
    call.of(Commands).by_id[made.id] = made
    return {"Command": _view(made)}


def _document(call: Call) -> tuple[str, str, dict[str, Any]]:
    name, version = call.body["DocumentName"], call.body.get("DocumentVersion")
    document = documents.visible(call, name)
    if document.owner == documents.AMAZON:
        return name, version or "$DEFAULT", {}
    if document.type != "Command":
        raise Refusal("InvalidDocument", f"Document {name} is not a command document.")
    found = document.find(version)
    wanted = call.body.get("DocumentHash")
    if wanted and wanted != found.hash:
        raise Refusal("InvalidDocument", "The hash of the document is another one.")
    given = {key: item for key, item in call.body.get("Parameters", {}).items() if key != steps.FAIL_PARAMETER}
    content.check_arguments(found.value, given)
    return document.name, version or "$DEFAULT", found.value


def _path(call: Call, name: str, value: dict[str, Any], node: str) -> steps.Path:
    own = call.of(nodes.Nodes).by_id.get(node, {}).get("Tags", {})
    rows = [{"Key": key, "Value": item} for key, item in own.items()]
    failing = steps.told_to_fail(call, name, call.body.get("Parameters", {}), rows)
    return steps.of_command(f"aws:{name}", value, failing)


def _states(command: Command) -> list[str]:
    return [progress.status for progress in command.nodes.values()]


def _status(command: Command) -> str:
    states = _states(command)
    if any(state not in ENDED for state in states):
        return "Pending" if set(states) == {"Pending"} else "InProgress"
    return next((state for state in ("Failed", "Cancelled") if state in states), "Success")


def _view(command: Command) -> dict[str, Any]:
    states, status = _states(command), _status(command)
    rows = {
        "CommandId": command.id,
        "RequestedDateTime": command.requested,
        "ExpiresAfter": command.requested + command.members.get("TimeoutSeconds", DELIVERY_SECONDS),
        "Status": status,
        "StatusDetails": status if states else "NoInstancesInTag",
        "TargetCount": len(states),
        "CompletedCount": sum(state in ENDED for state in states),
        "ErrorCount": states.count("Failed"),
        "DeliveryTimedOutCount": 0,
    }
    return models.view("ssm", "Command", command.members, rows)


def _look(call: Call, command: Command) -> None:
    command.looks += 1
    for progress in command.nodes.values():
        progress.looked(call.store.options.polls)


def find(call: Call) -> Command:
    """The command of the request."""
    found = call.of(Commands).by_id.get(call.body["CommandId"])
    if found is None:
        raise Refusal("InvalidCommandId", "The specified command ID isn't valid.")
    return found


def _wanted(call: Call) -> list[Command]:
    """The commands of a list's request, the last first."""
    rows = [find(call)] if "CommandId" in call.body else list(reversed(call.of(Commands).by_id.values()))
    node = call.body.get("InstanceId")
    if node:
        rows = [one for one in rows if node in one.nodes]
    for row in call.body.get("Filters", []):
        if row["key"] == "Status":
            rows = [one for one in rows if _status(one) == row["value"]]
        if row["key"] == "DocumentName":
            rows = [one for one in rows if one.members["DocumentName"] == row["value"]]
    return rows


def list_commands(call: Call) -> dict[str, Any]:
    """The commands; filters by time and stage are not looked at."""
    found, token = page(call, _wanted(call))
    rows = [_view(one) for one in found]
    for one in found:
        _look(call, one)
    return {"Commands": rows, **token}


def list_command_invocations(call: Call) -> dict[str, Any]:
    """A row for each command and node, with Details that of each step."""
    rows = []
    wanted = _wanted(call)
    for command in wanted:
        for node, progress in command.nodes.items():
            if command.looks and call.body.get("InstanceId") in (None, node):
                rows.append(_invocation(command, node, progress, bool(call.body.get("Details"))))
    for command in wanted:
        _look(call, command)
    found, token = page(call, rows)
    return {"CommandInvocations": found, **token}


def _invocation(command: Command, node: str, progress: Progress, details: bool) -> dict[str, Any]:
    row = {
        "CommandId": command.id,
        "InstanceId": node,
        "InstanceName": "",
        "RequestedDateTime": command.requested,
        "Status": progress.status,
        "StatusDetails": progress.status,
        "TraceOutput": "",
        "StandardOutputUrl": "",
        "StandardErrorUrl": "",
        "CommandPlugins": [_plugin(command, progress, index) for index in _begun(progress)] if details else [],
    }
    return models.view("ssm", "CommandInvocation", command.members, row)


def _begun(progress: Progress) -> range:
    return range(min(progress.position, len(progress.path.steps)))


def _plugin(command: Command, progress: Progress, index: int) -> dict[str, Any]:
    state = progress.of_step(index)
    out, error = _texts(progress, index)
    row: dict[str, Any] = {
        "Name": progress.path.steps[index].name,
        "Status": state,
        "StatusDetails": state,
        "ResponseCode": _code(state),
        "ResponseStartDateTime": command.requested,
        "Output": out + (f"\n----------ERROR-------\n{error}" if error else ""),
        "StandardOutputUrl": "",
        "StandardErrorUrl": "",
    }
    if state in ENDED:
        row["ResponseFinishDateTime"] = time.time()
    return row


def _code(state: str) -> int:
    return {"Success": 0, "Failed": 1}.get(state, -1)


def _texts(progress: Progress, index: int) -> tuple[str, str]:
    """What a step wrote to its output and to its errors."""
    name, state = progress.path.steps[index].name, progress.of_step(index)
    if state not in ("Success", "Failed"):
        return "", ""
    return f"ran {name}\n", f"step {name} was told to fail\n" if state == "Failed" else ""


def get_command_invocation(call: Call) -> dict[str, Any]:
    """One step on one node; a document of several steps has to have the step's name."""
    command = find(call)
    progress = command.nodes.get(call.body["InstanceId"])
    if progress is None or not command.looks:
        command.looks += 1
        raise Refusal("InvocationDoesNotExist", "The command ID and managed node ID combination doesn't exist.")
    names = [step.name for step in progress.path.steps]
    wanted = call.body.get("PluginName", names[0] if len(names) == 1 else None)
    if wanted not in names:
        raise Refusal("InvalidPluginName", "The plugin name isn't valid, or the document has several steps.")
    index = names.index(wanted)
    status = progress.status if len(names) == 1 else progress.of_step(index)
    out, error = _texts(progress, index)
    row = {
        "CommandId": command.id,
        "InstanceId": call.body["InstanceId"],
        "PluginName": wanted,
        "ResponseCode": _code(status),
        "ExecutionStartDateTime": "" if status == "Pending" else _date(command.requested),
        "ExecutionEndDateTime": _date(command.requested + 1) if status in ENDED else "",
        "Status": status,
        "StatusDetails": status,
        "StandardOutputContent": out,
        "StandardOutputUrl": "",
        "StandardErrorContent": error,
        "StandardErrorUrl": "",
    }
    # The model's pattern for dates does not allow the empty texts that the service gives.
    answer = {key: value for key, value in row.items() if value != "" or ("Date" not in key and "Elapsed" not in key)}
    _look(call, command)
    return models.view("ssm", "GetCommandInvocationResult", command.members, answer)


def _date(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def cancel_command(call: Call) -> dict[str, Any]:
    """Cancels a command on the nodes named, or on all where it has not ended."""
    command = find(call)
    for node, progress in command.nodes.items():
        if node in (call.body.get("InstanceIds") or command.nodes) and progress.status not in ENDED:
            progress.cancelled = True
    return {}


HANDLERS = {
    "CancelCommand": cancel_command,
    "GetCommandInvocation": get_command_invocation,
    "ListCommandInvocations": list_command_invocations,
    "ListCommands": list_commands,
    "SendCommand": send_command,
}
