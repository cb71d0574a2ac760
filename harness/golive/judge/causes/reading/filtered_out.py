"""Every list call asked for other orders: for another status, or another store."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.window import is_lower, is_unsure, is_upper, missed_by, since_due
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

FIX = "Ask for all orders of all stores, decide by an explicit list what is not sent, and report what is not on it."


def filtered_out(trail: Trail) -> Cause | None:
    """Fits where a filter other than the cursor excluded the order from every list call since it was due."""
    due_ms = trail.story.due_ms
    calls = [call for call in since_due(trail) if call.succeeded]
    if due_ms is None or not calls or trail.creates:
        return None
    if any(call.answered_ms >= due_ms for call in trail.listed()):
        return None
    missed = [missed_by(trail, call) for call in calls]
    filters = [each for each in missed if each is not None and not is_lower(each) and not is_upper(each)]
    if filters and not is_lower(missed[0]) and not is_upper(missed[0]):
        wanted = filters[0]
        state, status = trail.status_at(calls[0].sent_ms)
        what = status if wanted.field == "status" else state
        return Cause(
            "filtered_out",
            f"the list calls since then ask for {wanted.field} {wanted.condition} {wanted.value!r}, and it was "
            f"{what!r}",
            FIX,
        )
    trait = trail.scene.common_trait(trail.story.order)
    if missed[0] is None and is_unsure(trail, calls[0]) and trait:
        asked = ", ".join(
            f"{name} {value!r}" for name, value in (calls[0].asked or {}).items() if "store" in name
        )
        return Cause(
            "filtered_out",
            f"no list call since then returned it; {trait}" + (f"; they ask for {asked}" if asked else ""),
            FIX,
        )
    return None


FILTERED_OUT = Pattern("filtered_out", ("lost",), filtered_out)
