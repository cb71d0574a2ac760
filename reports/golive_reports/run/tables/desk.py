"""The desk on the page: its entries, the clerk of each, and the times."""

from __future__ import annotations

from typing import Any

from golive.record.run import Scorecard
from golive_reports.run.panels import measured
from golive_reports.words.local_time import Wall
from golive_reports.words.text import clean, counted, duration, number

_SHOWN = 100
_UNOPENED = "–"


def desk(card: Scorecard, wall: Wall) -> dict[str, Any] | None:
    """Return the variables of the section; None where the desk never had an entry."""
    entries, rows = card.desk.get("entries"), card.desk.get("rows")
    if not measured(entries) or not entries or not isinstance(rows, list):
        return None
    kept = [row for row in rows if isinstance(row, dict)]
    return {
        "entries": counted(int(entries), "entry", "entries"),
        "summary": _summary(card.desk),
        "rows": [_row(row, wall) for row in kept[:_SHOWN]],
        "more": number(int(entries) - len(kept[:_SHOWN])) if entries > len(kept[:_SHOWN]) else "",
    }


def _summary(figures: dict[str, Any]) -> str:
    """Return one sentence: `4 open at the end; 76 min of work; retry pressed 101 times, 4 orders typed in`."""
    parts = [f"{number(figures.get('open_at_end') or 0)} open at the end"]
    spans = figures.get("time_to_repair")
    if isinstance(spans, dict) and measured(spans.get("p50")) and measured(spans.get("p95")):
        parts.append(f"half closed within {duration(spans['p50'])}, 95 % within {duration(spans['p95'])}")
    minutes = figures.get("minutes")
    if not measured(minutes) or not minutes:
        return "; ".join([*parts, "never read"])
    parts.append(f"{duration(round(minutes * 60_000))} of work")
    did = (
        ("called", "call after an alert", "calls after an alert"),
        ("repaired", "cause repaired", "causes repaired"),
        ("retried", "retry", "retries"),
        ("rekeyed", "order entered manually", "orders entered manually"),
        ("handed_on", "entry handed on", "entries handed on"),
    )
    parts.append(
        ", ".join(
            counted(int(figures[name]), one, many)
            for name, one, many in did
            if measured(figures.get(name)) and figures[name]
        )
    )
    return "; ".join(part for part in parts if part)


def _row(row: dict[str, Any], wall: Wall) -> dict[str, str]:
    shown_ms, opened_ms, off_ms = (instant(row.get(f"{name}_ms")) for name in ("shown", "opened", "off"))
    did = row.get("did")
    return {
        "order": clean(row.get("order") or "", 80),
        "what": clean(row.get("what") or "", 200),
        "why": clean(row.get("why") or "", 300),
        "shown": wall.time(shown_ms) if shown_ms is not None else "",
        "by": clean(row.get("by") or _UNOPENED, 40),
        "opened": wall.time(opened_ms) if opened_ms is not None else "",
        "did": clean("; ".join(str(each) for each in did), 300) if isinstance(did, list) else "",
        "lay": "open" if off_ms is None or shown_ms is None else duration(off_ms - shown_ms),
        "work": duration(row["work_ms"]) if measured(row.get("work_ms")) and row["work_ms"] else "",
    }


def instant(value: Any) -> int | None:
    """Return an instant in ms as it was stored; None for anything else."""
    return int(value) if measured(value) else None
