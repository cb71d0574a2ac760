"""The caller's patience ended before the ERP's work did, and the call was made again."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("duplicated",)


def gave_up_too_early(trail: Trail) -> Cause | None:
    for first in trail.creates:
        again = trail.sent_again(first) if first.after_caller_left else None
        if again is not None:
            waited_s = ((first.told_ms or 0) - first.sent_ms) / 1000
            return Cause(
                "gave_up_too_early",
                f"the caller gave up after {waited_s:.0f} s, the ERP finished at "
                f"{trail.clock(first.committed_ms)}, the order was sent again at {trail.clock(again.sent_ms)}",
                "After a timeout wait longer than the ERP may still be working, then look the reference up "
                "before sending again.",
            )
    return None
