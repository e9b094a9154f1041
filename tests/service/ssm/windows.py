"""Maintenance windows: made, changed, listed, deleted."""

from __future__ import annotations

import re
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import models
from paging import page
from refusal import Refusal, invalid
from ssm import tags, tokens
from store import Call

MOST_WINDOWS = 50
SCHEDULE = re.compile(r"(cron|rate|at)\(.+\)")


@dataclass
class Window:
    """A window with its targets and tasks; all as members of the API, by id."""

    members: dict[str, Any]
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)
    tasks: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass
class Windows:
    """The windows of an account and region, by id."""

    by_id: dict[str, Window] = field(default_factory=dict)


def find(call: Call) -> Window:
    """The window of the request."""
    window_id = call.body["WindowId"]
    found = call.of(Windows).by_id.get(window_id)
    if found is None:
        raise Refusal("DoesNotExistException", f"Maintenance window {window_id} does not exist.")
    return found


def changed(call: Call, model: str, before: dict[str, Any], not_kept: tuple[str, ...]) -> dict[str, Any]:
    """What an update leaves: `before` with what the request has, or with Replace the request alone.

    `model` is the operation that makes such a thing, whose required members Replace requires; `not_kept`
    are members of the update that are no part of the thing.
    """
    given = {key: value for key, value in call.body.items() if key not in not_kept}
    if not call.body.get("Replace"):
        return {**before, **given}
    operation = models.operation("ssm", model)
    required = operation.input_shape.required_members if operation else []
    fixed: dict[str, Any] = {key: before[key] for key in ("WindowId", "TaskType", "ResourceType") if key in before}
    missing = [key for key in required if key not in given and key not in fixed]
    if missing:
        raise invalid(f"With Replace these members are required: {', '.join(missing)}.")
    return {**fixed, **given}


def _check(members: dict[str, Any]) -> None:
    if members["Cutoff"] >= members["Duration"]:
        raise invalid("Cutoff must be less than Duration.")
    if not SCHEDULE.fullmatch(members["Schedule"]):
        raise invalid(f"The schedule {members['Schedule']} is invalid.")
    if "ScheduleOffset" in members and not members["Schedule"].startswith("cron("):
        raise invalid("ScheduleOffset is for cron expressions only.")


def create_maintenance_window(call: Call) -> dict[str, Any]:
    """Makes a window, enabled. Names are not unique; the same client token makes one window only."""
    return tokens.once(call, _create)


def _create(call: Call) -> dict[str, Any]:
    windows = call.of(Windows).by_id
    if len(windows) >= MOST_WINDOWS:
        raise Refusal("ResourceLimitExceededException", f"You can have {MOST_WINDOWS} maintenance windows.")
    members = {key: value for key, value in call.body.items() if key not in ("ClientToken", "Tags")}
    _check(members)
    window_id = f"mw-{secrets.token_hex(9)[:17]}"
    tags.put(call, "MaintenanceWindow", window_id, call.body.get("Tags", []))
    dates = {"CreatedDate": time.time(), "ModifiedDate": time.time()}
    windows[window_id] = Window({"Enabled": True, **members, **dates, "WindowId": window_id})
    return {"WindowId": window_id}


def update_maintenance_window(call: Call) -> dict[str, Any]:
    """Changes what the request has; with Replace, what it has not is gone (Enabled stays)."""
    window = find(call)
    members = changed(call, "CreateMaintenanceWindow", window.members, ("Replace",))
    kept: dict[str, Any] = {key: window.members[key] for key in ("Enabled", "CreatedDate") if key in window.members}
    members = {**kept, **members, "ModifiedDate": time.time()}
    _check(members)
    window.members = members
    return models.view("ssm", "UpdateMaintenanceWindowResult", members)


def get_maintenance_window(call: Call) -> dict[str, Any]:
    """A window without its targets and tasks."""
    return models.view("ssm", "GetMaintenanceWindowResult", find(call).members)


def delete_maintenance_window(call: Call) -> dict[str, Any]:
    """Deletes a window with targets and tasks; one that is not there is no error."""
    window_id = call.body["WindowId"]
    call.of(Windows).by_id.pop(window_id, None)
    tags.forget(call, "MaintenanceWindow", window_id)
    return {"WindowId": window_id}


def filtered(call: Call, rows: list[dict[str, Any]], keys: dict[str, str]) -> list[dict[str, Any]]:
    """The rows that meet every filter of the request; `keys` are its keys and the members that they mean."""
    for wanted in call.body.get("Filters", []):
        key = wanted.get("Key", "")
        if key not in keys:
            raise invalid(f"The filter key {key} isn't valid. Valid keys are {', '.join(keys)}.")
        values = [value.lower() for value in wanted.get("Values", [])]
        rows = [row for row in rows if str(row.get(keys[key])).lower() in values]
    return rows


def describe_maintenance_windows(call: Call) -> dict[str, Any]:
    """The windows by name, in the order of their making."""
    rows = [window.members for window in call.of(Windows).by_id.values()]
    found, token = page(call, filtered(call, rows, {"Name": "Name", "Enabled": "Enabled"}))
    return {"WindowIdentities": [models.view("ssm", "MaintenanceWindowIdentity", row) for row in found], **token}


HANDLERS = {
    "CreateMaintenanceWindow": create_maintenance_window,
    "DeleteMaintenanceWindow": delete_maintenance_window,
    "DescribeMaintenanceWindows": describe_maintenance_windows,
    "GetMaintenanceWindow": get_maintenance_window,
    "UpdateMaintenanceWindow": update_maintenance_window,
}
