"""During the run the shop sells only what the ERP can deliver at that moment."""

from __future__ import annotations

from golive.judge.causes.lifecycle.sold_on_old_stock import sold_on_old_stock
from golive.judge.history.records.decimals import in_units
from golive.judge.history.stock import Oversale
from golive.judge.oracles.case import Case
from golive.record.oracles import OVERSOLD, STOCK_DURING_RUN
from golive.record.run import Finding


def stock_during_run(case: Case) -> list[Finding]:
    """Return one finding per order with oversold units, whatever the number of its articles."""
    of_order: dict[tuple[int, str], list[Oversale]] = {}
    for sale in case.history.stock.oversales:
        of_order.setdefault((sale.seq, sale.order), []).append(sale)
    return [
        Finding(
            STOCK_DURING_RUN.code,
            OVERSOLD.name,
            order,
            f"{', '.join(map(_sold, sales))} sold that the ERP could not serve at that moment",
            (seq,),
            sold_on_old_stock(sales),
        )
        for (seq, order), sales in of_order.items()
    ]


def _sold(sale: Oversale) -> str:
    return f"{in_units(sale.units, sale.scale)} x {sale.sku}"
