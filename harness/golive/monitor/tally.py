"""Counters over the facts of a run or a sandbox, as they are stated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from golive.judge.history.watch.errors import content, technical
from golive.monitor.axis import STEPS, Axis
from golive.monitor.histogram import CALL_BOUNDS_MS, Histogram, QuantileLines
from golive.record.run import Fact

DELIVERED = 300
"""A webhook answered with a status below this one is delivered."""
FORGET_EVERY = 16
"""Steps of a moving axis after which older ones are dropped."""


@dataclass(slots=True)
class Operation:
    """The calls of one operation, by status or by the reason why there is none. `failed` are counted as in reports."""

    by_status: dict[str, int] = field(default_factory=dict)
    durations: Histogram = field(default_factory=lambda: Histogram(CALL_BOUNDS_MS))
    failed: int = 0

    @property
    def calls(self) -> int:
        """The number of calls that ended."""
        return sum(self.by_status.values())


@dataclass(slots=True)
class Failure:
    """Calls of one operation that failed alike; `key` and `reason` are those of the last one."""

    operation: str
    error: str
    count: int = 0
    last_ms: int = 0
    key: str = ""
    reason: str = ""


class Tally:
    """Readers of facts, in `readers` by kind of fact. Memory grows with operations, statuses and steps of the axis.

    `repeating` are the events whose last delivery failed, and that will be delivered again. `processes` are the states
    of the candidate, under "", and of those of its processes that a fault has struck by name.
    """

    def __init__(self, axis: Axis) -> None:
        self.axis = axis
        self.operations: dict[str, Operation] = {}
        self.failures: dict[tuple[str, str], Failure] = {}
        self.notices: dict[tuple[str, str], int] = {}
        self.repeating: dict[str, None] = {}
        self.placed = self.booked = self.alerts = 0
        self.processes = {"": "up"}
        self.lines: dict[str, dict[int, int]] = {
            name: {} for name in ("placed", "booked", "shop calls", "erp calls", "failed", "late notices")
        }
        self.call_times = QuantileLines(axis.step_ms)
        self._forgotten = 0
        self.readers: dict[str, Callable[[Fact], None]] = {
            "exchange.answered": self._answered,
            "shop.order.placed": self._placed,
            "erp.order.created": self._booked,
            "notice.delivered": self._delivered,
            "notice.lost": self._lost,
            "shop.event.given_up": self._given_up,
            "shop.event.lost": self._given_up,
            "desk.alert": self._alerted,
            "candidate.killed": partial(self._turned, "down"),
            "candidate.paused": partial(self._turned, "paused"),
            "candidate.started": partial(self._turned, "up"),
            "candidate.resumed": partial(self._turned, "up"),
            "candidate.ended": partial(self._turned, "ended"),
        }

    def line(self, name: str, first: int, count: int) -> list[int | None]:
        """Return a line of the charts, one value per step; None before the start."""
        values, start = self.lines[name], self.axis.start_ms // self.axis.step_ms
        return [values.get(step, 0) if step >= start else None for step in range(first, first + count)]

    def _count(self, name: str, at_ms: int) -> None:
        step = at_ms // self.axis.step_ms
        line = self.lines[name]
        if step in line:
            line[step] += 1
            return
        line[step] = 1
        if self.axis.end_ms is None and step > self._forgotten + FORGET_EVERY:
            self._forget(step - STEPS)
            self._forgotten = step

    def _forget(self, before: int) -> None:
        for name, line in self.lines.items():
            self.lines[name] = {step: value for step, value in line.items() if step >= before}
        self.call_times.forget(before)

    # -- readers -------------------------------------------------------------------------------------------

    def _answered(self, fact: Fact) -> None:
        data, at_ms = fact.data, fact.at_ms
        name: str = data["op"]
        operation = self.operations.get(name)
        if operation is None:
            operation = self.operations[name] = Operation()
        code = data["status"]
        status = (data["how"] or "none") if code is None else str(code)
        operation.by_status[status] = operation.by_status.get(status, 0) + 1
        span_ms = at_ms - data["sent_ms"]
        operation.durations.add(span_ms)
        self.call_times.add(at_ms, span_ms)
        self._count("erp calls" if name.startswith("erp.") else "shop calls", at_ms)
        if (code is None or code >= 400) and (error := technical(data) or content(data)):
            operation.failed += 1
            self._count("failed", at_ms)
            self._failed(fact, error)

    def _failed(self, fact: Fact, error: str) -> None:
        name = fact.data["op"]
        failure = self.failures.get((name, error))
        if failure is None:
            failure = self.failures[name, error] = Failure(name, error)
        failure.count += 1
        failure.last_ms, failure.key = fact.at_ms, fact.keys["key"]
        failure.reason = str(fact.data.get("reason") or "")

    def _placed(self, fact: Fact) -> None:
        self.placed += 1
        self._count("placed", fact.at_ms)

    def _booked(self, fact: Fact) -> None:
        if fact.data["by"] != "till":
            self.booked += 1
            self._count("booked", fact.at_ms)

    def _delivered(self, fact: Fact) -> None:
        data = fact.data
        status = data["status"]
        self._noticed(data["name"], "none" if status is None else str(status))
        if data["copy"]:
            return
        if status is not None and status < DELIVERED:
            self.repeating.pop(data["event"], None)
        else:
            self.repeating[data["event"]] = None
            self._count("late notices", fact.at_ms)

    def _lost(self, fact: Fact) -> None:
        self._noticed(fact.data["name"], "lost")

    def _noticed(self, name: str, status: str) -> None:
        self.notices[name, status] = self.notices.get((name, status), 0) + 1

    def _given_up(self, fact: Fact) -> None:
        self.repeating.pop(fact.data["event_id"], None)
        self._noticed(f"shop.{fact.data['name']}", "given up")

    def _alerted(self, fact: Fact) -> None:
        self.alerts += 1

    def _turned(self, state: str, fact: Fact) -> None:
        process = fact.data.get("process", "")
        if process:
            self.processes[process] = state
        else:
            self.processes = dict.fromkeys(self.processes, state)
