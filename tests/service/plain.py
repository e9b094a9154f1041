"""The whole state as two runs of the same deploy have to leave it: without times, and with names for ids.

Each row is an account, a region, a kind, a name and a value. What exists twice has two rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from moto.config.models import config_backends
from moto.events.models import events_backends
from moto.iam.models import iam_backends
from moto.s3.models import s3_backends
from moto.ssm.models import ssm_backends

from store import Store

Row = tuple[str, str, str, str, Any]
# Members that differ from run to run, or that hold an id of the row itself.
DROPPED = (
    "Arn",
    "BaselineId",
    "CreatedDate",
    "GroupArn",
    "ModifiedDate",
    "SyncCreatedTime",
    "SyncLastModifiedTime",
    "WindowId",
    "WindowTargetId",
    "WindowTaskId",
)


def plain(store: Store) -> list[dict[str, Any]]:
    """All rows in the order of their texts."""
    labels: dict[str, str] = {}
    rows = [*_own(store, labels), *_of_moto()]
    texts = []
    for account, region, kind, name, value in rows:
        row = {"account": account, "region": region, "kind": kind, "name": name, "value": value}
        texts.append(json.dumps(row, sort_keys=True, default=str))
    # An id is long and random: it can't stand in a text by chance.
    for known, label in labels.items():
        texts = [text.replace(known, label) for text in texts]
    return [json.loads(text) for text in sorted(texts)]


def _kept(members: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in members.items() if key not in DROPPED}


def _own(store: Store, labels: dict[str, str]) -> Iterator[Row]:
    """The rows of what the layer holds; adds what each id is called."""
    for (account, region, kind), part in store.parts.items():
        tags = store.parts.get((account, region, "Tags"))
        known = tags.by_resource if tags else {}
        for name, value in _rows(kind, part, known, labels):
            yield account, region, kind, name, value


def _rows(kind: str, part: Any, tags: dict[str, dict[str, str]], labels: dict[str, str]) -> list[tuple[str, Any]]:
    if kind == "Documents":
        return [(name, _document(one, tags)) for name, one in part.by_name.items()]
    if kind == "Associations":
        return [_association(one, tags, labels) for one in part.by_id.values()]
    if kind == "Windows":
        return [_window(known, one, tags, labels) for known, one in part.by_id.items()]
    if kind == "Baselines":
        rows = [_baseline(one, tags, labels) for one in part.by_id.values()]
        return [*rows, ("defaults", part.defaults), ("groups", part.groups)]
    if kind == "Groups":
        return [(name, _kept(one)) for name, one in part.by_name.items()]
    if kind == "Remediations":
        return [(name, _kept(one)) for name, one in part.by_rule.items()]
    if kind == "Syncs":
        return [(name, _kept(one)) for name, one in part.by_key.items()]
    if kind == "Settings":
        return [(name, value) for name, (value, _) in part.changed.items()]
    # Tokens, tags, nodes and executions are not what a deploy leaves.
    return []


def _document(one: Any, tags: dict[str, dict[str, str]]) -> dict[str, Any]:
    versions = {}
    for number, version in one.versions.items():
        shown = (version.name, version.hash, version.format, version.display_name, version.target_type)
        versions[str(number)] = [*shown, version.attachments]
    return {
        "type": one.type,
        "default": one.default,
        "versions": versions,
        "requires": one.requires,
        "shared_with": one.shared_with,
        "tags": tags.get(f"Document/{one.name}"),
    }


def _association(one: Any, tags: dict[str, dict[str, str]], labels: dict[str, str]) -> tuple[str, Any]:
    name = one.members.get("AssociationName", one.members["Name"])
    labels[one.id] = f"association {name}"
    value = {"version": one.version, "members": one.members, "tags": tags.get(f"Association/{one.id}")}
    return name, value


def _window(known: str, one: Any, tags: dict[str, dict[str, str]], labels: dict[str, str]) -> tuple[str, Any]:
    name = one.members["Name"]
    labels[known] = f"window {name}"
    for target_id, target in one.targets.items():
        labels[target_id] = f"target {target.get('Name') or json.dumps(target['Targets'])}".replace('"', "'")
    value = {
        "members": _kept(one.members),
        "targets": sorted((_kept(target) for target in one.targets.values()), key=json.dumps),
        # By name: in the texts of two tasks, ids would decide.
        "tasks": sorted((_kept(task) for task in one.tasks.values()), key=lambda task: task.get("Name", "")),
        "tags": tags.get(f"MaintenanceWindow/{known}"),
    }
    return name, value


def _baseline(one: dict[str, Any], tags: dict[str, dict[str, str]], labels: dict[str, str]) -> tuple[str, Any]:
    labels[one["BaselineId"]] = f"baseline {one['Name']}"
    return one["Name"], {"members": _kept(one), "tags": tags.get(f"PatchBaseline/{one['BaselineId']}")}


def _backends(backends: Any) -> Iterator[tuple[str, str, Any]]:
    """Account, region and backend of all that moto has made of a service."""
    for account, regions in list(backends.items()):
        for region, backend in list(regions.items()):
            yield account, region, backend


def _of_moto() -> Iterator[Row]:
    """The rows of what moto holds, of the services that a deploy writes to."""
    for account, region, ssm in _backends(ssm_backends):
        for versions in list(ssm._parameters.values()):
            yield account, region, "Parameter", versions[-1].name, _parameter(ssm, versions[-1])
    for account, region, events in _backends(events_backends):
        for rule in [rule for bus in events.event_buses.values() for rule in bus.rules.values()]:
            tags = events.tagger.get_tag_dict_for_resource(rule.arn)
            shown = (rule.description, rule.event_pattern.dump(), rule.scheduled_expression, rule.state)
            yield account, region, "Rule", rule.name, [*shown, rule.targets, tags]
    for account, region, config in _backends(config_backends):
        for rule in config.config_rules.values():
            value = {key: one for key, one in rule.to_dict().items() if not key.endswith(("Arn", "Id"))}
            yield account, region, "ConfigRule", rule.config_rule_name, [value, rule.tags]
    # Roles and objects have no region.
    for account, _, iam in _backends(iam_backends):
        for role in iam.roles.values():
            yield account, "", "Role", role.name, _role(iam, role)
    for account, _, s3 in _backends(s3_backends):
        for bucket in s3.buckets.values():
            for key in list(bucket.keys):
                digest = hashlib.sha256(bucket.keys[key].value).hexdigest()
                yield account, "", "Object", f"{bucket.name}/{key}", digest


def _parameter(ssm: Any, last: Any) -> dict[str, Any]:
    members = ("parameter_type", "value", "description", "allowed_pattern", "keyid", "version", "tier", "policies")
    tags = ssm.list_tags_for_resource("Parameter", last.name)
    return {**{key: getattr(last, key) for key in members}, "tags": dict(tags)}


def _role(iam: Any, role: Any) -> list[Any]:
    tags = {tag["Key"]: tag["Value"] for tag in iam.list_role_tags(role.name, None)[0]}
    shown = (role.path, role.assume_role_policy_document, role.description, role.max_session_duration)
    return [*shown, role.policies, sorted(role.managed_policies), tags]
