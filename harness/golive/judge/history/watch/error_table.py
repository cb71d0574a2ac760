"""The classes of errors met, and what the candidate did with each record that met one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from golive.judge.history.orders import Orders
from golive.judge.history.watch.alarms import Alarms
from golive.judge.history.watch.errors import DROPPED, kind_of
from golive.record.run import Fact

ALERT_MS = 3_600_000
"""An alert within this time of the first failure covers it."""


class Streak(Protocol):
    """Failures of one call in a row, as the watch of calls counts them."""

    error: str
    first_ms: int
    repeats: int


@dataclass(slots=True)
class ErrorRow:
    """One class of errors of one system.

    `calls` met it, about `records` different records. Each record ended in one of the other counts: it succeeded at
    last (`succeeded`), was shown on the desk (`shown`), covered by an alert (`alerted`), repeated until it was given up
    (`given_up`), or not repeated at all (`ignored`).
    """

    system: str
    error: str
    kind: str
    calls: int = 0
    records: int = 0
    succeeded: int = 0
    shown: int = 0
    alerted: int = 0
    given_up: int = 0
    ignored: int = 0


class ErrorTable:
    """The rows of a run, in `rows`. Orders that a rule refused, or that the ERP dropped, are kept until the end."""

    def __init__(self, orders: Orders, alarms: Alarms) -> None:
        self.rows: dict[tuple[str, str], ErrorRow] = {}
        self._orders = orders
        self._alarms = alarms
        self._refused: dict[str, tuple[str, int, int]] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {
            "erp.order.refused": self._order_refused,
            "erp.order.dropped": self._order_dropped,
        }

    def met(self, call: tuple[str, str], error: str) -> None:
        """Count a call that met an error."""
        if not error.startswith("4xx") or self._order(call[1]) not in self._refused:
            self._row(call[0].partition(".")[0], error).calls += 1

    def ended(self, call: tuple[str, str], streak: Streak, *, succeeded: bool) -> None:
        """Record the end of the failures of one call."""
        operation, key = call
        if streak.error.startswith("4xx") and self._order(key) in self._refused:
            return
        row = self._row(operation.partition(".")[0], streak.error)
        self._count(row, key, streak.first_ms, streak.repeats, succeeded=succeeded)

    def finish(self) -> None:
        """Record the ends of the orders that a rule refused or that were dropped."""
        for ref, (error, first_ms, times) in self._refused.items():
            self._count(self._row("erp", error), ref, first_ms, times - 1, succeeded=False)

    def _count(self, row: ErrorRow, key: str, first_ms: int, repeats: int, *, succeeded: bool) -> None:
        row.records += 1
        story = self._orders.named_in(key) if key else None
        if succeeded or (story is not None and story.live):
            row.succeeded += 1
        elif story is not None and story.shown_seq:
            row.shown += 1
        elif self._is_alerted(first_ms):
            row.alerted += 1
        elif repeats:
            row.given_up += 1
        else:
            row.ignored += 1

    def _order(self, ref: str) -> str:
        """The number of the order that a reference names, or the reference itself."""
        story = self._orders.named_in(ref) if ref else None
        return ref if story is None else story.order

    def _is_alerted(self, first_ms: int) -> bool:
        alarm_ms = self._alarms.first_after(first_ms, general_only=True)
        return alarm_ms is not None and alarm_ms - first_ms <= ALERT_MS

    def _row(self, system: str, error: str) -> ErrorRow:
        row = self.rows.get((system, error))
        if row is None:
            row = self.rows[system, error] = ErrorRow(system, error, kind_of(error))
        return row

    def _order_refused(self, fact: Fact) -> None:
        rule = fact.data.get("rule") or fact.data.get("code", "refused")
        self._record(fact, f"rule {rule}")

    def _order_dropped(self, fact: Fact) -> None:
        self._record(fact, DROPPED)

    def _record(self, fact: Fact, error: str) -> None:
        ref = self._order(fact.keys["ref"])
        self._row("erp", error).calls += 1
        known = self._refused.get(ref)
        if known is None:
            self._refused[ref] = (error, fact.at_ms, 1)
        else:
            self._refused[ref] = (known[0], known[1], known[2] + 1)
