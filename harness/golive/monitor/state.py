"""What the live page shows, as JSON data. The page writes every text of it as text, never as markup."""

from __future__ import annotations

from typing import Any

from golive.monitor.subject import Subject
from golive.monitor.tally import Operation

MOST_ROWS = 12
MOST_LINES = 40

Line = tuple[str, list[Any]]


def state(subject: Subject) -> dict[str, Any]:
    """Return the state at this instant. Values are numbers in ms or counts; the page puts them into words."""
    now_ms = subject.clock.now()
    axis = subject.tally.axis
    first, count = axis.steps(now_ms)
    begin_ms, end_ms = axis.limits_ms(now_ms)
    entries, still_open, desk = subject.desk(MOST_ROWS)
    data: dict[str, Any] = {
        "title": subject.title,
        "about": subject.about,
        "phase": subject.phase,
        "now": now_ms,
        "speed": subject.clock.speed,
        "lag": subject.clock.lags.quantile(0.99),
        "offset": subject.offset_ms,
        "axis": {"start": begin_ms, "end": end_ms, "first": first * axis.step_ms, "step": axis.step_ms},
        "panels": _panels(subject, first, count),
        "figures": _figures(subject, still_open),
        "operations": _operations(subject),
        "failures": _failures(subject),
        "faults": [
            [each.id, each.kind, each.from_ms, each.until_ms, each.hits, each.effective, each.is_change]
            for each in subject.faults()
        ],
        "desk": [[each.order, each.what, each.why, each.since_ms, each.is_read] for each in desk],
        "entries": entries,
        "open": still_open,
        "log": subject.log(MOST_LINES),
        "judged": subject.standing is not None,
        "processes": [[name, turned] for name, turned in subject.tally.processes.items() if turned != "up"],
        "missing": [],
    }
    if subject.standing is not None:
        data["missing"] = [[story.order, story.due_ms] for story in subject.standing.missing(MOST_ROWS)]
    return data


def _panels(subject: Subject, first: int, count: int) -> list[dict[str, Any]]:
    tally, standing = subject.tally, subject.standing

    def line(name: str, of: str) -> Line:
        return name, tally.line(of, first, count)

    panels = [
        ("Orders", "orders", [line("placed", "placed"), line("in the ERP", "booked")]),
        ("Calls", "calls", [line("to the ERP", "erp calls"), line("to the shop", "shop calls")]),
        ("Errors", "calls", [line("failed calls", "failed"), line("failed webhooks", "late notices")]),
        ("Duration of calls", "ms", _quantiles(tally.call_times.values(first, count))),
    ]
    if standing is not None:
        panels.insert(1, ("Latency, paid to booked", "ms", _quantiles(standing.lines.values(first, count))))
    return [{"title": title, "unit": unit, "lines": lines} for title, unit, lines in panels]


def _quantiles(values: tuple[list[float | None], list[float | None]]) -> list[Line]:
    return [("p50", values[0]), ("p95", values[1])]


def _figures(subject: Subject, still_open: int) -> list[tuple[str, int, str]]:
    """Return (name, count, tone) of the figures; a tone is "" or the verdict whose colour it has."""
    tally, standing = subject.tally, subject.standing
    operations = tally.operations.values()
    calls, failed = sum(each.calls for each in operations), sum(each.failed for each in operations)
    figures = [("orders placed", tally.placed, ""), ("orders in the ERP", tally.booked, "")]
    if standing is not None:
        counts = standing.counts
        figures += [
            ("waiting", counts["waiting"], ""),
            ("late so far", counts["late"], _tone(counts["late"], "unknown")),
            ("missing so far", counts["missing"], _tone(counts["missing"], "broken")),
            ("open on the desk", still_open, _tone(still_open, "unknown")),
            ("fault hits", sum(each.hits for each in subject.faults() if not each.is_change), ""),
        ]
    waiting = subject.wire.notices.open + len(tally.repeating)
    return [*figures, ("calls", calls, ""), ("failed calls", failed, ""), ("webhooks waiting", waiting, "")]


def _tone(count: int, tone: str) -> str:
    return tone if count else ""


def _operations(subject: Subject) -> list[tuple[str, int, int, float]]:
    """Return (operation, calls, failed, mean duration in ms) of the most frequent operations."""

    def row(name: str, each: Operation) -> tuple[str, int, int, float]:
        return name, each.calls, each.failed, each.durations.sum_ms / max(1, each.calls)

    rows = [row(name, each) for name, each in subject.tally.operations.items()]
    return sorted(rows, key=lambda each: -each[1])[:MOST_ROWS]


def _failures(subject: Subject) -> list[tuple[str, str, int, int, str, str]]:
    """Return the failures, the latest first."""
    found = sorted(subject.tally.failures.values(), key=lambda each: -each.last_ms)[:MOST_ROWS]
    return [(each.operation, each.error, each.count, each.last_ms, each.key, each.reason) for each in found]
