"""Resource data syncs, by name and type. Nothing is synchronized."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import models
from paging import page
from refusal import Refusal
from store import Call

TO_DESTINATION, FROM_SOURCE = "SyncToDestination", "SyncFromSource"
MOST_SYNCS = 5


@dataclass
class Syncs:
    """The syncs of an account and region by `type/name`."""

    by_key: dict[str, dict[str, Any]] = field(default_factory=dict)


def _key(call: Call) -> str:
    return f"{call.body.get('SyncType', TO_DESTINATION)}/{call.body['SyncName']}"


def _invalid(text: str) -> Refusal:
    return Refusal("ResourceDataSyncInvalidConfigurationException", text)


def _find(call: Call) -> dict[str, Any]:
    found = call.of(Syncs).by_key.get(_key(call))
    if found is None:
        text = f"The resource data sync {call.body['SyncName']} does not exist."
        raise Refusal("ResourceDataSyncNotFoundException", text)
    return found


def create(call: Call) -> dict[str, Any]:
    """Makes a sync, with what its type needs."""
    kind, known = call.body.get("SyncType", TO_DESTINATION), call.of(Syncs).by_key
    needed = {TO_DESTINATION: "S3Destination", FROM_SOURCE: "SyncSource"}
    if kind not in needed:
        raise _invalid(f"The sync type {kind} isn't valid.")
    if needed[kind] not in call.body:
        raise _invalid(f"A sync of type {kind} needs {needed[kind]}.")
    if _key(call) in known:
        text = f"A resource data sync named {call.body['SyncName']} already exists."
        raise Refusal("ResourceDataSyncAlreadyExistsException", text)
    if len(known) >= MOST_SYNCS:
        raise Refusal("ResourceDataSyncCountExceededException", f"You can have {MOST_SYNCS} resource data syncs.")
    row = {**call.has("SyncName", "S3Destination"), "SyncType": kind, "LastStatus": "InProgress"}
    if "SyncSource" in call.body:
        row["SyncSource"] = call.body["SyncSource"]
    known[_key(call)] = {**row, "SyncCreatedTime": time.time(), "SyncLastModifiedTime": time.time()}
    return {}


def update(call: Call) -> dict[str, Any]:
    """Replaces the source of a sync from one; its accounts stay."""
    if call.body["SyncType"] != FROM_SOURCE:
        raise _invalid("Only a sync of type SyncFromSource can be updated.")
    row = _find(call)
    if row["SyncSource"].get("AwsOrganizationsSource") != call.body["SyncSource"].get("AwsOrganizationsSource"):
        text = "You can't change the account options of a resource data sync."
        raise Refusal("ResourceDataSyncConflictException", text)
    row.update(SyncSource=call.body["SyncSource"], SyncLastModifiedTime=time.time())
    return {}


def delete(call: Call) -> dict[str, Any]:
    """Deletes a sync."""
    _find(call)
    del call.of(Syncs).by_key[_key(call)]
    return {}


def list_syncs(call: Call) -> dict[str, Any]:
    """The syncs of one type or of both."""
    rows = [row for _, row in sorted(call.of(Syncs).by_key.items())]
    wanted = call.body.get("SyncType")
    found, token = page(call, [row for row in rows if wanted in (None, row["SyncType"])])
    return {"ResourceDataSyncItems": [models.view("ssm", "ResourceDataSyncItem", row) for row in found], **token}


HANDLERS = {
    "CreateResourceDataSync": create,
    "DeleteResourceDataSync": delete,
    "ListResourceDataSync": list_syncs,
    "UpdateResourceDataSync": update,
}
