"""The ERP accepted the order and holds it; the integration ignored the status in the answer."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def held_unnoticed(trail: Trail) -> str | None:
    """Fits where the ERP order is still held, in draft or pending approval, and the desk does not show it."""
    story = trail.story
    held = [doc for doc in story.live if doc.status in ("held", "draft", "pending_approval")]
    if story.ended_ms is None and held and not story.is_shown:
        return (
            f"the ERP accepted it as {held[0].number} and left it {held[0].status.replace('_', ' ')}; "
            "the answer said so and nobody looked"
        )
    return None


HELD_UNNOTICED = Pattern(
    "held_unnoticed",
    ("wrong_state",),
    held_unnoticed,
    "Read the status in the answer, not only its 201, and show people what will not move by itself.",
)
