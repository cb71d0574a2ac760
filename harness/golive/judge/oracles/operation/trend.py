"""Over a long run nothing grows that should not: backlog, drift, retries, stored state."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from golive.judge.history.history import DRIFT
from golive.judge.oracles.case import Case
from golive.judge.oracles.operation.growth import grows, windows
from golive.keys.value_kinds import HOUR_MS
from golive.record.oracles import (
    GROWING_BACKLOG,
    GROWING_DRIFT,
    GROWING_RETRIES,
    GROWING_STATE,
    TREND,
    FindingKind,
)
from golive.record.run import Finding

LEAST_BACKLOG, LEAST_DRIFT, LEAST_RETRIES, LEAST_RECORDS = 10.0, 10.0, 0.1, 2.0
"""Growth over a whole run that counts: orders, units, retries per call, records per order."""
LEAST_MS = 6 * HOUR_MS


def trend(case: Case) -> list[Finding]:
    """Return one finding per quantity that grew over the run, by its least value in each window: a wave drains."""
    history = case.history
    if history.last_ms - history.first_ms < LEAST_MS:
        return []
    spans = windows(-(-history.first_ms // HOUR_MS) * HOUR_MS, history.last_ms)
    return [
        *_grown(GROWING_BACKLOG, "orders", _backlog(case, spans), LEAST_BACKLOG),
        *(
            _grown(GROWING_DRIFT, "units", _drift(case, spans), LEAST_DRIFT)
            if case.owners.stock != "shop"
            else ()
        ),
        *_grown(GROWING_RETRIES, "retries per call", _retries(case, spans), LEAST_RETRIES),
        *_grown(GROWING_STATE, "records per order", _state(case, spans), LEAST_RECORDS),
    ]


def _grown(kind: FindingKind, unit: str, values: list[float], by: float) -> Iterator[Finding]:
    if grows(values, by):
        what = f"from {values[0]:,.4g} to {values[-1]:,.4g} {unit} over {len(values)} windows"
        yield Finding(TREND.code, kind.name, kind.name, what, ())


def _backlog(case: Case, spans: list[tuple[int, int]]) -> list[float]:
    """Due orders that are not live in the ERP, at the lowest point of each window, seen at its quarters."""
    begins: list[int] = []
    ends: list[int] = []
    latencies = case.latencies
    for order, story in case.history.orders.stories.items():
        due_ms = story.due_ms
        if due_ms is None:
            continue
        latency = latencies.get(order)
        done_ms = due_ms + latency if latency is not None else story.ended_ms
        begins.append(due_ms)
        if done_ms is not None:
            ends.append(max(due_ms, done_ms))
    begins.sort()
    ends.sort()
    found = []
    for start_ms, end_ms in spans:
        quarters = [start_ms + (end_ms - start_ms) * quarter // 4 for quarter in range(1, 5)]
        found.append(float(min(bisect_right(begins, at) - bisect_right(ends, at) for at in quarters)))
    return found


def _drift(case: Case, spans: list[tuple[int, int]]) -> list[float]:
    buckets = case.history.buckets
    values = buckets.lines.get(DRIFT, {})
    found = []
    for start_ms, end_ms in spans:
        first = (start_ms - buckets.start_ms) // buckets.step_ms
        last = max(first + 1, (end_ms - buckets.start_ms) // buckets.step_ms)
        found.append(min(values.get(bucket, 0.0) for bucket in range(first, last)))
    return found


def _retries(case: Case, spans: list[tuple[int, int]]) -> list[float]:
    watch = case.history.call_watch
    calls: dict[int, int] = {}
    for hours in watch.hours.values():
        for hour, count in hours.items():
            calls[hour] = calls.get(hour, 0) + count
    return [_sum(watch.retried, span) / max(1, _sum(calls, span)) for span in spans]


def _sum(by_hour: Mapping[int, int], span: tuple[int, int]) -> int:
    return sum(by_hour.get(hour, 0) for hour in range(span[0] // HOUR_MS, span[1] // HOUR_MS))


def _state(case: Case, spans: list[tuple[int, int]]) -> list[float]:
    """Records that the candidate stores per order so far; empty where the ledger has no sizes."""
    sizes = case.history.state_sizes
    if not sizes:
        return []
    placed = sorted(story.placed_ms for story in case.history.orders.stories.values())
    found, at, seen, size = [], 0, 0, 0
    for _, end_ms in spans:
        while at < len(sizes) and sizes[at][0] <= end_ms:
            size, at = sizes[at][1], at + 1
        while seen < len(placed) and placed[seen] <= end_ms:
            seen += 1
        found.append(size / max(1, seen))
    return found
