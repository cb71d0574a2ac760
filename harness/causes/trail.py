"""One order's own timeline, sorted into what was tried, what was told, and what the shop announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from harness.history import Story
from harness.record import Fact

CREATE, CANCEL, SHIP, READ = "erp.order.create", "erp.order.cancel", "shop.order.ship", "shop.order.read"


@dataclass(slots=True)
class Attempt:
    """One exchange about the order. `truth` is empty for reads and for calls that never reached the system."""

    operation: str
    attempt: int
    sent_ms: int
    told: str = ""
    how: str = ""
    status: int | None = None
    told_ms: int | None = None
    truth: str = ""
    committed_ms: int | None = None
    after_caller_left: bool = False
    faults: tuple[str, ...] = ()

    @property
    def was_applied(self) -> bool:
        return self.truth in ("applied", "dropped")

    @property
    def succeeded(self) -> bool:
        return self.told == "answered" and self.status is not None and self.status < 300


@dataclass(slots=True)
class Delivery:
    """One delivery of a notice to the candidate; `at_ms` is when it was handed over."""

    name: str
    event: str
    at_ms: int
    attempt: int
    copy: int
    status: int | None

    @property
    def was_accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(slots=True)
class Trail:
    """What a cause looks at. `kind` is the kind of the finding it is to explain."""

    kind: str
    story: Story
    attempts: list[Attempt] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)

    @classmethod
    def of(cls, kind: str, story: Story, facts: Sequence[Fact]) -> Trail:
        trail = cls(kind, story)
        committed: dict[str, Fact] = {}
        for fact in facts:
            if fact.kind == "exchange.committed":
                committed[fact.keys["x"]] = fact
        for fact in facts:
            if fact.kind == "exchange.answered":
                trail.attempts.append(_attempt(fact, committed.pop(fact.keys["x"], None)))
            elif fact.kind == "notice.delivered":
                data = fact.data
                trail.deliveries.append(
                    Delivery(
                        data["name"],
                        data["event"],
                        data["handed_ms"],
                        data["attempt"],
                        data["copy"],
                        data["status"],
                    )
                )
        trail.attempts += [_unanswered(fact) for fact in committed.values()]
        trail.attempts.sort(key=lambda attempt: attempt.sent_ms)
        return trail

    def of_operation(self, operation: str) -> list[Attempt]:
        return [attempt for attempt in self.attempts if attempt.operation == operation]

    @property
    def creates(self) -> list[Attempt]:
        return self.of_operation(CREATE)


def _attempt(answered: Fact, committed: Fact | None) -> Attempt:
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
    )
    if committed is not None:
        attempt.truth = committed.data["truth"]
        attempt.committed_ms = committed.at_ms
        attempt.after_caller_left = committed.data["late"]
    return attempt


def _unanswered(committed: Fact) -> Attempt:
    data = committed.data
    return Attempt(
        data["op"],
        data["attempt"],
        committed.at_ms,
        told="unknown",
        how="still open when the run ended",
        truth=data["truth"],
        committed_ms=committed.at_ms,
    )


def clock(at_ms: int | None) -> str:
    """`HH:MM:SS` UTC, as it stands in the ledger's timeline."""
    if at_ms is None:
        return "never"
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%H:%M:%S")
