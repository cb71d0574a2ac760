"""The table of errors met and what was done about each, and the lag of each kind of record."""

from __future__ import annotations

from typing import Any

from golive.record.run import Scorecard
from golive_reports.run.panels import measured
from golive_reports.words.text import clean, duration, number

OUTCOMES = (
    ("succeeded", "repeated, succeeded"),
    ("shown", "on the desk"),
    ("alerted", "alert"),
    ("given_up", "given up"),
    ("ignored", "not repeated"),
)
"""What became of the records, by the name in the scorecard."""
_QUANTILES = ("p50", "p95", "p99", "max")
_MOST_ROWS = 40


def errors(card: Scorecard) -> dict[str, Any] | None:
    """Return the variables of the section; None for a run without errors and without lags."""
    rows = [_row(row) for row in card.error_classes[:_MOST_ROWS] if isinstance(row, dict)]
    lags = [{"kind": clean(kind, 40), "values": values} for kind, values in lag_rows(card)]
    if not rows and not lags:
        return None
    masked = card.retries.get("masked")
    share = "" if masked is None or not measured(masked) else f"{masked:.1%}"
    return {"rows": rows, "outcomes": [words for _, words in OUTCOMES], "lags": lags, "masked": share}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "system": clean(row.get("system") or "", 20),
        "error": clean(row.get("error") or "", 60),
        "kind": clean(row.get("kind") or "", 20),
        "calls": number(row.get("calls") or 0),
        "records": number(row.get("records") or 0),
        "outcomes": [number(row.get(name) or 0) if row.get(name) else "–" for name, _ in OUTCOMES],
    }


def lag_rows(card: Scorecard) -> list[tuple[str, list[str]]]:
    """Return kind and quantiles, as text, of each kind of record that has any."""
    return [
        (kind, [duration(values[name] or 0) for name in _QUANTILES])
        for kind, values in card.lag.items()
        if isinstance(values, dict) and all(measured(values.get(name)) for name in _QUANTILES)
    ]


def error_line(row: dict[str, Any]) -> str:
    """Return what became of one class of errors: `146 records: 140 repeated, succeeded; 6 on the desk`."""
    parts = [
        f"{number(row[name])} {words}" for name, words in OUTCOMES if measured(row.get(name)) and row[name]
    ]
    return "; ".join(parts) or "part of another failure"
