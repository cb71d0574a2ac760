"""Causes of findings: patterns over the timeline of an order. The first that fits gives the cause.

A pattern reads only the ledger, never which defect or fault was enabled. Where none fits, the cause is not established.
"""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.causes.calls.gave_up_too_early import GAVE_UP_TOO_EARLY
from golive.judge.causes.calls.handed_over_twice import HANDED_OVER_TWICE
from golive.judge.causes.calls.held_up import HELD_UP
from golive.judge.causes.calls.never_sent import NEVER_SENT
from golive.judge.causes.calls.refused_and_given_up import REFUSED_AND_GIVEN_UP
from golive.judge.causes.calls.reply_lost import REPLY_LOST
from golive.judge.causes.calls.row_refused import ROW_REFUSED
from golive.judge.causes.erp.dropped_silently import DROPPED_SILENTLY
from golive.judge.causes.erp.entered_by_hand import ENTERED_BY_HAND
from golive.judge.causes.erp.held_unnoticed import HELD_UNNOTICED
from golive.judge.causes.erp.saved_otherwise import SAVED_OTHERWISE
from golive.judge.causes.kills.killed_after_booking import KILLED_AFTER_BOOKING
from golive.judge.causes.kills.killed_before_sending import KILLED_BEFORE_SENDING
from golive.judge.causes.lifecycle.cancel_not_sent import CANCEL_NOT_SENT
from golive.judge.causes.lifecycle.sent_unpaid import SENT_UNPAID
from golive.judge.causes.lifecycle.shipment_not_told import SHIPMENT_NOT_TOLD
from golive.judge.causes.notices.notice_lost import NOTICE_LOST
from golive.judge.causes.notices.notice_twice import NOTICE_TWICE
from golive.judge.causes.notices.several_events import SEVERAL_EVENTS
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail
from golive.judge.history import Story
from golive.record.run import Cause, Fact

CAUSES: tuple[Pattern, ...] = (
    ENTERED_BY_HAND,
    KILLED_AFTER_BOOKING,
    REPLY_LOST,
    GAVE_UP_TOO_EARLY,
    NOTICE_TWICE,
    SEVERAL_EVENTS,
    HANDED_OVER_TWICE,
    CANCEL_NOT_SENT,
    SENT_UNPAID,
    DROPPED_SILENTLY,
    KILLED_BEFORE_SENDING,
    REFUSED_AND_GIVEN_UP,
    ROW_REFUSED,
    NOTICE_LOST,
    NEVER_SENT,
    SAVED_OTHERWISE,
    HELD_UNNOTICED,
    SHIPMENT_NOT_TOLD,
    HELD_UP,
)
"""Most specific first: the first that fits explains the finding. Oversold units have no timeline of calls:
`sold_on_old_stock` explains them from the stock figures of that moment."""

NOT_ESTABLISHED = Cause("", "cause not established")


def explain(
    kind: str, story: Story, facts: Sequence[Fact], complete: bool = True, offset_ms: int = 0
) -> Cause:
    """Return the cause of a finding of `kind` about this order, from the facts about the order.

    `complete`: every call of the candidate identifies its order. `offset_ms` is the offset of local time from UTC.
    """
    fitting = [pattern for pattern in CAUSES if kind in pattern.kinds]
    if fitting:
        trail = Trail.of(kind, story, facts, complete, offset_ms)
        for pattern in fitting:
            cause = pattern.explain(trail)
            if cause is not None:
                return cause
    return NOT_ESTABLISHED
