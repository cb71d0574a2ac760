"""Checkouts that called the integration: the waiting time of each, and those that were stopped."""

from __future__ import annotations

from dataclasses import dataclass, field

from golive.record.run import Fact


@dataclass(frozen=True, slots=True)
class Stopped:
    """A checkout that did not become an order because of the integration. `value_cents` is the value of its goods."""

    seq: int
    number: str
    outcome: str
    reason: str
    waited_ms: int
    value_cents: int


@dataclass(slots=True)
class Checkouts:
    """The checkouts that called the integration; empty where the checkout makes no such calls."""

    waits_ms: list[int] = field(default_factory=list)
    stopped: list[Stopped] = field(default_factory=list)

    def waited(self, fact: Fact) -> None:
        """Read one wait of a shopper, in ms, and the checkout if it was stopped."""
        data = fact.data
        self.waits_ms.append(data["ms"])
        if data["stopped"]:
            number = fact.keys["checkout"]
            stopped = Stopped(
                fact.seq, number, data["outcome"], data["said"], data["ms"], data["value_cents"]
            )
            self.stopped.append(stopped)
