"""The whole ERP against a plain-dict model of it: any sequence of calls, jobs and receipts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
)

from fake_erp import ErpConfig, house_rules
from fake_erp.config import MINUTE_MS
from fake_erp.settings import Amount

from .world import MOUNTS, World

CREDIT_CENTS = 20_000
OPENING = {"A": 100, "B": 5, "C": 0}
ALLOWED = {
    "release": {"draft"},
    "hold": {"draft", "released"},
    "unhold": {"held"},
    "cancel": {"draft", "released", "held"},
}
LINE = st.fixed_dictionaries(
    {
        "item": st.sampled_from(list(OPENING)),
        "quantity": st.integers(1, 12),
        "unit_price": st.sampled_from(["0.00", "4.99", "20.00"]),
    }
)


@dataclass
class Known:
    """What the model knows of an order."""

    status: str
    total_cents: int
    prepaid: bool
    reference: str
    lines: list[tuple[str, int]]
    resume: str = ""
    released_at_ms: int | None = None
    open_cents: int = 0


@dataclass
class Model:
    orders: dict[str, Known] = field(default_factory=dict)
    received: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OPENING, 0))
    shipped: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OPENING, 0))

    def exposure_cents(self) -> int:
        owing = 0
        for known in self.orders.values():
            if known.status in ("draft", "released", "held", "shipped") and not known.prepaid:
                owing += known.total_cents
            owing += known.open_cents
        return owing


class ErpMachine(RuleBasedStateMachine):
    numbers = Bundle("numbers")
    invoices = Bundle("invoices")

    def __init__(self) -> None:
        super().__init__()
        rules = house_rules(
            credit_limit={"mode": "hold", "credit": Amount(CREDIT_CENTS, "EUR")},
            posting_periods="monthly",
            hidden_fields=("custom.sales_channel",),
        )
        config = ErpConfig(rules=rules, token_lifetime_ms=10**12)
        self.world = World(config)
        self.client = MOUNTS["in_process"](self.world.erp).login()
        self.model = Model()
        self.closed = False

    @rule(
        target=numbers,
        lines=st.lists(LINE, min_size=1, max_size=3),
        reference=st.sampled_from(["R1", "R2", "R3"]),
        channel=st.sampled_from(["web", "edi"]),
        prepaid=st.booleans(),
        release=st.booleans(),
    )
    def create(
        self, lines: list[dict[str, Any]], reference: str, channel: str, prepaid: bool, release: bool
    ) -> Any:
        order = self.world.order(
            lines=lines,
            external_reference=reference,
            custom={"sales_channel": channel},
            payment={"prepaid": prepaid},
            release=release,
        )
        reply = self.client.post("/orders", order)
        if self.closed:
            assert reply.data["error"]["code"] == "period_closed"
            return multiple()
        total = sum(line["quantity"] * round(100 * float(line["unit_price"])) for line in lines)
        known = Known("draft", total, prepaid, reference, [(x["item"], x["quantity"]) for x in lines])
        assert reply.status == 201
        assert reply.data["number"] not in self.model.orders
        self.model.orders[reply.data["number"]] = known
        if release:
            self._release(known)
        return reply.data["number"]

    def _release(self, known: Known) -> None:
        if not known.prepaid and self.model.exposure_cents() > CREDIT_CENTS:
            known.status, known.resume = "held", "released"
        else:
            known.status, known.released_at_ms = "released", self.world.now_ms

    @rule(number=numbers, action=st.sampled_from(list(ALLOWED)))
    def step(self, number: str, action: str) -> None:
        known = self.model.orders[number]
        heard = len(self.world.of_kind("erp.order.status"))
        reply = self.client.post(f"/orders/{number}/{action}")
        if known.status not in ALLOWED[action]:
            assert (reply.status, reply.data["error"]["code"]) == (409, "invalid_transition")
            assert len(self.world.of_kind("erp.order.status")) == heard
            return
        assert reply.status == 200
        if action == "release":
            self._release(known)
        elif action == "hold":
            known.status, known.resume = "held", known.status
        elif action == "cancel":
            known.status = "cancelled"
        else:
            known.status = known.resume
            if known.status == "released" and known.released_at_ms is None:
                known.released_at_ms = self.world.now_ms

    @rule(sku=st.sampled_from(list(OPENING)), quantity=st.integers(0, 20))
    def receive(self, sku: str, quantity: int) -> None:
        self.world.erp.stock.receive(sku, "main", quantity)
        self.model.received[sku] += quantity

    @rule(minutes=st.sampled_from([1, 10, 30]))
    def wait(self, minutes: int) -> None:
        self.world.now_ms += minutes * MINUTE_MS

    @rule()
    def wave(self) -> None:
        due_ms = self.world.now_ms - self.world.config.lead_ms
        due = [
            number
            for number, known in self.model.orders.items()
            if known.status == "released"
            and known.released_at_ms is not None
            and known.released_at_ms <= due_ms
            and self.world.erp.orders.get(number).missing == 0
        ]
        assert self.world.erp.shipping.wave() == (0 if self.closed else len(due))
        if not self.closed:
            for number in due:
                self.model.orders[number].status = "shipped"
                for sku, quantity in self.model.orders[number].lines:
                    self.model.shipped[sku] += quantity

    @rule(target=invoices)
    def posting_run(self) -> Any:
        before = list(self.world.erp.invoicing.by_number)
        self.world.erp.invoicing.run()
        if self.closed:
            assert list(self.world.erp.invoicing.by_number) == before
            return multiple()
        for known in self.model.orders.values():
            if known.status == "shipped":
                owes = not known.prepaid and known.total_cents
                known.status = "invoiced" if owes else "closed"
                known.open_cents = known.total_cents if owes else 0
        return multiple(*list(self.world.erp.invoicing.by_number)[len(before) :])

    @rule(invoice=consumes(invoices))
    def settle(self, invoice: str) -> None:
        self.world.erp.invoicing.settle(invoice)
        known = self.model.orders[self.world.erp.invoicing.by_number[invoice].order.number]
        known.status, known.open_cents = "closed", 0

    @rule()
    def close_or_open_the_month(self) -> None:
        self.closed = not self.closed
        (self.world.erp.close_period if self.closed else self.world.erp.open_period)("2025-11")

    @precondition(lambda self: self.model.orders)
    @rule()
    def be_refused(self) -> None:
        before = repr(self.client.get("/stock").data)
        assert self.client.post("/orders", self.world.order(custom={})).status == 422
        assert repr(self.client.get("/stock").data) == before

    @invariant()
    def every_accepted_order_exists_exactly_once_in_its_state(self) -> None:
        rows = self.client.get("/orders?limit=1000").data["rows"]
        assert len(rows) == len(self.model.orders)
        assert {row["number"]: row["status"] for row in rows} == {
            n: k.status for n, k in self.model.orders.items()
        }
        for reference in ("R1", "R2", "R3"):
            listed = self.client.get(f"/orders?external_reference={reference}").data["rows"]
            assert [row["number"] for row in listed] == [
                n for n, known in self.model.orders.items() if known.reference == reference
            ]

    @invariant()
    def on_hand_is_opening_and_receipts_less_shipments(self) -> None:
        for sku, opening in OPENING.items():
            row = self.world.erp.stock.row(sku, "main")
            assert row.on_hand == opening + self.model.received[sku] - self.model.shipped[sku]

    @invariant()
    def allocated_is_what_orders_hold_and_never_more_than_there_is(self) -> None:
        orders = self.world.erp.orders.by_number.values()
        for order in orders:
            assert order.status in ("released", "held") or not any(line.allocated for line in order.lines)
        for sku in OPENING:
            row = self.world.erp.stock.row(sku, "main")
            held = [
                (o.channel, x.allocated) for o in orders for x in o.lines if x.item.sku == sku and x.allocated
            ]
            assert 0 <= row.allocated == sum(units for _, units in held) <= row.on_hand
            by_channel = dict.fromkeys((channel for channel, _ in held), 0)
            for channel, units in held:
                by_channel[channel] += units
            assert row.by_channel == by_channel

    @invariant()
    def while_somebody_waits_nothing_is_free(self) -> None:
        for order in self.world.erp.orders.by_number.values():
            for line in order.lines:
                if order.status == "released" and line.allocated < line.quantity:
                    assert line.row.on_hand == line.row.allocated

    @invariant()
    def exposure_equals_the_documents(self) -> None:
        customer = self.world.erp.customers.get(self.world.customer)
        assert customer.exposure_cents == self.model.exposure_cents()

    @invariant()
    def the_facts_alone_tell_the_same_story(self) -> None:
        status: dict[str, str] = {}
        stock: dict[str, list[Any]] = {}
        for kind, keys, data in self.world.facts:
            if kind == "erp.order.created":
                assert keys["order"] not in status
                status[keys["order"]] = data["status"]
            elif kind == "erp.order.status":
                assert status[keys["order"]] == data["from"]
                status[keys["order"]] = data["to"]
            elif kind == "erp.stock.changed":
                stock.update({row[0]: row for row in data["rows"]})
        assert status == {number: known.status for number, known in self.model.orders.items()}
        for sku, told in stock.items():
            row = self.world.erp.stock.row(sku, "main")
            assert (told[2], told[3] + told[4]) == (row.on_hand, row.allocated)


TestErp = ErpMachine.TestCase
TestErp.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
