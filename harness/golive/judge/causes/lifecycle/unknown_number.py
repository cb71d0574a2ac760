"""A cancellation named an ERP order that does not exist, and the right one stayed open."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CANCEL, Trail

_NOT_FOUND = 404


def unknown_number(trail: Trail) -> str | None:
    """Fits where no cancellation reached the order, and one after its end was about a number that there is not."""
    story = trail.story
    if story.ended_ms is None or not story.live or trail.of_operation(CANCEL):
        return None
    calls = trail.scene.of_op(CANCEL).between(story.ended_ms, trail.end_ms)
    missed = next((call for call in calls if call.status == _NOT_FOUND), None)
    if missed is None:
        return None
    return (
        f"cancelled in the shop at {trail.clock(story.ended_ms)}; the cancellation sent at "
        f"{trail.clock(missed.sent_ms)} named {missed.key or 'an order'} that the ERP does not have, not "
        f"{story.live[0].number}, and the 404 was taken for an end"
    )


UNKNOWN_NUMBER = Pattern(
    "unknown_number",
    ("wrong_state",),
    unknown_number,
    "Store the number that the ERP returns, and report an order that it does not find under it.",
)
