"""When associations run, and the runs: what a change of theirs or of their document starts on nodes."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import models
from paging import page
from refusal import Refusal
from ssm import nodes
from store import Call


@dataclass
class Association:
    """An association: its members as the API has them, and those of each version before."""

    id: str
    version: int
    created: float
    updated: float
    members: dict[str, Any]
    versions: list[dict[str, Any]] = field(default_factory=list)
    executions: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Associations:
    """The associations of an account and region, by id, in the order of their making."""

    by_id: dict[str, Association] = field(default_factory=dict)


def find(call: Call, association_id: str) -> Association:
    """The association with an id."""
    found = call.of(Associations).by_id.get(association_id)
    if found is None:
        raise Refusal("AssociationDoesNotExist", "The specified association does not exist.")
    return found


def start(call: Call, association: Association, reason: str, document_version: str | None = None) -> None:
    """Runs an association now: an execution with a target for each node reached, and a line in the log."""
    members = association.members
    instance = [members["InstanceId"]] if "InstanceId" in members else []
    found = nodes.reached(call, members.get("Targets", []), instance)
    failed = _failed(call, members, found)
    status = "Failed" if failed else "Success"
    execution = {
        "AssociationId": association.id,
        "AssociationVersion": str(association.version),
        "ExecutionId": str(uuid.uuid4()),
        "Status": status,
        "DetailedStatus": status,
        "CreatedTime": time.time(),
        "LastExecutionDate": time.time(),
        "ResourceCountByStatus": _counts(found, failed),
        "Nodes": found,
        "Failed": failed,
    }
    association.executions.append(execution)
    row = {
        "association": association.id,
        "name": members.get("AssociationName"),
        "version": association.version,
        "document": members["Name"],
        "document_version": document_version or members.get("DocumentVersion", "$DEFAULT"),
        "reason": reason,
        "nodes": found,
    }
    call.store.ran(call.account, call.region, row)


def _failed(call: Call, members: dict[str, Any], found: list[str]) -> list[str]:
    """The nodes where it fails: their tag `test:fail` is the association's name or its document's."""
    names = (members.get("AssociationName"), members["Name"])
    known = call.of(nodes.Nodes).by_id
    return [node for node in found if known.get(node, {}).get("Tags", {}).get("test:fail") in names]


def _counts(found: list[str], failed: list[str]) -> str:
    """The nodes by state, as the API writes it."""
    counts = {"Success": len(found) - len(failed), "Failed": len(failed)}
    rows = [f"{word}={count}" for word, count in counts.items() if count or (word == "Success" and not failed)]
    return "{" + ", ".join(rows) + "}"


def after_version(call: Call, document: str, word: str, version: str) -> None:
    """Runs the associations that follow a document's default (`$DEFAULT`) or latest (`$LATEST`) version."""
    reason = "default version" if word == "$DEFAULT" else "latest version"
    for association in call.of(Associations).by_id.values():
        members = association.members
        follows = members["Name"] == document and members.get("DocumentVersion", "$DEFAULT") == word
        if follows and not members.get("ApplyOnlyAtCronInterval"):
            start(call, association, reason, version)


def refuse_if_used(call: Call, document: str) -> None:
    """A document that an association names by a node is not deleted; associations with targets go with it."""
    associations = call.of(Associations).by_id
    used = [one for one in associations.values() if one.members["Name"] == document]
    if any("InstanceId" in one.members for one in used):
        raise Refusal("AssociatedInstances", "You must disassociate a document from all managed nodes first.")
    for one in used:
        del associations[one.id]


def start_associations_once(call: Call) -> dict[str, Any]:
    """Runs each association at once; none if one does not exist."""
    found = [find(call, one) for one in call.body["AssociationIds"]]
    for association in found:
        start(call, association, "once")
    return {}


def describe_association_executions(call: Call) -> dict[str, Any]:
    """The runs, the last first. Filters by execution and status; those by time are not looked at."""
    association = find(call, call.body["AssociationId"])
    rows = list(reversed(association.executions))
    for row in call.body.get("Filters", []):
        if row["Key"] in ("ExecutionId", "Status"):
            rows = [one for one in rows if one[row["Key"]] == row["Value"]]
    found, token = page(call, rows)
    return {"AssociationExecutions": [models.view("ssm", "AssociationExecution", row) for row in found], **token}


def describe_association_execution_targets(call: Call) -> dict[str, Any]:
    """A row for each node that a run reached."""
    association = find(call, call.body["AssociationId"])
    wanted = call.body["ExecutionId"]
    execution = next((one for one in association.executions if one["ExecutionId"] == wanted), None)
    if execution is None:
        raise Refusal("AssociationExecutionDoesNotExist", "The specified execution ID doesn't exist.")
    rows = []
    for node in execution["Nodes"]:
        state = "Failed" if node in execution["Failed"] else "Success"
        row = {"ResourceId": node, "ResourceType": "ManagedInstance", "Status": state, "DetailedStatus": state}
        rows.append(models.view("ssm", "AssociationExecutionTarget", execution, row))
    for row in call.body.get("Filters", []):
        rows = [one for one in rows if one[row["Key"]] == row["Value"]]
    found, token = page(call, rows)
    return {"AssociationExecutionTargets": found, **token}


HANDLERS = {
    "DescribeAssociationExecutionTargets": describe_association_execution_targets,
    "DescribeAssociationExecutions": describe_association_executions,
    "StartAssociationsOnce": start_associations_once,
}
