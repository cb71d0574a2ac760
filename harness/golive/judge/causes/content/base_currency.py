"""Amounts of one currency were sent with the code of another."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair, amount, is_times
from golive.record.run import Cause

_LEAST_MORE = 0.005
"""The least distance of an exchange rate from 1."""


def base_currency(pair: Pair) -> Cause | None:
    """Fits where all amounts are multiplied by one rate, or the currency alone differs."""
    shop, erp = pair.story.money, pair.doc.money
    if shop.currency != erp.currency:
        if shop.total != erp.total:
            return None
        return _cause(
            f"the amounts of order {pair.story.order} in {shop.currency} were booked as {erp.currency}"
        )
    if not pair.same_units or len(pair.prices) == 0 or not shop.total:
        return None
    factor = erp.total / shop.total
    if abs(factor - 1) < _LEAST_MORE or abs(factor - 1 - pair.rate) < _LEAST_MORE:
        return None
    if abs(1 / factor - 1 - pair.rate) < _LEAST_MORE:
        return None
    goods = all(is_times(theirs, ours, factor, 2) for _, ours, theirs in pair.prices)
    if not goods or not is_times(erp.shipping, shop.shipping, factor, 2):
        return None
    sku, ours, theirs = pair.prices[0]
    return _cause(
        f"all amounts of order {pair.story.order} are those of another currency, times {factor:.4f}, and were sent as "
        f"{erp.currency}: {sku} at {amount(theirs)} for {amount(ours)}, shipping {amount(erp.shipping)} for "
        f"{amount(shop.shipping)}"
    )


def _cause(what: str) -> Cause:
    return Cause(
        "base_currency",
        what,
        "Send the amounts of the order currency with the code of the order currency, never base amounts with it.",
    )
