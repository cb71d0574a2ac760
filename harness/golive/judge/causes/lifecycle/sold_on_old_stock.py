"""The shop offered stock that the ERP no longer had: its figure was stale, within the declared cadence or not."""

from __future__ import annotations

from collections.abc import Sequence

from golive.judge.history.stock import Oversale
from golive.record.run import Cause


def sold_on_old_stock(sales: Sequence[Oversale]) -> Cause:
    """Return the cause of an order's oversold units.

    It describes the first article whose figure was older than declared, or else the first article.
    """
    worst = next((sale for sale in sales if not sale.in_window), sales[0])
    offered = f"the shop offered {worst.shown} x {worst.sku}, the ERP had {worst.left} left"
    if worst.in_window:
        return Cause(
            "sold_within_cadence",
            f"{offered}: other channels sold them within the declared stock cadence",
            "Send the stock of fast movers more often, or keep a safety stock that the shop does not offer.",
        )
    return Cause(
        "sold_on_old_stock",
        f"{offered}, and no figure of the last declared stock cadence explains the difference",
        "Find out why stock is not sent as declared: a cursor that skips, a push that fails, units counted twice.",
    )
