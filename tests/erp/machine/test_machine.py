"""The whole ERP against a plain-dict model of it: any sequence of calls, jobs, movements and decisions.

Every act is predicted: the number it gets or the code it is refused with, and the books after it. From time to
time the ERP is copied, and both live on side by side; or it goes back to where it was.

`pytest --hypothesis-profile=thorough tests/erp/machine` walks longer, and many more times.
"""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from fake_erp import snapshot
from tests.depth import deep

from .decisions import Decisions
from .goods_model import Record
from .sales_model import ALLOWED
from .seen import accounts_due, books_due, books_of, check_documents, differences
from .steps.goods import GoodsSteps
from .steps.money import MoneySteps
from .steps.orders import OrderSteps
from .strategies import DECISIONS, ORDERS, order_json

LEADS_TO = {
    "draft": {"released", "held", "pending_approval", "cancelled"},
    "pending_approval": {"released", "held", "draft", "partly_shipped", "cancelled", "shipped"},
    "released": {"shipped", "partly_shipped", "held", "pending_approval", "cancelled"},
    "held": {"released", "draft", "partly_shipped", "held", "cancelled", "shipped"},
    "partly_shipped": {"shipped", "partly_shipped", "held", "pending_approval"},
    "shipped": {"invoiced"},
    "invoiced": {"closed"},
}
"""The states of an order, and those it may ever go to."""


class Machine(OrderSteps, GoodsSteps, MoneySteps):
    # -- what the installation decides -----------------------------------------------------------------------

    @rule(decision=DECISIONS)
    def decide(self, decision: tuple[Any, ...]) -> None:
        act, model = getattr(Decisions, decision[0])(self.model, *decision[1:])
        self.do(act, model)

    # -- other futures ----------------------------------------------------------------------------------------

    @precondition(lambda self: self.twin is None)
    @rule(steps=st.integers(1, 8))
    def live_on_twice(self, steps: int) -> None:
        """What is restored from a snapshot has the same books and the same future."""
        self.told_twin, self.since, self.steps_left = [], len(self.world.facts), steps
        told = self.told_twin
        self.twin = snapshot.restore(
            snapshot.take(self.world.erp),
            lambda: self.world.now_ms,
            lambda kind, keys, data: told.append((kind, keys, data)),
        )
        assert books_of(self.twin) == books_of(self.world.erp)

    @precondition(lambda self: self.twin is None)
    @rule(wanted=ORDERS, units=st.integers(1, 9))
    def have_another_go(self, wanted: Record, units: int) -> None:
        """What was done after a snapshot is undone by restoring it."""
        erp, before, told = self.world.erp, books_of(self.world.erp), len(self.world.facts)
        taken = snapshot.take(erp)
        self.client.post("/orders", order_json(wanted, self.model.sku))
        erp.stock.receive(self.model.sku["B"], "main", units)
        erp.shipping.wave()
        erp.invoicing.run()
        for order in list(erp.orders.by_number.values()):
            if order.status in ALLOWED["cancel"]:
                erp.orders.cancel(order)
        snapshot.restore_into(erp, taken)
        del self.world.facts[told:]
        assert books_of(erp) == before

    def teardown(self) -> None:
        """In the end whatever can still go out, be billed and be credited does and is."""
        if not self.sound:
            return
        for place in list(self.model.frozen):
            self.freeze(place)
        for item in self.model.sku:
            self.bring(item, "main", 500, "receive")
            self.bring(item, "south", 500, "receive")
        self.day(30)
        self.day(30)
        self.the_books_are_those_of_the_model()
        self.nothing_is_there_twice()
        self.debits_equal_credits_and_accounts_are_worth_their_documents()

    # -- what holds after every step ---------------------------------------------------------------------

    @invariant()
    def the_books_are_those_of_the_model(self) -> None:
        found = differences(books_of(self.world.erp), books_due(self.model))
        assert not found, "\n".join(found)

    @invariant()
    def nothing_is_there_twice(self) -> None:
        check_documents(self.world.erp)

    @invariant()
    def debits_equal_credits_and_accounts_are_worth_their_documents(self) -> None:
        journal = self.world.erp.journal
        for posting in journal.page(self.postings, 10**6):
            assert sum(cents for _, cents in posting.entries) == 0
            for account, cents in posting.entries:
                self.balances[account] = self.balances.get(account, 0) + cents
        self.postings = len(journal)
        assert {name: cents for name, cents in journal.balances.items() if cents} == {
            name: cents for name, cents in self.balances.items() if cents
        }
        due = accounts_due(self.model)
        assert {name: journal.balances[name] for name in due} == due

    @invariant()
    def the_facts_alone_tell_the_same_story(self) -> None:
        for kind, keys, data in self.world.facts[self.heard :]:
            if kind == "erp.order.created":
                assert keys["order"] not in self.statuses
                self.statuses[keys["order"]] = data["status"]
            elif kind == "erp.order.status":
                assert self.statuses[keys["order"]] == data["from"]
                assert data["to"] in LEADS_TO[data["from"]]
                self.statuses[keys["order"]] = data["to"]
            elif kind == "erp.stock.changed":
                self.stock |= {f"{row[0]} {row[1]}": row[2:] for row in data["rows"]}
        self.heard = len(self.world.facts)
        orders = self.world.erp.orders.by_number
        assert self.statuses == {number: order.status for number, order in orders.items()}
        for row in self.world.erp.stock.rows():
            told = self.stock.get(f"{row.item} {row.warehouse}", [0, 0, 0])
            assert (told[0], told[1] + told[2]) == (row.on_hand, row.allocated)


SAMPLE = settings(max_examples=250, stateful_step_count=50, deadline=None)
"""What a short run tries; test_canary.py proves that it is enough to notice harm."""

TestErp = Machine.TestCase
TestErp.settings = settings.default if deep() else SAMPLE
