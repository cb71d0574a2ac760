"""The ERP did not take the credit note: it refused it, or did not answer, and the note was not sent again."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.record.run import Cause

NOT_BILLED = ("invalid_transition", "credit_exceeds")
"""Refusals of a credit note for what is not invoiced yet."""


def refund_refused(filing: Filing) -> Cause | None:
    """Fits where the last call that was to follow the refund failed."""
    since_ms = filing.memos[0].at_ms if filing.memos else 0
    tries = [each for each in filing.answers if each.sent_ms >= since_ms]
    if not tries or tries[-1].succeeded or tries[-1].was_applied:
        return None
    last = tries[-1]
    times = f"{len(tries)} attempts, the last" if len(tries) > 1 else "it was sent"
    what = f"the refund of {filing.name}: {times} at {filing.clock(last.sent_ms)}, ended with {last.ending}"
    if last.is_answer and not last.is_passing:
        fix = "Report a refused credit note on the desk, with the message of the ERP."
        if any(mark in last.reason for mark in NOT_BILLED):
            fix = "A credit note needs the invoice: try again after the ERP has invoiced the order."
        return Cause("refund_refused", f"{what}; it was neither repeated nor reported", fix)
    return Cause(
        "refund_given_up",
        f"{what}; it was not repeated after that",
        "Store a refund that could not be sent, and repeat it until the ERP has answered; report it when that takes "
        "long.",
    )
