"""The integration had ended when the shop refunded."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.judge.causes.standstill.ended_by_itself import ADVICE, CODE
from golive.record.run import Cause

RESTARTED = "Catch the failure of one record, report it, and go on with the next; have the process restarted."
IN_HAND_MS = 15 * 60_000
"""A refund that is older than this at the end was not in hand."""


def ended_before(filing: Filing) -> Cause | None:
    """Fits where the refund was made after the end of the integration, or shortly before it."""
    ended = filing.trail.scene.ended
    if ended is None or not filing.memos or filing.memos[-1].at_ms < ended[0] - IN_HAND_MS:
        return None
    if any(not each.succeeded for each in filing.answers):
        return None
    crashed = filing.trail.scene.crashed
    return Cause(
        "crashed" if crashed else CODE,
        f"the integration ended at {filing.clock(ended[0])} ({ended[1]}); {filing.name} was refunded at "
        f"{filing.clock(filing.memos[-1].at_ms)}",
        RESTARTED if crashed else ADVICE,
    )
