"""Why alerts flood the desk: the same failure alerted at every attempt, or one alert per record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from golive.record.run import Cause

_NUMBER = re.compile(r"\d+")
_MOST = 0.5


def alert_storm(texts: Sequence[str]) -> Cause:
    """Return the cause of a storm of alerts with these texts; not established where they are of many kinds."""
    alike = Counter(_NUMBER.sub("#", text) for text in texts)
    pattern, count = alike.most_common(1)[0]
    if count < _MOST * len(texts):
        return Cause("", "cause not established")
    same = [text for text in texts if _NUMBER.sub("#", text) == pattern]
    about = _about(same)
    if len(about) <= _MOST * len(same):
        return Cause(
            "alert_per_attempt",
            f"{count} of {len(texts)} alerts are about {len(about)} failure{'s' if len(about) > 1 else ''}, each "
            f"alerted again at every attempt, such as {same[0][:80]!r}",
            "Raise an alert when a failure begins, remember it, and raise the next one only after a longer time or when "
            "the failure has ended.",
        )
    return Cause(
        "alert_per_record",
        f"{count} of {len(texts)} alerts say the same of one record each, such as {same[0][:80]!r}",
        "Put failures of single records on the desk, and raise one alert for a cause that many of them share.",
    )


def _about(texts: Sequence[str]) -> set[str]:
    """Return what alerts of one pattern are about: the number that differs least often, as an attempt counts up."""
    columns = list(zip(*(_NUMBER.findall(text) for text in texts), strict=True))
    if not columns:
        return {""}
    values = [set(column) for column in columns]
    longest = max(max(map(len, column)) for column in values)
    keys = [column for column in values if max(map(len, column)) == longest]
    return min(keys, key=len) if longest > 3 else {min(column) for column in values[:1]}
