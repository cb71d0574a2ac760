"""What goods movements do to the accounts: units at cost, against the reason they moved."""

from __future__ import annotations

from sys import intern

from fake_erp.accounting.journal import Journal
from fake_erp.inventory.items import Items
from fake_erp.model import Delivery, StockRow
from fake_erp.model.quantities import priced

AGAINST = {
    "opening": "opening",
    "receipts": "goods_received",
    "counts": "stock_differences",
    "returns": "cost_of_goods",
}
"""Kind of movement to the account on the other side. Shipments are posted with their delivery, and a transfer
leaves the goods in the warehouses."""


class Valuation:
    """Goods in the warehouses are worth their units times the cost of the item: the balance of `inventory`."""

    def __init__(self, items: Items, journal: Journal) -> None:
        self._items = items
        self._journal = journal

    def moved(self, row: StockRow, units: int, kind: str) -> None:
        """Stock came, was found or got lost."""
        against = AGAINST.get(kind)
        item = self._items.by_sku.get(row.item) if against is not None else None
        if against is not None and item is not None:
            cost = priced(item.cost_cents, units, item.scale)
            self._journal.post(intern(f"{row.item} {row.warehouse}"), (("inventory", cost), (against, -cost)))

    def issued(self, delivery: Delivery) -> None:
        """A delivery left the building."""
        by_sku, cost = self._items.by_sku, 0
        for _, sku, units in delivery.lines:
            item = by_sku[sku]
            cost += priced(item.cost_cents, units, item.scale)
        self._journal.post(delivery.number, (("cost_of_goods", cost), ("inventory", -cost)))
