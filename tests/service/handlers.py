"""The table of all operations that moto does not see."""

from __future__ import annotations

from front import Handler
from ssm import association_runs, associations, document_lists, documents, nodes, sharing, tags, window_parts, windows

TABLES: dict[str, list[dict[str, Handler]]] = {
    "ssm": [
        association_runs.HANDLERS,
        associations.HANDLERS,
        document_lists.HANDLERS,
        documents.HANDLERS,
        nodes.HANDLERS,
        sharing.HANDLERS,
        tags.HANDLERS,
        window_parts.HANDLERS,
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
