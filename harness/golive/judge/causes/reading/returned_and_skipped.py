"""A list call returned the order, and no call about it followed."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import READ, Trail
from golive.record.run import Cause


def returned_and_skipped(trail: Trail) -> Cause | None:
    """Fits where the order came back while it was due, and neither a create nor a kill followed it."""
    due_ms = trail.story.due_ms
    if due_ms is None or trail.creates or not trail.complete:
        return None
    returned = [call for call in trail.listed() if call.answered_ms >= due_ms]
    if not returned:
        return None
    reads = [read for read in trail.of_operation(READ) if read.sent_ms >= returned[0].sent_ms]
    if reads and not reads[-1].succeeded:
        return None
    often = f"{len(returned)} list calls, first at" if len(returned) > 1 else "the list call at"
    then = ", it was read" if reads else ""
    state, status = trail.status_at(returned[0].sent_ms)
    trait = trail.scene.common_trait(trail.story.order)
    alike = f"; {trait}" if trait else f"; it was {status or state} then" if status or state else ""
    if trail.replaces in trail.scene.booked:
        alike += f"; it is an edit of order {trail.replaces}, made after that one had been exported"
    return Cause(
        "returned_and_skipped",
        f"{often} {trail.clock(returned[0].answered_ms)} returned it{then}, and it was not sent{alike}",
        "Find the condition or the error that skips such orders; give every order that is read a state, and "
        "report those "
        "that cannot be sent.",
    )


RETURNED_AND_SKIPPED = Pattern("returned_and_skipped", ("lost",), returned_and_skipped)
