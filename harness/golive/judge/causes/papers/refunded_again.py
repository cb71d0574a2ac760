"""The integration made a credit memo of the shop once more, through the service that refunds a memo as it is sent."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.record.run import Cause

REFUND = "shop.creditmemo.refund"


def refunded_again(filing: Filing) -> Cause | None:
    """Fits where a credit memo of that service has the amount and the rows of an earlier one, which others made."""
    rows = filing.trail.scene.of_op(REFUND)
    for memo in filing.memos:
        if not memo.is_of_client:
            continue
        first = next(
            (
                each
                for each in filing.memos
                if each.at_ms < memo.at_ms
                and not each.is_of_client
                and (each.cents, each.lines) == (memo.cents, memo.lines)
            ),
            None,
        )
        calls = [row for row in rows if row.succeeded and row.sent_ms <= memo.at_ms <= row.answered_ms]
        if first is None or not calls:
            continue
        return Cause(
            "memo_refunded_again",
            f"{filing.name}: credit memo {memo.number} is a copy of {first.number} of {filing.clock(first.at_ms)}; the "
            f"integration sent it at {filing.clock(calls[0].sent_ms)} with POST /V1/creditmemo/refund, which refunds",
            "Keep the state of a transfer in tables of your own, or write a comment on the credit memo; "
            "POST /V1/creditmemo/refund makes another credit memo and refunds its amount.",
        )
    return None
