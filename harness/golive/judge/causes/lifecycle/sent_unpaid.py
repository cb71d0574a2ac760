"""The order went to the ERP before it was paid, and the money never came."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("wrong_state",)


def sent_unpaid(trail: Trail) -> Cause | None:
    story = trail.story
    if story.due_ms is not None or story.ended_ms is not None or not story.live:
        return None
    doc = story.live[0]
    return Cause(
        "sent_unpaid",
        f"handed to the ERP at {trail.clock(doc.created_ms)} while it waited for its payment, which never came",
        "Hand an order over when it is paid, not when it is placed; only orders on account go first.",
    )
