"""The owners on the page: each alert, whom it concerned, and how long it took to get there."""

from __future__ import annotations

from typing import Any

from golive.record.run import Scorecard
from golive_reports.run.panels import measured
from golive_reports.run.tables.desk import instant
from golive_reports.words.local_time import Wall
from golive_reports.words.text import clean, counted, duration, number

_SHOWN = 100


def owners(card: Scorecard, wall: Wall) -> dict[str, Any] | None:
    """Return the variables of the section; None where the scenario has no owners or no alert concerned one."""
    figures = card.desk.get("owners")
    if not isinstance(figures, dict) or not figures.get("alerts"):
        return None
    rows = [row for row in figures.get("rows", ()) if isinstance(row, dict)]
    shown = rows[:_SHOWN]
    count = int(figures["alerts"])
    return {
        "alerts": counted(count, "alert"),
        "summary": _summary(figures),
        "rows": [_row(row, wall) for row in shown],
        "more": number(count - len(shown)) if count > len(shown) else "",
    }


def _summary(figures: dict[str, Any]) -> str:
    """Return one sentence: `half reached the owner they concern within 20 min; 2 went to another owner first`."""
    parts = []
    if measured(figures.get("p50")) and measured(figures.get("max")):
        half, longest = duration(figures["p50"]), duration(figures["max"])
        parts.append(f"half reached the owner they concern within {half}, the slowest after {longest}")
    parts += [
        f"{number(figures[name])} {what}"
        for name, what in (
            ("misdirected", "went to another owner first"),
            ("escalated", "escalated for lack of a reaction"),
            ("unreached", "never reached the owner they concern"),
        )
        if figures.get(name)
    ]
    return "; ".join(parts)


def _row(row: dict[str, Any], wall: Wall) -> dict[str, str]:
    at_ms, reached_ms = instant(row.get("at_ms")), instant(row.get("reached_ms"))
    return {
        "text": clean(row.get("text") or "", 300),
        "at": wall.time(at_ms) if at_ms is not None else "",
        "concerns": clean(row.get("concerns") or "", 40),
        "told": clean(", then ".join(str(each) for each in row.get("told") or ()), 200),
        "after": "never" if at_ms is None or reached_ms is None else duration(reached_ms - at_ms),
    }
