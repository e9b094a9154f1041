"""Which accounts a document is shared with."""

from __future__ import annotations

from typing import Any

from paging import page
from refusal import Refusal
from ssm import documents
from store import Call

MOST_ACCOUNTS = 1000


def modify_document_permission(call: Call) -> dict[str, Any]:
    """Adds and removes accounts; `all` is everyone and stands alone. What is there already is no error."""
    document = documents.own(call)
    added, removed = call.body.get("AccountIdsToAdd", []), call.body.get("AccountIdsToRemove", [])
    if any("all" in list(map(str.lower, accounts)) and len(accounts) > 1 for accounts in (added, removed)):
        raise Refusal("DocumentPermissionLimit", "Accounts can either be all or a group of accounts.")
    left = {account: shared for account, shared in document.shared_with.items() if account not in removed}
    version = call.body.get("SharedDocumentVersion", "$DEFAULT")
    left.update(dict.fromkeys(added, version))
    if len(left) > MOST_ACCOUNTS:
        raise Refusal("DocumentPermissionLimit", f"A document is shared with {MOST_ACCOUNTS} accounts at most.")
    document.shared_with = left
    return {}


def describe_document_permission(call: Call) -> dict[str, Any]:
    """The accounts, with the version that each may see."""
    document = documents.own(call)
    accounts, token = page(call, sorted(document.shared_with))
    rows = [{"AccountId": one, "SharedDocumentVersion": document.shared_with[one]} for one in accounts]
    return {"AccountIds": accounts, "AccountSharingInfoList": rows, **token}


HANDLERS = {
    "DescribeDocumentPermission": describe_document_permission,
    "ModifyDocumentPermission": modify_document_permission,
}
