"""Managed nodes: what tests register, and which of them targets reach."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import models
from other import groups
from paging import page
from refusal import Refusal
from store import Call


@dataclass
class Nodes:
    """The nodes of an account and region, by id."""

    by_id: dict[str, dict[str, Any]] = field(default_factory=dict)


def register(nodes: Nodes, row: dict[str, Any]) -> None:
    """Adds a node: `InstanceId`, `Tags` as a map, and any member of InstanceInformation."""
    nodes.by_id[row["InstanceId"]] = {
        "PingStatus": "Online",
        "LastPingDateTime": time.time(),
        "AgentVersion": "3.3.2746.0",
        "IsLatestVersion": True,
        "PlatformType": "Linux",
        "PlatformName": "Amazon Linux",
        "PlatformVersion": "2023",
        "ResourceType": "EC2Instance" if row["InstanceId"].startswith("i-") else "ManagedInstance",
        "IPAddress": "10.0.0.1",
        "ComputerName": f"{row['InstanceId']}.internal",
        "AssociationStatus": "Success",
        "Tags": {},
        **row,
    }


def reached(call: Call, targets: list[dict[str, Any]], instance_ids: list[str] | None = None) -> list[str]:
    """The nodes that meet every target; `InstanceIds` with `*` is all."""
    everyone = call.of(Nodes).by_id
    found = [node for node in everyone if targets and all(_meets(call, everyone[node], one) for one in targets)]
    named = [node for target in targets if target.get("Key") == "InstanceIds" for node in target.get("Values", [])]
    extra = [node for node in (instance_ids or []) + named if node != "*"]
    return sorted(set(found + extra))


def _meets(call: Call, node: dict[str, Any], target: dict[str, Any]) -> bool:
    key, values = target.get("Key", ""), target.get("Values", [])
    if key.lower() == "instanceids":
        return node["InstanceId"] in values or "*" in values
    if key == "tag-key":
        return any(value in node["Tags"] for value in values)
    if key.startswith("tag:"):
        return node["Tags"].get(key.removeprefix("tag:")) in values
    if key == "resource-groups:Name":
        return any(groups.holds(call, name, node["Tags"]) for name in values)
    return False


def _value(node: dict[str, Any], key: str) -> list[str]:
    if key.startswith("tag:"):
        return [node["Tags"].get(key.removeprefix("tag:"), "")]
    if key == "tag-key":
        return list(node["Tags"])
    known = {"InstanceIds": "InstanceId", "PlatformTypes": "PlatformType"}
    return [str(node.get(known.get(key, key), ""))]


def describe_instance_information(call: Call) -> dict[str, Any]:
    """The nodes that meet all filters, of the old or the new list."""
    wanted = [(row["key"], row["valueSet"]) for row in call.body.get("InstanceInformationFilterList", [])]
    wanted += [(row["Key"], row["Values"]) for row in call.body.get("Filters", [])]
    rows = [
        node
        for _, node in sorted(call.of(Nodes).by_id.items())
        if all(set(_value(node, key)) & set(values) for key, values in wanted)
    ]
    found, token = page(call, rows)
    return {"InstanceInformationList": [models.view("ssm", "InstanceInformation", row) for row in found], **token}


def get_inventory(call: Call) -> dict[str, Any]:
    """AWS:InstanceInformation of every node; no other type is collected, filters are not looked at."""
    rows = []
    for name, node in sorted(call.of(Nodes).by_id.items()):
        content = {key: str(node[key]) for key in ("PlatformType", "PlatformName", "PlatformVersion", "AgentVersion")}
        item = {
            "TypeName": "AWS:InstanceInformation",
            "SchemaVersion": "1.0",
            "CaptureTime": "2026-01-01T00:00:00Z",
            "Content": [{"InstanceId": name, **content}],
        }
        rows.append({"Id": name, "Data": {"AWS:InstanceInformation": item}})
    found, token = page(call, rows)
    return {"Entities": found, **token}


def known(call: Call, instance_id: str) -> None:
    """Refuses a node that is not registered."""
    if instance_id not in call.of(Nodes).by_id:
        raise Refusal("InvalidInstanceId", f"The instance {instance_id} isn't registered or isn't in a valid state.")


HANDLERS = {
    "DescribeInstanceInformation": describe_instance_information,
    "GetInventory": get_inventory,
}
