"""Tags of what the service holds itself; those of parameters are moto's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from front import PASS
from refusal import Refusal, invalid
from store import Call

MOST_TAGS = 50


@dataclass
class Tags:
    """Tags by `Type/id`; what has no tags but exists has an empty map."""

    by_resource: dict[str, dict[str, str]] = field(default_factory=dict)


def put(call: Call, kind: str, name: str, rows: list[dict[str, str]]) -> None:
    """Adds tags to a resource, which from here on can be tagged."""
    resource = f"{kind}/{name}"
    known = dict(call.of(Tags).by_resource.get(resource, {}))
    for row in rows:
        if row["Key"].lower().startswith("aws:"):
            raise invalid(f"aws: prefixed tag key names are not allowed for external use: {row['Key']}")
        known[row["Key"]] = row["Value"]
    if len(known) > MOST_TAGS:
        raise Refusal("TooManyTagsError", f"A resource has {MOST_TAGS} tags at most.")
    call.of(Tags).by_resource[resource] = known


def of(call: Call, kind: str, name: str) -> list[dict[str, str]]:
    """The tags of a resource, in the order of their keys."""
    known = call.of(Tags).by_resource.get(f"{kind}/{name}", {})
    return [{"Key": key, "Value": value} for key, value in sorted(known.items())]


def forget(call: Call, kind: str, name: str) -> None:
    """A resource that is gone has no tags."""
    call.of(Tags).by_resource.pop(f"{kind}/{name}", None)


def _known(call: Call) -> tuple[str, str] | None:
    """Type and id of the resource of the request; None for a parameter."""
    kind, name = call.body["ResourceType"], call.body["ResourceId"]
    if kind == "Parameter":
        return None
    if f"{kind}/{name}" not in call.of(Tags).by_resource:
        raise Refusal("InvalidResourceId", f"The resource {name} of type {kind} isn't valid.")
    return kind, name


def add_tags_to_resource(call: Call) -> dict[str, Any]:
    """Adds tags or overwrites their values."""
    known = _known(call)
    if known is None:
        return PASS
    put(call, *known, call.body["Tags"])
    return {}


def remove_tags_from_resource(call: Call) -> dict[str, Any]:
    """Removes tags; one that is not there is no error."""
    known = _known(call)
    if known is None:
        return PASS
    for key in call.body["TagKeys"]:
        call.of(Tags).by_resource["/".join(known)].pop(key, None)
    return {}


def list_tags_for_resource(call: Call) -> dict[str, Any]:
    """All tags of a resource."""
    known = _known(call)
    return PASS if known is None else {"TagList": of(call, *known)}


HANDLERS = {
    "AddTagsToResource": add_tags_to_resource,
    "ListTagsForResource": list_tags_for_resource,
    "RemoveTagsFromResource": remove_tags_from_resource,
}
