"""Stock that clients set, as a warehouse system does that reports what it has counted.

Source: Odoo documentation, "Inventory adjustments" (stock.quant, inventory_quantity); Business Central, item journals.
"""

from __future__ import annotations

from fake_erp.accounting.posting_periods import Calendar
from fake_erp.errors import NotFound, RuleRefused
from fake_erp.inventory.items import Items
from fake_erp.inventory.stock import Stock
from fake_erp.model import Emit, Now, StockRow


class StockWrites:
    """Emits `erp.stock.set` with what was there and what is, after `erp.stock.changed`."""

    def __init__(
        self, now: Now, emit: Emit, is_open: bool, items: Items, stock: Stock, calendar: Calendar
    ) -> None:
        self._now = now
        self._emit = emit
        self._is_open = is_open
        self._items = items
        self._stock = stock
        self._calendar = calendar

    def require_open(self) -> None:
        """Raises NotFound where clients cannot set stock."""
        if not self._is_open:
            raise NotFound("stock cannot be set by clients of this ERP; it follows from documents and counts")

    def set(self, sku: str, warehouse: str, on_hand: int, by: str) -> StockRow:
        """Set the units of an item on hand in a warehouse; orders that lose their units wait.

        Raises ErpError for an unknown item or warehouse, and a closed period.
        """
        self.require_open()
        item = self._items.get(sku)
        if warehouse not in self._stock.warehouses:
            known = ", ".join(self._stock.warehouses)
            raise RuleRefused(
                "known_warehouse",
                "unknown_warehouse",
                f"there is no warehouse {warehouse[:64]!r}; use one of {known}",
                "warehouse",
            )
        if self._calendar.is_closed(self._now(), "stock"):
            raise self._calendar.refusal(self._now())
        row = self._stock.row(item.sku, warehouse)
        was = row.on_hand
        self._stock.count(item.sku, warehouse, on_hand, "client")
        data = {"warehouse": warehouse, "was": was, "now": on_hand, "by": by}
        self._emit("erp.stock.set", {"item": item.sku}, data)
        return row
