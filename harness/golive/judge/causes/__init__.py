"""Why a finding happened: patterns over the order's own timeline. The first that fits speaks.

A cause sees only what the ledger says; it cannot know which defect or fault was switched on. Where none fits,
the finding says so and shows the timeline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from golive.judge.causes.calls.gave_up_too_early import KINDS as GAVE_UP_TOO_EARLY
from golive.judge.causes.calls.gave_up_too_early import gave_up_too_early
from golive.judge.causes.calls.handed_over_twice import KINDS as HANDED_OVER_TWICE
from golive.judge.causes.calls.handed_over_twice import handed_over_twice
from golive.judge.causes.calls.held_up import KINDS as HELD_UP
from golive.judge.causes.calls.held_up import held_up
from golive.judge.causes.calls.never_sent import KINDS as NEVER_SENT
from golive.judge.causes.calls.never_sent import never_sent
from golive.judge.causes.calls.refused_and_given_up import KINDS as REFUSED_AND_GIVEN_UP
from golive.judge.causes.calls.refused_and_given_up import refused_and_given_up
from golive.judge.causes.calls.reply_lost import KINDS as REPLY_LOST
from golive.judge.causes.calls.reply_lost import reply_lost
from golive.judge.causes.calls.row_refused import KINDS as ROW_REFUSED
from golive.judge.causes.calls.row_refused import row_refused
from golive.judge.causes.erp.dropped_silently import KINDS as DROPPED_SILENTLY
from golive.judge.causes.erp.dropped_silently import dropped_silently
from golive.judge.causes.erp.entered_by_hand import KINDS as ENTERED_BY_HAND
from golive.judge.causes.erp.entered_by_hand import entered_by_hand
from golive.judge.causes.erp.held_unnoticed import KINDS as HELD_UNNOTICED
from golive.judge.causes.erp.held_unnoticed import held_unnoticed
from golive.judge.causes.erp.saved_otherwise import KINDS as SAVED_OTHERWISE
from golive.judge.causes.erp.saved_otherwise import saved_otherwise
from golive.judge.causes.kills.killed_after_booking import KINDS as KILLED_AFTER_BOOKING
from golive.judge.causes.kills.killed_after_booking import killed_after_booking
from golive.judge.causes.kills.killed_before_sending import KINDS as KILLED_BEFORE_SENDING
from golive.judge.causes.kills.killed_before_sending import killed_before_sending
from golive.judge.causes.lifecycle.cancel_not_sent import KINDS as CANCEL_NOT_SENT
from golive.judge.causes.lifecycle.cancel_not_sent import cancel_not_sent
from golive.judge.causes.lifecycle.sent_unpaid import KINDS as SENT_UNPAID
from golive.judge.causes.lifecycle.sent_unpaid import sent_unpaid
from golive.judge.causes.lifecycle.shipment_not_told import KINDS as SHIPMENT_NOT_TOLD
from golive.judge.causes.lifecycle.shipment_not_told import shipment_not_told
from golive.judge.causes.notices.notice_lost import KINDS as NOTICE_LOST
from golive.judge.causes.notices.notice_lost import notice_lost
from golive.judge.causes.notices.notice_twice import KINDS as NOTICE_TWICE
from golive.judge.causes.notices.notice_twice import notice_twice
from golive.judge.causes.notices.several_events import KINDS as SEVERAL_EVENTS
from golive.judge.causes.notices.several_events import several_events
from golive.judge.causes.trail import Trail
from golive.judge.history import Story
from golive.record.run import Cause, Fact

Pattern = Callable[[Trail], Cause | None]

CAUSES: tuple[tuple[tuple[str, ...], Pattern], ...] = (
    (ENTERED_BY_HAND, entered_by_hand),
    (KILLED_AFTER_BOOKING, killed_after_booking),
    (REPLY_LOST, reply_lost),
    (GAVE_UP_TOO_EARLY, gave_up_too_early),
    (NOTICE_TWICE, notice_twice),
    (SEVERAL_EVENTS, several_events),
    (HANDED_OVER_TWICE, handed_over_twice),
    (CANCEL_NOT_SENT, cancel_not_sent),
    (SENT_UNPAID, sent_unpaid),
    (DROPPED_SILENTLY, dropped_silently),
    (KILLED_BEFORE_SENDING, killed_before_sending),
    (REFUSED_AND_GIVEN_UP, refused_and_given_up),
    (ROW_REFUSED, row_refused),
    (NOTICE_LOST, notice_lost),
    (NEVER_SENT, never_sent),
    (SAVED_OTHERWISE, saved_otherwise),
    (HELD_UNNOTICED, held_unnoticed),
    (SHIPMENT_NOT_TOLD, shipment_not_told),
    (HELD_UP, held_up),
)
"""(kinds of findings it can explain, pattern), most specific first. Oversold units have no timeline of calls to
look at: `sold_on_old_stock` explains them from the stock figures of that moment."""

NOT_ESTABLISHED = Cause("", "cause not established")


def explain(
    kind: str, story: Story, facts: Sequence[Fact], complete: bool = True, offset_ms: int = 0
) -> Cause:
    """The cause of a finding of `kind` about this order, from the facts that name the order.

    `complete`: no call of the candidate left open which order it was about. `offset_ms` is what local time is
    ahead of UTC.
    """
    fitting = [pattern for kinds, pattern in CAUSES if kind in kinds]
    if fitting:
        trail = Trail.of(kind, story, facts, complete, offset_ms)
        for pattern in fitting:
            cause = pattern(trail)
            if cause is not None:
                return cause
    return NOT_ESTABLISHED
