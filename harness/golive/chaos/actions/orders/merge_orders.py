"""People merge two orders of one customer in the ERP, so that they leave in one parcel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from fake_erp.erp import Erp
from fake_erp.model import LineChange, Order, OrderChange
from fake_magento.shop import Shop
from golive.chaos.actions.base import Action, Begun
from golive.chaos.actions.orders.newest import CLERK, named, newest
from golive.keys.declare import setting
from golive.keys.value_kinds import between


@dataclass(frozen=True, slots=True)
class MergeOrders(Action):
    """Two orders of a customer become one in the ERP: the older gets the rows, the newer is cancelled."""

    PASSES: ClassVar[bool] = False

    count: int = setting("count", between(1, 100_000), "Number of pairs, from the newest orders on.", "1")

    def begin(self, erp: Erp, shop: Shop) -> Begun:
        merged = []
        for older, newer in islice(_pairs(erp), self.count):
            erp.orders.update(older, OrderChange(lines=[_row(line) for line in _rows(newer)]), CLERK)
            erp.orders.cancel(newer, f"merged into {older.number}", CLERK)
            merged += [older, newer]
        return Begun(named("merged", merged))


def _rows(order: Order) -> list[tuple[str, int, int, int, str]]:
    return [
        (line.item.sku, line.quantity, line.unit_price_cents, line.discount_cents, line.row.warehouse)
        for line in order.lines
    ]


def _row(row: tuple[str, int, int, int, str]) -> LineChange:
    sku, quantity, price, discount, warehouse = row
    return LineChange(None, sku, quantity, price, discount, warehouse)


def _pairs(erp: Erp) -> Iterator[tuple[Order, Order]]:
    """Two orders of a customer each, the older one first; an order is in one pair."""
    waiting: dict[str, Order] = {}
    found = []
    for order in newest(erp):
        newer = waiting.pop(order.customer.number, None)
        if newer is None:
            waiting[order.customer.number] = order
        else:
            found.append((order, newer))
    return iter(found)
