"""Stock and price lists as files in the folder `out`."""

from __future__ import annotations

from collections.abc import Sequence

from fake_erp.accounting.money import amount_text
from fake_erp.channels.config import Channels
from fake_erp.channels.file_drop import FileDrop
from fake_erp.channels.folders import Files
from fake_erp.inventory.items import Items
from fake_erp.inventory.stock import Stock
from fake_erp.model import Now
from fake_erp.model.quantities import shown
from fake_erp.times import instant_text


class Exports:
    """Writes stock and price files, and deletes the oldest beyond the number that is kept."""

    def __init__(
        self, now: Now, config: Channels, drop: FileDrop, items: Items, stock: Stock, currency: str
    ) -> None:
        self._now = now
        self._kept = config.files_kept
        self._format = drop.format
        self._files: Files = drop.files
        self._items = items
        self._stock = stock
        self._currency = currency

    def stock(self) -> str:
        """Write what is on hand, allocated and available of every item, per warehouse; the name of the file."""
        amount = self._format.amount
        rows = [
            (
                row.item,
                row.warehouse,
                amount(str(shown(row.on_hand, row.scale))),
                amount(str(shown(row.allocated, row.scale))),
                amount(str(shown(row.available, row.scale))),
            )
            for row in self._stock.rows()
            if row.change
        ]
        return self._write("STOCK", ("item", "warehouse", "on_hand", "allocated", "available"), rows)

    def prices(self) -> str:
        """Write the price of every item; the name of the file."""
        amount = self._format.amount
        rows = [
            (
                item.sku,
                item.name,
                amount(amount_text(item.price_cents)),
                self._currency,
                amount(f"{item.tax_bp / 100:g}"),
                item.status,
            )
            for item in self._items.by_sku.values()
        ]
        return self._write("PRICES", ("item", "name", "price", "currency", "tax_percent", "status"), rows)

    def _write(self, kind: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
        stamp = instant_text(self._now())[:19].replace("-", "").replace(":", "")
        name = f"{kind}_{stamp}.csv"
        self._files.put(name, self._format.written(columns, rows), "out")
        older = [file.name for file in self._files.listed("out") if file.name.startswith(f"{kind}_")]
        for each in older[: -self._kept]:
            self._files.take(each, "out")
        return name
