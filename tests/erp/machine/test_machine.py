"""The whole ERP against a plain-dict model of it: any sequence of calls, jobs, movements and decisions.

Every act is predicted: the number it gets or the code it is refused with, and the books after it. From time to
time the ERP is copied, and both live on side by side; or it goes back to where it was.

`pytest --hypothesis-profile=thorough tests/erp/machine` walks longer, and many more times.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from fake_erp import Erp, snapshot
from fake_erp.errors import ErpError
from tests.depth import deep
from tests.erp.world import MOUNTS, Client, Fact, World

from .calls import Act, called, stock_set
from .decisions import Decisions
from .goods_model import No, Record
from .installations import INSTALLATIONS, PATCHES, Installation
from .money_model import Model
from .sales_model import ALLOWED
from .seen import accounts_due, books_due, books_of, check_documents, differences
from .strategies import (
    ANY_INSTALLATION,
    CHANGES,
    DECISIONS,
    FIRST_ORDERS,
    ITEMS,
    NEW_LINES,
    ORDERS,
    PICK,
    PLACES,
    REFERENCES,
    amount,
    line_json,
    order_json,
)

MINUTE_MS = 60_000
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


class Machine(RuleBasedStateMachine):
    @initialize(
        installation=st.sampled_from(list(INSTALLATIONS.values())) | ANY_INSTALLATION, orders=FIRST_ORDERS
    )
    def open_the_installation(self, installation: Installation, orders: list[Record]) -> None:
        self.world: World = installation.world()
        self.client = MOUNTS["in_process"](self.world.erp).login()
        self.model = Model(installation.for_model(), self.world.now_ms)
        self.model.rules = {each.called: each.first for each in PATCHES} | installation.rules
        self.twin: Erp | None = None
        self.told_twin: list[Fact] = []
        self.since = self.steps_left = 0
        self.statuses: dict[str, str] = {}
        self.stock: dict[str, list[int]] = {}
        self.heard = self.postings = 0
        self.balances: dict[str, int] = {}
        self.sound = True
        for wanted in orders:
            self.place(wanted)

    # -- how acts are compared --------------------------------------------------------------------------------

    def do(self, act: Act, model: Callable[[], Any]) -> str:
        """Let the ERP act, and its copy if there is one; both must say what the model says."""
        try:
            expected = str(model())
        except No as no:
            expected = f"refused: {no}"
        self.sound = False
        came = self.outcome(act, self.world.erp)
        assert came == expected, f"{came} came, {expected} was due"
        if self.twin is not None:
            assert self.outcome(act, self.twin) == came
            self.steps_left -= 1
            if self.steps_left == 0:
                assert books_of(self.twin) == books_of(self.world.erp)
                assert self.told_twin == self.world.facts[self.since :]
                self.twin = None
        self.sound = True
        return came

    def outcome(self, act: Act, erp: Erp) -> str:
        client = MOUNTS["in_process"](erp)
        client.headers = self.client.headers
        try:
            return str(act(erp, client))
        except ErpError as error:
            return f"refused: {error.code}"

    def order(self, at: int, fits: Callable[[Record], bool] = bool) -> tuple[str, Record]:
        """One of the orders; two times of three one of those that fit, if there are any."""
        orders = list(self.model.orders.values())
        fitting = [order for order in orders if fits(order)] if at % 3 else []
        order = (fitting or orders)[-1 - at // 3 % len(fitting or orders)]
        return order["number"], order

    # -- orders ------------------------------------------------------------------------------------------------

    @rule(wanted=ORDERS)
    def create(self, wanted: Record) -> None:
        self.place(wanted)

    def place(self, wanted: Record) -> None:
        body = order_json(wanted, self.model.sku)
        self.do(
            lambda erp, client: called(client, "POST", "/orders", body), lambda: self.model.create(wanted)
        )

    @rule(rows=st.lists(ORDERS, min_size=1, max_size=4), atomic=st.booleans())
    def batch(self, rows: list[Record], atomic: bool) -> None:
        written = [order_json(row, self.model.sku) for row in rows]
        body = {"operation": "order.create", "rows": written, "atomic": atomic}

        def act(erp: Erp, client: Client) -> Any:
            number = called(client, "POST", "/batches", body)
            erp.batches.work()
            return [each.number or each.code for each in erp.batches.get(number).outcomes]

        self.do(act, lambda: self.model.batch(rows, atomic))

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, action=st.sampled_from([name for name in ALLOWED if name not in ("update", "substitute")]))
    def step(self, at: int, action: str) -> None:
        rare = "partly_shipped" if action == "cancel" and at % 2 else ""
        number, _ = self.order(at, lambda order: order["status"] in ([rare] if rare else ALLOWED[action]))

        def act(erp: Erp, client: Client) -> Any:
            if action == "reject":
                return erp.orders.reject(erp.orders.get(number))
            called(client, "POST", f"/orders/{number}/{action}", {})
            return None

        self.do(act, lambda: self.model.step(number, action))

    @precondition(lambda self: self.model.orders)
    @rule(
        at=PICK,
        reference=st.none() | REFERENCES,
        changes=st.lists(CHANGES, max_size=2),
        new=st.lists(NEW_LINES, max_size=1),
    )
    def update(self, at: int, reference: str | None, changes: list[Record], new: list[Record]) -> None:
        number, _ = self.order(at, lambda order: order["status"] in ALLOWED["update"])
        wanted = changes + new
        body: Record = {"lines": [line_json(line, self.model.sku) for line in wanted]}
        if reference is not None:
            body["external_reference"] = reference

        def act(erp: Erp, client: Client) -> None:
            called(client, "PATCH", f"/orders/{number}", body)

        self.do(act, lambda: self.model.update(number, reference, wanted))

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, line=PICK, item=ITEMS)
    def substitute(self, at: int, line: int, item: str) -> None:
        number, order = self.order(at, lambda order: order["status"] in ALLOWED["substitute"])
        place, sku = line % len(order["lines"]), self.model.sku[item]
        self.do(
            lambda erp, client: erp.orders.substitute(erp.orders.get(number), place, sku),
            lambda: self.model.substitute(number, place, item),
        )

    @rule(item=ITEMS, place=PLACES, units=st.integers(0, 12))
    def set_stock(self, item: str, place: str, units: int) -> None:
        """A client reports what it has counted."""
        sku = self.model.sku[item]
        self.do(
            lambda erp, client: stock_set(client, sku, place, units),
            lambda: self.model.set_stock(item, place, units),
        )

    # -- goods -------------------------------------------------------------------------------------------------

    @rule(
        item=ITEMS,
        place=PLACES,
        units=st.integers(0, 12),
        how=st.sampled_from(["receive", "receive", "transfer", "count", "correct"]),
        sign=st.sampled_from([-1, -1, 1]),
    )
    def goods(self, item: str, place: str, units: int, how: str, sign: int) -> None:
        sku, other = self.model.sku[item], "south" if place == "main" else "main"
        if how == "transfer":
            self.do(
                lambda erp, client: erp.stock.transfer(sku, place, other, units + 1),
                lambda: self.model.transfer(item, place, other, units + 1),
            )
            return
        self.bring(item, place, sign * units if how == "correct" else units, how)

    def bring(self, item: str, place: str, units: int, how: str) -> None:
        sku = self.model.sku[item]

        def act(erp: Erp, client: Client) -> None:
            getattr(erp.stock, how)(sku, place, units)

        self.do(act, lambda: getattr(self.model, how)(item, place, units))

    @rule(place=PLACES)
    def freeze_or_thaw(self, place: str) -> None:
        self.freeze(place)

    def freeze(self, place: str) -> None:
        def act(erp: Erp, client: Client) -> None:
            (erp.stock.thaw if place in erp.stock.frozen else erp.stock.freeze)(place)

        self.do(act, lambda: self.model.freeze_or_thaw(place))

    @rule(minutes=st.sampled_from([0, 10, 30, 30, 30, 30, 3 * 24 * 60]))
    def ship(self, minutes: int) -> None:
        self.wait(minutes)
        self.do(lambda erp, client: erp.shipping.wave(), self.model.wave)

    @precondition(lambda self: self.model.orders)
    @rule(
        at=PICK,
        lines=st.lists(st.tuples(PICK, st.integers(1, 4)), max_size=2),
        reference=st.sampled_from(["", "D1", "D2", "D3"]),
    )
    def post_delivery(self, at: int, lines: list[tuple[int, int]], reference: str) -> None:
        """A client posts what its warehouse system has shipped."""
        number, order = self.order(at, lambda order: order["status"] in ("released", "partly_shipped"))
        wanted = [(line % len(order["lines"]), units) for line, units in lines]
        rows = [{"line": place + 1, "quantity": units} for place, units in wanted]
        body = {"order": number, "delivery_reference": reference, **({"lines": rows} if rows else {})}
        self.do(
            lambda erp, client: called(client, "POST", "/deliveries", body),
            lambda: self.model.post_delivery(number, wanted, reference),
        )

    @rule(minutes=st.sampled_from([30, 60]))
    def live_through_a_day(self, minutes: int) -> None:
        self.day(minutes)

    def day(self, minutes: int) -> None:
        self.wait(minutes)
        self.do(lambda erp, client: erp.shipping.wave(), self.model.wave)
        self.do(lambda erp, client: erp.invoicing.run(), lambda: self.model.posting_run(False))

    # -- money -------------------------------------------------------------------------------------------------

    @rule(closer=st.booleans())
    def bill(self, closer: bool) -> None:
        self.do(lambda erp, client: erp.invoicing.run(closer), lambda: self.model.posting_run(closer))

    @precondition(lambda self: self.model.orders)
    @rule(at=PICK, halves=st.sampled_from([1, 2, 2, 2, 3]), reference=st.sampled_from(["", "", "P1", "P2"]))
    def pay(self, at: int, halves: int, reference: str) -> None:
        number, order = self.order(at, lambda order: self.model.owed(order) > 0)
        cents = max(1, self.model.owed(order) * halves // 2)
        body = {"order": number, "amount": amount(cents), "reference": reference}
        self.do(
            lambda erp, client: called(client, "POST", "/payments", body),
            lambda: self.model.pay(number, cents, reference),
        )

    @rule(
        cents=st.integers(1, 5000),
        currency=st.sampled_from(["EUR", "EUR", "CHF"]),
        reference=st.sampled_from(["", "D1", "D2"]),
    )
    def deposit(self, cents: int, currency: str, reference: str) -> None:
        body = {"external_reference": "R1", "amount": amount(cents), "currency": currency}
        body |= {"reference": reference}
        self.do(
            lambda erp, client: called(client, "POST", "/deposits", body),
            lambda: self.model.deposit(cents, currency, reference),
        )

    @precondition(lambda self: self.model.deposits and self.model.orders)
    @rule(at=PICK, order=PICK, back=st.booleans())
    def settle_a_deposit(self, at: int, order: int, back: bool) -> None:
        """It is applied to an order, or paid back."""
        deposits = list(self.model.deposits)
        number = deposits[at % len(deposits)]
        if back:
            self.do(
                lambda erp, client: called(client, "POST", f"/deposits/{number}/refund", {}),
                lambda: self.model.refund_deposit(number),
            )
            return
        name, chosen = self.order(order)
        self.do(
            lambda erp, client: called(client, "POST", f"/deposits/{number}/apply", {"order": name}),
            lambda: self.model.apply_deposit(number, chosen),
        )

    @precondition(lambda self: self.model.orders)
    @rule(
        at=PICK,
        lines=st.lists(st.tuples(PICK, st.integers(1, 4)), min_size=1, max_size=2),
        restock=st.booleans(),
    )
    def take_back(self, at: int, lines: list[tuple[int, int]], restock: bool) -> None:
        number, order = self.order(at, lambda order: any(line["shipped"] for line in order["lines"]))
        wanted = [(line % len(order["lines"]), units) for line, units in lines]
        body = {
            "order": number,
            "disposition": "restock" if restock else "scrap",
            "lines": [{"line": place + 1, "quantity": units} for place, units in wanted],
        }
        self.do(
            lambda erp, client: called(client, "POST", "/returns", body),
            lambda: self.model.take_back(number, wanted, restock),
        )

    @precondition(lambda self: self.model.numbers.get("IN"))
    @rule(at=PICK, cents=st.integers(1, 3000))
    def grant(self, at: int, cents: int) -> None:
        """A user or, every other time, a client credits an amount."""
        bills = [bill for order in self.model.orders.values() for bill in order["bills"]]
        bill = bills[at % len(bills)]
        if cents % 2:
            self.do(
                lambda erp, client: (
                    erp.credit_notes.grant(erp.invoicing.get(bill["number"]), cents, "x").number
                ),
                lambda: self.model.grant(bill, cents),
            )
            return
        body = {"invoice": bill["number"], "amount": amount(cents), "reference": ("", "M1", "M2")[cents % 3]}
        self.do(
            lambda erp, client: called(client, "POST", "/credit-notes", body),
            lambda: self.model.credit_by_client(bill, cents, str(body["reference"])),
        )

    # -- what the installation decides -----------------------------------------------------------------------

    @rule(decision=DECISIONS)
    def decide(self, decision: tuple[Any, ...]) -> None:
        act, model = getattr(Decisions, decision[0])(self.model, *decision[1:])
        self.do(act, model)

    def wait(self, minutes: int) -> None:
        self.world.now_ms += minutes * MINUTE_MS
        self.model.now_ms = self.world.now_ms

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
