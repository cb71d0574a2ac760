"""The caller timed out before the ERP had committed the order, and sent it again."""

from __future__ import annotations

from golive.judge.causes.pattern import Pattern
from golive.judge.causes.trail import Trail


def gave_up_too_early(trail: Trail) -> str | None:
    """Fits where the ERP committed the first create after its caller had timed out, and a second one followed."""
    for first in trail.creates:
        again = trail.sent_again(first) if first.after_caller_left else None
        if again is not None:
            waited_s = ((first.answered_ms or 0) - first.sent_ms) / 1000
            return (
                f"the caller gave up after {waited_s:.0f} s, the ERP finished at "
                f"{trail.clock(first.committed_ms)}, the order was sent again at {trail.clock(again.sent_ms)}"
            )
    return None


GAVE_UP_TOO_EARLY = Pattern(
    "gave_up_too_early",
    ("duplicated",),
    gave_up_too_early,
    "After a timeout, wait until the ERP can no longer commit the call, then look up the reference "
    "before sending again.",
)
