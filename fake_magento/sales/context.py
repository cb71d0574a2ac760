"""The interface of a shop that the services of carts and sales depend on."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Protocol

from fake_magento.catalog.products import Catalog
from fake_magento.config import ShopConfig, StoreConfig
from fake_magento.customers.accounts import Customers
from fake_magento.inventory.stock import Emit, Stock
from fake_magento.model.documents import CreditMemo, Invoice, Shipment
from fake_magento.model.order import Order
from fake_magento.promotions.promotions import Promotions
from fake_magento.sales.order_book import OrderBook
from fake_magento.taxes.tax_book import TaxBook


class SalesContext(Protocol):
    """The parts of a shop that a sale touches. `shipping` is (net, tax) in cents by store code."""

    now: Callable[[], int]
    rng: random.Random
    emit: Emit
    config: ShopConfig
    stores: dict[str, StoreConfig]
    shipping: dict[str, tuple[int, int]]
    catalog: Catalog
    customers: Customers
    stock: Stock
    promotions: Promotions
    taxes: TaxBook
    orders: OrderBook
    invoices: list[Invoice]
    shipments: list[Shipment]
    creditmemos: list[CreditMemo]

    def surprise(self, name: str) -> None:
        """Count that a surprise acted."""

    def saved(self, order: Order, name: str) -> None:
        """Record a save of an order: `updated_at` moves and an event is sent."""

    def notify(self, order: Order, name: str) -> None:
        """Send the event of a save."""

    def add_history(
        self,
        order: Order,
        text: str | None,
        entity: str,
        status: str | None,
        notified: int | None,
        visible: int,
    ) -> None:
        """Add an entry to the status history of an order."""

    def next_document(self, kind: str, store_id: int) -> str:
        """The increment id of a new document."""

    def take_ids(self, kind: str, count: int) -> int:
        """The first of `count` new row ids."""

    def secret(self, purpose: str, number: int) -> str:
        """32 hex digits that cannot be guessed, the same for the same purpose and number."""
