"""The series of a run's charts, computed from its finished history."""

from __future__ import annotations

from golive.judge.figures import percentile
from golive.judge.history import DRIFT, History
from golive.judge.history.watch.calls import MASKED, SUCCESSES
from golive.record.run import Series

Life = tuple[int, int | None, int | None]
"""A due order: due time, latency until live in the ERP (None: not live), end in the shop (None: not ended)."""


def series(history: History, start_ms: int, end_ms: int) -> list[Series]:
    """Return arrivals, ERP orders, backlog, latency, drift and calls, with one value per bucket of the run."""
    step = history.buckets.step_ms
    count = max(1, -(-(end_ms - start_ms) // step))

    def line(name: str, unit: str, values: dict[int, float], empty: float | None = 0) -> Series:
        return Series(name, unit, start_ms, step, tuple(values.get(bucket, empty) for bucket in range(count)))

    stories, counted = history.orders.stories.values(), history.buckets.lines
    placed = [story.placed_ms for story in stories]
    booked = [doc.created_ms for doc in history.orders.documents.values()]
    lives = [
        (due, story.latency_ms, story.ended_ms) for story in stories if (due := story.due_ms) is not None
    ]
    found = [
        line("orders placed", "orders", _counted(placed, start_ms, step)),
        line("orders in the ERP", "orders", _counted(booked, start_ms, step)),
        line("backlog", "orders", _backlog(lives, start_ms, step, count)),
    ]
    found += [
        line(f"latency {name}", "ms", values, None)
        for name, values in _latency(lives, start_ms, step).items()
    ]
    found.append(line(DRIFT, "units", counted.get(DRIFT, {})))
    found.append(line("calls", "calls", counted.get("calls", {})))
    found.append(line("rate limited", "calls", counted.get("rate limited", {})))
    found.append(line("successes after retries", "share", _masked(counted), None))
    return found


def _masked(counted: dict[str, dict[int, float]]) -> dict[int, float]:
    """The share of successful calls that needed more than one attempt, by bucket."""
    masked = counted.get(MASKED, {})
    return {bucket: masked.get(bucket, 0) / count for bucket, count in counted.get(SUCCESSES, {}).items()}


def _counted(instants: list[int], start_ms: int, step: int) -> dict[int, float]:
    counts: dict[int, float] = {}
    for at_ms in instants:
        bucket = (at_ms - start_ms) // step
        counts[bucket] = counts.get(bucket, 0) + 1
    return counts


def _backlog(lives: list[Life], start_ms: int, step: int, count: int) -> dict[int, float]:
    """Orders that are due and not live in the ERP, at the end of each bucket."""
    moves: dict[int, int] = {}
    for due, latency, ended in lives:
        done = due + latency if latency is not None else ended
        if done is not None and done <= due:
            continue
        begun = (due - start_ms) // step
        moves[begun] = moves.get(begun, 0) + 1
        if done is not None:
            over = (done - start_ms) // step
            moves[over] = moves.get(over, 0) - 1
    values, level = {}, 0
    for bucket in range(count):
        level += moves.get(bucket, 0)
        values[bucket] = float(level)
    return values


def _latency(lives: list[Life], start_ms: int, step: int) -> dict[str, dict[int, float]]:
    """Return percentiles of the latency by the bucket in which the orders became due."""
    buckets: dict[int, list[int]] = {}
    for due, latency, _ in lives:
        if latency is not None:
            buckets.setdefault((due - start_ms) // step, []).append(latency)
    found: dict[str, dict[int, float]] = {"p50": {}, "p95": {}}
    for bucket, values in buckets.items():
        values.sort()
        for name, share in (("p50", 0.5), ("p95", 0.95)):
            value = percentile(values, share)
            if value is not None:
                found[name][bucket] = value
    return found
