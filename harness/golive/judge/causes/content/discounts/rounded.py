"""The discount was put into the price of a piece, which was rounded."""

from __future__ import annotations

from golive.judge.causes.content.discounts.worth import Worth, worths
from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause


def rounded(pair: Pair) -> Cause | None:
    """Fits where every article is off by at most half a cent a piece, without a discount beside its price."""
    articles = worths(pair)
    off = [each for each in articles if each.booked != each.paid]
    if not off or not all(_is_rounded(each) for each in articles):
        return None
    most = max(off, key=lambda each: abs(each.booked - each.paid))
    return Cause(
        "unit_price_rounded",
        f"{pair.names} has {most.units} x {most.sku} for {amount(most.booked)} instead of {amount(most.paid)}: its "
        f"discount of {amount(most.discount)} is in the price of a piece, which was rounded",
        "Send the price before discount and the discount of the whole row, and compare totals to the cent: small "
        "differences add up.",
    )


def _is_rounded(each: Worth) -> bool:
    """Half a cent a piece, where there is a discount that does not divide."""
    off = abs(each.booked - each.paid)
    return not each.beside and off <= each.units / 2 and (not off or each.discount % each.units != 0)
