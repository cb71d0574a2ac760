"""Why alerts flood the desk: the same failures alerted at every attempt, or one alert per record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from golive.record.run import Cause

_NUMBER = re.compile(r"\d+")
_RECORD_DIGITS = 5
"""A number of so many digits names a record; shorter ones may be an attempt, a status, or a time."""


def alert_storm(texts: Sequence[str]) -> Cause:
    """Return the cause of a storm of alerts with these texts."""
    failures = len({_failure(text) for text in texts})
    if failures <= len(texts) / 3:
        return Cause(
            "alert_per_attempt",
            f"{len(texts)} alerts report {failures} failure(s): each is reported at every attempt",
            "Report a failure once, when it begins, and once more when it is over.",
        )
    return Cause(
        "alert_per_record",
        f"{len(texts)} alerts report {failures} different records or failures one by one",
        "Put each record on the desk, and raise one alert for what they have in common.",
    )


def _failure(text: str) -> tuple[str, ...]:
    """Return what tells the failure of an alert from others: its words and the record, not the attempt or the time."""
    numbers = _NUMBER.findall(text)
    records = [number for number in numbers if len(number) >= _RECORD_DIGITS]
    return (_NUMBER.sub("#", text), *records) if records else (text,)
