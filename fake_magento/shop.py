"""The shop: its parts, and the domain calls of shoppers, clerks and the API.

A domain call is applied in full, or raises and changes nothing. Each emits its facts, and sends one event per save of
an order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from hashlib import blake2b
from sys import intern
from typing import Any

from fake_magento.access.integrations import Integrations
from fake_magento.access.tokens import Tokens
from fake_magento.bulk_operations import Bulks
from fake_magento.carts import checkout, totals
from fake_magento.carts.open_carts import OpenCarts
from fake_magento.catalog.attributes import Attributes
from fake_magento.catalog.categories import Categories
from fake_magento.catalog.products import Catalog
from fake_magento.config import ShopConfig
from fake_magento.countries import COUNTRIES
from fake_magento.customers.accounts import Customers
from fake_magento.customers.groups import Groups
from fake_magento.errors import ShopError
from fake_magento.events.notices import SAVED, Event
from fake_magento.events.receiver import Receiver
from fake_magento.events.subscriptions import Rule, all_hold
from fake_magento.events.typed_events import Feed, TypedEvent, kind_of
from fake_magento.inventory.stock import Emit, Stock
from fake_magento.model.cart import Cart
from fake_magento.model.composites import Choice, goods_within
from fake_magento.model.documents import Comment, CreditMemo, Invoice, Shipment
from fake_magento.model.order import Order
from fake_magento.model.product import Product
from fake_magento.money import hundredths, price
from fake_magento.promotions.promotions import Promotions
from fake_magento.quantities import shown
from fake_magento.returns.handling import Returns
from fake_magento.sales import (
    order_edits,
    order_states,
    orders,
    payment_methods,
    payment_reviews,
)
from fake_magento.sales.documents import credit_memos, invoices, shipments
from fake_magento.sales.order_book import OrderBook
from fake_magento.sales.order_transitions import move
from fake_magento.taxes.tax_book import TaxBook
from fake_magento.version_switches import VERSION_SWITCHES


class Shop:
    """`now` gives milliseconds since 1970; `rng` is the only source of chance; `emit(kind, keys, data)` takes facts."""

    def __init__(
        self, now: Callable[[], int], rng: random.Random, emit: Emit, config: ShopConfig | None = None
    ) -> None:
        self.now = now
        self.rng = rng
        self.emit = emit
        self.config = config or ShopConfig()
        self.stores = {store.code: store for store in self.config.stores}
        self.shipping = {store.code: totals.shipping(store) for store in self.config.stores}
        self.feed: Feed | None = None
        """The typed events of a shop that has them; without, save notices are sent."""
        if self.config.event_versions:
            self.feed = Feed(self.config.event_versions, self.config.event_fields)
        self.catalog = Catalog(
            now, None if self.feed is None else self._product_touched, len(self.config.websites)
        )
        first = self.config.stores[0]
        self.taxes = TaxBook(
            hundredths(first.shipping_tax_percent),
            [country[0] for country in COUNTRIES],
            [store.store_id for store in self.config.stores],
            self.catalog.tax_rates,
        )
        self.attributes = Attributes()
        self.categories = Categories(now)
        self.stock = Stock(
            self.config.sources,
            emit if self.feed is None else self._stock_fact,
            self.config.index_period_ms > 0,
            self.config.websites,
        )
        self.receiver = Receiver()
        self.customers = Customers(now, self.stores)
        self.groups = Groups()
        self.promotions = Promotions(now, self.config.coupons, self.config.discounts)
        self.orders = OrderBook(now)
        self.carts = OpenCarts(self)
        self.invoices: list[Invoice] = []
        self.shipments: list[Shipment] = []
        self.creditmemos: list[CreditMemo] = []
        self.returns = Returns(self, emit)
        self.on_event: list[Callable[[Event | TypedEvent], object]] = []
        self.subscribed: dict[str, tuple[Rule, ...]] = {SAVED: ()}
        """Subscriptions to saves, by name: sent are the saves that fit all rules."""
        self.maintenance = False
        """Whether the shop is in maintenance: every request is refused."""
        self.surprised: dict[str, int] = {}
        """How often each of the surprises that are switched on has acted, by its name."""
        self._uuid_prefix = self._new_uuid_prefix()
        self._events = 0
        self._documents: dict[tuple[str, int], int] = {}
        self._ids: dict[str, int] = {}
        self.bulks = Bulks(now, self._uuid_prefix, self.config.bulk_period_ms, self.config.bulk_shuffled)
        self.tokens = Tokens(now, rng, self.config, self.customers)
        self.integrations = Integrations(self.config)

    def upgrade(self, version: str) -> list[str]:
        """Change to another version of Magento; sessions go on. Returns the switches whose values have changed.

        Raises ValueError for an unknown version.
        """
        old, self.config = self.config, self.config.upgraded(version)
        self.tokens.configure(self.config)
        self.integrations.configure(self.config)
        return [name for name in VERSION_SWITCHES if getattr(old, name) != getattr(self.config, name)]

    # -- services ----------------------------------------

    def surprise(self, name: str) -> None:
        """Count that a surprise acted."""
        self.surprised[name] = self.surprised.get(name, 0) + 1

    def salable(self, sku: str) -> int:
        """Sum of the sources plus reservations, in units; can be negative."""
        return self.stock.salable(sku)

    def is_salable(self, product: Product) -> bool:
        """Whether the product is in stock. A composite is while any of its parts is."""
        goods = [product.sku] if product.made_of is None else goods_within(product.made_of)
        return any(self.stock.shown_salable(sku) > 0 for sku in goods)

    def checkout(self, cart: Cart) -> Order:
        """Place an order. Raises OutOfStock, BadCart or PlaceFailed."""
        return checkout.place(self, cart)

    def capture(self, order: Order, why: str = "capture") -> Invoice:
        """Take the money and invoice everything open. Raises ShopError."""
        if order.state == order_states.PENDING_PAYMENT:
            move(
                self,
                order,
                order_states.PROCESSING,
                order_states.default_status(order_states.PROCESSING, self.config.statuses),
                why,
            )
        document = invoices.invoice(self, order, None, why)
        if order.method in payment_methods.GATEWAYS:
            amount = price(document.amounts.total, order.store.currency)
            text = f'Captured amount of {amount} online. Transaction ID: "{document.transaction_id}"'
            self.add_history(order, text, "invoice", order.status, None, 0)
        return document

    def invoice(self, order: Order, quantities: dict[int, int], why: str = "invoice") -> Invoice:
        """Invoice order item quantities as paid. Raises ShopError."""
        return invoices.invoice(self, order, quantities, why)

    def accept(self, order: Order) -> None:
        """Pass a payment under review. Raises ShopError."""
        payment_reviews.accept(self, order)

    def deny(self, order: Order) -> None:
        """Deny a payment under review: the order is cancelled. Raises ShopError."""
        payment_reviews.deny(self, order)

    def cancel(self, order: Order, why: str = "cancel", by: str = "admin") -> bool:
        """Cancel what is neither invoiced nor shipped; False when the order does not allow it."""
        return orders.cancel(self, order, why, by)

    def hold(self, order: Order, by: str = "admin") -> None:
        """Put an order on hold. Raises ShopError."""
        orders.hold(self, order, by)

    def unhold(self, order: Order, by: str = "admin") -> None:
        """Release an order from hold. Raises ShopError."""
        orders.unhold(self, order, by)

    def comment(self, order: Order, text: str, status: str | None, by: str = "admin") -> None:
        """Add a comment to an order. Raises ShopError for a status that is refused."""
        orders.comment(self, order, text, status, by)

    def ship(
        self,
        order: Order,
        quantities: dict[int, int] | None = None,
        tracks: list[shipments.NewTrack] | None = None,
        source: str | None = None,
        by: str = "admin",
        comment: Comment | None = None,
    ) -> Shipment:
        """Ship order item quantities (None: everything open) from a source (None: the default source)."""
        return shipments.ship(self, order, quantities, tracks or [], source, by, comment)

    def refund(
        self,
        order: Order,
        quantities: dict[int, int] | None = None,
        *,
        restock: bool = True,
        shipping_cents: int | None = None,
        adjustment_cents: int = 0,
        why: str = "refund",
        by: str = "admin",
    ) -> CreditMemo:
        """Refund order item quantities (None: everything refundable) and shipping (None: all that is left, net).

        The adjustment in base currency is paid back in addition, or withheld where it is negative.
        """
        request = credit_memos.Refund(
            quantities,
            shipping_cents,
            max(0, adjustment_cents),
            max(0, -adjustment_cents),
            None if restock else frozenset[int](),
            by_hand=True,
        )
        return credit_memos.refund(self, order, request, why, by)

    def edit(self, order: Order, lines: Sequence[tuple[str, int] | Choice], by: str = "admin") -> Order:
        """End an order and place its successor NNN-1 with the given lines. Raises NotEditable or OutOfStock."""
        return order_edits.edit(self, order, lines, by)

    def service_ms(self, operation: str) -> int:
        """The service time of an operation, in ms."""
        return self.config.service_ms.get(operation, self.config.default_service_ms)

    # -- saves and events ----------------------------------------

    def saved(self, order: Order, name: str) -> None:
        """Record a save of an order: `updated_at` moves and an event is sent."""
        self.orders.touch(order, self.now())
        self.notify(order, name)

    def notify(self, order: Order, name: str) -> None:
        """Send the event of a save. The state at this save is kept for the rules of the next one."""
        if self.on_event:
            self._send_save(order, name)
        order.saved_state = order.state

    def _send_save(self, order: Order, name: str) -> None:
        if self.feed is not None:
            for typed in self.feed.of(
                kind_of(name), order, order, name, self._next_event_id(), order.updated_ms
            ):
                self._send(typed)
            return
        for subscription, rules in self.subscribed.items():
            if not rules or all_hold(rules, order):
                event_id = self._next_event_id()
                self._send(
                    Event(event_id, name, order, order.state, order.status, order.updated_ms, subscription)
                )

    def _send_fact(self, kind: str, subject: object, name: str) -> None:
        """Send a fact about another record than an order as a typed event."""
        if self.feed is None or not self.on_event:
            return
        for typed in self.feed.of(kind, subject, None, name, self._next_event_id(), self.now()):
            self._send(typed)

    def _send(self, event: Event | TypedEvent) -> None:
        for listener in self.on_event:
            listener(event)

    def _next_event_id(self) -> str:
        self._events += 1
        return f"{self._uuid_prefix}{self._events:012x}"

    def _product_touched(self, product: Product) -> None:
        self._send_fact("ProductUpdated", product, "product.changed")

    def _stock_fact(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        """The emitter of the stock in a shop with typed events."""
        self.emit(kind, keys, data)
        if kind == "shop.stock.changed":
            for sku, source, quantity, in_stock in data["rows"]:
                scale = self.catalog.scale_of(sku)
                item = (sku, source, shown(quantity, scale), in_stock, shown(self.stock.salable(sku), scale))
                self._send_fact("InventoryAdjusted", item, "stock.changed")

    # -- numbers and histories ----------------------------------------

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
        orders.history(self.orders, order, text, entity, status, notified, visible, self.now())

    def next_document(self, kind: str, store_id: int) -> str:
        """The increment id of a new document; each kind is numbered per store."""
        number = self._documents.get((kind, store_id), 0) + 1
        self._documents[kind, store_id] = number
        return intern(f"{number:09d}" if store_id == 1 else f"{store_id}{number:09d}")

    def secret(self, purpose: str, number: int) -> str:
        """32 hex digits that cannot be guessed, the same for the same purpose and number."""
        text = f"{self._uuid_prefix}/{purpose}/{number}"
        return blake2b(text.encode(), digest_size=16).hexdigest()

    def take_ids(self, kind: str, count: int) -> int:
        """The first of `count` new row ids."""
        first = self._ids.get(kind, 1)
        self._ids[kind] = first + count
        return first

    def _new_uuid_prefix(self) -> str:
        bits = f"{self.rng.getrandbits(60):015x}"
        return f"{bits[:8]}-{bits[8:12]}-4{bits[12:]}-8000-"


__all__ = ["Shop", "ShopError"]
