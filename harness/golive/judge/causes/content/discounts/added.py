"""The discount was added instead of subtracted."""

from __future__ import annotations

from golive.judge.causes.content.discounts.worth import all_are
from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause


def added(pair: Pair) -> Cause | None:
    """Fits where every article is booked at its price plus its discount."""
    found = all_are(pair, lambda each: each.listed + each.discount)
    if found is None:
        return None
    return Cause(
        "discount_added",
        f"{pair.names} has {found.units} x {found.sku} for {amount(found.booked)} instead of {amount(found.paid)}: "
        f"its discount of {amount(found.discount)} was added",
        "Subtract it: rows of the shop have a positive discount, orders and invoices a negative one.",
    )
