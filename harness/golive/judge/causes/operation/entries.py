"""Why an entry came late to the desk, and why one stands there about an order that is right."""

from __future__ import annotations

from golive.judge.causes.trail import SHIP, Trail
from golive.record.run import Cause


def shown_late(trail: Trail) -> Cause | None:
    """Fits where the order was retried until it was shown, or was not tried at all."""
    story, clock, shown_ms = trail.story, trail.clock, trail.story.shown_ms
    if shown_ms is None:
        return None
    tries = [each for each in trail.creates if each.sent_ms <= shown_ms]
    if len(tries) > 1:
        return Cause(
            "retried_before_shown",
            f"order {story.order} was sent {len(tries)} times from {clock(tries[0].sent_ms)} on, last answered with "
            f"{tries[-1].ending}, before it was shown at {clock(shown_ms)}",
            "Report an order when its content is refused, at the first attempt, and one that only fails when its time "
            "budget ends; go on trying after that.",
        )
    since_ms = tries[0].sent_ms if tries else story.due_ms
    if since_ms is None:
        return None
    what = f"failed at {clock(since_ms)} with {tries[0].ending}" if tries else f"was due at {clock(since_ms)}"
    return Cause(
        "looked_at_late",
        f"order {story.order} {what} and was shown only at {clock(shown_ms)}",
        "Report a failure when it happens; look for orders that miss their time budget as often as the budget ends.",
    )


def false_alarm(trail: Trail) -> Cause | None:
    """Fits for every entry about an order that is right: it was right before, or became right and the entry stayed."""
    story = trail.story
    right_ms = story.ended_ms if not story.live else _settled_ms(trail)
    if story.shown_ms is None or right_ms is None:
        return None
    if right_ms > story.shown_ms:
        return Cause(
            "entry_not_withdrawn",
            f"order {story.order} was shown at {trail.clock(story.shown_ms)}, is settled since "
            f"{trail.clock(right_ms)}, and its entry stayed on the desk",
            "Take an entry off the desk when what it reports is settled.",
        )
    return Cause(
        "alarm_without_failure",
        f"order {story.order} was settled at {trail.clock(right_ms)} and shown at {trail.clock(story.shown_ms)}: "
        f"{story.shown_what}",
        "Look at the present state of the order in both systems before it is reported.",
    )


def _settled_ms(trail: Trail) -> int:
    """Return when the order was in the ERP and released there, and its parcels in the shop if they had failed."""
    shown_ms = trail.story.shown_ms or 0
    settled = [doc.created_ms for doc in trail.story.live]
    settled += [at_ms for at_ms, _, to, _ in trail.steps if to == "released"]
    if any(each.sent_ms <= shown_ms and not each.succeeded for each in trail.of_operation(SHIP)):
        settled += [at_ms for at_ms, _ in trail.shipments]
    return max(settled)
