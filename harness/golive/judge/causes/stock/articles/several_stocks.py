"""Several stocks of the shop sell from one source: each subtracts its own orders only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from golive.judge.history import History
from golive.judge.history.records.stocks import StockSetup
from golive.judge.history.stock import Oversale, SkuStock
from golive.record.run import Cause

Clock = Callable[[int | None], str]
ADVICE = (
    "Reservations are kept per stock: let all websites that sell the same goods sell from one stock, or divide the "
    "quantity between sources."
)


def sold_by_several_stocks(
    sales: Sequence[Oversale], history: History, placed_ms: int, clock: Clock
) -> Cause | None:
    """Fits where the oversold units are reserved in another stock that was set up to sell from the same source."""
    for sale in sales:
        if sale.unseen < sale.units:
            continue
        setup = history.stocks.sharing(history.stock.skus[sale.sku].sources, placed_ms)
        if setup is not None:
            return _cause(
                setup,
                clock,
                f"the stock that sold {sale.shown} x {sale.sku} did not subtract the {sale.unseen} units of orders of "
                "the other",
            )
    return None


def offered_by_several_stocks(stock: SkuStock, history: History, clock: Clock) -> Cause | None:
    """Fits where no more units are offered too many than were reserved in a stock that shares a source."""
    too_many = stock.unexplained or stock.worst
    if not 0 < too_many <= stock.most_elsewhere:
        return None
    setup = history.stocks.sharing(stock.sources, history.last_ms)
    if setup is None:
        return None
    return _cause(setup, clock, f"up to {stock.most_elsewhere} units were reserved in that stock alone")


def _cause(setup: StockSetup, clock: Clock, what: str) -> Cause:
    return Cause(
        "source_of_several_stocks",
        f"since {clock(setup.changed_ms)} stock {setup.stock_id} ({', '.join(setup.websites)}) and the stock of "
        f"another website sell from the same sources, {', '.join(setup.sources)}; {what}",
        ADVICE,
    )
