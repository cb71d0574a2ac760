"""All attempts fell into one disturbance, and the integration gave up before it was over."""

from __future__ import annotations

from itertools import pairwise

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import CREATE, Trail
from golive.record.run import Cause

FEWEST = 2
"""Attempts; a single one was not retried at all."""


def retries_exhausted(trail: Trail) -> str | Cause | None:
    """Fits where at least `FEWEST` creates failed without a verdict on the order, and none followed the last."""
    creates = trail.creates
    if len(creates) < FEWEST or any(each.was_applied or not each.is_passing for each in creates):
        return None
    first, last = creates[0], creates[-1]
    pauses = [later.sent_ms - each.sent_ms for each, later in pairwise(creates)]
    if trail.end_ms and trail.end_ms - last.sent_ms <= 2 * max(pauses):
        return Cause(
            "failing_to_the_end",
            f"{len(creates)} attempts from {trail.clock(first.sent_ms)} to {trail.clock(last.sent_ms)}, when the run "
            f"ended, the last ended with {last.ending}; it was not reported",
            "Put an order that cannot be sent for longer than its budget on the desk, and look for the cause of the "
            "failures: one order, or all of them.",
        )
    again = trail.scene.of_op(CREATE).first_success(last.sent_ms)
    over = (
        "" if again is None else f"; other orders went through again from {trail.clock(again.answered_ms)} on"
    )
    minutes = (last.sent_ms - first.sent_ms) / 60_000
    span = f"{minutes:.0f} minutes" if minutes >= 2 else f"{minutes * 60:.0f} s"
    return (
        f"{len(creates)} attempts within {span}, from {trail.clock(first.sent_ms)} to "
        f"{trail.clock(last.sent_ms)}, the last ended with "
        f"{last.ending}{over}; after that it was neither tried again nor reported"
    )


RETRIES_EXHAUSTED = Pattern(
    "retries_exhausted",
    ("lost",),
    retries_exhausted,
    "Do not count attempts while the system is away: retry with growing pauses for longer than an outage may "
    "last, then "
    "put the order on the desk.",
)
