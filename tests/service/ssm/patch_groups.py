"""Patch groups: which baseline each has for each operating system."""

from __future__ import annotations

from typing import Any

from paging import page
from refusal import Refusal, invalid
from ssm.baselines import Baselines, default_of, find, identity
from store import Call


def register(call: Call) -> dict[str, Any]:
    """Registers a baseline; a group has one for each operating system."""
    row = find(call)
    group = call.of(Baselines).groups.setdefault(call.body["PatchGroup"], {})
    system = row["OperatingSystem"]
    if system in group:
        text = f"Patch Group baseline already has a baseline registered for OperatingSystem {system}."
        raise Refusal("AlreadyExistsException", text)
    group[system] = row["BaselineId"]
    return call.has("BaselineId", "PatchGroup")


def deregister(call: Call) -> dict[str, Any]:
    """Takes a baseline from a group."""
    groups, name = call.of(Baselines).groups, call.body["PatchGroup"]
    kept = {system: one for system, one in groups.get(name, {}).items() if one != call.body["BaselineId"]}
    if len(kept) == len(groups.get(name, {})):
        raise Refusal("DoesNotExistException", "Patch Baseline to be retrieved does not exist.")
    groups[name] = kept
    if not kept:
        del groups[name]
    return call.has("BaselineId", "PatchGroup")


def get_baseline(call: Call) -> dict[str, Any]:
    """The group's baseline, or the default one; for Windows if no operating system is said."""
    system, group = call.body.get("OperatingSystem", "WINDOWS"), call.body["PatchGroup"]
    found = call.of(Baselines).groups.get(group, {}).get(system) or default_of(call, system)
    return {"BaselineId": found, "PatchGroup": group, "OperatingSystem": system}


def describe(call: Call) -> dict[str, Any]:
    """A row for each group and operating system, by beginning of the name and by system."""
    rows = []
    for name, by_system in sorted(call.of(Baselines).groups.items()):
        for system in sorted(by_system):
            rows.append((name, system, by_system[system]))
    for wanted in call.body.get("Filters", []):
        if wanted["Key"] == "NAME_PREFIX":
            rows = [row for row in rows if row[0].startswith(tuple(wanted["Values"]))]
        elif wanted["Key"] == "OPERATING_SYSTEM":
            rows = [row for row in rows if row[1] in wanted["Values"]]
        else:
            raise invalid(f"The filter key {wanted['Key']} isn't valid.")
    found, token = page(call, rows)
    mappings = [{"PatchGroup": name, "BaselineIdentity": identity(call, find(call, one))} for name, _, one in found]
    return {"Mappings": mappings, **token}


HANDLERS = {
    "DeregisterPatchBaselineForPatchGroup": deregister,
    "DescribePatchGroups": describe,
    "GetPatchBaselineForPatchGroup": get_baseline,
    "RegisterPatchBaselineForPatchGroup": register,
}
