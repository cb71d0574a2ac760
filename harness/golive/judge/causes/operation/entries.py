"""Why an entry came late to the desk, and why one stands there about an order that is right."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from golive.judge.causes.trail import Attempt
from golive.judge.history import Story
from golive.record.run import Cause

Clock = Callable[[int], str]


def shown_late(story: Story, creates: Sequence[Attempt], clock: Clock) -> Cause | None:
    """Fits where the order was retried until it was shown, or was not tried at all."""
    shown_ms = story.shown_ms
    if shown_ms is None:
        return None
    tries = [each for each in creates if each.sent_ms <= shown_ms]
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


def false_alarm(story: Story, clock: Clock) -> Cause | None:
    """Fits for every entry about an order that is right: it was right before, or became right and the entry stayed."""
    live = story.live
    if story.shown_ms is None:
        return None
    right_ms = story.ended_ms if not live else max(doc.created_ms for doc in live)
    if right_ms is None:
        return None
    if right_ms > story.shown_ms:
        return Cause(
            "entry_not_withdrawn",
            f"order {story.order} was shown at {clock(story.shown_ms)}, is settled since {clock(right_ms)}, and its "
            "entry stayed on the desk",
            "Take an entry off the desk when its order has arrived.",
        )
    return Cause(
        "alarm_without_failure",
        f"order {story.order} was settled at {clock(right_ms)} and shown at {clock(story.shown_ms)}: "
        f"{story.shown_what}",
        "Look at the present state of the order in both systems before it is reported.",
    )
