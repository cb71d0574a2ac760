"""The shop: its parts put together, and the domain calls that shoppers, clerks and the API make.

A domain call either does everything or raises and changes nothing. Each tells its facts through `emit` and
fires one
`Event` per save of an order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any

from fake_magento.bulk import Bulks
from fake_magento.catalog.attributes import Attributes
from fake_magento.catalog.categories import Categories
from fake_magento.catalog.composites import Choice, goods_within
from fake_magento.catalog.products import Catalog
from fake_magento.config import ShopConfig
from fake_magento.customers.accounts import Customers
from fake_magento.customers.groups import Groups
from fake_magento.errors import ShopError
from fake_magento.events.notices import SAVED, Event
from fake_magento.events.subscriptions import Rule, all_hold
from fake_magento.events.typed_events import Feed, TypedEvent, kind_of
from fake_magento.events.webhooks import Subscription
from fake_magento.inventory.stock import Emit, Stock
from fake_magento.model.records import Cart, Comment, CreditMemo, Invoice, Order, Product, Shipment
from fake_magento.money import price
from fake_magento.rest.access.auth import Tokens
from fake_magento.rest.framework.http import Match, Reply, Request
from fake_magento.sales import (
    checkout,
    credit_memos,
    invoices,
    order_states,
    orders,
    payment_methods,
    payment_reviews,
    shipments,
    totals,
)
from fake_magento.sales.carts import Carts
from fake_magento.sales.order_book import OrderBook
from fake_magento.surface import Surface


class Shop:
    """`now` gives milliseconds since 1970; `rng` is the only source of chance; `emit(kind, keys, data)`
    takes facts."""

    def __init__(
        self, now: Callable[[], int], rng: random.Random, emit: Emit, config: ShopConfig | None = None
    ) -> None:
        self.now = now
        self.rng = rng
        self.emit = emit
        self.config = config or ShopConfig()
        self.stores = {store.code: store for store in self.config.stores}
        self.shipping = {store.code: totals.shipping(store) for store in self.config.stores}
        self.catalog = Catalog(now)
        self.attributes = Attributes()
        self.categories = Categories(now)
        self.feed: Feed | None = None
        """The business events of a shop that has them; without, every save of an order is told."""
        if self.config.event_versions:
            self.feed = Feed(self.config.event_versions, self.config.event_fields)
            self.catalog.on_touch = self._product_touched
        self.stock = Stock(self.config.sources, emit if self.feed is None else self._stock_fact)
        self.stock.by_schedule = self.config.index_period_ms > 0
        self.subscription = Subscription()
        self.customers = Customers(now, self.stores)
        self.groups = Groups()
        self.orders = OrderBook(now)
        self.carts = Carts(self)
        self.invoices: list[Invoice] = []
        self.shipments: list[Shipment] = []
        self.creditmemos: list[CreditMemo] = []
        self.on_event: list[Callable[[Event | TypedEvent], object]] = []
        self.subscribed: dict[str, tuple[Rule, ...]] = {SAVED: ()}
        """Which saves are told, by the name of the subscription: those for which all its rules hold."""
        self.maintenance = False
        """While true every request is answered with Magento's 503 page."""
        self._event_prefix = self._uuid_prefix()
        self._events = 0
        self._documents: dict[tuple[str, int], int] = {}
        self._ids: dict[str, int] = {}
        self.bulks = Bulks(now, self._event_prefix, self.config.bulk_period_ms, self.config.bulk_shuffled)
        self.tokens = Tokens(self)
        self.surface = Surface(self)

    # -- what people do ----------------------------------------

    def salable(self, sku: str) -> int:
        """Sum of the sources plus reservations, in units; can be negative."""
        return self.stock.salable(sku)

    def can_be_had(self, product: Product) -> bool:
        """What is made of others has no stock of its own: it can be had while any of them can."""
        goods = [product.sku] if product.made_of is None else goods_within(product.made_of)
        return any(self.stock.shown_salable(sku) > 0 for sku in goods)

    def checkout(self, cart: Cart) -> Order:
        """Place an order. Raises OutOfStock, or BadCart for a cart no shopper could have."""
        return checkout.place(self, cart)

    def capture(self, order: Order, why: str = "capture") -> Invoice:
        """Take the money and invoice everything still open. Raises ShopError in Magento's words."""
        if order.state == order_states.PENDING_PAYMENT:
            orders.move(
                self,
                order,
                order_states.PROCESSING,
                order_states.default_status(order_states.PROCESSING),
                why,
            )
        document = invoices.invoice(self, order, None, why)
        if order.method == payment_methods.CARD:
            amount = price(document.amounts.total, order.store.currency)
            text = f'Captured amount of {amount} online. Transaction ID: "{document.transaction_id}"'
            self.remember(order, text, "invoice", order.status, None, 0)
        return document

    def accept(self, order: Order) -> None:
        """The payment provider's review ended well."""
        payment_reviews.accept(self, order)

    def deny(self, order: Order) -> None:
        """The payment provider's review ended badly: the order is cancelled."""
        payment_reviews.deny(self, order)

    def cancel(self, order: Order, why: str = "cancel", by: str = "admin") -> bool:
        """False when there is nothing to cancel any more, as Magento answers."""
        return orders.cancel(self, order, why, by)

    def hold(self, order: Order, by: str = "admin") -> None:
        orders.hold(self, order, by)

    def unhold(self, order: Order, by: str = "admin") -> None:
        orders.unhold(self, order, by)

    def comment(self, order: Order, text: str, status: str | None, by: str = "admin") -> None:
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
        """Ship order item quantities (None: all that is open) from a source (None: the default one)."""
        return shipments.ship(self, order, quantities, tracks or [], source, by, comment)

    def refund(
        self,
        order: Order,
        quantities: dict[int, int] | None = None,
        *,
        restock: bool = True,
        shipping_cents: int | None = None,
        why: str = "refund",
        by: str = "admin",
    ) -> CreditMemo:
        """Refund order item quantities (None: everything refundable) and shipping (None: all that is left,
        net)."""
        back = None if restock else frozenset[int]()
        return credit_memos.refund(
            self, order, credit_memos.Refund(quantities, shipping_cents, return_to_stock=back), why, by
        )

    def edit(self, order: Order, lines: Sequence[tuple[str, int] | Choice], by: str = "admin") -> Order:
        """The admin's edit: ends the old order and places its successor NNN-1 with the given lines."""
        return orders.edit(self, order, lines, by)

    # -- saving ----------------------------------------

    def saved(self, order: Order, name: str) -> None:
        """An order was written: its `updated_at` moves and an event goes out."""
        self.orders.touch(order, self.now())
        self.notify(order, name)

    def notify(self, order: Order, name: str) -> None:
        """An event goes out to whoever listens. What the state was at this save is kept for those who come later."""
        if self.on_event:
            self._tell_save(order, name)
        order.saved_state = order.state

    def _tell_save(self, order: Order, name: str) -> None:
        if self.feed is not None:
            for told in self.feed.of(
                kind_of(name), order, order, name, self._next_event_id(), order.updated_ms
            ):
                for listener in self.on_event:
                    listener(told)
            return
        for told_as, rules in self.subscribed.items():
            if not rules or all_hold(rules, order):
                event = Event(
                    self._next_event_id(), name, order, order.state, order.status, order.updated_ms, told_as
                )
                for listener in self.on_event:
                    listener(event)

    def _tell(self, kind: str, subject: object, name: str) -> None:
        """A fact about a record that is no order goes out as a business event."""
        if self.feed is None or not self.on_event:
            return
        for told in self.feed.of(kind, subject, None, name, self._next_event_id(), self.now()):
            for listener in self.on_event:
                listener(told)

    def _next_event_id(self) -> str:
        self._events += 1
        return f"{self._event_prefix}{self._events:012x}"

    def _product_touched(self, product: Product) -> None:
        self._tell("ProductUpdated", product, "product.changed")

    def _stock_fact(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        """What the stock emits, which a shop with business events listens to as well."""
        self.emit(kind, keys, data)
        if kind == "shop.stock.changed":
            for sku, source, quantity, in_stock in data["rows"]:
                item = (sku, source, quantity, in_stock, self.stock.salable(sku))
                self._tell("InventoryAdjusted", item, "stock.changed")

    def remember(
        self,
        order: Order,
        text: str | None,
        entity: str,
        status: str | None,
        notified: int | None,
        visible: int,
    ) -> None:
        """Add a line to the order's status history."""
        orders.history(self.orders, order, text, entity, status, notified, visible, self.now())

    def next_document(self, kind: str, store_id: int) -> str:
        """Each kind of document has its own numbers per store."""
        number = self._documents.get((kind, store_id), 0) + 1
        self._documents[kind, store_id] = number
        return f"{number:09d}" if store_id == 1 else f"{store_id}{number:09d}"

    def secret(self, purpose: str, number: int) -> str:
        """32 hex digits that nobody can guess, the same for the same purpose and number."""
        text = f"{self._event_prefix}/{purpose}/{number}"
        return blake2b(text.encode(), digest_size=16).hexdigest()

    def take_ids(self, kind: str, count: int) -> int:
        """The first of `count` new row ids."""
        first = self._ids.get(kind, 1)
        self._ids[kind] = first + count
        return first

    def _uuid_prefix(self) -> str:
        bits = f"{self.rng.getrandbits(60):015x}"
        return f"{bits[:8]}-{bits[8:12]}-4{bits[12:]}-8000-"

    # -- the wire ----------------------------------------

    def recognise(self, request: Request) -> Match | None:
        """What a request asks for; None where there is no such address."""
        return self.surface.match(request.method, request.path)

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """None lets the request in; a Reply refuses it (503 in maintenance, 401 without the right)."""
        return self.surface.admit(request, match)

    def begin(self, request: Request, match: Match | None, service_ms: int) -> None:
        """The shop works on as many calls at once as come: each is done after its service time."""

    def service_ms(self, operation: str) -> int:
        """How long the shop works on an operation."""
        return self.config.service_ms.get(operation, self.config.default_service_ms)

    def leave(self, request: Request, match: Match | None) -> None:
        """Core Magento has no limits, so there is no slot to give back."""


__all__ = ["Shop", "ShopError"]
