"""Every list call since the order was due failed, or the failed ones were the only ones that asked for it."""

from __future__ import annotations

from golive.judge.causes.calls.step_failed import EXPIRED
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.pages_unread import AT_ONCE_MS
from golive.judge.causes.reading.window import is_lower, missed_by, since_due
from golive.judge.causes.scene import ListCall
from golive.judge.causes.trail import Trail
from golive.record.run import Cause


def reading_failed(trail: Trail) -> Cause | None:
    """Fits where no list call since then succeeded, or the first ones failed and the next ask from later on."""
    calls = since_due(trail)
    if (
        not calls
        or trail.creates
        or any(call.answered_ms >= (trail.story.due_ms or 0) for call in trail.listed())
    ):
        return None
    good = [call for call in calls if call.succeeded]
    failed = [call for call in calls if not call.succeeded and not _is_renewed(call, good)]
    if not failed:
        return None
    last = failed[-1]
    if not good:
        often = (
            f"all {len(failed)} list calls since then failed"
            if len(failed) > 1
            else "the only list call since then failed"
        )
        return Cause(
            "reading_failed",
            f"{often}, from {trail.clock(failed[0].sent_ms)} to {trail.clock(last.sent_ms)}, the last with "
            f"{last.ending}" + (f" ({last.reason})" if last.reason else ""),
            "Read again after a failure, renew what has expired, and raise an alert when no read has succeeded "
            "for a while.",
        )
    lost = [call for call in failed if call.sent_ms < good[0].sent_ms]
    if lost and all(is_lower(missed_by(trail, call)) for call in good):
        bound = good[0].lower
        return Cause(
            "window_not_read_again",
            f"the list call at {trail.clock(lost[0].sent_ms)} failed with {lost[0].ending}; the next one, at "
            f"{trail.clock(good[0].sent_ms)}, asked only from {bound.value if bound else 'later'} on",
            "Move the cursor only after a page was received and stored, so that a failed window is read again.",
        )
    return None


def _is_renewed(call: ListCall, good: list[ListCall]) -> bool:
    """Whether only the login had expired, and the same read was made again at once."""
    return call.status == EXPIRED and any(0 <= each.sent_ms - call.answered_ms <= AT_ONCE_MS for each in good)


READING_FAILED = Pattern("reading_failed", ("lost",), reading_failed)
