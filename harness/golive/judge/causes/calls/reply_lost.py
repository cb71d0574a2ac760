"""A call was applied, its answer lost, and the call made again."""

from __future__ import annotations

from golive.judge.causes.trail import Trail
from golive.record.run import Cause

KINDS = ("duplicated",)


def reply_lost(trail: Trail) -> Cause | None:
    for first in trail.creates:
        again = None if first.after_caller_left else trail.sent_again(first)
        if again is not None:
            return Cause(
                "reply_lost",
                f"reply lost after commit at {trail.clock(first.committed_ms)}, then the order was sent again "
                f"at {trail.clock(again.sent_ms)}",
                "Treat a missing answer as unknown: ask the ERP for the reference before sending again, "
                "or let it refuse a reference it already has.",
            )
    return None
