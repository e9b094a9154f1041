"""What the service remembers: values of any class, one for each account and region."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass, field
from typing import Any, TypeVar

Kind = TypeVar("Kind")


@dataclass
class Options:
    """What a test may change by `POST /__service__/options`."""

    # Lists give no more than this on a page, whatever is asked for; 0 is no limit of its own.
    page_size: int = 0
    # "latest": only the latest version's content is a duplicate; "any": that of every version.
    duplicate_content: str = "latest"
    # GetDocument gives JSON back with other white space and another order of keys.
    rewrite_json: bool = False
    # So many polls until a command or an automation goes to its next state.
    polls: int = 1
    # So many calls of an operation in a second, in an account and region; more are throttled.
    rates: dict[str, float] = field(default_factory=dict)
    # Seconds that each call takes.
    latency_seconds: float = 0.0


@dataclass
class Store:
    """The whole state. Handlers run one after the other, under the front's lock."""

    options: Options = field(default_factory=Options)
    parts: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    runs: list[dict[str, Any]] = field(default_factory=list)

    def of(self, account: str, region: str, kind: type[Kind]) -> Kind:
        """The value of this class for an account and region; made when it is first asked for."""
        key = (account, region, kind.__name__)
        if key not in self.parts:
            self.parts[key] = kind()
        part: Kind = self.parts[key]
        return part

    def ran(self, account: str, region: str, what: dict[str, Any]) -> None:
        """Adds a line to the log of runs on nodes."""
        self.runs.append({"time": time.time(), "account": account, "region": region, **what})

    def dump(self) -> list[dict[str, Any]]:
        """Everything, in an order that does not depend on who came first."""
        rows = []
        for (account, region, kind), part in sorted(self.parts.items()):
            value = dataclasses.asdict(part)
            rows.append({"account": account, "region": region, "kind": kind, "value": value})
        return rows


@dataclass
class Call:
    """One request of an operation that a handler carries out."""

    store: Store
    service: str
    operation: str
    account: str
    region: str
    body: dict[str, Any]

    def of(self, kind: type[Kind]) -> Kind:
        """The value of this class of the caller's account and region."""
        return self.store.of(self.account, self.region, kind)

    def has(self, *members: str) -> dict[str, Any]:
        """The members that the request has, of these."""
        return {key: self.body[key] for key in members if key in self.body}
