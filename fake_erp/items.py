"""Item master."""

from __future__ import annotations

from fake_erp.errors import NotFound
from fake_erp.feed import Feed
from fake_erp.model import Item, Now

ITEM_STATUSES = ("active", "blocked", "discontinued")


class Items:
    def __init__(self, now: Now) -> None:
        self._now = now
        self.by_sku: dict[str, Item] = {}
        self.feed: Feed[Item] = Feed()

    def __len__(self) -> int:
        return len(self.by_sku)

    def add(self, sku: str, name: str, price_cents: int, tax_percent: float) -> Item:
        """A new active item. Raises ValueError when the SKU is taken."""
        if sku in self.by_sku:
            raise ValueError(f"item {sku!r} exists already; change it instead of adding it again")
        item = Item(sku, name, price_cents, round(tax_percent * 100), self._now())
        self.by_sku[sku] = item
        self.feed.touch(item)
        return item

    def get(self, sku: str) -> Item:
        """Raises NotFound."""
        item = self.by_sku.get(sku)
        if item is None:
            raise NotFound(f"there is no item {sku[:64]!r}; GET /api/v1/items lists them", "sku")
        return item

    def set_status(self, sku: str, status: str) -> None:
        """Block, discontinue or reactivate an item for new orders."""
        if status not in ITEM_STATUSES:
            raise ValueError(f"an item's status is one of {', '.join(ITEM_STATUSES)}; got {status!r}")
        item = self.get(sku)
        item.status = status
        item.changed_at_ms = self._now()
        self.feed.touch(item)
