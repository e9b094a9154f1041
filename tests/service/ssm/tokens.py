"""Client tokens: the same request with the same token is done once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from refusal import Refusal
from store import Call


@dataclass
class Tokens:
    """Request and answer by operation and token."""

    by_token: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)


def once(call: Call, make: Callable[[Call], dict[str, Any]]) -> dict[str, Any]:
    """What `make` answers, or what it answered to the same token before; another request is refused."""
    token = call.body.get("ClientToken")
    if token is None:
        return make(call)
    known = call.of(Tokens).by_token
    key = f"{call.operation}/{token}"
    if key not in known:
        known[key] = (call.body, make(call))
    request, answer = known[key]
    if request != call.body:
        text = "The client token was used before with other parameters."
        raise Refusal("IdempotentParameterMismatch", text)
    return answer
