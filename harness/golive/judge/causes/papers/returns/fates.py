"""What became of all returns of a run, told apart by whether they name an order row in several rows."""

from __future__ import annotations

from typing import NamedTuple

from golive.judge.history import History


class Fates(NamedTuple):
    """How many closed returns there were and how many of their orders have a return in the ERP."""

    split: int = 0
    split_booked: int = 0
    plain: int = 0
    plain_booked: int = 0


NONE = Fates()
"""Of a run without returns."""


def fates(history: History) -> Fates:
    """Count the closed returns of a run."""
    papers, counts = history.papers, [0, 0, 0, 0]
    for order, rmas in papers.shop_returns.by_order.items():
        story = history.orders.stories.get(order)
        booked = story is not None and bool(papers.of_orders(papers.returns, story.erp))
        for rma in rmas:
            if rma.closed_ms is not None and any(row.approved for row in rma.rows):
                at = 0 if rma.is_split else 2
                counts[at] += 1
                counts[at + 1] += booked
    return Fates(*counts)
