"""Pairs of creates of one order that were both kept, and what happened between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from golive.judge.causes.scene import ListCall
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.trail import READ, Delivery, Trail

FOREVER = 1 << 62


@dataclass(frozen=True, slots=True)
class Pair:
    """A create that was kept, and the next one."""

    trail: Trail
    first: Attempt
    again: Attempt

    @property
    def known_ms(self) -> int:
        """The time at which the caller had the outcome of the first."""
        return FOREVER if self.first.answered_ms is None else self.first.answered_ms

    @property
    def overlap(self) -> bool:
        """Whether the second was sent before the first had ended for its caller."""
        return self.again.sent_ms < self.known_ms

    @property
    def was_decided_before(self) -> bool:
        """Whether the order was read for the second create before the first had ended."""
        reads = [read for read in self.trail.of_operation(READ) if read.sent_ms <= self.again.sent_ms]
        if len(reads) < 2 or reads[-2].sent_ms > self.first.sent_ms:
            return False
        return reads[-1].sent_ms < self.known_ms <= self.again.sent_ms

    @property
    def between(self) -> list[Delivery]:
        """Deliveries that were handed over after the first create was sent, until the second."""
        return [
            each
            for each in self.trail.deliveries
            if each.status is not None and self.first.sent_ms < each.at_ms <= self.again.sent_ms
        ]

    @property
    def lists(self) -> list[ListCall]:
        """List calls of the shop's orders that returned the order before the second create."""
        return [call for call in self.trail.listed() if call.answered_ms <= self.again.sent_ms]


def pairs(trail: Trail) -> Iterator[Pair]:
    """Yield each create that was kept with the next one, oldest first."""
    kept = sorted(trail.kept, key=lambda attempt: attempt.sent_ms)
    for first, again in pairwise(kept):
        yield Pair(trail, first, again)


def within_a_delivery(trail: Trail, attempt: Attempt) -> Delivery | None:
    """Return the delivery whose handler was at work when a call was sent; None for none."""
    at_ms = attempt.sent_ms
    found = [each for each in trail.deliveries if each.at_ms <= at_ms < each.done_ms]
    return found[-1] if found else None
