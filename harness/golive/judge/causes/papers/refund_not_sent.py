"""A refund of the shop was never sent to the ERP."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.record.run import Cause

READS = ("shop.creditmemo.list", "shop.creditmemo.read")


def refund_not_sent(filing: Filing) -> Cause | None:
    """Fits where no call to the ERP followed a credit memo."""
    if not filing.memos or not filing.trail.complete:
        return None
    memo = filing.memos[0]
    if any(each.sent_ms >= memo.at_ms for each in filing.answers):
        return None
    what = f"the refund of {filing.name} at {filing.clock(memo.at_ms)} was never sent to the ERP"
    listed = [call for call in filing.trail.listed(READS[0]) if call.answered_ms >= memo.at_ms]
    scene = filing.trail.scene
    if listed:
        why = f"the credit memo was read at {filing.clock(listed[0].answered_ms)}, and no call followed"
        fix = "Follow each credit memo that was read with a credit note, or report it."
    elif scene.is_complete and not any(len(scene.of_op(operation)) for operation in READS):
        why = "the integration never reads credit memos"
        fix = "Read the shop's credit memos by cursor and post a credit note in the ERP for each."
    else:
        why = "no list of credit memos that was read contains it"
        fix = "Read all credit memos by cursor, with an overlap, and not only those of one state or kind."
    return Cause("refund_not_sent", f"{what}: {why}", fix)
