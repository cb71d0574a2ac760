"""The shop against a plain model: stock, money and states stay true whatever people do, in whatever order."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from fake_magento import NotEditable, Order, OutOfStock, ShopError
from fake_magento.catalog import assortment
from fake_magento.sales import order_states
from fake_magento.sales.documents.credit_memos import Refund, refund
from tests.depth import deep

from .return_rules import ReturnRules
from .world import World

FINISHED = frozenset({order_states.COMPLETE, order_states.CLOSED, order_states.CANCELED})

SKUS = [f"SKU-{number}" for number in range(1, 6)]
LINES = st.lists(st.tuples(st.sampled_from(SKUS), st.integers(1, 9)), min_size=1, max_size=4)
PICK = st.integers(0, 10_000)


class ShopMachine(ReturnRules):
    def __init__(self) -> None:
        super().__init__()
        self.world = World(sources=("main", "north"), stock_follows_catalog=True)
        self.shop = self.world.shop
        self.now = dict(zip(SKUS, SKUS, strict=True))
        """The present SKU of each product."""
        self.orders: list[Order] = []
        self.states: dict[str, str] = {}

    def pick(self, number: int) -> Order:
        return self.orders[number % len(self.orders)]

    @rule(
        lines=LINES,
        store=st.sampled_from(["default", "us"]),
        method=st.sampled_from(["checkmo", "card", "purchaseorder"]),
        coupon=st.sampled_from([0, 0, 10, 33]),
    )
    def checkout(self, lines: list[tuple[str, int]], store: str, method: str, coupon: int) -> None:
        code = "SPRING" if coupon else ""
        lines = [(self.now[sku], quantity) for sku, quantity in lines]
        cart = self.world.cart(*lines, store=store, method=method, coupon_percent=coupon, coupon_code=code)
        present = [*self.now.values()]
        before = {sku: self.shop.salable(sku) for sku in present}
        wanted = {sku: sum(q for s, q in lines if s == sku) for sku in present}
        if any(0 < wanted[sku] > before[sku] for sku in present):
            with pytest.raises(OutOfStock):
                self.shop.checkout(cart)
            assert {sku: self.shop.salable(sku) for sku in present} == before
        else:
            self.orders.append(self.shop.checkout(cart))
            after = {sku: self.shop.salable(sku) for sku in present}
            assert {sku: before[sku] - wanted[sku] for sku in present} == after

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def capture(self, number: int) -> None:
        order = self.pick(number)
        allowed = order.state not in order_states.NOT_INVOICEABLE and any(
            line.to_invoice() for line in order.lines
        )
        self.attempt(allowed, lambda: self.shop.capture(order))

    @precondition(lambda self: self.orders)
    @rule(number=PICK, line=PICK, quantity=st.integers(0, 10))
    def ship_some(self, number: int, line: int, quantity: int) -> None:
        order = self.pick(number)
        row = order.lines[line % len(order.lines)]
        allowed = (
            order.state not in order_states.NOT_SHIPPABLE
            and 0 < quantity <= row.to_ship()
            and self.shop.stock.quantity(row.stocked, "main") >= quantity
        )
        self.attempt(allowed, lambda: self.shop.ship(order, {row.item_id: quantity}))

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def ship_all(self, number: int) -> None:
        order = self.pick(number)
        try:
            self.shop.ship(order)
        except ShopError:
            return
        assert all(line.to_ship() == 0 for line in order.lines)

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def cancel(self, number: int) -> None:
        order = self.pick(number)
        allowed = order.state not in order_states.NOT_CANCELABLE and any(
            line.to_invoice() for line in order.lines
        )
        assert self.shop.cancel(order) is allowed

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def hold_or_unhold(self, number: int) -> None:
        order = self.pick(number)
        if order.state == order_states.HOLDED:
            self.shop.unhold(order)
        else:
            self.attempt(order.state in order_states.HOLDABLE, lambda: self.shop.hold(order))

    @precondition(lambda self: self.orders)
    @rule(number=PICK, line=PICK, quantity=st.integers(0, 9), restock=st.booleans(), shipping=st.booleans())
    def refund_some(self, number: int, line: int, quantity: int, restock: bool, shipping: bool) -> None:
        order = self.pick(number)
        row = order.lines[line % len(order.lines)]
        wanted = Refund(
            {row.item_id: quantity}, None if shipping else 0, return_to_stock=None if restock else frozenset()
        )
        before = order.refunded_cents
        try:
            memo = refund(self.shop, order, wanted, "test", "admin")
        except ShopError:
            assert order.refunded_cents == before
        else:
            assert order.refunded_cents == before + memo.amounts.total <= order.paid_cents

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def refund_all(self, number: int) -> None:
        order = self.pick(number)
        try:
            self.shop.refund(order)
        except ShopError:
            return
        assert order.refunded_cents == order.paid_cents

    @precondition(lambda self: self.orders)
    @rule(number=PICK, lines=LINES)
    def edit(self, number: int, lines: list[tuple[str, int]]) -> None:
        order = self.pick(number)
        try:
            new = self.shop.edit(order, [(self.now[sku], quantity) for sku, quantity in lines])
        except (NotEditable, OutOfStock):
            assert order.child is None or order.child.parent is order
            return
        self.orders.append(new)
        assert order.child is new
        assert new.parent is order
        assert order.state in (order_states.CANCELED, order_states.CLOSED)

    @rule(sku=st.sampled_from(SKUS), source=st.sampled_from(["main", "north"]), quantity=st.integers(0, 60))
    def push_stock(self, sku: str, source: str, quantity: int) -> None:
        self.shop.stock.put([(self.now[sku], source, quantity, quantity > 0)], "test", "api")

    @rule(sku=st.sampled_from(SKUS), back=st.booleans())
    def rename(self, sku: str, back: bool) -> None:
        """Stock, reservations and open orders go with the product to its new SKU, or back to its first one."""
        old = self.now[sku]
        new = sku if back and old != sku else f"{old}+"
        before = self.shop.salable(old)
        assortment.rename(self.shop, self.shop.catalog.get(old), new)
        self.now[sku] = new
        assert (self.shop.salable(new), self.shop.salable(old)) == (before, 0)

    @rule(sku=st.sampled_from(SKUS))
    def replace(self, sku: str) -> None:
        """A product that nothing is reserved of is deleted with its stock, and another one gets its SKU."""
        product = self.shop.catalog.get(self.now[sku])
        if any(line.product_id == product.product_id for order in self.orders for line in order.lines):
            return
        assortment.remove(self.shop, product)
        assortment.add(self.shop, product.sku, "another", product.price_cents, 19)
        assert self.shop.salable(product.sku) == 0

    @rule(by=st.integers(0, 5000))
    def time_passes(self, by: int) -> None:
        self.world.now_ms += by

    def attempt(self, allowed: bool, act: object) -> None:
        """What the table allows succeeds, and nothing else does."""
        try:
            act()  # type: ignore[operator]
        except ShopError:
            assert not allowed
        else:
            assert allowed

    @invariant()
    def salable_is_sources_plus_reservations(self) -> None:
        for sku in self.now.values():
            held = sum(i.quantity for i in self.shop.stock.items() if i.sku == sku and i.in_stock)
            reserved = sum(row[2] for row in self.shop.stock.reservations if row[1] == sku)
            assert self.shop.salable(sku) == held + reserved

    @invariant()
    def reservations_are_exactly_what_is_still_to_ship(self) -> None:
        for order in self.orders:
            reserved = -sum(row[2] for row in self.shop.stock.reservations if row[4] == order.increment_id)
            lost = sum(line.to_ship() for line in order.lines) if order.state in FINISHED else 0
            assert lost == 0, "a finished order still waits for goods"
            assert reserved == sum(line.to_ship() for line in order.lines)

    @invariant()
    def reservations_are_with_the_present_sku(self) -> None:
        rows = [line for order in self.orders for line in order.lines]
        for sku in self.now.values():
            product_id = self.shop.catalog.get(sku).product_id
            reserved = -sum(row[2] for row in self.shop.stock.reservations if row[1] == sku)
            assert reserved == sum(row.to_ship() for row in rows if row.product_id == product_id)

    @invariant()
    def totals_add_up_to_the_last_cent(self) -> None:
        for order in self.orders:
            a = order.ordered
            assert a.total == a.subtotal + a.tax + a.compensation + a.shipping - a.discount
            assert a.tax - a.shipping_tax == sum(line.tax_cents for line in order.lines)
            entered = sum(line.unit_cents * line.quantity - line.discount_cents for line in order.lines)
            shipping = order.store.shipping_cents
            if order.store.tax == "inclusive":
                assert a.total == entered + shipping
            else:
                assert a.total == entered + shipping + a.tax
            assert order.refunded_cents <= order.paid_cents <= a.total
            if order.invoices and all(line.invoiced == line.quantity for line in order.lines):
                assert order.paid_cents == a.total

    @invariant()
    def only_legal_moves_happened(self) -> None:
        for kind, keys, data in self.world.facts:
            if kind == "shop.order.placed":
                self.states[keys["order"]] = data["state"]
            elif kind == "shop.order.state":
                was = self.states[keys["order"]]
                assert data["state"] == was or data["state"] in order_states.MOVES[was]
                self.states[keys["order"]] = data["state"]
        self.world.facts.clear()
        for order in self.orders:
            assert self.states[order.increment_id] == order.state


TestShopMachine = ShopMachine.TestCase
TestShopMachine.settings = (
    settings.default if deep() else settings(max_examples=30, stateful_step_count=30, deadline=None)
)
