r"""Sources and stocks: where goods are, and which sources a website sells from.

Every installation has the source `default` and the stock 1, which can have no other source. Several sources need a
stock of their own. Source: magento/inventory, Magento\InventoryCatalog\Model\DefaultSourceProvider and
Magento\InventoryCatalog\Model\StockSourceLink\Validator\AssignToDefaultStockDefaultSourceValidator.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DEFAULT = "default"
DEFAULT_STOCK = 1
WEBSITE = "base"


@dataclass(slots=True)
class Source:
    """A place with goods. `details` are its other fields by Magento's names, as they were sent."""

    code: str
    name: str
    enabled: bool = True
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class StockRecord:
    """A stock: `channels` are the codes of the websites that sell from it, `links` its sources with their priority."""

    stock_id: int
    name: str
    channels: tuple[str, ...] = ()
    links: dict[str, int] = field(default_factory=dict)

    def by_priority(self) -> list[str]:
        """The codes of its sources, the first to take goods from at the front."""
        return sorted(self.links, key=lambda code: (self.links[code], code))


class Places:
    """The sources and stocks of a shop.

    One configured source is the default source on stock 1. Several are on stock 2, beside the source `default`. All
    `websites` sell from the same stock until they are assigned to others; the first is the main one.
    """

    def __init__(self, codes: tuple[str, ...], websites: tuple[str, ...] = (WEBSITE,)) -> None:
        if not codes:
            raise ValueError("stock: expected at least one source code in ShopConfig.sources, came none")
        is_single = len(codes) == 1
        if DEFAULT in codes and not is_single:
            raise ValueError(
                f"stock: the source {DEFAULT!r} belongs to stock 1 alone; several sources need codes of their own, "
                f"came {', '.join(codes)}"
            )
        self.websites = websites
        own = codes if is_single else tuple(dict.fromkeys((DEFAULT, *codes)))
        self.sources = {code: Source(code, _name(code)) for code in own}
        self.default_code = codes[0] if is_single else DEFAULT
        first = StockRecord(DEFAULT_STOCK, "Default Stock", (), {self.default_code: 1})
        self.stocks = {DEFAULT_STOCK: first}
        if is_single:
            first.channels = websites
        else:
            links = {code: place for place, code in enumerate(codes, 1)}
            self.stocks[2] = StockRecord(2, "Main Website Stock", websites, links)
        self._next_stock = len(self.stocks) + 1
        self.notices: dict[tuple[str, str], float | None] = {}
        """The quantity below which a SKU at a source is reported, by (source code, SKU); None: the shop's own."""

    @property
    def selling(self) -> StockRecord:
        """The stock of the main website."""
        return self.of_website(self.websites[0])

    def of_website(self, code: str) -> StockRecord:
        """The stock that a website sells from."""
        return next(stock for stock in self.stocks.values() if code in stock.channels)

    def enabled_of(self, stock: StockRecord) -> tuple[str, ...]:
        """The codes of the enabled sources of a stock, by priority."""
        return tuple(code for code in stock.by_priority() if self.sources[code].enabled)

    def shipping_code(self) -> str:
        """The source of a shipment that names none: the only source of the stock, else the default source."""
        codes = self.enabled_of(self.selling)
        return codes[0] if len(codes) == 1 else self.default_code

    def add_stock(self, name: str) -> StockRecord:
        """A new stock without sources and websites."""
        stock = StockRecord(self._next_stock, name)
        self.stocks[stock.stock_id] = stock
        self._next_stock += 1
        return stock

    def open_source(self, code: str, stock: StockRecord, *, is_first: bool = False) -> None:
        """A new source of a stock, before all others or after them. Raises ValueError for one that is there."""
        if code in self.sources:
            raise ValueError(f"stock: there is a source {code!r} already")
        self.sources[code] = Source(code, _name(code))
        taken = stock.links.values()
        stock.links[code] = min(taken) - 1 if is_first else max(taken) + 1

    def assign(self, stock: StockRecord, channels: tuple[str, ...]) -> None:
        """Let websites sell from a stock, and from no other. A website is never left without one."""
        for other in self.stocks.values():
            other.channels = tuple(code for code in other.channels if code not in channels)
        stock.channels = channels
        served = [code for each in self.stocks.values() for code in each.channels]
        left = tuple(code for code in self.websites if code not in served)
        if left:
            self.stocks[DEFAULT_STOCK].channels += left


def _name(code: str) -> str:
    return "Default Source" if code == DEFAULT else code.replace("_", " ").title()
