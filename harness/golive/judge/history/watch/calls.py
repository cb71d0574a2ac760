"""How a candidate uses the systems: retries, Retry-After, outages and the calls after them, polling."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from golive.judge.history.calls import Buckets
from golive.judge.history.watch.error_table import ErrorTable
from golive.judge.history.watch.errors import content, technical
from golive.keys.value_kinds import HOUR_MS
from golive.record.run import Fact

QUICK_MS = 1_000
"""A repeat within this time of the failure is not a retry with a pause."""
QUICK_REPEATS = 3
"""Quick repeats of one call in a row that are a storm."""
ENDLESS_REPEATS, ENDLESS_PAUSE_MS = 50, 30_000
"""Repeats of one call, and the mean pause between them, that are a loop without end."""
OUTAGE_MS, OUTAGE_CALLS = 60_000, 3
MINUTE_MS = 60_000
RATE = "429"
"""A refusal for the rate of calls."""
RENEWED = "401"
"""A login that expired and is renewed is no failure."""
SUCCESSES, MASKED = "successes", "successes after retries"


@dataclass(slots=True)
class Streak:
    """Failures of one call in a row.

    `quick` are the repeats in a row that came within QUICK_MS, `not_before_ms` is the end of its last Retry-After,
    `reason` is why the last one was refused.
    """

    error: str
    first_ms: int
    last_ms: int
    repeats: int = 0
    quick: int = 0
    not_before_ms: int = 0
    is_storm: bool = False
    reason: str = ""


@dataclass(slots=True)
class Storm:
    """The calls of one operation that were repeated too fast or without end. `key` was repeated most, after `error`."""

    records: int
    most: int
    seqs: tuple[int, ...]
    key: str = ""
    error: str = ""


@dataclass(slots=True)
class Flood:
    """The minute in which most records were refused for the rate of calls.

    `refused` are its refusals, `records` the different calls that were refused, `from_ms` its beginning.
    """

    from_ms: int = 0
    refused: int = 0
    records: int = 0


class RateRefusals:
    """Counts the refusals for the rate of calls to one system by minute, and keeps the worst minute."""

    def __init__(self) -> None:
        self.worst = Flood()
        self._now = Flood()
        self._calls: set[tuple[str, str]] = set()

    def note(self, sent_ms: int, call: tuple[str, str]) -> None:
        """Count a refusal of a call, (operation, business key)."""
        from_ms = sent_ms - sent_ms % MINUTE_MS
        if from_ms != self._now.from_ms:
            self._now = Flood(from_ms)
            self._calls.clear()
        self._calls.add(call)
        self._now.refused += 1
        self._now.records = len(self._calls)
        if self._now.records > self.worst.records:
            self.worst = self._now


@dataclass(slots=True)
class SystemUse:
    """The use of one system.

    `failed` are records whose call failed, `repeats` the calls that repeated one. `advised` are answers with a
    Retry-After, `early` the calls to the system before it had passed, `ignored` those that repeat the very call that
    was answered with it, `seqs` the first of these. `outages` are (from, to) in ms. `rate` are the refusals for the
    rate of calls.
    """

    calls: int = 0
    failed: int = 0
    repeats: int = 0
    advised: int = 0
    early: int = 0
    ignored: int = 0
    seqs: tuple[int, ...] = ()
    advised_ms: int = 0
    until_ms: int = 0
    down_ms: int = 0
    down_calls: int = 0
    outages: tuple[tuple[int, int], ...] = ()
    rate: RateRefusals = field(default_factory=RateRefusals)

    def down_since(self, at_ms: int) -> int:
        """Return the beginning of the outage during which an instant falls; the instant itself outside of any."""
        if self.down_calls >= OUTAGE_CALLS and self.down_ms < at_ms:
            return self.down_ms
        return next((since_ms for since_ms, until_ms in self.outages if since_ms < at_ms < until_ms), at_ms)


class CallWatch:
    """A reader of answered exchanges. Memory grows with operations, hours, outages and calls that fail at the moment.

    `hours` are calls by operation and hour since the epoch; `successes` and `masked` count successful calls about one
    record, and those of them that needed more than one attempt. `while_selling` are the calls sent before
    `sales_end_ms`.
    """

    def __init__(self, buckets: Buckets, table: ErrorTable) -> None:
        self.systems = {"erp": SystemUse(), "shop": SystemUse()}
        self.hours: dict[str, dict[int, int]] = {}
        self.retried: dict[int, int] = {}
        self.storms: dict[str, Storm] = {}
        self.successes = 0
        self.masked = 0
        self.sales_end_ms = sys.maxsize
        self.while_selling = 0
        self._buckets = buckets
        self._table = table
        self._failing: dict[tuple[str, str], Streak] = {}
        self._counted: dict[str, tuple[SystemUse, dict[int, int]]] = {}
        self.readers: dict[str, Callable[[Fact], None]] = {"exchange.answered": self._answered}

    def _answered(self, fact: Fact) -> None:
        data = fact.data
        operation: str = data["op"]
        sent_ms, status = data["sent_ms"], data["status"]
        counted = self._counted.get(operation)
        if counted is None:
            hours = self.hours[operation] = {}
            counted = self._counted[operation] = (self.systems[operation.partition(".")[0]], hours)
        use, hours = counted
        use.calls += 1
        self.while_selling += sent_ms < self.sales_end_ms
        hour = sent_ms // HOUR_MS
        hours[hour] = hours.get(hour, 0) + 1
        if use.advised_ms < sent_ms < use.until_ms:
            use.early += 1
        key = fact.keys["key"]
        is_success = status is not None and status < 400
        if is_success and not self._failing and not use.down_calls:  # nearly all calls
            if key:
                self.successes += 1
                self._buckets.add(SUCCESSES, fact.at_ms)
            return
        call = (operation, key)
        streak = self._failing.get(call) if self._failing else None
        if streak is not None and sent_ms >= streak.last_ms and streak.error != RENEWED:
            self._repeated(fact, streak, use)
        if is_success:
            self._succeeded(fact.at_ms, call, streak, use)
        elif error := technical(data):
            self._failed(fact, call, streak, error, use)
        elif error := content(data):
            self._failed(fact, call, streak, error, None)
        elif streak is not None:
            del self._failing[call]
            self._table.ended(call, streak, succeeded=True)

    def _succeeded(self, at_ms: int, call: tuple[str, str], streak: Streak | None, use: SystemUse) -> None:
        if use.down_calls:
            if use.down_calls >= OUTAGE_CALLS and at_ms - use.down_ms >= OUTAGE_MS:
                use.outages = (*use.outages, (use.down_ms, at_ms))
            use.down_calls = 0
        if call[1]:
            self.successes += 1
            self._buckets.add(SUCCESSES, at_ms)
        if streak is not None:
            if call[1] and streak.error != RENEWED:
                self.masked += 1
                self._buckets.add(MASKED, at_ms)
            del self._failing[call]
            self._table.ended(call, streak, succeeded=True)

    def _failed(
        self, fact: Fact, call: tuple[str, str], streak: Streak | None, error: str, use: SystemUse | None
    ) -> None:
        """Record a failure. Those with `use` are technical, and count towards an outage and for retries."""
        at_ms, data = fact.at_ms, fact.data
        self._table.met(call, error)
        if streak is None:
            streak = self._failing[call] = Streak(error, at_ms, at_ms, reason=data.get("reason", ""))
            if use is not None and error != RENEWED:
                use.failed += 1
        streak.last_ms = at_ms
        if use is None:
            return
        if not use.down_calls:
            use.down_ms = at_ms
        use.down_calls += 1
        if error == RATE:
            use.rate.note(data["sent_ms"], call)
        wait_s = data.get("retry_after")
        if wait_s is not None:
            use.advised += 1
            streak.not_before_ms = at_ms + wait_s * 1000
            if at_ms + wait_s * 1000 > use.until_ms or use.until_ms <= at_ms:
                use.advised_ms, use.until_ms = at_ms, at_ms + wait_s * 1000

    def _repeated(self, fact: Fact, streak: Streak, use: SystemUse) -> None:
        """Record a repeat. A call without a key that is refused for another reason is another call."""
        last, streak.reason = streak.reason, fact.data.get("reason", "")
        if not fact.keys["key"] and last and streak.reason and streak.reason != last:
            streak.quick = 0
            return
        streak.repeats += 1
        use.repeats += 1
        sent_ms = fact.data["sent_ms"]
        if sent_ms < streak.not_before_ms:
            use.ignored += 1
            use.seqs = use.seqs if len(use.seqs) >= 3 else (*use.seqs, fact.seq)
        hour = sent_ms // HOUR_MS
        self.retried[hour] = self.retried.get(hour, 0) + 1
        streak.quick = streak.quick + 1 if sent_ms - streak.last_ms < QUICK_MS else 0
        is_endless = (
            streak.repeats >= ENDLESS_REPEATS
            and sent_ms - streak.first_ms < streak.repeats * ENDLESS_PAUSE_MS
        )
        if streak.quick >= QUICK_REPEATS or is_endless:
            self._stormed(fact, streak)

    def _stormed(self, fact: Fact, streak: Streak) -> None:
        storm = self.storms.get(fact.data["op"])
        if storm is None:
            storm = self.storms[fact.data["op"]] = Storm(0, 0, ())
        if not streak.is_storm:
            streak.is_storm = True
            storm.records += 1
            storm.seqs = storm.seqs if len(storm.seqs) >= 3 else (*storm.seqs, fact.seq)
        if streak.repeats > storm.most:
            storm.most, storm.key, storm.error = streak.repeats, fact.keys["key"], streak.error

    def finish(self) -> None:
        """Close the calls that still fail at the end of the run."""
        for call, streak in self._failing.items():
            self._table.ended(call, streak, succeeded=False)
        self._failing.clear()
