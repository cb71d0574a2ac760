"""The shop cancelled the order and the ERP was not told, or too late."""

from __future__ import annotations

from golive.judge.causes.trail import CANCEL, Trail
from golive.record.run import Cause

KINDS = ("wrong_state", "duplicated")


def cancel_not_sent(trail: Trail) -> Cause | None:
    story = trail.story
    if story.ended_ms is None:
        return None
    sent = trail.of_operation(CANCEL)
    if not sent and story.live and trail.complete:
        return Cause(
            "cancel_not_sent",
            f"cancelled in the shop at {trail.clock(story.ended_ms)}; no cancellation was sent to the ERP",
            "Handle cancellations as events of their own, also for orders that are on their way.",
        )
    if sent and not sent[-1].succeeded:
        return Cause(
            "cancel_refused",
            f"the cancellation at {trail.clock(sent[-1].sent_ms)} was answered {sent[-1].status or sent[-1].how} "
            "and not followed up",
            "Show people a cancellation that the ERP refuses: goods may be leaving.",
        )
    return None
