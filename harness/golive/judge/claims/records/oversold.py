"""Nothing is sold that is not there."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.history.records.decimals import in_units
from golive.judge.oracles import Case
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, value: None) -> Tested:
    sales = case.history.stock.oversales
    if sales:
        units = sum(in_units(sale.units, sale.scale) for sale in sales)
        return refuted(f"{units:,} units oversold", *[sale.seq for sale in sales[:3]])
    refused = int(card.stock["refused_checkouts"])
    if not refused:
        return idle("no article sold out")
    return held(f"{refused:,} checkouts were refused for want of stock")


OVERSOLD = Claim(
    "nothing oversold",
    "The shop sells nothing that the ERP does not have.",
    "an article that sells out",
    _test,
    aliases=("no oversell", "no overselling"),
)
