"""The payment is the total of the ERP order, which is not what was captured."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.judge.paperwork.discrepancy import amount
from golive.record.run import Cause


def of_erp_total(filing: Filing) -> Cause | None:
    """Fits where the payments add up to the wrong total of the ERP order, and not to that of the shop."""
    story = filing.story
    if len(story.live) != 1:
        return None
    posted, total = sum(fact.data["amount_cents"] for fact in filing.posted), story.live[0].money.total
    if posted != total or filing.is_about(posted, story.money.total):
        return None
    return Cause(
        "payment_of_erp_total",
        f"{filing.name}: {amount(posted)} were posted, the total of {story.live[0].number}, where "
        f"{amount(story.captured_cents or story.money.total)} were captured: the payment hides that the total is wrong",
        "Post the amount that was captured in the shop, whatever the ERP order comes to.",
    )
