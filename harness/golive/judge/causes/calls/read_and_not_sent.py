"""The integration read the order from the shop, or failed to, and sent nothing."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.polls import advice, what_polls_saw
from golive.judge.causes.scene.attempts import Attempt
from golive.judge.causes.trail import READ, Trail
from golive.record.run import Cause


def read_and_not_sent(trail: Trail) -> Cause | None:
    """Fits where the last read of the order succeeded while it was due, or was answered 404 before it was visible."""
    reads = trail.of_operation(READ)
    if trail.creates or not trail.complete or not reads:
        return None
    last = reads[-1]
    if last.status == 404:
        early = [read for read in reads if read.status == 404]
        which = f"the read at {trail.clock(last.sent_ms)} was answered 404, and was not repeated"
        if len(early) > 1:
            which = (
                f"{len(early)} reads from {trail.clock(early[0].sent_ms)} to {trail.clock(last.sent_ms)} were "
                "answered 404, and it was not read again"
            )
        return Cause(
            "read_before_visible",
            f"its event came before the shop showed the order: {which}",
            "Take a 404 for an order that was just announced as temporary: read again for some minutes before "
            "giving up.",
        )
    due_ms = trail.story.due_ms
    answered_ms = last.answered_ms
    if not last.succeeded or due_ms is None or answered_ms is None:
        return None
    if answered_ms < due_ms:
        return _before_due(trail, last, due_ms)
    trait = trail.scene.common_trait(trail.story.order)
    accepted = [each.at_ms for each in trail.deliveries if each.was_accepted]
    taken = f"its event was accepted at {trail.clock(accepted[0])}, it was " if accepted else ""
    alike = f"; {trait}" if trait else ""
    return Cause(
        "read_and_not_sent",
        f"{taken}read from the shop at {trail.clock(last.sent_ms)}, and no create followed{alike}",
        "Find the condition or the error between reading and sending; give every order that is read a state, "
        "and report those "
        "that cannot be sent.",
    )


def _before_due(trail: Trail, last: Attempt, due_ms: int) -> Cause | None:
    """None where a list call returned the order once it was due: that has a pattern of its own."""
    if any(call.answered_ms >= due_ms for call in trail.listed()):
        return None
    read = (
        f"read at {trail.clock(last.sent_ms)}, when it was not due yet; it was due at {trail.clock(due_ms)}"
    )
    lost = [each for each in trail.undelivered if each[0] > last.sent_ms]
    if lost:
        at_ms, name, _ = lost[-1]
        seen = what_polls_saw(trail, at_ms)
        return Cause(
            "notice_lost",
            f"{read}; the notice {name} of {trail.clock(at_ms)} was lost, and {seen}",
            advice(trail, at_ms),
        )
    return Cause(
        "read_before_due",
        f"{read}, and was not read again",
        "Handle the event of the payment as well as that of the order, and read orders again that were not due.",
    )


READ_AND_NOT_SENT = Pattern("read_and_not_sent", ("lost",), read_and_not_sent)
