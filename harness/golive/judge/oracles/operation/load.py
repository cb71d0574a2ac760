"""The integration spares both systems: few calls, pauses between retries, no rush after an outage, steady polling."""

from __future__ import annotations

from collections.abc import Iterator

from golive.judge.causes.operation.many_calls import many_calls
from golive.judge.causes.operation.retries import retries
from golive.judge.oracles.case import Case
from golive.judge.oracles.operation.growth import grows, windows
from golive.keys.value_kinds import HOUR_MS
from golive.record.oracles import (
    GROWING_POLLING,
    HERD,
    IGNORED_RETRY_AFTER,
    MANY_CALLS,
    PROTECTION,
    RETRY_STORM,
    FindingKind,
)
from golive.record.run import Cause, Finding

CALLS_PER_ORDER, CALLS_PER_HOUR = 50, 3_600
"""Calls that any design may need: so many per order, and one per second for polling."""
LEAST_IGNORED = 5
HERD_RPS, HERD_TIMES = 40, 6
"""A rush: so many calls in a second after an outage, and so many times the most before it."""
BEFORE_MS, AFTER_MS = 600_000, 60_000
LEAST_POLLS = 60

ADVICE_IGNORED = Cause(
    "retry_after_ignored",
    "the pause that the system asked for is not kept",
    "Read Retry-After from answers 429 and 503, and send nothing before it has passed.",
)
ALL_AT_ONCE = Cause(
    "all_at_once",
    "everything that waited during the outage is sent at the same moment",
    "After an outage begin with one call, and let the rate grow.",
)
POLLS_TOO_OFTEN = Cause(
    "polls_too_often",
    "the calls do not follow the number of orders",
    "Ask for what has changed since the last answer, at an interval, and not record by record.",
)


def load(case: Case) -> list[Finding]:
    """Return findings of calls beyond what the work needs."""
    return [*_storms(case), *_ignored(case), *_many(case), *_herds(case), *_growing(case)]


def _found(kind: FindingKind, key: str, what: str, seqs: tuple[int, ...], cause: Cause) -> Finding:
    return Finding(PROTECTION.code, kind.name, key, what, seqs, cause)


def _storms(case: Case) -> Iterator[Finding]:
    for operation, storm in case.history.call_watch.storms.items():
        what = f"{storm.records} call(s) repeated without a pause, one of them {storm.most} times"
        flood = case.history.call_watch.systems[operation.partition(".")[0]].rate.worst
        yield _found(RETRY_STORM, operation, what, storm.seqs, retries(operation, storm, flood))


def _ignored(case: Case) -> Iterator[Finding]:
    for system, use in case.history.call_watch.systems.items():
        if use.ignored >= LEAST_IGNORED:
            what = f"{use.ignored} calls repeated before the Retry-After of their last answer had passed"
            yield _found(IGNORED_RETRY_AFTER, system, what, use.seqs, ADVICE_IGNORED)


def _many(case: Case) -> Iterator[Finding]:
    history, orders = case.history, len(case.verdicts)
    begun = min((hour for hours in history.call_watch.hours.values() for hour in hours), default=0)
    hours = history.last_ms / HOUR_MS - begun
    for system, use in history.call_watch.systems.items():
        if use.calls > CALLS_PER_ORDER * orders + CALLS_PER_HOUR * hours:
            what = f"{use.calls:,} calls for {orders:,} orders in {hours:.1f} hours"
            cause = many_calls(system, use, history.call_watch)
            yield _found(MANY_CALLS, system, what, (), cause)


def _herds(case: Case) -> Iterator[Finding]:
    for since_ms, until_ms in case.history.call_watch.systems["erp"].outages:
        before = _peak(case, since_ms - BEFORE_MS, since_ms)
        after = _peak(case, until_ms, until_ms + AFTER_MS)
        if after >= HERD_RPS and after >= HERD_TIMES * max(1, before):
            what = f"{after} calls in one second after the outage, at most {before} before it"
            yield _found(HERD, "erp", what, (), ALL_AT_ONCE)


def _peak(case: Case, from_ms: int, to_ms: int) -> int:
    per_second = case.history.erp_calls.per_second
    return max((per_second.get(second, 0) for second in range(from_ms // 1000, to_ms // 1000)), default=0)


def peak_after_outage(case: Case) -> int:
    """Return the most calls to the ERP in one second within a minute after an outage; 0 without one."""
    outages = case.history.call_watch.systems["erp"].outages
    return max((_peak(case, until_ms, until_ms + AFTER_MS) for _, until_ms in outages), default=0)


def _growing(case: Case) -> Iterator[Finding]:
    history = case.history
    hours = [
        start // HOUR_MS for start, _ in windows(-(-history.first_ms // HOUR_MS) * HOUR_MS, history.last_ms)
    ]
    orders: dict[int, int] = {}
    for story in history.orders.stories.values():
        hour = story.placed_ms // HOUR_MS
        orders[hour] = orders.get(hour, 0) + 1
    placed = [orders.get(hour, 0) for hour in hours]
    for operation, counts in history.call_watch.hours.items():
        calls = [counts.get(hour, 0) for hour in hours]
        third = len(calls) // 3
        if not third or sum(calls[-third:]) < LEAST_POLLS * third:
            continue
        more_orders = sum(placed[-third:]) > 1.3 * sum(placed[:third])
        doubled = sum(calls[-third:]) >= 2 * sum(calls[:third])
        if doubled and not more_orders and grows([float(each) for each in calls], max(1.0, calls[0])):
            what = f"from {calls[0]} to {calls[-1]} calls an hour, without more orders"
            yield _found(GROWING_POLLING, operation, what, (), POLLS_TOO_OFTEN)
