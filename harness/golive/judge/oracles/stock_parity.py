"""After the quiet period the shop offers what the ERP can deliver, SKU by SKU."""

from __future__ import annotations

from golive.judge.history import SkuStock
from golive.judge.history.records.decimals import in_units
from golive.judge.oracles.case import Case
from golive.judge.oracles.owners.shop_stock import unfollowed_stock
from golive.record.oracles import RESIDUAL_STOCK, STOCK_PARITY
from golive.record.run import Finding


def stock_parity(case: Case) -> list[Finding]:
    """Return one finding per SKU with unexplained drift.

    Where the shop owns the stock, one per figure that the ERP has otherwise.
    """
    if case.owners.stock != "erp":
        return [*unfollowed_stock(case)]
    return [
        Finding(
            STOCK_PARITY.code,
            RESIDUAL_STOCK.name,
            stock.sku,
            f"the shop offers {_units(stock, max(0, stock.salable))}, the ERP can serve "
            f"{_units(stock, max(0, stock.expected))} "
            f"({_units(stock, stock.unexplained):+} units beyond what the declared cadence explains)",
            (),
        )
        for stock in case.history.stock.skus.values()
        if stock.unexplained
    ]


def _units(stock: SkuStock, parts: int) -> float:
    return in_units(parts, stock.scale)
