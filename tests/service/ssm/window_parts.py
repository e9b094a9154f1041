"""Targets and tasks of maintenance windows."""

from __future__ import annotations

import uuid
from typing import Any

import models
from paging import page
from refusal import Refusal, invalid
from ssm import tokens, windows
from store import Call

MOST_TARGETS = 100
MOST_TASKS = 20


def _target(call: Call, window: windows.Window) -> dict[str, Any]:
    found = window.targets.get(call.body["WindowTargetId"])
    if found is None:
        raise Refusal("DoesNotExistException", f"Target {call.body['WindowTargetId']} does not exist.")
    return found


def _task(call: Call, window: windows.Window) -> dict[str, Any]:
    found = window.tasks.get(call.body["WindowTaskId"])
    if found is None:
        raise Refusal("DoesNotExistException", f"Task {call.body['WindowTaskId']} does not exist.")
    return found


def _refuse_above(number: int, most: int, what: str) -> None:
    if number >= most:
        raise Refusal("ResourceLimitExceededException", f"A maintenance window has {most} {what} at most.")


def _kept(call: Call) -> dict[str, Any]:
    return {key: value for key, value in call.body.items() if key != "ClientToken"}


def register_target(call: Call) -> dict[str, Any]:
    """Adds a target; the same client token adds one only."""
    return tokens.once(call, _register_target)


def _register_target(call: Call) -> dict[str, Any]:
    window = windows.find(call)
    _refuse_above(len(window.targets), MOST_TARGETS, "targets")
    _check_target(call.body)
    target_id = str(uuid.uuid4())
    window.targets[target_id] = {**_kept(call), "WindowTargetId": target_id}
    return {"WindowTargetId": target_id}


def _check_target(members: dict[str, Any]) -> None:
    for target in members["Targets"]:
        of_group = target.get("Key", "").startswith("resource-groups:")
        if of_group != (members["ResourceType"] == "RESOURCE_GROUP"):
            raise invalid(f"A target of type {members['ResourceType']} can't have the key {target.get('Key')}.")


def update_target(call: Call) -> dict[str, Any]:
    """Changes what the request has; with Replace, what it has not is gone."""
    window = windows.find(call)
    before = _target(call, window)
    members = windows.changed(call, "RegisterTargetWithMaintenanceWindow", before, ("Replace",))
    _check_target(members)
    window.targets[call.body["WindowTargetId"]] = members
    return models.view("ssm", "UpdateMaintenanceWindowTargetResult", members)


def deregister_target(call: Call) -> dict[str, Any]:
    """Removes a target; with Safe not while a task names it."""
    window = windows.find(call)
    _target(call, window)
    target_id = call.body["WindowTargetId"]
    if call.body.get("Safe") and any(target_id in _named(task) for task in window.tasks.values()):
        raise Refusal("TargetInUseException", "You specified the Safe option, but the target is still referenced.")
    del window.targets[target_id]
    return {"WindowId": call.body["WindowId"], "WindowTargetId": target_id}


def _named(task: dict[str, Any]) -> list[str]:
    rows = [target.get("Values", []) for target in task.get("Targets", []) if target["Key"] == "WindowTargetIds"]
    return [name for row in rows for name in row]


def describe_targets(call: Call) -> dict[str, Any]:
    """The targets in the order of their making."""
    rows = list(windows.find(call).targets.values())
    keys = {"Type": "ResourceType", "WindowTargetId": "WindowTargetId", "OwnerInformation": "OwnerInformation"}
    found, token = page(call, windows.filtered(call, rows, keys))
    return {"Targets": [models.view("ssm", "MaintenanceWindowTarget", row) for row in found], **token}


def register_task(call: Call) -> dict[str, Any]:
    """Adds a task; the same client token adds one only."""
    return tokens.once(call, _register_task)


def _register_task(call: Call) -> dict[str, Any]:
    window = windows.find(call)
    _refuse_above(len(window.tasks), MOST_TASKS, "tasks")
    task_id = str(uuid.uuid4())
    window.tasks[task_id] = _checked_task(window, {"Priority": 1, **_kept(call), "WindowTaskId": task_id})
    return {"WindowTaskId": task_id}


def _checked_task(window: windows.Window, members: dict[str, Any]) -> dict[str, Any]:
    """The task as it is kept: without targets its concurrency and errors are the placeholder 1."""
    if not members.get("Targets"):
        if members["TaskType"] == "RUN_COMMAND":
            raise invalid("One or more targets must be specified for Run Command-type tasks.")
        return {**members, "MaxConcurrency": "1", "MaxErrors": "1"}
    for member in ("MaxConcurrency", "MaxErrors"):
        if member not in members:
            raise invalid(f"{member} must be specified for a task with targets.")
    for name in _named(members):
        if name not in window.targets:
            raise Refusal("DoesNotExistException", f"Target {name} does not exist.")
    return members


def update_task(call: Call) -> dict[str, Any]:
    """Changes what the request has, TaskInvocationParameters as a whole; with Replace the rest is gone."""
    window = windows.find(call)
    before = _task(call, window)
    members = windows.changed(call, "RegisterTaskWithMaintenanceWindow", before, ("Replace",))
    window.tasks[call.body["WindowTaskId"]] = _checked_task(window, {"Priority": 1, **members})
    return models.view("ssm", "UpdateMaintenanceWindowTaskResult", window.tasks[call.body["WindowTaskId"]])


def get_task(call: Call) -> dict[str, Any]:
    """A task with its invocation parameters, which the list does not have."""
    return models.view("ssm", "GetMaintenanceWindowTaskResult", _task(call, windows.find(call)))


def deregister_task(call: Call) -> dict[str, Any]:
    """Removes a task."""
    window = windows.find(call)
    _task(call, window)
    del window.tasks[call.body["WindowTaskId"]]
    return call.has("WindowId", "WindowTaskId")


def describe_tasks(call: Call) -> dict[str, Any]:
    """The tasks in the order of their making."""
    rows = list(windows.find(call).tasks.values())
    keys = {"WindowTaskId": "WindowTaskId", "TaskArn": "TaskArn", "Priority": "Priority", "TaskType": "TaskType"}
    found = windows.filtered(call, rows, keys)
    shown = [models.view("ssm", "MaintenanceWindowTask", row, {"Type": row["TaskType"]}) for row in found]
    part, token = page(call, shown)
    return {"Tasks": part, **token}


HANDLERS = {
    "DeregisterTargetFromMaintenanceWindow": deregister_target,
    "DeregisterTaskFromMaintenanceWindow": deregister_task,
    "DescribeMaintenanceWindowTargets": describe_targets,
    "DescribeMaintenanceWindowTasks": describe_tasks,
    "GetMaintenanceWindowTask": get_task,
    "RegisterTargetWithMaintenanceWindow": register_target,
    "RegisterTaskWithMaintenanceWindow": register_task,
    "UpdateMaintenanceWindowTarget": update_target,
    "UpdateMaintenanceWindowTask": update_task,
}
