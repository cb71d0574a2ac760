"""Item master. Whatever changes an item moves it to the end of its feed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from fake_erp.channels.feed import Feed
from fake_erp.errors import NotFound, See
from fake_erp.model import Emit, Item, Now

ITEM_STATUSES = ("active", "blocked", "discontinued")


class Items:
    """The item master.

    An item without a cost of its own costs `cost_bp` basis points of its price. With `keep_aliases` an item is also
    found by its former SKUs.
    """

    def __init__(
        self,
        now: Now,
        cost_bp: int = 6000,
        keep_aliases: bool = False,
        feed: Feed[Item] | None = None,
        emit: Emit | None = None,
    ) -> None:
        self._now = now
        self._emit = emit
        self._cost_bp = cost_bp
        self._keep_aliases = keep_aliases
        self.by_sku: dict[str, Item] = {}
        self.aliases: dict[str, Item] = {}
        self._given_up: dict[str, int] = {}
        """How many items each SKU was taken from."""
        self.scales: dict[str, int] = {}
        """The scale of the items with decimal quantities, by SKU."""
        self.renamed = 0
        """How many times items got another SKU."""
        self.feed: Feed[Item] = Feed() if feed is None else feed

    def __len__(self) -> int:
        return len(self.by_sku)

    def add(
        self,
        sku: str,
        name: str,
        price_cents: int,
        tax_percent: float,
        cost_cents: int | None = None,
        group: str = "",
        units: Mapping[str, int] | None = None,
        scale: int = 1,
    ) -> Item:
        """A new active item; `scale` is 1000 with decimal quantities. Raises ValueError when the SKU is taken."""
        if sku in self.by_sku:
            raise ValueError(f"item {sku!r} exists already; change it instead of adding it again")
        item = Item(sku, name, price_cents, round(tax_percent * 100), self._now())
        item.cost_cents = price_cents * self._cost_bp // 10_000 if cost_cents is None else cost_cents
        item.group = group
        before = self._given_up.get(sku, 0)
        item.origin = f"{sku} {before + 1}" if before else sku
        if units:
            item.units = _checked_units(units)
        if scale != 1:
            item.scale = self.scales[sku] = scale
        self.by_sku[sku] = item
        self.feed.touch(item)
        return item

    def tax_rates_bp(self) -> set[int]:
        """The tax rates of all items, in basis points. Reads all items."""
        return {item.tax_bp for item in self.by_sku.values()}

    def find(self, sku: str) -> Item | None:
        """The item with this SKU, or with it as a former SKU where aliases are kept; None without one."""
        return self.by_sku.get(sku) or self.aliases.get(sku)

    def get(self, sku: str) -> Item:
        """Raises NotFound."""
        item = self.find(sku)
        if item is None:
            raise NotFound((f"there is no item {sku[:64]!r}; ", See("item.list"), " lists them"), "sku")
        return item

    def set_status(self, sku: str, status: str, by: str = "") -> None:
        """Block, discontinue or reactivate an item for new orders. Emits `erp.item.changed`."""
        if status not in ITEM_STATUSES:
            raise ValueError(f"an item's status is one of {', '.join(ITEM_STATUSES)}; got {status!r}")
        item = self.get(sku)
        was, item.status = item.status, status
        self._changed(item)
        if self._emit is not None and was != status:
            change = {"by": by, "was": {"status": was}, "now": {"status": status}}
            self._emit("erp.item.changed", {"item": item.sku}, change)

    def set_price(self, sku: str, price_cents: int, by: str = "") -> None:
        """Another list price from now on. Orders keep the prices they came with. Emits `erp.price.changed`."""
        if price_cents < 0:
            raise ValueError(f"a price is at least 0 cents, got {price_cents}")
        item = self.get(sku)
        was, item.price_cents = item.price_cents, price_cents
        self._changed(item)
        if self._emit is not None and was != price_cents:
            rows = [[item.sku, "", 1, 0, None, was, price_cents]]
            self._emit("erp.price.changed", {}, {"by": by, "why": "", "rows": rows})

    def archive_sku(self, sku: str) -> str:
        """The first free SKU under which an item can be kept out of the way."""
        return next(name for number in count(1) if self.find(name := f"{sku}-ARCHIVE{number}") is None)

    def rename(self, sku: str, new_sku: str) -> Item:
        """Give an item another SKU; `Erp.rename_item` moves its stock as well.

        Raises ValueError when the new SKU is empty or taken.
        """
        item = self.get(sku)
        if not new_sku or self.find(new_sku) is not None:
            raise ValueError(f"item {sku!r} needs a new SKU that nothing has; got {new_sku!r}")
        del self.by_sku[item.sku]
        if self._keep_aliases:
            self.aliases[item.sku] = item
        item.formerly += (item.sku,)
        self._given_up[item.sku] = self._given_up.get(item.sku, 0) + 1
        if item.scale != 1:
            self.scales[new_sku] = self.scales.pop(sku)
        item.sku = new_sku
        self.renamed += 1
        self.by_sku[new_sku] = item
        self._changed(item)
        return item

    def _changed(self, item: Item) -> None:
        item.changed_at_ms = self._now()
        self.feed.touch(item)


def _checked_units(units: Mapping[str, int]) -> dict[str, int]:
    for name, size in units.items():
        if not name or size < 1:
            raise ValueError(
                f'a unit holds at least 1 base unit, such as {{"box": 12}}; got {name!r}: {size}'
            )
    return dict(units)
