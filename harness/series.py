"""The lines of a run's charts, worked out from its finished history."""

from __future__ import annotations

from harness.history import DRIFT, History
from harness.metrics import percentile
from harness.record import Series


def series(history: History, start_ms: int, end_ms: int) -> list[Series]:
    """Arrivals, what reached the ERP, backlog, latency, drift, calls: one value per bucket of the run."""
    step = history.buckets.step_ms
    count = max(1, -(-(end_ms - start_ms) // step))

    def line(name: str, unit: str, values: dict[int, float], empty: float | None = 0) -> Series:
        return Series(name, unit, start_ms, step, tuple(values.get(bucket, empty) for bucket in range(count)))

    counted = history.buckets.lines
    found = [
        line("orders placed", "orders", counted.get("orders placed", {})),
        line("orders in the ERP", "orders", counted.get("orders in the ERP", {})),
        line("backlog", "orders", _backlog(history, start_ms, step, count)),
    ]
    found += [
        line(f"latency {name}", "ms", values, None)
        for name, values in _latency(history, start_ms, step).items()
    ]
    found.append(line(DRIFT, "units", counted.get(DRIFT, {})))
    found.append(line("calls", "calls", counted.get("calls", {})))
    found.append(line("rate limited", "calls", counted.get("rate limited", {})))
    return found


def _backlog(history: History, start_ms: int, step: int, count: int) -> dict[int, float]:
    """Orders that are due and not live in the ERP, at the end of each bucket."""
    moves: dict[int, int] = {}
    for story in history.orders.stories.values():
        due, latency = story.due_ms, story.latency_ms
        if due is None:
            continue
        done = due + latency if latency is not None else story.ended_ms
        if done is not None and done <= due:
            continue
        begun = (due - start_ms) // step
        moves[begun] = moves.get(begun, 0) + 1
        if done is not None:
            ended = (done - start_ms) // step
            moves[ended] = moves.get(ended, 0) - 1
    values, level = {}, 0
    for bucket in range(count):
        level += moves.get(bucket, 0)
        values[bucket] = float(level)
    return values


def _latency(history: History, start_ms: int, step: int) -> dict[str, dict[int, float]]:
    """Percentiles by the bucket in which the orders became due: counted from when the customer paid."""
    buckets: dict[int, list[int]] = {}
    for story in history.orders.stories.values():
        due, latency = story.due_ms, story.latency_ms
        if due is not None and latency is not None:
            buckets.setdefault((due - start_ms) // step, []).append(latency)
    found: dict[str, dict[int, float]] = {"p50": {}, "p95": {}}
    for bucket, values in buckets.items():
        values.sort()
        for name, share in (("p50", 0.5), ("p95", 0.95)):
            value = percentile(values, share)
            if value is not None:
                found[name][bucket] = value
    return found
