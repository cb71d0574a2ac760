"""A call was applied, its answer lost, and the call made again."""

from __future__ import annotations

from harness.causes.trail import Trail, clock
from harness.record import Cause

KINDS = ("duplicated",)


def reply_lost(trail: Trail) -> Cause | None:
    creates = trail.creates
    for number, first in enumerate(creates):
        applied_unseen = first.was_applied and first.told == "unknown" and not first.after_caller_left
        repeated = [later for later in creates[number + 1 :] if later.was_applied]
        if applied_unseen and repeated:
            return Cause(
                "reply_lost",
                f"reply lost after commit at {clock(first.committed_ms)}, then the order was sent again "
                f"at {clock(repeated[0].sent_ms)}",
                "Treat a missing answer as unknown: ask the ERP for the reference before sending again, "
                "or let it refuse a reference it already has.",
            )
    return None
