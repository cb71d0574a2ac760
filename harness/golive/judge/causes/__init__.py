"""Causes of findings: patterns over the timeline of an order. The first that fits gives the cause.

A pattern reads only the ledger, never which defect or fault was enabled. Where none fits, the cause is not established.
"""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.causes.calls.cancelled_in_erp import CANCELLED_IN_ERP
from golive.judge.causes.calls.gave_up_too_early import GAVE_UP_TOO_EARLY
from golive.judge.causes.calls.handed_over_twice import HANDED_OVER_TWICE
from golive.judge.causes.calls.held_up import HELD_UP
from golive.judge.causes.calls.misleading_success import MISLEADING_SUCCESS
from golive.judge.causes.calls.never_sent import NEVER_SENT
from golive.judge.causes.calls.read_and_not_sent import READ_AND_NOT_SENT
from golive.judge.causes.calls.reference_collides import REFERENCE_COLLIDES
from golive.judge.causes.calls.refused_and_given_up import REFUSED_AND_GIVEN_UP
from golive.judge.causes.calls.reply_lost import REPLY_LOST
from golive.judge.causes.calls.retries_exhausted import RETRIES_EXHAUSTED
from golive.judge.causes.calls.step_failed import STEP_FAILED
from golive.judge.causes.erp.documentation_outdated import DOCUMENTATION_OUTDATED
from golive.judge.causes.erp.dropped_silently import DROPPED_SILENTLY
from golive.judge.causes.erp.entered_by_hand import ENTERED_BY_HAND
from golive.judge.causes.erp.failed_after_booking import FAILED_AFTER_BOOKING
from golive.judge.causes.erp.held_unnoticed import HELD_UNNOTICED
from golive.judge.causes.erp.imported_by_hand import IMPORTED_BY_HAND
from golive.judge.causes.erp.lost_with_backup import LOST_WITH_BACKUP, SENT_AGAIN_AFTER_BACKUP
from golive.judge.causes.erp.saved_otherwise import SAVED_OTHERWISE
from golive.judge.causes.erp.sku_of_options import SKU_OF_OPTIONS
from golive.judge.causes.kills.killed_after_booking import KILLED_AFTER_BOOKING
from golive.judge.causes.kills.killed_before_sending import KILLED_BEFORE_SENDING
from golive.judge.causes.kills.retry_died import RETRY_DIED
from golive.judge.causes.kills.rolled_back import ROLLED_BACK
from golive.judge.causes.lateness.disturbance import DISTURBANCE
from golive.judge.causes.lateness.own_waves import OWN_WAVES
from golive.judge.causes.lateness.postponed import POSTPONED
from golive.judge.causes.lateness.waited import WAITED
from golive.judge.causes.lateness.waited_in_erp import WAITED_IN_ERP
from golive.judge.causes.lifecycle.cancel_not_sent import CANCEL_NOT_SENT
from golive.judge.causes.lifecycle.delivered_as_another import DELIVERED_AS_ANOTHER
from golive.judge.causes.lifecycle.draft_not_released import DRAFT_NOT_RELEASED
from golive.judge.causes.lifecycle.edit_not_sent import EDIT_NOT_SENT, EDITED_ORDER_KEPT
from golive.judge.causes.lifecycle.sent_after_cancel import SENT_AFTER_CANCEL
from golive.judge.causes.lifecycle.sent_unpaid import SENT_UNPAID
from golive.judge.causes.lifecycle.shipment_not_followed import SHIPMENT_NOT_FOLLOWED
from golive.judge.causes.lifecycle.shipment_not_told import SHIPMENT_NOT_TOLD
from golive.judge.causes.lifecycle.shipped_otherwise import SHIPPED_OTHERWISE
from golive.judge.causes.lifecycle.side_by_side import BOOKED_SIDE_BY_SIDE
from golive.judge.causes.lifecycle.status_ahead import STATUS_AHEAD
from golive.judge.causes.lifecycle.unknown_number import UNKNOWN_NUMBER
from golive.judge.causes.notices.given_up import EVENT_GIVEN_UP
from golive.judge.causes.notices.none_accepted import NONE_ACCEPTED
from golive.judge.causes.notices.notice_lost import NOTICE_LOST
from golive.judge.causes.notices.notice_twice import NOTICE_TWICE
from golive.judge.causes.notices.paid_before_placed import PAID_BEFORE_PLACED
from golive.judge.causes.notices.several_events import SEVERAL_EVENTS
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.behind_cursor import BEHIND_CURSOR
from golive.judge.causes.reading.filtered_out import FILTERED_OUT
from golive.judge.causes.reading.never_asked import NEVER_ASKED
from golive.judge.causes.reading.pages_unread import PAGES_UNREAD
from golive.judge.causes.reading.reading_failed import READING_FAILED
from golive.judge.causes.reading.reading_stopped import READING_STOPPED
from golive.judge.causes.reading.returned_and_skipped import RETURNED_AND_SKIPPED
from golive.judge.causes.refusals.row_refused import ROW_REFUSED
from golive.judge.causes.scene import Scene
from golive.judge.causes.standstill.blocked_by_others import BLOCKED_BY_OTHERS
from golive.judge.causes.standstill.crashed import CRASHED
from golive.judge.causes.standstill.credentials_expired import CREDENTIALS_EXPIRED
from golive.judge.causes.standstill.ended_by_itself import ENDED_BY_ITSELF
from golive.judge.causes.standstill.feed_stuck import FEED_STUCK
from golive.judge.causes.standstill.hanging_call import HANGING_CALL
from golive.judge.causes.standstill.none_sent import NONE_SENT
from golive.judge.causes.standstill.work_stopped import WORK_STOPPED
from golive.judge.causes.trail import Trail
from golive.judge.causes.workers.at_once import TAKEN_AT_ONCE
from golive.judge.causes.workers.half_built import HALF_BUILT
from golive.judge.causes.workers.listed_again import LISTED_AGAIN
from golive.judge.causes.workers.manual_retry import MANUAL_RETRY
from golive.judge.causes.workers.not_found_yet import NOT_FOUND_YET
from golive.judge.causes.workers.outcome_not_kept import OUTCOME_NOT_KEPT
from golive.judge.causes.workers.page_repeated import PAGE_REPEATED
from golive.judge.causes.workers.two_instances import TWO_INSTANCES
from golive.judge.history import Story
from golive.record.run import NOT_ESTABLISHED, Cause, Fact

CAUSES: tuple[Pattern, ...] = (
    ENTERED_BY_HAND,
    IMPORTED_BY_HAND,
    LOST_WITH_BACKUP,
    ROLLED_BACK,
    KILLED_AFTER_BOOKING,
    NOT_FOUND_YET,
    MANUAL_RETRY,
    HALF_BUILT,
    FAILED_AFTER_BOOKING,
    REPLY_LOST,
    GAVE_UP_TOO_EARLY,
    SENT_AGAIN_AFTER_BACKUP,
    TWO_INSTANCES,
    PAGE_REPEATED,
    TAKEN_AT_ONCE,
    NOTICE_TWICE,
    LISTED_AGAIN,
    SEVERAL_EVENTS,
    HANDED_OVER_TWICE,
    CRASHED,
    ENDED_BY_ITSELF,
    CREDENTIALS_EXPIRED,
    SENT_AFTER_CANCEL,
    UNKNOWN_NUMBER,
    CANCEL_NOT_SENT,
    SENT_UNPAID,
    DOCUMENTATION_OUTDATED,
    DROPPED_SILENTLY,
    MISLEADING_SUCCESS,
    CANCELLED_IN_ERP,
    KILLED_BEFORE_SENDING,
    RETRY_DIED,
    HANGING_CALL,
    OWN_WAVES,
    REFERENCE_COLLIDES,
    OUTCOME_NOT_KEPT,
    STEP_FAILED,
    SKU_OF_OPTIONS,
    RETRIES_EXHAUSTED,
    REFUSED_AND_GIVEN_UP,
    ROW_REFUSED,
    FEED_STUCK,
    BLOCKED_BY_OTHERS,
    NEVER_ASKED,
    NONE_SENT,
    EDITED_ORDER_KEPT,
    READ_AND_NOT_SENT,
    RETURNED_AND_SKIPPED,
    EDIT_NOT_SENT,
    READING_STOPPED,
    WORK_STOPPED,
    PAID_BEFORE_PLACED,
    NEVER_SENT,
    READING_FAILED,
    PAGES_UNREAD,
    FILTERED_OUT,
    BEHIND_CURSOR,
    EVENT_GIVEN_UP,
    NONE_ACCEPTED,
    NOTICE_LOST,
    SAVED_OTHERWISE,
    DRAFT_NOT_RELEASED,
    HELD_UNNOTICED,
    STATUS_AHEAD,
    BOOKED_SIDE_BY_SIDE,
    SHIPPED_OTHERWISE,
    DELIVERED_AS_ANOTHER,
    SHIPMENT_NOT_FOLLOWED,
    SHIPMENT_NOT_TOLD,
    WAITED_IN_ERP,
    DISTURBANCE,
    POSTPONED,
    WAITED,
    HELD_UP,
)
"""Most specific first: the first that fits explains the finding. Oversold units have no timeline of calls:
`sold_on_old_stock` explains them from the stock figures of that moment."""


def explain(
    kind: str,
    story: Story,
    facts: Sequence[Fact],
    complete: bool = True,
    offset_ms: int = 0,
    scene: Scene | None = None,
) -> Cause:
    """Return the cause of a finding of `kind` about this order, from the facts about the order.

    `complete`: every call of the candidate identifies its order. `offset_ms` is the offset of local time from UTC.
    `scene` is what happened around the order; without one, causes that need it do not fit.
    """
    fitting = [pattern for pattern in CAUSES if kind in pattern.kinds]
    if fitting:
        trail = Trail.of(kind, story, facts, complete, offset_ms, scene)
        for pattern in fitting:
            cause = pattern.explain(trail)
            if cause is not None:
                return cause
    return NOT_ESTABLISHED
