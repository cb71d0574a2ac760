"""The result of a load: counts, latencies from the planned instant, failures by reason, a time series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from golive.load.visits import Visit

STEPS = 60
UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Spread:
    """Percentiles of a latency in ms; None where nothing was measured."""

    p50: int | None
    p95: int | None
    p99: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a load. `planned` is the sum of the five counts that follow it.

    `latency_ms` runs from the planned instant to the order, whenever the visit really began; `service_ms` from
    the beginning of the visit. Only the first one shows a shop too slow to take visits in time. `late` visits began
    more than a tenth of a second after their instant. `series` has one value for each step of `step_ms`.
    """

    planned: int
    orders: int
    failed: int
    unfinished: int
    unsent: int
    late: int
    halted: bool
    latency_ms: Spread
    service_ms: Spread
    failures: dict[str, int]
    calls: list[dict[str, Any]]
    step_ms: int
    series: dict[str, list[int | None]]

    @property
    def is_clean(self) -> bool:
        """Whether every planned visit became an order."""
        return self.orders == self.planned


LATE_MS = 100


def outcome(visits: Sequence[Visit], length_ms: int, report: dict[str, Any]) -> Outcome:
    """Statistics from the plan and the drivers' report: `rows` of (number, started, ended, reason), and `calls`."""
    planned = {visit.number: visit.at_ms for visit in visits}
    rows: list[tuple[int, int, int, str]] = sorted(
        (tuple(row) for row in report["rows"]), key=lambda row: row[0]
    )
    good = [row for row in rows if not row[3]]
    unfinished = sum(row[3] == UNFINISHED for row in rows)
    reasons = Counter(row[3] for row in rows if row[3] and row[3] != UNFINISHED)
    step_ms = max(1, -(-length_ms // STEPS))
    return Outcome(
        planned=len(visits),
        orders=len(good),
        failed=reasons.total(),
        unfinished=unfinished,
        unsent=len(visits) - len(rows),
        late=sum(row[1] - planned[row[0]] > LATE_MS for row in rows),
        halted=report["halted"],
        latency_ms=spread([row[2] - planned[row[0]] for row in good]),
        service_ms=spread([row[2] - row[1] for row in good]),
        failures=dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        calls=report["calls"],
        step_ms=step_ms,
        series=_series(planned, rows, step_ms),
    )


def spread(values: Sequence[int]) -> Spread:
    """The percentiles of some values in ms, by the nearest rank."""
    ordered = sorted(values)
    if not ordered:
        return Spread(None, None, None, None)
    p50, p95, p99 = (ordered[-(-len(ordered) * share // 100) - 1] for share in (50, 95, 99))
    return Spread(p50, p95, p99, ordered[-1])


def _series(
    planned: dict[int, int], rows: Sequence[tuple[int, int, int, str]], step_ms: int
) -> dict[str, list[int | None]]:
    """By the planned instant, so that what was late or never sent stands where it belongs."""
    due = Counter(at_ms // step_ms for at_ms in planned.values())
    waits: list[list[int]] = [[] for _ in range(max(due, default=0) + 1)]
    for number, _, ended_ms, reason in rows:
        if not reason:
            waits[planned[number] // step_ms].append(ended_ms - planned[number])
    return {
        "planned": [due[step] for step in range(len(waits))],
        "orders": [len(each) for each in waits],
        "p95_ms": [spread(each).p95 for each in waits],
    }
