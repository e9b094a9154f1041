"""Patch baselines: those of AWS, one for each operating system, and the caller's own; default baselines."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

import models
from paging import page
from refusal import Refusal, invalid
from ssm import tags, tokens, windows
from store import Call

MOST_BASELINES = 50
# Of AWS's account for baselines in one region; here in all.
OWNER = "075727635805"
OF_AWS = {
    "ALMA_LINUX": "AWS-AlmaLinuxDefaultPatchBaseline",
    "AMAZON_LINUX": "AWS-AmazonLinuxDefaultPatchBaseline",
    "AMAZON_LINUX_2": "AWS-AmazonLinux2DefaultPatchBaseline",
    "AMAZON_LINUX_2022": "AWS-AmazonLinux2022DefaultPatchBaseline",
    "AMAZON_LINUX_2023": "AWS-AmazonLinux2023DefaultPatchBaseline",
    "CENTOS": "AWS-CentOSDefaultPatchBaseline",
    "DEBIAN": "AWS-DebianDefaultPatchBaseline",
    "MACOS": "AWS-MacOSDefaultPatchBaseline",
    "ORACLE_LINUX": "AWS-OracleLinuxDefaultPatchBaseline",
    "RASPBIAN": "AWS-DefaultRaspbianPatchBaseline",
    "REDHAT_ENTERPRISE_LINUX": "AWS-RedHatDefaultPatchBaseline",
    "ROCKY_LINUX": "AWS-RockyLinuxDefaultPatchBaseline",
    "SUSE": "AWS-SuseDefaultPatchBaseline",
    "UBUNTU": "AWS-UbuntuDefaultPatchBaseline",
    "WINDOWS": "AWS-DefaultPatchBaseline",
}


@dataclass
class Baselines:
    """The caller's baselines by id, the default ones by operating system, and patch groups by both."""

    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    groups: dict[str, dict[str, str]] = field(default_factory=dict)


def of_aws(region: str, system: str) -> dict[str, Any]:
    """AWS's baseline for an operating system; its id is an ARN."""
    number = hashlib.sha256(system.encode()).hexdigest()[:17]
    baseline_id = f"arn:aws:ssm:{region}:{OWNER}:patchbaseline/pb-{number}"
    return {"BaselineId": baseline_id, "Name": OF_AWS[system], "OperatingSystem": system, "Owner": "AWS"}


def find(call: Call, baseline_id: str | None = None) -> dict[str, Any]:
    """A baseline of the caller or, by ARN, of AWS."""
    wanted = baseline_id or call.body["BaselineId"]
    rows = [*call.of(Baselines).by_id.values(), *(of_aws(call.region, system) for system in OF_AWS)]
    for row in rows:
        if wanted == row["BaselineId"] or wanted.endswith(f":{call.account}:patchbaseline/{row['BaselineId']}"):
            return row
    raise Refusal("DoesNotExistException", "Maintenance window or patch baseline does not exist.")


def default_of(call: Call, system: str) -> str:
    """The id of the default baseline for an operating system."""
    return call.of(Baselines).defaults.get(system) or str(of_aws(call.region, system)["BaselineId"])


def identity(call: Call, row: dict[str, Any]) -> dict[str, Any]:
    """A PatchBaselineIdentity."""
    answer = {
        "BaselineId": row["BaselineId"],
        "BaselineName": row["Name"],
        "OperatingSystem": row["OperatingSystem"],
        "BaselineDescription": row.get("Description"),
        "DefaultBaseline": default_of(call, row["OperatingSystem"]) == row["BaselineId"],
    }
    return {key: value for key, value in answer.items() if value is not None}


def _check(members: dict[str, Any]) -> None:
    for rule in members.get("ApprovalRules", {}).get("PatchRules", []):
        if ("ApproveAfterDays" in rule) == ("ApproveUntilDate" in rule):
            raise invalid("A rule has either ApproveAfterDays or ApproveUntilDate.")


def create_patch_baseline(call: Call) -> dict[str, Any]:
    """Makes a baseline; names are not unique, the same client token makes one only."""
    return tokens.once(call, _create)


def _create(call: Call) -> dict[str, Any]:
    if len(call.of(Baselines).by_id) >= MOST_BASELINES:
        raise Refusal("ResourceLimitExceededException", f"You can have {MOST_BASELINES} patch baselines.")
    _check(call.body)
    baseline_id = f"pb-{secrets.token_hex(9)[:17]}"
    tags.put(call, "PatchBaseline", baseline_id, call.body.get("Tags", []))
    members = {key: value for key, value in call.body.items() if key not in ("ClientToken", "Tags")}
    dates = {"CreatedDate": time.time(), "ModifiedDate": time.time()}
    row = {**_defaults(), **members, **dates, "BaselineId": baseline_id, "Owner": "Self"}
    call.of(Baselines).by_id[baseline_id] = row
    return {"BaselineId": baseline_id}


def _defaults() -> dict[str, Any]:
    """What a baseline has that its request did not name."""
    return {
        "OperatingSystem": "WINDOWS",
        "GlobalFilters": {"PatchFilters": []},
        "ApprovalRules": {"PatchRules": []},
        "ApprovedPatches": [],
        "ApprovedPatchesComplianceLevel": "UNSPECIFIED",
        "ApprovedPatchesEnableNonSecurity": False,
        "RejectedPatches": [],
        "RejectedPatchesAction": "ALLOW_AS_DEPENDENCY",
        "Sources": [],
    }


def update_patch_baseline(call: Call) -> dict[str, Any]:
    """Changes what the request has; with Replace, what it has not is as at the beginning."""
    before = _own(call)
    fixed = {key: before[key] for key in ("BaselineId", "OperatingSystem", "CreatedDate", "Owner")}
    members = windows.changed(call, "CreatePatchBaseline", before, ("Replace",))
    after = {**_defaults(), **members, **fixed, "ModifiedDate": time.time()}
    _check(after)
    call.of(Baselines).by_id[before["BaselineId"]] = after
    return models.view("ssm", "UpdatePatchBaselineResult", after)


def _own(call: Call) -> dict[str, Any]:
    row = find(call)
    if row["Owner"] != "Self":
        raise Refusal("DoesNotExistException", "A patch baseline of AWS can't be changed.")
    return row


def get_patch_baseline(call: Call) -> dict[str, Any]:
    """A baseline with its patch groups."""
    row = find(call)
    groups = call.of(Baselines).groups
    found = sorted(name for name, by_system in groups.items() if row["BaselineId"] in by_system.values())
    return models.view("ssm", "GetPatchBaselineResult", _defaults(), row, {"PatchGroups": found})


def delete_patch_baseline(call: Call) -> dict[str, Any]:
    """Deletes a baseline that is neither a default nor registered; one that is not there is no error."""
    baselines, baseline_id = call.of(Baselines), call.body["BaselineId"]
    used = [one for by_system in baselines.groups.values() for one in by_system.values()]
    if baseline_id in used or baseline_id in baselines.defaults.values():
        raise Refusal("ResourceInUseException", "The patch baseline is a default, or registered for a patch group.")
    baselines.by_id.pop(baseline_id, None)
    tags.forget(call, "PatchBaseline", baseline_id)
    return {"BaselineId": baseline_id}


def describe_patch_baselines(call: Call) -> dict[str, Any]:
    """The baselines of AWS and the caller's, by owner, system and beginning of the name."""
    rows = [of_aws(call.region, system) for system in OF_AWS] + list(call.of(Baselines).by_id.values())
    for wanted in call.body.get("Filters", []):
        key, values = wanted["Key"], wanted["Values"]
        if key == "NAME_PREFIX":
            rows = [row for row in rows if row["Name"].startswith(tuple(values))]
        elif key == "OWNER":
            rows = [row for row in rows if row["Owner"] in values]
        elif key == "OPERATING_SYSTEM":
            rows = [row for row in rows if row["OperatingSystem"] in values]
        else:
            raise invalid(f"The filter key {key} isn't valid.")
    found, token = page(call, rows)
    return {"BaselineIdentities": [identity(call, row) for row in found], **token}


def register_default_patch_baseline(call: Call) -> dict[str, Any]:
    """Makes a baseline the default of its operating system; one of AWS by its ARN."""
    row = find(call)
    call.of(Baselines).defaults[row["OperatingSystem"]] = row["BaselineId"]
    return {"BaselineId": row["BaselineId"]}


def get_default_patch_baseline(call: Call) -> dict[str, Any]:
    """The default baseline; of Windows if no operating system is said."""
    system = call.body.get("OperatingSystem", "WINDOWS")
    return {"BaselineId": default_of(call, system), "OperatingSystem": system}


HANDLERS = {
    "CreatePatchBaseline": create_patch_baseline,
    "DeletePatchBaseline": delete_patch_baseline,
    "DescribePatchBaselines": describe_patch_baselines,
    "GetDefaultPatchBaseline": get_default_patch_baseline,
    "GetPatchBaseline": get_patch_baseline,
    "RegisterDefaultPatchBaseline": register_default_patch_baseline,
    "UpdatePatchBaseline": update_patch_baseline,
}
