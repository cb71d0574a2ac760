"""The shop's orders were read at intervals, and at some time no more, while the rest of the integration went on."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.reading.window import since_due
from golive.judge.causes.trail import Trail
from golive.record.run import Cause

FEWEST = 2
"""List calls before the stop, to call it an interval."""


def reading_stopped(trail: Trail) -> Cause | None:
    """Fits where none succeeded since the order was due, and none was sent for more than twice the interval before."""
    due_ms, scene = trail.story.due_ms, trail.scene
    before = scene.windows
    if due_ms is None or len(before) < FEWEST or trail.creates or any(c.succeeded for c in since_due(trail)):
        return None
    gaps = [later.sent_ms - call.sent_ms for call, later in pairwise(before)]
    last = before[-1]
    if trail.end_ms - due_ms < 2 * max(gaps) or last.sent_ms + 2 * max(gaps) > trail.end_ms:
        return None
    goes_on = scene.last_sent_ms > last.sent_ms + 2 * max(gaps)
    after = (
        f"after that call ended with {last.ending}" if not last.succeeded else "without an error of that call"
    )
    others = (
        "; other calls went on"
        if goes_on
        else f"; the last call of all was sent at {trail.clock(scene.last_sent_ms)}"
    )
    return Cause(
        "reading_stopped",
        f"the shop's orders were last read at {trail.clock(last.sent_ms)}, and never again, {after}{others}",
        "A failed or hanging run must not stop the schedule: catch its errors, limit its time, and raise an "
        "alert when no run "
        "has succeeded for longer than its interval.",
    )


READING_STOPPED = Pattern("reading_stopped", ("lost",), reading_stopped)
