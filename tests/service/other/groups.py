"""Resource Groups: groups by name, with their query and tags. moto knows only the members that are deprecated."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import models
from paging import page
from refusal import Refusal
from store import Call

SERVICE = "resource-groups"


@dataclass
class Groups:
    """The groups of an account and region by name; each with members of the API and its tags."""

    by_name: dict[str, dict[str, Any]] = field(default_factory=dict)


def arn(call: Call, name: str) -> str:
    """The ARN of a group."""
    return f"arn:aws:resource-groups:{call.region}:{call.account}:group/{name}"


def _find(call: Call) -> dict[str, Any]:
    wanted = call.body.get("Group") or call.body.get("GroupName") or call.body.get("Arn") or ""
    found = call.of(Groups).by_name.get(wanted.rsplit("group/", 1)[-1])
    if found is None or (wanted.startswith("arn:") and wanted != found["GroupArn"]):
        raise Refusal("NotFoundException", f"Cannot find the group {wanted}.", 404)
    return found


def _check_query(query: dict[str, Any]) -> None:
    try:
        value = json.loads(query["Query"])
    except ValueError as problem:
        raise Refusal("BadRequestException", "The query is not JSON.") from problem
    if query["Type"] == "TAG_FILTERS_1_0" and not isinstance(value.get("TagFilters"), list):
        raise Refusal("BadRequestException", "The query has no TagFilters.")


def create_group(call: Call) -> dict[str, Any]:
    """Makes a group; the name is its own in the account and region."""
    name = call.body["Name"]
    if name in call.of(Groups).by_name:
        raise Refusal("BadRequestException", "Cannot create group: group already exists")
    if name.lower().startswith("aws"):
        raise Refusal("BadRequestException", "Cannot create group: the prefix is reserved.")
    if "ResourceQuery" in call.body:
        _check_query(call.body["ResourceQuery"])
    row = {**call.body, "GroupArn": arn(call, name), "Tags": call.body.get("Tags", {})}
    call.of(Groups).by_name[name] = row
    return {"Group": _view(row), "Tags": row["Tags"], **call.has("ResourceQuery")}


def _view(row: dict[str, Any]) -> dict[str, Any]:
    return models.view(SERVICE, "Group", row)


def get_group(call: Call) -> dict[str, Any]:
    """A group without its query and tags."""
    return {"Group": _view(_find(call))}


def get_group_query(call: Call) -> dict[str, Any]:
    """The query of a group."""
    row = _find(call)
    if "ResourceQuery" not in row:
        raise Refusal("BadRequestException", "The group has no query.")
    return {"GroupQuery": {"GroupName": row["Name"], "ResourceQuery": row["ResourceQuery"]}}


def update_group(call: Call) -> dict[str, Any]:
    """Changes what the request has."""
    row = _find(call)
    row.update(call.has("Description", "Criticality", "Owner", "DisplayName"))
    return {"Group": _view(row)}


def update_group_query(call: Call) -> dict[str, Any]:
    """Replaces the query."""
    row = _find(call)
    _check_query(call.body["ResourceQuery"])
    row["ResourceQuery"] = call.body["ResourceQuery"]
    return get_group_query(call)


def delete_group(call: Call) -> dict[str, Any]:
    """Deletes a group, not what it holds."""
    row = _find(call)
    del call.of(Groups).by_name[row["Name"]]
    return {"Group": _view(row)}


def list_groups(call: Call) -> dict[str, Any]:
    """All groups by name; filters are not looked at."""
    found, token = page(call, [row for _, row in sorted(call.of(Groups).by_name.items())], "BadRequestException")
    identifiers = [models.view(SERVICE, "GroupIdentifier", row, {"GroupName": row["Name"]}) for row in found]
    return {"GroupIdentifiers": identifiers, "Groups": [_view(row) for row in found], **token}


def get_group_configuration(call: Call) -> dict[str, Any]:
    """The service configuration that the group was made with."""
    row = _find(call)
    known = {"Configuration": row["Configuration"], "Status": "UPDATE_COMPLETE"} if "Configuration" in row else {}
    return {"GroupConfiguration": known}


def list_group_resources(call: Call) -> dict[str, Any]:
    """The registered nodes and tagged resources that the tags of the query meet, whatever their type."""
    from other import tagging
    from ssm import nodes

    row = _find(call)
    rows = []
    for name, node in call.of(nodes.Nodes).by_id.items():
        if holds(call, row["Name"], node["Tags"]):
            where = f"arn:aws:ec2:{call.region}:{call.account}:instance/{name}"
            rows.append({"ResourceArn": where, "ResourceType": "AWS::EC2::Instance"})
    for resource, tags in tagging.all_tagged(call):
        if holds(call, row["Name"], tags):
            rows.append({"ResourceArn": resource})
    found, token = page(call, rows, "BadRequestException")
    return {"Resources": [{"Identifier": one} for one in found], "ResourceIdentifiers": found, **token}


def holds(call: Call, name: str, tags: dict[str, str]) -> bool:
    """Whether something with these tags is in the group of this name, by the tags of its query."""
    row = call.of(Groups).by_name.get(name.rsplit("group/", 1)[-1])
    if row is None or row.get("ResourceQuery", {}).get("Type") != "TAG_FILTERS_1_0":
        return False
    filters = json.loads(row["ResourceQuery"]["Query"])["TagFilters"]
    return bool(filters) and all(_meets(tags, one) for one in filters)


def _meets(tags: dict[str, str], wanted: dict[str, Any]) -> bool:
    values = wanted.get("Values")
    return wanted["Key"] in tags and (not values or tags[wanted["Key"]] in values)


def get_tags(call: Call) -> dict[str, Any]:
    """The tags of a group."""
    return {"Arn": call.body["Arn"], "Tags": _find(call)["Tags"]}


def tag(call: Call) -> dict[str, Any]:
    """Adds tags or overwrites their values."""
    row = _find(call)
    row["Tags"] = {**row["Tags"], **call.body["Tags"]}
    return call.has("Arn", "Tags")


def untag(call: Call) -> dict[str, Any]:
    """Removes tags."""
    row = _find(call)
    row["Tags"] = {key: value for key, value in row["Tags"].items() if key not in call.body["Keys"]}
    return call.has("Arn", "Keys")


HANDLERS = {
    "CreateGroup": create_group,
    "DeleteGroup": delete_group,
    "GetGroup": get_group,
    "GetGroupConfiguration": get_group_configuration,
    "GetGroupQuery": get_group_query,
    "GetTags": get_tags,
    "ListGroupResources": list_group_resources,
    "ListGroups": list_groups,
    "Tag": tag,
    "Untag": untag,
    "UpdateGroup": update_group,
    "UpdateGroupQuery": update_group_query,
}
