"""The order was cancelled in the shop; the cancellation was not sent to the ERP, or was refused."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CANCEL, Trail
from golive.record.run import Cause


def cancel_not_sent(trail: Trail) -> Cause | None:
    """Fits where the ERP never received the cancellation, or refused the last attempt."""
    story = trail.story
    if story.ended_ms is None:
        return None
    sent = trail.of_operation(CANCEL)
    if not sent and story.live and trail.complete:
        heard = [each for each in trail.deliveries if each.was_accepted and each.at_ms >= story.ended_ms]
        seen = [call for call in trail.listed() if call.answered_ms >= story.ended_ms]
        source = ""
        if heard:
            source = f" although {heard[-1].name} was accepted at {trail.clock(heard[-1].at_ms)}"
        elif seen:
            source = f" although a list call returned it at {trail.clock(seen[0].answered_ms)}"
        return Cause(
            "cancel_not_sent",
            f"cancelled in the shop at {trail.clock(story.ended_ms)}; no cancellation was sent to the ERP{source}",
            "Handle cancellations as separate events, also for orders in flight.",
        )
    if sent and not sent[-1].succeeded:
        said = f" ({sent[-1].reason})" if sent[-1].reason else ""
        return Cause(
            "cancel_refused",
            f"the cancellation at {trail.clock(sent[-1].sent_ms)} was answered {sent[-1].status or sent[-1].how}{said} "
            "and not followed up",
            "Report a cancellation that the ERP refuses: the goods may be about to ship.",
        )
    return None


CANCEL_NOT_SENT = Pattern("cancel_not_sent", ("wrong_state", "duplicated"), cancel_not_sent)
