"""How far a run has come: by the number of times that somebody looked, not by a clock."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from ssm.steps import WAITING, Path

ENDED = ("Success", "Failed", "Cancelled")


@dataclass
class Progress:
    """A run through a path. Pending at first; then one step after the other, each for some looks."""

    path: Path
    started: float = field(default_factory=time.time)
    looks: int = 0
    # 0 is pending; number N is in step N - 1; past the last step it has ended.
    position: int = 0
    cancelled: bool = False
    # What SendAutomationSignal said to the waiting step at a position.
    signals: dict[int, str] = field(default_factory=dict)

    def looked(self, polls: int) -> None:
        """Goes on after as many looks as the options say, unless a step waits or the run has ended."""
        self.looks += 1
        if self.looks % max(polls, 1) == 0 and self.status not in ENDED and not self.waits:
            self.position += 1

    def signal(self, word: str) -> None:
        """Lets a waiting step go on, or fails it."""
        self.signals[self.position] = word
        if word == "Reject":
            step = self.path.steps[self.position - 1]
            step.fails = self.path.failed = True
            del self.path.steps[self.position :]
        self.position += 1

    @property
    def waits(self) -> bool:
        """Whether the step that it is in waits for a signal."""
        current = self.current
        return current is not None and self.path.steps[current].action in WAITING

    @property
    def current(self) -> int | None:
        """The index of the step that it is in."""
        index = self.position - 1
        return index if 0 <= index < len(self.path.steps) and not self.cancelled else None

    @property
    def status(self) -> str:
        """The state of the whole run."""
        if self.cancelled:
            return "Cancelled"
        if self.position == 0:
            return "Pending"
        if self.position <= len(self.path.steps):
            return "Waiting" if self.waits else "InProgress"
        return "Failed" if self.path.failed else "Success"

    def of_step(self, index: int) -> str:
        """The state of a step."""
        if index < self.position - 1:
            return "Failed" if self.path.steps[index].fails else "Success"
        if self.cancelled:
            return "Cancelled"
        if index == self.position - 1:
            return "Waiting" if self.waits else "InProgress"
        return "Pending"
