"""Stock of both systems is equal once the run has come to rest."""

from __future__ import annotations

from golive.judge.claims.claim import Claim, Tested, held, idle, refuted
from golive.judge.history.records.decimals import in_units
from golive.judge.oracles import Case
from golive.record.run import Scorecard


def _test(case: Case, card: Scorecard, value: None) -> Tested:
    units = card.stock["residual_units"]
    if units:
        sku, stock = max(case.history.stock.skus.items(), key=lambda each: abs(each[1].unexplained))
        return refuted(
            f"{units:,} units differ, {in_units(abs(stock.unexplained), stock.scale):,} of them of {sku}"
        )
    changes = card.lag.get("stock", {}).get("count") or 0
    return held(f"after {changes:,} changes of stock") if changes else idle("no stock changed in the ERP")


PARITY = Claim(
    "stock equal at the end",
    "At the end of the run the shop shows what the ERP has.",
    "a change of stock in the ERP",
    _test,
    aliases=("no stock drift",),
)
