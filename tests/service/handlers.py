"""The table of all operations that moto does not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from front import Handler
from other import groups, remediations, tagging
from ssm import (
    association_runs,
    associations,
    automation_views,
    automations,
    baselines,
    calendars,
    commands,
    compliance,
    document_lists,
    documents,
    nodes,
    parameters,
    patch_groups,
    settings,
    sharing,
    syncs,
    tags,
    window_parts,
    window_runs,
    windows,
)

TABLES: dict[str, Sequence[Mapping[str, Handler]]] = {
    "config": [remediations.HANDLERS],
    "resource-groups": [groups.HANDLERS],
    "resourcegroupstaggingapi": [tagging.HANDLERS],
    "ssm": [
        association_runs.HANDLERS,
        associations.HANDLERS,
        automation_views.HANDLERS,
        automations.HANDLERS,
        baselines.HANDLERS,
        calendars.HANDLERS,
        commands.HANDLERS,
        compliance.HANDLERS,
        document_lists.HANDLERS,
        documents.HANDLERS,
        nodes.HANDLERS,
        parameters.HANDLERS,
        patch_groups.HANDLERS,
        settings.HANDLERS,
        sharing.HANDLERS,
        syncs.HANDLERS,
        tags.HANDLERS,
        window_parts.HANDLERS,
        window_runs.HANDLERS,
        windows.HANDLERS,
    ],
}


def all_handlers() -> dict[tuple[str, str], Handler]:
    """Every handler by service and operation."""
    return {
        (service, operation): handler
        for service, tables in TABLES.items()
        for table in tables
        for operation, handler in table.items()
    }
