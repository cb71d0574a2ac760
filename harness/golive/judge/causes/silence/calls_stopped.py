"""Calls failed in a row, and none was made after that: a circuit breaker that stays open, or retries that ended."""

from __future__ import annotations

from golive.judge.causes.silence.stopped import WATCH, Stopped
from golive.record.run import Cause

FEWEST = 3
"""Failures in a row before the stop."""


def calls_stopped(stopped: Stopped) -> Cause | None:
    """Fits where the last calls of the duty failed, and none followed for at least half of the silence."""
    calls = [call for call in stopped.calls if call.row.sent_ms < stopped.end_ms]
    failed = []
    for call in reversed(calls):
        if call.row.succeeded:
            break
        failed.append(call)
    if len(failed) < FEWEST or not stopped.covers(failed[0].row.answered_ms):
        return None
    last, first = failed[0], failed[-1]
    what = (
        f"{len(failed)} calls in a row failed from {stopped.clock(first.row.sent_ms)} on, the last one "
        f"{stopped.told(last)}; no call of this duty was made for "
        f"{(stopped.end_ms - last.row.sent_ms) // 60_000} minutes after it"
    )
    return Cause(
        "stopped_after_failures",
        stopped.with_waiting(what),
        "Let a circuit breaker try a single call from time to time and close again, and let a job that gave up start "
        "by its schedule." + WATCH,
    )
