"""The discount of a row was taken for the discount of one unit."""

from __future__ import annotations

from golive.judge.causes.content.discounts.worth import all_are, worths
from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause

_LEAST_UNITS = 3
"""Of two units it is the same as a discount that was taken twice."""


def per_unit(pair: Pair) -> Cause | None:
    """Fits where every article is booked at its price less its discount times its units, in the price or beside it."""
    discounted = [each for each in worths(pair) if each.discount]
    if not any(each.units >= _LEAST_UNITS for each in discounted):
        return None
    if any(each.beside not in (0, each.units * each.discount) for each in discounted):
        return None  # in part in the unit price
    found = all_are(pair, lambda each: each.listed - each.discount * each.units)
    if found is None:
        return None
    return Cause(
        "discount_per_unit",
        f"{pair.names} has {found.units} x {found.sku} for {amount(found.booked)} instead of {amount(found.paid)}: "
        f"the discount of the row, {amount(found.discount)}, was taken off each unit",
        "`discount_amount` is of the whole row: divide it by `qty_ordered` where the ERP has a discount of each unit.",
    )
