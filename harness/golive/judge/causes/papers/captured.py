"""Less payment in the ERP than in the shop: a part was not sent, was refused, or is without tax or shipping."""

from __future__ import annotations

from golive.judge.causes.papers.filing import Filing
from golive.judge.paperwork.discrepancy import amount
from golive.record.run import Cause


def captured(filing: Filing) -> Cause | None:
    """Fits where one wrong amount gives what was posted, or a later payment was not sent."""
    money = filing.story.money
    posted = sum(fact.data["amount_cents"] for fact in filing.posted)
    what = f"{filing.name} of {amount(money.total)} has {amount(posted)} of payments in the ERP"
    failed = [each for each in filing.attempts if not each.was_applied]
    if failed and not failed[-1].succeeded and failed[-1] is filing.attempts[-1]:
        last = failed[-1]
        return Cause(
            "payment_refused",
            f"{what}: another was sent at {filing.clock(last.sent_ms)} and ended with {last.ending}",
            "Report a refused payment on the desk, and repeat one that was not answered.",
        )
    for cents, name, words in (
        (money.total - money.tax, "tax", "tax was"),
        (money.total - money.shipping, "shipping", "shipping was"),
        (money.subtotal - money.discount, "shipping", "the goods alone were sent: shipping was"),
    ):
        if cents != money.total and filing.is_about(posted, cents):
            return Cause(
                f"payment_without_{name}",
                f"{what}: {words} left out",
                "Post the amount that was captured in the shop.",
            )
    return None
