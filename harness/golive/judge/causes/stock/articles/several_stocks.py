"""Several stocks of the shop sell from one source: each subtracts its own orders only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from golive.judge.history import History
from golive.judge.history.stock import Oversale
from golive.record.run import Cause


def source_of_several_stocks(
    sales: Sequence[Oversale], history: History, placed_ms: int, clock: Callable[[int | None], str]
) -> Cause | None:
    """Fits where the oversold units are reserved in another stock that was set up to sell from the same source."""
    for sale in sales:
        if sale.unseen < sale.units:
            continue
        setup = history.stocks.sharing(history.stock.skus[sale.sku].sources, placed_ms)
        if setup is None:
            continue
        return Cause(
            "source_of_several_stocks",
            f"since {clock(setup.changed_ms)} the websites {', '.join(setup.websites)} sell from stock {setup.stock_id} "
            f"with the sources {', '.join(setup.sources)}, and others from another stock with the same; the stock that "
            f"sold {sale.shown} x {sale.sku} did not subtract the {sale.unseen} units of orders of the other",
            "Reservations are kept per stock: let all websites that sell the same goods sell from one stock, or divide "
            "the quantity between sources.",
        )
    return None
