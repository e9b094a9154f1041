"""Executions of maintenance windows, which begin only when a test says so, and end at once."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import models
from paging import page
from refusal import Refusal, invalid
from ssm import nodes, windows
from store import Call


@dataclass
class WindowExecutions:
    """The executions of an account and region by id, in the order of their beginning."""

    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)


def run(call: Call, name: str, failing: list[str]) -> str:
    """Runs the window of a name or id: its tasks by priority, of which those named fail. The execution's id."""
    known = call.of(windows.Windows).by_id
    window_id = next((one for one, window in known.items() if name in (one, window.members["Name"])), None)
    if window_id is None:
        raise KeyError(name)
    window, execution_id = known[window_id], str(uuid.uuid4())
    rows = sorted(window.tasks.values(), key=lambda task: task["Priority"])
    tasks = [_task(call, window, execution_id, task, task.get("Name") in failing) for task in rows]
    failed = any(task["Status"] == "FAILED" for task in tasks)
    call.of(WindowExecutions).by_id[execution_id] = {
        "WindowId": window_id,
        "WindowExecutionId": execution_id,
        **_ended(failed),
        "TaskIds": [task["TaskExecutionId"] for task in tasks],
        "Tasks": tasks,
    }
    return execution_id


def _ended(failed: bool) -> dict[str, Any]:
    status = "FAILED" if failed else "SUCCESS"
    return {"Status": status, "StartTime": time.time(), "EndTime": time.time()}


def _task(call: Call, window: windows.Window, execution_id: str, task: dict[str, Any], failed: bool) -> dict[str, Any]:
    reached = _nodes(call, window, task)
    ids = {"WindowExecutionId": execution_id, "TaskExecutionId": str(uuid.uuid4())}
    kind = {"TaskArn": task["TaskArn"], "TaskType": task["TaskType"]}
    line = {"reason": "window", "window": window.members["Name"], "name": task.get("Name"), "nodes": reached}
    call.store.ran(call.account, call.region, {**line, "document": task["TaskArn"]})
    invocations = [
        {**ids, "InvocationId": str(uuid.uuid4()), "TaskType": task["TaskType"], **_ended(failed), "Node": node}
        for node in reached
    ]
    return {**ids, **kind, **_ended(failed), "Invocations": invocations}


def _nodes(call: Call, window: windows.Window, task: dict[str, Any]) -> list[str]:
    """The nodes of a task, by those named and by the window's targets."""
    found: set[str] = set()
    for target in task.get("Targets", []):
        if target["Key"] == "WindowTargetIds":
            for target_id in target["Values"]:
                found.update(nodes.reached(call, window.targets[target_id]["Targets"]))
        else:
            found.update(nodes.reached(call, [target]))
    return sorted(found)


def _find(call: Call) -> dict[str, Any]:
    found = call.of(WindowExecutions).by_id.get(call.body["WindowExecutionId"])
    if found is None:
        raise Refusal("DoesNotExistException", "The maintenance window execution does not exist.")
    return found


def _filtered(call: Call, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for wanted in call.body.get("Filters", []):
        if wanted.get("Key") == "STATUS":
            rows = [row for row in rows if row["Status"] in wanted["Values"]]
        elif wanted.get("Key") not in ("ExecutedBefore", "ExecutedAfter"):
            raise invalid(f"The filter key {wanted.get('Key')} isn't valid.")
    return rows


def describe_executions(call: Call) -> dict[str, Any]:
    """The executions of a window, the last first; filters by time are not looked at."""
    rows = [row for row in call.of(WindowExecutions).by_id.values() if row["WindowId"] == call.body["WindowId"]]
    found, token = page(call, _filtered(call, rows[::-1]))
    return {"WindowExecutions": [models.view("ssm", "MaintenanceWindowExecution", row) for row in found], **token}


def get_execution(call: Call) -> dict[str, Any]:
    """An execution with the ids of its tasks."""
    return models.view("ssm", "GetMaintenanceWindowExecutionResult", _find(call))


def describe_tasks(call: Call) -> dict[str, Any]:
    """The tasks of an execution in their order."""
    found, token = page(call, _filtered(call, _find(call)["Tasks"]))
    rows = [models.view("ssm", "MaintenanceWindowExecutionTaskIdentity", row) for row in found]
    return {"WindowExecutionTaskIdentities": rows, **token}


def describe_invocations(call: Call) -> dict[str, Any]:
    """The nodes of a task, by an invocation each."""
    task = next((row for row in _find(call)["Tasks"] if row["TaskExecutionId"] == call.body["TaskId"]), None)
    if task is None:
        raise Refusal("DoesNotExistException", "The task of the execution does not exist.")
    found, token = page(call, _filtered(call, task["Invocations"]))
    shape = "MaintenanceWindowExecutionTaskInvocationIdentity"
    return {"WindowExecutionTaskInvocationIdentities": [models.view("ssm", shape, row) for row in found], **token}


HANDLERS = {
    "DescribeMaintenanceWindowExecutionTaskInvocations": describe_invocations,
    "DescribeMaintenanceWindowExecutionTasks": describe_tasks,
    "DescribeMaintenanceWindowExecutions": describe_executions,
    "GetMaintenanceWindowExecution": get_execution,
}
