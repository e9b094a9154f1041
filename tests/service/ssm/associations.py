"""Associations of State Manager: made, replaced, listed, deleted, with all their versions."""

from __future__ import annotations

import re
import time
import uuid
from typing import Any

import models
from paging import page
from refusal import Refusal, invalid
from ssm import content, documents, tags
from ssm.association_runs import Association, Associations, find, start
from store import Call

MOST_ASSOCIATIONS = 2000
MOST_VERSIONS = 1000
LEAST_MINUTES = 30
SCHEDULE = re.compile(r"(cron\(\S+( \S+){4,6}\)|rate\([1-9][0-9]* (minute|hour|day)s?\)|at\(\S+\))")
# What a request with InstanceId can't have, and what an association does not keep.
NOT_BY_INSTANCE = (
    "AssociationName",
    "DocumentVersion",
    "MaxErrors",
    "MaxConcurrency",
    "OutputLocation",
    "ScheduleExpression",
)
NOT_KEPT = ("Tags", "AssociationId", "AssociationVersion")


def _check(call: Call, members: dict[str, Any]) -> None:
    name, version = members["Name"], members.get("DocumentVersion")
    document = documents.visible(call, name)
    found = document.find(version)
    if document.owner != documents.AMAZON:
        # The service gives the target's own parameter its value.
        by_target: dict[str | None, Any] = {members.get("AutomationTargetParameterName"): []}
        content.check_arguments(found.value, {**by_target, **members.get("Parameters", {})})
    if "InstanceId" in members:
        _check_by_instance(call, members, str(found.value.get("schemaVersion")))
    elif "Targets" not in members and "TargetMaps" not in members and "TargetLocations" not in members:
        raise Refusal("InvalidTarget", "Instance ID or targets must be specified.")
    if "Targets" in members and "TargetMaps" in members:
        raise Refusal("InvalidTargetMaps", "Both Targets and TargetMaps can't be specified together.")
    _check_targets(members.get("Targets", []))
    _check_schedule(members)


def _check_by_instance(call: Call, members: dict[str, Any], schema: str) -> None:
    if schema not in ("1.0", "1.2"):
        text = f"Document schema version, {schema}, is not supported by association that is created with instance id"
        raise Refusal("InvalidDocument", text)
    wrong = [member for member in NOT_BY_INSTANCE if member in members]
    if wrong or "Targets" in members:
        raise invalid(f"InstanceId can't be used together with {', '.join(wrong or ['Targets'])}.")
    for other in call.of(Associations).by_id.values():
        same = all(other.members.get(key) == members[key] for key in ("Name", "InstanceId"))
        if same:
            raise Refusal("AssociationAlreadyExists", "The specified association already exists.")


def _check_targets(targets: list[dict[str, Any]]) -> None:
    for target in targets:
        key = target.get("Key", "")
        known = key in ("InstanceIds", "tag-key", "ParameterValues", "AWS::SSM::ManagedInstance.InstanceIds")
        if not known and not key.startswith(("tag:", "resource-groups:")):
            raise Refusal("InvalidTarget", f"The target key {key} isn't valid.")
        if not target.get("Values"):
            raise Refusal("InvalidTarget", f"The target {key} has no values.")


def _check_schedule(members: dict[str, Any]) -> None:
    schedule = members.get("ScheduleExpression")
    if schedule is not None and not SCHEDULE.fullmatch(schedule):
        raise Refusal("InvalidSchedule", f"The schedule {schedule} is invalid.")
    minutes = re.fullmatch(r"rate\(([0-9]+) minutes?\)", schedule or "")
    if minutes and int(minutes[1]) < LEAST_MINUTES:
        raise Refusal("InvalidSchedule", f"The rate is {LEAST_MINUTES} minutes at least.")
    if schedule and schedule.startswith("rate(") and members.get("ApplyOnlyAtCronInterval"):
        raise invalid("ApplyOnlyAtCronInterval isn't supported for rate expressions.")
    if "ScheduleOffset" in members and not members.get("ApplyOnlyAtCronInterval"):
        raise invalid("To use ScheduleOffset, ApplyOnlyAtCronInterval must be true.")


def create_association(call: Call) -> dict[str, Any]:
    """Makes an association, and runs it unless it applies at its schedule only. Equal ones may exist twice."""
    associations = call.of(Associations).by_id
    if len(associations) >= MOST_ASSOCIATIONS:
        raise Refusal("AssociationLimitExceeded", f"You can have at most {MOST_ASSOCIATIONS} active associations.")
    members = {key: value for key, value in call.body.items() if key not in NOT_KEPT}
    _check(call, members)
    now = time.time()
    made = Association(str(uuid.uuid4()), 1, now, now, members)
    tags.put(call, "Association", made.id, call.body.get("Tags", []))
    associations[made.id] = made
    _version(made)
    if not members.get("ApplyOnlyAtCronInterval"):
        start(call, made, "created")
    return {"AssociationDescription": _description(made)}


def update_association(call: Call) -> dict[str, Any]:
    """Replaces every member: what the request leaves out is gone, but for the document and the node."""
    association = find(call, call.body["AssociationId"])
    if call.body.get("AssociationVersion", "$LATEST") not in ("$LATEST", str(association.version)):
        raise Refusal("InvalidAssociationVersion", "The version you specified isn't valid: it is not the latest.")
    if association.version >= MOST_VERSIONS:
        raise Refusal("AssociationVersionLimitExceeded", "The maximum number of versions has been reached.")
    kept: dict[str, Any] = {
        key: association.members[key] for key in ("Name", "InstanceId") if key in association.members
    }
    members = {**kept, **{key: value for key, value in call.body.items() if key not in NOT_KEPT}}
    if "InstanceId" in kept and "Targets" in members:
        raise Refusal("InvalidUpdate", "The update isn't valid: the association was made for a node.")
    # The API asks for targets at creation only; those that an update leaves out stay gone.
    _check(call, {"Targets": [], **members} if "InstanceId" not in members else {"Targets": [], **_apart(members)})
    association.members = members
    association.version += 1
    association.updated = time.time()
    _version(association)
    if not members.get("ApplyOnlyAtCronInterval"):
        start(call, association, "updated")
    return {"AssociationDescription": _description(association)}


def _apart(members: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if key != "InstanceId"}


def _version(association: Association) -> None:
    row = {**association.members, **_identity(association), "CreatedDate": association.updated}
    association.versions.append(row)


def _identity(association: Association) -> dict[str, Any]:
    return {
        "AssociationId": association.id,
        "AssociationVersion": str(association.version),
        "DocumentVersion": association.members.get("DocumentVersion", "$DEFAULT"),
    }


def _overview(association: Association) -> dict[str, Any]:
    if not association.executions:
        return {"Overview": {"Status": "Pending", "DetailedStatus": "Creating"}}
    last = association.executions[-1]
    overview: dict[str, Any] = {"Status": last["Status"], "DetailedStatus": last["Status"]}
    counts = {"Success": len(last["Nodes"]) - len(last["Failed"]), "Failed": len(last["Failed"])}
    if last["Nodes"]:
        overview["AssociationStatusAggregatedCount"] = {word: count for word, count in counts.items() if count}
    good = [one["CreatedTime"] for one in association.executions if one["Status"] == "Success"]
    return {
        "Overview": overview,
        "LastExecutionDate": last["CreatedTime"],
        "LastSuccessfulExecutionDate": good[-1] if good else None,
    }


def _description(association: Association) -> dict[str, Any]:
    dates = {"Date": association.created, "LastUpdateAssociationDate": association.updated}
    defaults = {"ApplyOnlyAtCronInterval": False}
    parts = (defaults, association.members, _identity(association), _overview(association), dates)
    return models.view("ssm", "AssociationDescription", *parts)


def _named(call: Call) -> Association:
    """The association by its id, or by document and node."""
    if "AssociationId" in call.body:
        return find(call, call.body["AssociationId"])
    if "Name" not in call.body or "InstanceId" not in call.body:
        raise invalid("Either AssociationId or both Name and InstanceId must be specified.")
    for association in call.of(Associations).by_id.values():
        if call.has("Name", "InstanceId").items() <= association.members.items():
            return association
    raise Refusal("AssociationDoesNotExist", "The specified association does not exist.")


def delete_association(call: Call) -> dict[str, Any]:
    """Deletes an association with its versions and tags."""
    association = _named(call)
    del call.of(Associations).by_id[association.id]
    tags.forget(call, "Association", association.id)
    return {}


def describe_association(call: Call) -> dict[str, Any]:
    """The latest version, or the one asked for."""
    association = _named(call)
    wanted = call.body.get("AssociationVersion", "$LATEST")
    if wanted in ("$LATEST", str(association.version)):
        return {"AssociationDescription": _description(association)}
    for version in association.versions:
        if version["AssociationVersion"] == wanted:
            return {"AssociationDescription": models.view("ssm", "AssociationDescription", version)}
    raise Refusal("InvalidAssociationVersion", "The version you specified isn't valid.")


def list_associations(call: Call) -> dict[str, Any]:
    """The associations that meet every filter; those by time and resource group are not looked at."""
    rows = []
    for association in call.of(Associations).by_id.values():
        row = models.view("ssm", "Association", association.members, _identity(association), _overview(association))
        if all(_meets(row, one) for one in call.body.get("AssociationFilterList", [])):
            rows.append(row)
    found, token = page(call, rows)
    return {"Associations": found, **token}


def _meets(row: dict[str, Any], wanted: dict[str, str]) -> bool:
    if wanted["key"] == "AssociationStatusName":
        return bool(row["Overview"]["Status"] == wanted["value"])
    if wanted["key"] in ("InstanceId", "Name", "AssociationId", "AssociationName"):
        return bool(row.get(wanted["key"]) == wanted["value"])
    return True


def list_association_versions(call: Call) -> dict[str, Any]:
    """Every version, the latest first."""
    association = find(call, call.body["AssociationId"])
    found, token = page(call, list(reversed(association.versions)))
    return {"AssociationVersions": [models.view("ssm", "AssociationVersionInfo", row) for row in found], **token}


HANDLERS = {
    "CreateAssociation": create_association,
    "DeleteAssociation": delete_association,
    "DescribeAssociation": describe_association,
    "ListAssociationVersions": list_association_versions,
    "ListAssociations": list_associations,
    "UpdateAssociation": update_association,
}
