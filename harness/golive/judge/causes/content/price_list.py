"""The price of the article's list stands in the ERP, not the one agreed in the order."""

from __future__ import annotations

from collections import Counter

from golive.judge.causes.content.pair import Pair, amount
from golive.judge.causes.content.usual import terms_of
from golive.record.run import Cause


def price_list(pair: Pair) -> Cause | None:
    """Fits where prices are higher than agreed, and other orders show of most that they are those of the list."""
    if not pair.same_units:
        return None
    differing = [(sku, ours, theirs) for sku, ours, theirs in pair.prices if ours != theirs]
    listed = [row for row in differing if _is_listed(pair, *row)]
    if not listed or 2 * len(listed) < len(differing) or any(ours > theirs for _, ours, theirs in differing):
        return None
    sku, ours, theirs = listed[0]
    return Cause(
        "erp_price_list",
        f"order {pair.story.order} has {sku} at {amount(ours)}, the ERP {amount(theirs)}, its price for others",
        "Send the unit price of each row as the order has it, so that no price list is applied again.",
    )


def _is_listed(pair: Pair, sku: str, ours: int, theirs: int) -> bool:
    """Whether other customers pay this price, or the ERP has one price for orders of different prices in the shop."""
    key = (terms_of(pair.story), sku)
    shop, erp = pair.usual.prices.get(key, Counter[int]()), pair.usual.erp_prices.get(key, Counter[int]())
    return bool(shop[theirs]) or (len(erp) == 1 and len(shop) > 1)
