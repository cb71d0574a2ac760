"""Prices with tax were sent as prices without, or the other way round."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair, amount, is_times
from golive.judge.causes.content.usual import terms_of
from golive.record.run import Cause


def tax_mode(pair: Pair) -> Cause | None:
    """Fits where all prices are the same and the ERP has the other tax mode, or all are off by the tax rate."""
    if not pair.same_units or not pair.rate or not pair.prices:
        return None
    shop_net, erp_net = terms_of(pair.story)[1], terms_of(pair.doc)[1]
    ours, theirs = pair.story.money.total, pair.doc.money.total
    if shop_net != erp_net:
        if theirs == ours or not all(mine == other for _, mine, other in pair.prices):
            return None
        sent = (
            "without tax were sent as prices with tax" if shop_net else "with tax were sent as prices without"
        )
        again = "took its tax out of them" if shop_net else "added tax once more"
        return _cause(pair, f"prices {sent}, and the ERP {again}")
    for factor, way in ((1 + pair.rate, "with tax"), (1 / (1 + pair.rate), "without tax")):
        if all(is_times(other, mine, factor) and mine != other for _, mine, other in pair.prices):
            mode = "without tax" if erp_net else "with tax"
            return _cause(pair, f"the prices {way} were sent where the ERP expects them {mode}")
    return None


def _cause(pair: Pair, what: str) -> Cause:
    sku, mine, other = pair.prices[0]
    return Cause(
        "tax_mode",
        f"{what}: {sku} at {amount(other)} for {amount(mine)}, total {amount(pair.doc.money.total)} for "
        f"{amount(pair.story.money.total)}",
        "Take prices, discounts and shipping in the tax mode of the order's store, and declare this mode to the ERP.",
    )
