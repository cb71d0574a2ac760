"""Values of a study as text."""

from __future__ import annotations

from golive.record.studies import DURATION, SHARE, Value
from golive_reports.words.text import brief, clean, number, share


def shown(value: Value, unit: str) -> str:
    """Return a value in its unit; a dash for None."""
    if isinstance(value, str):
        return clean(value, 200)
    if unit == DURATION:
        return brief(value) if value else number(value)
    return share(value) if unit == SHARE else number(value)
