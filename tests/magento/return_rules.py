"""Rules for returns of the shop, with a model of their units in plain dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fake_magento import Order, ShopError
from fake_magento.returns.handling import Wanted
from fake_magento.returns.rma import CHOICES, EXCHANGE, Rma

if TYPE_CHECKING:
    from fake_magento import Shop

NEXT = {"pending": "authorized", "authorized": "received", "received": "processed_closed"}
PICK = st.integers(0, 10_000)
UNITS = st.lists(st.integers(1, 3), min_size=1, max_size=2)


class ReturnRules(RuleBasedStateMachine):
    """Mixed into a machine with `shop` and `orders`."""

    shop: Shop
    orders: list[Order]

    def __init__(self) -> None:
        super().__init__()
        self.rmas: list[Rma] = []
        self.on_the_way: dict[int, int] = {}
        """Units in any return, by order item id."""
        self.expected: dict[int, str] = {}
        """Status by id of the return."""

    @precondition(lambda self: self.orders)
    @rule(number=PICK, line=PICK, units=UNITS, label=PICK)
    def request_return(self, number: int, line: int, units: list[int], label: int) -> None:
        """One row of a return for each figure, all of one row of an order."""
        order = self.orders[number % len(self.orders)]
        row = order.lines[line % len(order.lines)]
        labels = [words[label % len(words)] for words in (CHOICES[name] for name in ("reason", "condition"))]
        resolution = CHOICES["resolution"][label % 2]
        wanted = [Wanted(row.item_id, each, *labels, resolution) for each in units]
        before = self.on_the_way.get(row.item_id, 0)
        try:
            rma = self.shop.returns.request(order, wanted)
        except ShopError:
            assert sum(units) > row.shipped - before
            return
        assert sum(units) <= row.shipped - before
        self.on_the_way[row.item_id] = before + sum(units)
        self.rmas.append(rma)
        self.expected[rma.entity_id] = "pending"

    @precondition(lambda self: self.rmas)
    @rule(
        number=PICK,
        chosen=st.sampled_from(["", "", "", "authorized", "received", "processed_closed"]),
        reject=st.integers(0, 2),
    )
    def advance_return(self, number: int, chosen: str, reject: int) -> None:
        """A step of a return. Only the end of one pays back, and no step moves goods of the shop."""
        rma = self.rmas[number % len(self.rmas)]
        step = chosen or NEXT.get(rma.status, "processed_closed")
        order, first = rma.order, rma.items[0]
        units = sum(item.requested for item in rma.items) - min(reject, first.requested)
        rejected = {first.entity_id: min(reject, first.requested)}
        stock = {sku: self.shop.salable(sku) for sku in {line.stocked for line in order.lines}}
        paid_back, refunded = order.refunded_cents, first.line.refunded
        due = 0 if first.resolution == EXCHANGE else units
        try:
            if step == "authorized":
                self.shop.returns.authorize(rma)
            elif step == "received":
                self.shop.returns.receive(rma)
            else:
                self.shop.returns.close(rma, rejected)
        except ShopError:
            assert NEXT.get(rma.status) != step or due
            assert (order.refunded_cents, first.line.refunded) == (paid_back, refunded)
            return
        assert NEXT.get(self.expected[rma.entity_id]) == step
        self.expected[rma.entity_id] = step
        assert first.line.refunded == refunded + (due if step == "processed_closed" else 0)
        assert stock == {sku: self.shop.salable(sku) for sku in stock}

    @invariant()
    def returns_are_where_they_were_left(self) -> None:
        assert {rma.entity_id: rma.status for rma in self.rmas} == self.expected
        for rma in self.rmas:
            closed = rma.status == "processed_closed"
            assert all((item.approved is None) is not closed for item in rma.items)

    @invariant()
    def nothing_comes_back_that_was_not_shipped(self) -> None:
        units: dict[int, int] = {}
        for rma in self.rmas:
            for item in rma.items:
                units[item.line.item_id] = units.get(item.line.item_id, 0) + item.requested
        for order in self.orders:
            for line in order.lines:
                assert units.get(line.item_id, 0) <= line.shipped
