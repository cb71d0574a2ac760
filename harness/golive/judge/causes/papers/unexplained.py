"""A document that nothing in the other system explains: a payment before it was paid, a refund that never was."""

from __future__ import annotations

from golive.judge.causes.papers.filing import CREDIT_NOTE, RETURN, Filing
from golive.record.run import Cause


def unexplained(filing: Filing) -> Cause | None:
    """Fits where the shop has no payment, or no credit memo, for documents that the integration posted."""
    if not filing.posted:
        return None
    story, first = filing.story, filing.posted[0]
    when = filing.clock(first.at_ms)
    if filing.noun.word == "payment" and story.paid_ms is None:
        return Cause(
            "sent_unpaid",
            f"a payment of {filing.name} was posted at {when}, and the shop never received one",
            "Post a payment when the shop has captured it; an order on account has none.",
        )
    if filing.noun in (CREDIT_NOTE, RETURN) and not filing.memos and story.ended_ms is None:
        return Cause(
            "no_refund_in_shop",
            f"a {filing.noun.word} of {filing.name} was posted at {when}, and the shop has no credit memo",
            "Post returns and credit notes for credit memos of the shop, and not for other changes of an order.",
        )
    return None
