"""The ERP took the order in and holds it, and nobody reads what state it gave."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("wrong_state",)


def held_unnoticed(trail: Trail) -> Cause | None:
    story = trail.story
    held = [doc for doc in story.live if doc.status in ("held", "draft", "pending_approval")]
    if story.ended_ms is None and held and not story.is_shown:
        return Cause(
            "held_unnoticed",
            f"the ERP accepted it as {held[0].number} and left it {held[0].status.replace('_', ' ')}; "
            "the answer said so and nobody looked",
            "Read the status in the answer, not only its 201, and show people what will not move by itself.",
        )
    return None
