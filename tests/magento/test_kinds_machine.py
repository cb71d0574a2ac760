"""A shop with products of every kind and books in two currencies against what must hold in any order of events: the
salable quantity is sources less what is reserved, a finished order reserves nothing, all money adds up to the last
cent in both currencies, and no order moves as the state machine does not allow.

`pytest --hypothesis-profile=thorough` tries hundreds of stories instead of dozens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fake_magento import NotEditable, Order, OutOfStock, ShopError
from fake_magento.model.amounts import Amounts
from fake_magento.model.documents import CreditMemo, Invoice
from fake_magento.model.order_line import OrderLine
from fake_magento.sales import order_states
from fake_magento.sales.documents.credit_memos import Refund, refund
from fake_magento.sales.documents.invoices import invoice
from tests.depth import deep

from .kinds import CHOICES, furnished

FINISHED = frozenset({order_states.COMPLETE, order_states.CLOSED, order_states.CANCELED})

SKUS = [*(f"SKU-{number}" for number in range(1, 6)), "HOODIE-M", "HOODIE-L", "GIFT"]
LINES = st.lists(
    st.tuples(st.sampled_from(SKUS), st.integers(1, 6)) | st.sampled_from(CHOICES), min_size=1, max_size=4
)
PICK = st.integers(0, 10_000)
METHODS = ["checkmo", "card", "purchaseorder", "redirect", "free"]


class KindsMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = furnished(sources=("main", "north"))
        self.shop = self.world.shop
        self.orders: list[Order] = []
        self.states: dict[str, str] = {}

    def pick(self, number: int) -> Order:
        return self.orders[number % len(self.orders)]

    @rule(
        lines=LINES,
        store=st.sampled_from(["default", "us", "ch", "net"]),
        method=st.sampled_from(METHODS),
        percent=st.sampled_from([0, 0, 7, 33, 100]),
        amount=st.sampled_from([0, 0, 1, 999, 1_000_000]),
        on_shipping=st.booleans(),
        cards=st.lists(st.sampled_from([1, 1000, 99_999]), max_size=2),
        credit=st.sampled_from([0, 0, 250]),
        review=st.sampled_from([False, False, True]),
        late_ms=st.sampled_from([0, 0, 3000]),
    )
    def checkout(
        self,
        lines: list[Any],
        store: str,
        method: str,
        percent: int,
        amount: int,
        on_shipping: bool,
        cards: list[int],
        credit: int,
        review: bool,
        late_ms: int,
    ) -> None:
        cart = self.world.cart(
            *lines,
            store=store,
            method=method,
            coupon_percent=0 if amount else percent,
            coupon_cents=amount,
            coupon_code="ODD" if amount or percent else "",
            coupon_on_shipping=on_shipping,
            gift_cards=tuple((f"CARD-{place}", cents) for place, cents in enumerate(cards)),
            store_credit_cents=credit,
            under_review=review,
            commit_after_ms=late_ms,
        )
        before = {sku: self.shop.salable(sku) for sku in SKUS}
        try:
            self.orders.append(self.shop.checkout(cart))
        except OutOfStock:
            assert before == {sku: self.shop.salable(sku) for sku in SKUS}
            assert any(units > before[sku] for sku, units in wanted_by(lines).items())

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def capture(self, number: int) -> None:
        order = self.pick(number)
        try:
            self.shop.capture(order)
        except ShopError:
            assert (
                order.state in order_states.NOT_INVOICEABLE
                or not any(line.to_invoice() for line in order.lines)
                or any(line.kind == "virtual" for line in order.lines)
            )

    @precondition(lambda self: self.orders)
    @rule(number=PICK, line=PICK, quantity=st.integers(1, 6))
    def invoice_some(self, number: int, line: int, quantity: int) -> None:
        order = self.pick(number)
        row = order.lines[line % len(order.lines)]
        self.trying(lambda: invoice(self.shop, order, {row.item_id: quantity}, "test"), order)

    @precondition(lambda self: self.orders)
    @rule(number=PICK, line=PICK, quantity=st.integers(0, 6))
    def ship_some(self, number: int, line: int, quantity: int) -> None:
        order = self.pick(number)
        rows = [row for own in order.lines for row in own.stock_rows]
        row = rows[line % len(rows)]
        self.trying(lambda: self.shop.ship(order, {row.item_id: quantity} if quantity else None), order)

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def cancel(self, number: int) -> None:
        order = self.pick(number)
        if self.shop.cancel(order):
            told = [data for kind, _, data in self.world.facts if kind == "shop.order.reduced"]
            assert len(told) == (order.state != order_states.CANCELED)
            for data in told:
                check_what_is_left(order, data)

    @precondition(lambda self: self.orders)
    @rule(number=PICK, good=st.booleans())
    def review(self, number: int, good: bool) -> None:
        order = self.pick(number)
        self.trying(lambda: self.shop.accept(order) if good else self.shop.deny(order), order)

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def hold_or_unhold(self, number: int) -> None:
        order = self.pick(number)
        act = self.shop.unhold if order.state == order_states.HOLDED else self.shop.hold
        self.trying(lambda: act(order), order)

    @precondition(lambda self: self.orders)
    @rule(
        number=PICK,
        line=PICK,
        quantity=st.integers(0, 6),
        restock=st.booleans(),
        shipping=st.sampled_from([None, 0, 100, 10_000]),
        plus=st.sampled_from([0, 0, 15]),
        minus=st.sampled_from([0, 0, 15]),
        by_invoice=st.booleans(),
    )
    def refund_some(
        self,
        number: int,
        line: int,
        quantity: int,
        restock: bool,
        shipping: int | None,
        plus: int,
        minus: int,
        by_invoice: bool,
    ) -> None:
        order = self.pick(number)
        row = order.lines[line % len(order.lines)]
        wanted = Refund(
            {row.item_id: quantity},
            shipping,
            plus,
            minus,
            None if restock else frozenset(),
            invoice=order.invoices[0] if by_invoice and order.invoices else None,
            online=by_invoice and bool(order.invoices),
        )
        self.trying(lambda: refund(self.shop, order, wanted, "test", "admin"), order)

    @precondition(lambda self: self.orders)
    @rule(number=PICK)
    def refund_all(self, number: int) -> None:
        order = self.pick(number)
        self.trying(lambda: self.shop.refund(order), order)

    @precondition(lambda self: self.orders)
    @rule(number=PICK, lines=LINES)
    def edit(self, number: int, lines: list[Any]) -> None:
        order = self.pick(number)
        try:
            new = self.shop.edit(order, lines)
        except (NotEditable, OutOfStock, ShopError):
            return
        self.orders.append(new)
        kept = order.paid_cents - order.refunded_cents  # a fee withheld by an earlier credit memo
        assert order.state in (
            order_states.CANCELED,
            order_states.CLOSED,
            *([order_states.COMPLETE] if kept else []),
        )

    @rule(sku=st.sampled_from(SKUS), source=st.sampled_from(["main", "north"]), quantity=st.integers(0, 60))
    def push_stock(self, sku: str, source: str, quantity: int) -> None:
        self.shop.stock.put([(sku, source, quantity, quantity > 0)], "test", "api")

    @rule(by=st.integers(0, 5000))
    def time_passes(self, by: int) -> None:
        self.world.now_ms += by

    def trying(self, act: Callable[[], object], order: Order) -> None:
        """A refusal changes nothing about the order."""
        before = (
            order.state,
            order.paid_cents,
            order.refunded_cents,
            [_counts(line) for line in order.lines],
        )
        try:
            act()
        except ShopError:
            after = (order.state, order.paid_cents, order.refunded_cents, [_counts(x) for x in order.lines])
            assert before == after

    @invariant()
    def salable_is_sources_plus_reservations(self) -> None:
        held: dict[str, int] = {}
        for item in self.shop.stock.items():
            held[item.sku] = held.get(item.sku, 0) + (item.quantity if item.in_stock else 0)
        for _, sku, quantity, _, _ in self.shop.stock.reservations:
            held[sku] = held.get(sku, 0) + quantity
        for sku in SKUS:
            assert self.shop.salable(sku) == held.get(sku, 0)

    @invariant()
    def what_is_reserved_is_what_is_still_to_leave(self) -> None:
        reserved: dict[tuple[str, str], int] = {}
        for _, sku, quantity, _, number in self.shop.stock.reservations:
            reserved[number, sku] = reserved.get((number, sku), 0) - quantity
        for order in self.orders:
            wanted: dict[str, int] = {}
            for line in order.lines:
                for sku, units in line.open_goods():
                    wanted[sku] = wanted.get(sku, 0) + units
            for sku in SKUS:
                assert reserved.get((order.increment_id, sku), 0) == wanted.get(sku, 0)
            if order.state in FINISHED:
                assert not any(wanted.values()), "a finished order still waits for goods"

    @invariant()
    def money_adds_up_in_both_currencies(self) -> None:
        for order in self.orders:
            check_money(order, order.ordered, order.lines, order.invoiced_total, order.refunded_total)
            check_documents(order.invoices, order.creditmemos, order, [x.amounts for x in order.invoices])
            if order.base is not None:
                based = order.in_base()
                check_money(based, based.ordered, based.lines, based.invoiced_total, based.refunded_total)
                amounts = [x.base_amounts for x in order.invoices if x.base_amounts]
                check_documents(order.invoices, order.creditmemos, based, amounts)

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


def wanted_by(lines: list[Any]) -> dict[str, int]:
    """What a cart takes from stock, SKU by SKU, from a shop that has everything."""
    world = furnished()
    for sku in SKUS:
        world.shop.stock.put([(sku, world.shop.stock.default_source, 10_000, True)], "test", "api")
    order = world.order(*lines)
    return {sku: 10_000 - world.shop.salable(sku) for sku in SKUS} if order else {}


def check_what_is_left(order: Order, told: dict[str, Any]) -> None:
    """The contents that are told are those that were not cancelled; where they are invoiced, so is their money."""
    units: dict[str, int] = {}
    for sku, quantity, *_ in told["lines"]:
        units[sku] = units.get(sku, 0) + quantity
    left: dict[str, int] = {}
    for line in order.lines:
        parts = line.parts if line.kind == "bundle" else ()
        goods = [(part.sku, part.quantity - part.canceled) for part in parts]
        for sku, quantity in goods or [(line.stocked, line.quantity - line.canceled)]:
            left[sku] = left.get(sku, 0) + quantity
    assert units == {sku: quantity for sku, quantity in left.items() if quantity}
    if order.invoiced_total and all(line.to_invoice() == 0 for line in order.lines):
        assert told["total_cents"] == order.paid_cents + order.invoiced_total.gift


def _counts(line: OrderLine) -> tuple[int, ...]:
    return line.invoiced, line.shipped, line.canceled, line.refunded, line.returned


def check_money(
    order: Order, a: Amounts, lines: list[OrderLine], invoiced: Amounts | None, refunded: Amounts | None
) -> None:
    """The totals of an order, from its rows and from what was entered, in one currency."""
    postage_paid = a.shipping + a.shipping_tax + a.shipping_compensation - a.shipping_discount
    goods = a.subtotal + a.tax - a.shipping_tax + a.compensation - (a.discount - a.shipping_discount)
    assert a.total == goods + postage_paid - a.gift >= 0
    assert a.subtotal == sum(line.row_cents for line in lines)
    assert a.tax - a.shipping_tax == sum(line.tax_cents for line in lines)
    assert a.discount - a.shipping_discount == sum(line.discount_cents for line in lines)
    entered = sum(line.unit_cents * line.quantity - line.discount_cents for line in lines)
    tax = 0 if order.store.tax == "inclusive" else a.tax - a.shipping_tax
    assert goods == entered + tax
    for line in lines:
        assert line.row_cents + line.tax_cents + line.compensation_cents >= line.discount_cents >= 0
    if invoiced is not None:
        assert invoiced.total <= a.total
        assert invoiced.gift <= a.gift
        if all(line.invoiced == line.quantity for line in lines):
            assert invoiced == a
    if refunded is not None:
        assert invoiced is not None
        assert refunded.gift <= invoiced.gift


def check_documents(
    invoices: list[Invoice], memos: list[CreditMemo], order: Order, amounts: list[Amounts]
) -> None:
    """The documents of an order add up to what the order says."""
    assert len(amounts) == len(invoices)
    summed = Amounts()
    for one in amounts:
        summed = summed.plus(one)
    assert summed == (order.invoiced_total or Amounts())
    back = order.refunded_total or Amounts()
    own = order.base is None or order.store.currency != order.store.base_currency
    given = [memo.amounts if own else memo.base_amounts for memo in memos]
    for name in (field.name for field in fields(Amounts)):
        assert sum(getattr(one, name) for one in given) == getattr(back, name), name


TestKindsMachine = KindsMachine.TestCase
TestKindsMachine.settings = (
    settings.default if deep() else settings(max_examples=25, stateful_step_count=50, deadline=None)
)
