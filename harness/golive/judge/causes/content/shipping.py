"""The shipping charge is missing, without its discount, or in the other tax mode."""

from __future__ import annotations

from collections import Counter

from golive.judge.causes.content.pair import Pair, amount, is_times
from golive.judge.causes.content.usual import terms_of
from golive.record.run import Cause


def shipping(pair: Pair) -> Cause | None:
    """Fits where the shipping charge has a known relation to the right one."""
    if not pair.differs("shipping"):
        return None
    ours, theirs = pair.story.money.shipping, pair.doc.money.shipping
    usual = pair.usual.shipping.get(terms_of(pair.story), Counter[int]())
    if not theirs:
        way = "it was not sent"
    elif pair.rate and is_times(theirs, ours, 1 + pair.rate):
        way = "it was sent with tax where the ERP expects it without"
        if not terms_of(pair.doc)[1]:
            way = "its tax was added once more"
    elif pair.rate and is_times(theirs, ours, 1 / (1 + pair.rate)):
        way = "it was sent without its tax"
    elif theirs > ours and usual[theirs]:
        way = "it is the usual charge; the discount on it was not subtracted"
    else:
        return None
    return Cause(
        "shipping_wrong",
        f"shipping {amount(theirs)} instead of {amount(ours)} in {pair.names}: {way}",
        "Send the shipping charge less its discount, in the tax mode of the prices.",
    )
