"""The order was sent to the ERP before it was paid, and was never paid."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def sent_unpaid(trail: Trail) -> str | None:
    """Fits where a live ERP order belongs to a shop order that was never paid."""
    story = trail.story
    if story.due_ms is not None or story.ended_ms is not None or not story.live:
        return None
    doc = story.live[0]
    return f"sent to the ERP at {trail.clock(doc.created_ms)} while its payment was pending; the payment never arrived"


SENT_UNPAID = Pattern(
    "sent_unpaid",
    ("wrong_state",),
    sent_unpaid,
    "Send an order when it is paid, not when it is placed; only orders on account are sent unpaid.",
)
