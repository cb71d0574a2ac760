"""Whether a poll asks for a fixed time before each call, whenever the call before it was."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from golive.judge.causes.scene import ListCall
from golive.judge.causes.scene.lists import second_of

FEWEST = 3
"""Calls with the same distance between bound and call, to call it fixed."""
NEARLY_MS, NEARLY = 5_000, 0.05
"""Distances that differ by no more than this time, or this share, are the same."""


def look_back_ms(calls: Sequence[ListCall]) -> int | None:
    """The fixed time before each call from which it asks, where the calls before the last one overlapped; else None.

    A cursor that is the time of the run before never overlaps.
    """
    asked = [(call, bound) for call in calls if (bound := _bound_ms(call)) is not None]
    if len(asked) < FEWEST or len(asked) < len(calls):
        return None
    distances = [call.sent_ms - bound for call, bound in asked]
    low, high = min(distances), max(distances)
    overlaps = [bound < before.sent_ms for (before, _), (_, bound) in pairwise(asked[:-1])]
    if low <= 0 or high - low > max(NEARLY_MS, NEARLY * high) or not all(overlaps):
        return None
    return low


def _bound_ms(call: ListCall) -> int | None:
    second = second_of(call.lower.value) if call.lower is not None else None
    return None if second is None else second * 1000
