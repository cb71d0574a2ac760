"""A unit of measure that was not converted: fewer units, at a price that is higher by the same factor."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause

CODE = "unit_factor"


def unit_factor(pair: Pair) -> Cause | None:
    """Fits where each article with other units has a whole part of them, or a multiple, at the same amount in all."""
    ours, theirs = pair.units
    prices = {sku: (mine, other) for sku, mine, other in pair.prices}
    wrong = sorted(sku for sku in {**ours, **theirs} if ours.get(sku, 0) != theirs.get(sku, 0))
    if not wrong or not all(sku in prices and ours.get(sku) and theirs.get(sku) for sku in wrong):
        return None
    for sku in wrong:
        less, more = sorted((ours[sku], theirs[sku]))
        mine, other = prices[sku]
        if more % less or abs(mine * ours[sku] - other * theirs[sku]) > more:
            return None
    sku = wrong[0]
    mine, other = prices[sku]
    return Cause(
        CODE,
        f"{pair.names} has {theirs[sku]} x {sku} at {amount(other)} instead of {ours[sku]} at {amount(mine)}: the "
        "unit of one system was taken for that of the other",
        "Convert between the unit that the shop sells and that of the ERP, by the factor of the article: quantities "
        "one way and unit prices the other.",
    )
