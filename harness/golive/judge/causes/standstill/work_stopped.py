"""At some time the integration made no call at all any more, or no order was sent any more."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, READ, Trail

QUIET_MS = 20 * 60_000
"""Time without an attempt for any order, while orders came, that is a stop."""

FEWEST = 3
"""Orders placed after the last attempt, to call it a stop."""


def work_stopped(trail: Trail) -> str | None:
    """Fits where no order was sent since this one was due, for at least `QUIET_MS`, though others came before."""
    due_ms, scene = trail.story.due_ms, trail.scene
    creates = list(scene.of_op(CREATE))
    if due_ms is None or trail.creates or not creates or trail.of_operation(READ):
        return None
    if any(call.succeeded and call.sent_ms >= due_ms for call in scene.windows):
        return None
    last = max(creates, key=lambda row: row.sent_ms)
    until_ms = trail.end_ms
    waiting = sum(1 for at_ms in scene.placed_ms.values() if at_ms > last.sent_ms)
    if last.sent_ms >= due_ms or until_ms - due_ms < QUIET_MS or waiting < FEWEST:
        return None
    failed = [row for row in creates if not row.succeeded and last.sent_ms - row.sent_ms < QUIET_MS]
    after = (
        f"the last calls before it: {len(failed)} that failed, the last of them at {trail.clock(failed[-1].sent_ms)}"
        if failed
        else "no order failed before it"
    )
    others = scene.last_sent_ms > last.sent_ms + QUIET_MS
    rest = (
        "other jobs went on" if others else f"its last call of all was at {trail.clock(scene.last_sent_ms)}"
    )
    return f"no order at all was sent after {trail.clock(last.sent_ms)} ({after}); {rest}"


WORK_STOPPED = Pattern(
    "work_stopped",
    ("lost",),
    work_stopped,
    "A failed run must not stop the schedule or hold the only worker: give runs a lease that expires, and raise "
    "an alert when "
    "no order was sent for a while.",
)
