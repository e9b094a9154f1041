"""The endpoints below /__service__/ by which a test asks and tells the service itself."""

from __future__ import annotations

from typing import Any

from moto.core.base_backend import BackendDict

from front import Control, Front
from plain import plain
from ssm import nodes, window_runs
from store import Call

Query = dict[str, list[str]]


def calls(front: Front, _name: str, query: Query, _body: Any) -> Any:
    """All calls, or those after the number `after`."""
    after = int(query.get("after", ["0"])[0])
    return front.calls[after:]


def runs(front: Front, _name: str, _query: Query, _body: Any) -> Any:
    """All runs of associations on nodes, and why each began."""
    return front.store.runs


def state(front: Front, _name: str, _query: Query, _body: Any) -> Any:
    """All that our own handlers remember; moto's part is at /moto-api/data.json."""
    return front.store.dump()


def plain_state(front: Front, _name: str, _query: Query, _body: Any) -> Any:
    """What a deploy has left, ours and moto's, in a form in which two runs can be compared."""
    return plain(front.store)


def faults(front: Front, _name: str, _query: Query, _body: Any) -> Any:
    """How often the service itself was wrong."""
    return {"faults": front.faults}


def reset(front: Front, _name: str, _query: Query, _body: Any) -> Any:
    """Forgets everything, moto's part too."""
    front.reset()
    BackendDict.reset()
    return {}


def options(front: Front, _name: str, _query: Query, body: Any) -> Any:
    """Changes what `store.Options` names."""
    for key, value in body.items():
        if not hasattr(front.store.options, key):
            raise KeyError(key)
        setattr(front.store.options, key, value)
    return vars(front.store.options)


def refusals(front: Front, _name: str, _query: Query, body: Any) -> Any:
    """Errors to answer: rows of code, message, status, times, and what a call has to have for them."""
    front.refusals = [dict(row) for row in body]
    return {}


def register_nodes(front: Front, _name: str, _query: Query, body: Any) -> Any:
    """Managed nodes that exist from here on."""
    for row in body:
        account, region = row.get("account", "123456789012"), row.get("region", "us-east-1")
        nodes.register(front.store.of(account, region, nodes.Nodes), row)
    return {}


def run_windows(front: Front, _name: str, _query: Query, body: Any) -> Any:
    """Runs windows now: rows of `window` (name or id) and `fails` (names of tasks); the ids of the executions."""
    ids = []
    for row in body:
        account, region = row.get("account", "123456789012"), row.get("region", "us-east-1")
        call = Call(front.store, "ssm", "", account, region, {})
        ids.append(window_runs.run(call, row["window"], row.get("fails", [])))
    return ids


CONTROLS: dict[tuple[str, str], Control] = {
    ("GET", "calls"): calls,
    ("GET", "faults"): faults,
    ("GET", "runs"): runs,
    ("GET", "plain"): plain_state,
    ("GET", "state"): state,
    ("POST", "nodes"): register_nodes,
    ("POST", "options"): options,
    ("POST", "refusals"): refusals,
    ("POST", "reset"): reset,
    ("POST", "windows"): run_windows,
}
