"""One call about an order, as its caller and the system saw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from golive.judge.causes.scene.calls import PASSING
from golive.record.run import Fact


@dataclass(slots=True)
class Attempt:
    """One call about the order.

    `outcome` is the caller's view: `answered`, `refused` (not connected) or `unknown`; `truth` is what the system did:
    `applied`, `not_applied`, `dropped`, empty for reads and for calls that never reached it.
    """

    operation: str
    attempt: int
    sent_ms: int
    outcome: str = ""
    how: str = ""
    status: int | None = None
    answered_ms: int | None = None
    truth: str = ""
    committed_ms: int | None = None
    after_caller_left: bool = False
    faults: tuple[str, ...] = ()
    reason: str = ""
    x: str = ""
    instance: int = 0
    """The instance of the candidate that called; 0 where only one ran."""

    @property
    def ending(self) -> str:
        """The end for the caller in a few words: a status with its reason, or why there is no reply."""
        if self.status is None:
            return "no connection" if self.outcome == "refused" else f"no answer ({self.how or self.outcome})"
        return f"{self.status}: {self.reason}" if self.reason else str(self.status)

    @property
    def is_passing(self) -> bool:
        """Whether it failed in a way that says nothing about the order, such as 503 or no connection."""
        return not self.succeeded and (self.status is None or self.status in PASSING)

    @property
    def is_answer(self) -> bool:
        """Whether the caller received a reply."""
        return self.outcome == "answered"

    @property
    def was_applied(self) -> bool:
        """Whether the system carried out the call, even if it did not keep the result."""
        return self.truth in ("applied", "dropped")

    @property
    def succeeded(self) -> bool:
        """Whether the caller received a success status."""
        return self.outcome == "answered" and self.status is not None and self.status < 300


def attempt_of(answered: Fact, committed: Fact | None) -> Attempt:
    """The attempt that ended with an answer to its caller, and what the system committed for it, if anything."""
    data: dict[str, Any] = answered.data
    attempt = Attempt(
        data["op"],
        data["attempt"],
        data["sent_ms"],
        data["told"],
        data["how"],
        data["status"],
        answered.at_ms,
        faults=tuple(data["faults"]),
        reason=data.get("reason", ""),
        x=answered.keys["x"],
        instance=data.get("instance", 0),
    )
    if committed is not None:
        attempt.truth = committed.data["truth"]
        attempt.committed_ms = committed.at_ms
        attempt.after_caller_left = committed.data["late"]
    return attempt


def unanswered(committed: Fact) -> Attempt:
    """The attempt that the system committed and whose caller had no end of it when the run ended."""
    data = committed.data
    return Attempt(
        data["op"],
        data["attempt"],
        committed.at_ms,
        outcome="unknown",
        how="still open when the run ended",
        truth=data["truth"],
        committed_ms=committed.at_ms,
        x=committed.keys["x"],
        instance=data.get("instance", 0),
    )
