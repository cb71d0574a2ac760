"""The feeds of an ERP that its staging tables show."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.channels.feed import Feed
from fake_erp.model import Delivery, Invoice, Item, Order, PriceRow, StockRow


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds of the ERP that the tables show, and its home currency."""

    stock: Feed[StockRow]
    items: Feed[Item]
    prices: Feed[PriceRow]
    deliveries: Feed[Delivery]
    orders: Feed[Order]
    invoices: Feed[Invoice]
    currency: str
