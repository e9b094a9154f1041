"""GetResources of the tagging API: our own resources of Systems Manager and Resource Groups, and moto's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.config.models import config_backends
from moto.core.resource_tagging import iter_taggable_backends
from moto.events.models import events_backends

from other import groups
from refusal import Refusal
from ssm import tags
from store import Call

# How the types of AddTagsToResource stand in an ARN.
PATHS = {
    "Association": "association",
    "Document": "document",
    "MaintenanceWindow": "maintenancewindow",
    "PatchBaseline": "patchbaseline",
}


def all_tagged(call: Call) -> Iterator[tuple[str, dict[str, str]]]:
    """ARN and tags of everything in the account and region that has tags."""
    for resource, known in call.of(tags.Tags).by_resource.items():
        kind, _, name = resource.partition("/")
        yield f"arn:aws:ssm:{call.region}:{call.account}:{PATHS[kind]}/{name}", known
    for row in call.of(groups.Groups).by_name.values():
        yield row["GroupArn"], row["Tags"]
    for backend in iter_taggable_backends(call.account, call.region):
        for tagged in backend.iter_tagged_resources():
            yield tagged.arn, dict(tagged.tags)
    # moto's own generators leave these out.
    events = events_backends[call.account][call.region]
    for bus in events.event_buses.values():
        for rule in bus.rules.values():
            yield rule.arn, events.tagger.get_tag_dict_for_resource(rule.arn)
    for config_rule in config_backends[call.account][call.region].config_rules.values():
        yield config_rule.config_rule_arn, dict(config_rule.tags)


def _kind(arn: str) -> str:
    """The type of a resource as ResourceTypeFilters has it."""
    parts = arn.split(":", 5)
    return f"{parts[2]}:{parts[5].split('/')[0].split(':')[0]}"


def get_resources(call: Call) -> dict[str, Any]:
    """What has tags and meets all filters, in the order of ARNs."""
    kinds, arns = call.body.get("ResourceTypeFilters", []), call.body.get("ResourceARNList")
    rows = []
    for arn, known in sorted(all_tagged(call)):
        wanted = not kinds or _kind(arn) in kinds or _kind(arn).split(":")[0] in kinds
        if known and wanted and (not arns or arn in arns) and _meets(call, known):
            listed = [{"Key": key, "Value": value} for key, value in sorted(known.items())]
            rows.append({"ResourceARN": arn, "Tags": listed})
    return _page(call, rows)


def _meets(call: Call, known: dict[str, str]) -> bool:
    for wanted in call.body.get("TagFilters", []):
        values = wanted.get("Values")
        if wanted["Key"] not in known or (values and known[wanted["Key"]] not in values):
            return False
    return True


def _page(call: Call, rows: list[dict[str, Any]]) -> dict[str, Any]:
    # Its names for pages are not those of all others, and the last page has an empty token.
    limit = call.store.options.page_size or int(call.body.get("ResourcesPerPage", 50))
    token = call.body.get("PaginationToken") or "0"
    if not token.isdigit() or int(token) > len(rows):
        raise Refusal("PaginationTokenExpiredException", "The token isn't valid.")
    end = int(token) + limit
    return {
        "ResourceTagMappingList": rows[int(token) : end],
        "PaginationToken": str(end) if end < len(rows) else "",
    }


HANDLERS = {"GetResources": get_resources}
