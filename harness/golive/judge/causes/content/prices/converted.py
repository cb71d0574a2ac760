"""Prices were converted to the other tax mode and rounded per unit, and the total is off by cents."""

from __future__ import annotations

from golive.judge.causes.content.pair import Pair, amount, is_times
from golive.judge.causes.content.usual import terms_of
from golive.record.run import Cause


def converted(pair: Pair) -> Cause | None:
    """Fits where the ERP has the other tax mode, all prices are those of the shop in it, and the total differs."""
    shop_net, erp_net = terms_of(pair.story)[1], terms_of(pair.doc)[1]
    if shop_net == erp_net or not pair.same_units or not pair.rate or not pair.prices:
        return None
    factor = 1 / (1 + pair.rate) if erp_net else 1 + pair.rate
    if not all(is_times(theirs, ours, factor) for _, ours, theirs in pair.prices):
        return None
    off = pair.doc.money.total - pair.story.money.total
    units = sum(row[1] for row in pair.story.lines)
    if not off or abs(off) > units + 1:
        return None
    mode = "without tax" if erp_net else "with tax"
    return Cause(
        "prices_converted",
        f"the prices of {pair.names} were sent {mode}, rounded per unit, and the ERP adds up "
        f"{amount(pair.doc.money.total)} where {amount(pair.story.money.total)} were paid",
        "Send prices in the tax mode of the store, and declare it: then the ERP's tax comes out of the same total.",
    )
