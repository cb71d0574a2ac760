"""A duty that stopped without an alert, as the causes of silences read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from golive.judge.causes.scene import Scene
from golive.judge.causes.scene.calls import Row
from golive.judge.history.watch.duties import (
    DELIVERIES,
    MAY_WRITE_STOCK,
    ORDERS,
    SENDS,
    SHIPMENTS,
    STOCK,
    STOCK_WRITES,
)

WRITES: dict[str, frozenset[str]] = {
    ORDERS: SENDS,
    STOCK: STOCK_WRITES | MAY_WRITE_STOCK,
    SHIPMENTS: frozenset({"shop.order.ship"}),
    DELIVERIES: frozenset({"erp.delivery.create"}),
}
"""The calls that do a duty."""
READS: dict[str, frozenset[str]] = {
    ORDERS: frozenset({"shop.order.list", "shop.order.read"}),
    STOCK: frozenset({"erp.stock.list", "erp.stock.read", "erp.change.list"}),
    DELIVERIES: frozenset({"shop.shipment.list"}),
    SHIPMENTS: frozenset({"erp.delivery.list", "erp.delivery.read", "erp.change.list"}),
}
"""The calls that read what a duty has to do."""
WATCH = " Raise an alert when the last success of a recurring job is older than its budget."
"""What belongs to the advice for every silence."""


class Call(NamedTuple):
    """One call about the duty."""

    op: str
    row: Row


@dataclass(frozen=True)
class Stopped:
    """The silence of a duty from `begin_ms` to `end_ms`.

    `failures` are the attempts that failed in it. `waiting` says in words what waits for the duty, empty where that is
    not known. `clock` formats a time.
    """

    duty: str
    begin_ms: int
    end_ms: int
    failures: int
    waiting: str
    scene: Scene
    clock: Callable[[int | None], str]

    @property
    def length_ms(self) -> int:
        """The length of the silence."""
        return self.end_ms - self.begin_ms

    def covers(self, from_ms: int, until_ms: int | None = None) -> bool:
        """Whether a span covers at least half of the silence."""
        to_ms = self.end_ms if until_ms is None else min(until_ms, self.end_ms)
        return (to_ms - max(from_ms, self.begin_ms)) * 2 >= self.length_ms

    @cached_property
    def writes(self) -> list[Call]:
        """The calls of the run that do the duty, by the time they were sent."""
        return self._calls(WRITES.get(self.duty, frozenset()))

    @cached_property
    def reads(self) -> list[Call]:
        """The calls of the run that read what the duty has to do, by the time they were sent."""
        return self._calls(READS.get(self.duty, frozenset()))

    @cached_property
    def calls(self) -> list[Call]:
        """All calls of the run about the duty, by the time they were sent."""
        return sorted([*self.writes, *self.reads], key=_sent_ms)

    def during(self, calls: list[Call]) -> list[Call]:
        """Return the calls that were sent in the silence."""
        return [call for call in calls if self.begin_ms <= call.row.sent_ms < self.end_ms]

    def told(self, call: Call) -> str:
        """Return a call with its time and its answer in words."""
        about = f" about {call.row.key}" if call.row.key else ""
        return f"{call.op}{about} at {self.clock(call.row.sent_ms)}, answered with {call.row.ending}"

    def with_waiting(self, what: str) -> str:
        """Return a sentence with what waits."""
        return f"{what}; {self.waiting}" if self.waiting else what

    def _calls(self, ops: frozenset[str]) -> list[Call]:
        rows = [Call(op, row) for op in ops for row in self.scene.of_op(op)]
        return sorted(rows, key=_sent_ms)


def _sent_ms(call: Call) -> int:
    return call.row.sent_ms
