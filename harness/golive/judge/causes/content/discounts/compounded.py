"""The percentage of the discount was applied to the price after discount."""

from __future__ import annotations

from golive.judge.causes.content.discounts.worth import Worth, all_are
from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause


def compounded(pair: Pair) -> Cause | None:
    """Fits where every article is booked at its price less its percentage, less the same percentage of the rest."""
    found = all_are(pair, _once_more)
    if found is None:
        return None
    return Cause(
        "discount_compounded",
        f"{pair.names} has {found.units} x {found.sku} for {amount(found.booked)} instead of {amount(found.paid)}: "
        f"{100 * found.discount / found.listed:.4g} % were taken of the price after discount once more",
        "Apply a percentage to the price before discount, or send `discount_amount` of the row and no percentage.",
    )


def _once_more(each: Worth) -> float:
    return each.paid * each.paid / each.listed if each.listed else 0
