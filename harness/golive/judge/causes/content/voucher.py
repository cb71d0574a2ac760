"""What a gift card or store credit paid was taken off the order, or left out of its payment."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause


def voucher(pair: Pair) -> Cause | None:
    """Fits where total, discount or payment are off by exactly what a gift card or credit paid."""
    gift, shop, erp = pair.story.gift_cents, pair.story.money, pair.doc.money
    if not gift or not pair.same_units:
        return None
    less = shop.total - erp.total
    if less != gift and erp.discount - shop.discount != gift:
        return None
    way = "as a discount" if erp.discount - shop.discount == gift else "off the total"
    return Cause(
        "voucher",
        f"a gift card or credit paid {amount(gift)} of order {pair.story.order}; this was taken {way} "
        "in the ERP: total "
        f"{amount(erp.total)} for {amount(shop.total)}",
        "Send goods at their full value, and what a gift card or credit paid as a payment.",
    )
