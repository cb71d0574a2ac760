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
            "the response gave this status, and the integration ignored it"
        )
    return None


HELD_UNNOTICED = Pattern(
    "held_unnoticed",
    ("wrong_state",),
    held_unnoticed,
    "Check the status in the response, not only its 201, and put orders that need a person on the desk.",
)
