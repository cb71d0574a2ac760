"""A system was away or refused for the moment; the order waited for its recovery or for its next retry."""

from __future__ import annotations

from golive.judge.causes.lateness.delay import PROMPT_MS, Delay
from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, Trail
from golive.record.run import Cause

LOCKED = frozenset({409, 423})


def disturbance(trail: Trail) -> Cause | None:
    """Fits where attempts failed on the way; tells a long disturbance from a long pause before the next attempt."""
    delay = Delay.of(trail)
    if delay is None or not delay.failed:
        return None
    failed = delay.failed
    first, last = failed[0], failed[-1]
    span = f"{len(failed)} failed attempt(s) between {trail.clock(first.sent_ms)} and {trail.clock(last.sent_ms)}"
    locked = [each for each in failed if each.status in LOCKED]
    if len(locked) * 2 > len(failed):
        return Cause(
            "record_locked",
            f"{span}, {len(locked)} of them because the record was locked, the last: {locked[-1].ending}",
            "Serialise what shares a record, such as the orders of one customer, and retry locks soon and with jitter.",
        )
    sent_ms = delay.live_ms if delay.sent is None else delay.sent.sent_ms
    if last.answered_ms is not None and last.answered_ms - last.sent_ms > (delay.live_ms - delay.due_ms) / 2:
        waited = (last.answered_ms - last.sent_ms) / 60_000
        return Cause(
            "waited_for_one_call",
            f"the call at {trail.clock(last.sent_ms)} had no answer for {waited:.0f} minutes ({last.ending}); "
            f"the next one followed at "
            f"{trail.clock(sent_ms)}",
            "Give every call a timeout of some seconds.",
        )
    others = [
        row.answered_ms
        for row in trail.scene.of_op(CREATE).between(last.sent_ms, sent_ms)
        if row.succeeded and row.key not in (trail.story.order, *trail.story.also_known_as)
    ]
    if others and sent_ms - others[0] > max(PROMPT_MS, (delay.live_ms - delay.due_ms) / 4):
        return Cause(
            "retried_late",
            f"{span}, the last: {last.ending}; other orders went through from {trail.clock(others[0])} on, and "
            f"this one was sent "
            f"only at {trail.clock(sent_ms)}",
            "Shorten the pauses between attempts, with an upper limit of a few minutes.",
        )
    return None


DISTURBANCE = Pattern("retried_late", ("late",), disturbance)
