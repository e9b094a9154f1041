"""Lists in pages, with tokens that mean nothing to a caller."""

from __future__ import annotations

import base64
from typing import Any, TypeVar

from refusal import Refusal
from store import Call

Item = TypeVar("Item")

DEFAULT_PAGE = 50


def page(call: Call, items: list[Item], error: str = "InvalidNextToken") -> tuple[list[Item], dict[str, Any]]:
    """The items of the page that the request asks for, and the member with the next token if there is one.

    The token is good for the same operation only. `error` is the code for one that is not.
    """
    limit = int(call.body.get("MaxResults", DEFAULT_PAGE))
    if call.store.options.page_size:
        limit = min(limit, call.store.options.page_size)
    start = _start(call, len(items), error)
    rest = start + limit
    if rest >= len(items):
        return items[start:], {}
    token = base64.urlsafe_b64encode(f"{call.operation}:{rest}".encode()).decode()
    return items[start:rest], {"NextToken": token}


def _start(call: Call, length: int, error: str) -> int:
    token = call.body.get("NextToken")
    if not token:
        return 0
    try:
        operation, start = base64.urlsafe_b64decode(token.encode()).decode().split(":")
        number = int(start)
    except ValueError as problem:
        raise Refusal(error, "The specified token isn't valid.") from problem
    if operation != call.operation or number > length:
        raise Refusal(error, "The specified token isn't valid.")
    return number
