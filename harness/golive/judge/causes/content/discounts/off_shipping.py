"""The discount on the goods was subtracted from the shipping charge too."""

from __future__ import annotations

from golive.judge.causes.content.discounts.worth import worths
from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause


def off_shipping(pair: Pair) -> Cause | None:
    """Fits where the goods are right and the shipping charge is lower by the discount on them."""
    articles = worths(pair)
    taken, less = (
        sum(each.discount for each in articles),
        pair.story.money.shipping - pair.doc.money.shipping,
    )
    if not taken or less != taken or any(each.booked != each.paid for each in articles):
        return None
    return Cause(
        "discount_off_shipping",
        f"{pair.names} has shipping of {amount(pair.doc.money.shipping)} instead of "
        f"{amount(pair.story.money.shipping)}: the discount on the goods, {amount(taken)}, was subtracted from it too",
        "Reduce the shipping charge by `shipping_discount_amount` only; `discount_amount` of the order is of both.",
    )
