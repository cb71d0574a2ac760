"""An attempt failed for the moment, and the integration was killed before the next one; the retry did not survive."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail

PROMPT_MS = 10 * 60_000
"""A retry was still to come if the kill followed the failure within this time, or the longest pause between
attempts.
"""


def retry_died(trail: Trail) -> str | None:
    """Fits where the last create failed for the moment, a kill followed soon, and no create after it."""
    creates = trail.creates
    if not creates:
        return None
    last = creates[-1]
    if last.was_applied or not (last.is_passing or last.how == "killed"):
        return None
    failed_ms = last.sent_ms if last.answered_ms is None else last.answered_ms
    killed_ms = next((at_ms for at_ms in trail.kills if at_ms >= failed_ms), None)
    if killed_ms is None or killed_ms - failed_ms > max(PROMPT_MS, trail.scene.longest_retry_ms):
        return None
    many = f"attempt {len(creates)}" if len(creates) > 1 else "the first attempt"
    return (
        f"{many} at {trail.clock(last.sent_ms)} ended with {last.ending}; the integration was killed at "
        f"{trail.clock(killed_ms)}, "
        "before the next attempt, and did not take it up after the restart"
    )


RETRY_DIED = Pattern(
    "retry_died",
    ("lost",),
    retry_died,
    "Keep open orders and their next attempt in durable storage, and go on with them after a restart.",
)
