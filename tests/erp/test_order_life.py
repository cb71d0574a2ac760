"""The life of an order: the table is the truth, and people can stop, approve, change and cut it short."""

from __future__ import annotations

import pytest

from fake_erp import ErpConfig
from fake_erp.errors import ErpError, InvalidTransition, Place
from fake_erp.model import Document, LineChange, Order, OrderChange
from fake_erp.rules import Approval, configured_rules
from fake_erp.sales.transitions import BY_ITSELF, TRANSITIONS

from .parts import parts, saved, wave
from .world import MOUNTS, Client, World

ACTIONS = ("release", "approve", "reject", "hold", "unhold", "update", "substitute", "cancel")


def needs_approval(order: Order, document: Document | None) -> str:
    return Approval("order_value") if order.total_cents > 5_000 else ""


# -- the table --------------------------------------------------------------------------------------------


def in_state(status: str) -> tuple[World, Order]:
    """An order brought to a state by what may happen to it."""
    world = World(ErpConfig(partial_deliveries=True))
    lines = [("A", 2), ("C", 1)] if status == "partly_shipped" else [("A", 2)]
    prepaid = {"prepaid": status == "closed", "amount": "20.00"}
    if status == "pending_approval":
        world.erp.checks.enact({"create": (lambda order, document: Approval("order_value"),)})
    order = saved(world, lines, release=status != "draft", payment=prepaid)
    if status == "held":
        world.erp.orders.hold(order)
    elif status == "cancelled":
        world.erp.orders.cancel(order)
    elif status in ("partly_shipped", "shipped", "invoiced", "closed"):
        wave(world)
        if status not in ("partly_shipped", "shipped"):
            world.erp.invoicing.run()
    assert order.status == status
    return world, order


def act(world: World, order: Order, action: str) -> None:
    orders = world.erp.orders
    if action == "update":
        orders.update(order, OrderChange(reference="R2"), "shop")
    elif action == "substitute":
        orders.substitute(order, len(order.lines) - 1, "B")
    elif action == "approve":
        orders.approve(order, "Eve")
    else:
        getattr(orders, action)(order)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("status", list(TRANSITIONS))
def test_an_action_succeeds_exactly_where_the_table_allows_it(status: str, action: str) -> None:
    world, order = in_state(status)
    heard = len(world.facts)
    if action in TRANSITIONS[status]:
        act(world, order, action)
        assert order.status in TRANSITIONS[status][action]
        return
    with pytest.raises(InvalidTransition) as refused:
        act(world, order, action)
    asked = [name for name in TRANSITIONS[status] if name not in BY_ITSELF]
    assert refused.value.details["allowed"] == asked
    assert (order.status, len(world.facts)) == (status, heard)


def test_the_table_leads_only_to_states_it_has() -> None:
    reached = {
        target for actions in TRANSITIONS.values() for targets in actions.values() for target in targets
    }
    assert reached | {"draft"} == set(TRANSITIONS)


# -- approval ---------------------------------------------------------------------------------------------


def test_an_order_that_needs_approval_gets_no_stock_before_it_is_approved(
    world: World, client: Client
) -> None:
    world.erp.checks.enact({"release": (needs_approval,)})
    made = client.post("/orders", world.order(lines=[{"item": "A", "quantity": 9, "unit_price": "10"}])).data
    assert (made["status"], made["hold_reason"]) == ("pending_approval", "order_value")
    assert world.erp.stock.row("A", "main").allocated == 0
    approved = client.post(f"/orders/{made['number']}/approve")
    assert (approved.status, approved.data["status"], approved.data["hold_reason"]) == (200, "released", "")
    assert world.erp.stock.row("A", "main").allocated == 9
    keys = {"order": made["number"], "ref": "R1"}
    assert world.of_kind("erp.order.approved") == [
        ("erp.order.approved", keys, {"by": "shop", "why": "order_value"})
    ]
    assert client.post(f"/orders/{made['number']}/approve").status == 409


def test_what_was_approved_as_a_draft_is_not_asked_again_until_it_changes(world: World) -> None:
    world.erp.checks.enact({"create": (needs_approval,), "release": (needs_approval,)})
    order = saved(world, [("A", 9)], release=False)
    world.erp.orders.approve(order, "Eve")
    assert order.status == "draft"
    world.erp.orders.update(order, OrderChange(lines=[LineChange(0, quantity=10)]), "shop")
    world.erp.orders.release(order)
    assert order.status == "pending_approval"
    world.erp.orders.approve(order, "Eve")
    assert order.status == "released"


def test_approved_orders_still_meet_the_credit_check_on_their_way(world: World) -> None:
    world.erp.checks.enact({"release": (needs_approval, lambda order, document: "")})
    order = saved(world, [("A", 9)])
    world.erp.checks.enact({"release": (needs_approval, lambda order, document: "credit_limit")})
    world.erp.orders.approve(order, "Eve")
    assert (order.status, order.hold_reason) == ("held", "credit_limit")
    world.erp.orders.unhold(order)
    assert order.status == "released"


def test_a_change_that_needs_approval_stops_the_order_and_keeps_its_stock(world: World) -> None:
    world.erp.checks.enact({"update": (needs_approval,)})
    order = saved(world, [("A", 2)])
    world.erp.orders.update(order, OrderChange(lines=[LineChange(0, quantity=9)]), "shop")
    assert (order.status, order.resume, order.lines[0].allocated) == ("pending_approval", "released", 9)
    assert wave(world) == 0
    world.erp.orders.approve(order, "Eve")
    assert wave(world) == 1


def test_a_rejected_order_gives_everything_up(world: World) -> None:
    world.erp.checks.enact({"release": (needs_approval,)})
    order = saved(world, [("A", 9)], payment={"prepaid": False})
    world.erp.orders.reject(order, "too much")
    assert (order.status, order.customer.exposure_cents) == ("cancelled", 0)
    assert world.of_kind("erp.order.status")[-1][2]["why"] == "too much"


# -- backorders and holds ---------------------------------------------------------------------------------


def test_without_backorders_an_order_short_of_stock_is_held_until_there_is_enough() -> None:
    world = World(ErpConfig(backorders=False))
    order = saved(world, [("B", 3), ("B", 3)])
    assert (order.status, order.hold_reason) == ("held", "stock")
    assert world.erp.stock.row("B", "main").allocated == 0
    world.erp.orders.unhold(order)
    assert (order.status, order.hold_reason) == ("held", "stock")
    world.erp.stock.receive("B", "main", 1)
    world.erp.orders.unhold(order)
    assert (order.status, order.missing) == ("released", 0)


def test_without_backorders_a_change_that_takes_more_than_there_is_holds_the_order() -> None:
    world = World(ErpConfig(backorders=False))
    order = saved(world, [("B", 3)])
    world.erp.orders.update(order, OrderChange(lines=[LineChange(0, quantity=7)]), "shop")
    assert (order.status, order.hold_reason, order.missing) == ("held", "stock", 2)
    world.erp.orders.unhold(order)
    assert order.status == "held"
    world.erp.stock.receive("B", "main", 2)
    world.erp.orders.unhold(order)
    assert wave(world) == 1


def test_a_reference_that_may_be_there_once_cannot_be_taken_by_a_change() -> None:
    world = World(ErpConfig(rules=configured_rules(duplicate_reference="refuse")))
    first, second = (saved(world, [("A", 1)], external_reference=name) for name in ("R1", "R2"))
    world.erp.orders.update(first, OrderChange(reference="R1", shipping_method="parcel"), "shop")
    with pytest.raises(ErpError) as refused:
        world.erp.orders.update(second, OrderChange(reference="R1"), "shop")
    assert (refused.value.code, refused.value.place) == ("duplicate_reference", Place("external_reference"))
    assert second.external_reference == "R2"


def test_lines_tell_their_state(client: Client, world: World) -> None:
    def states(number: str) -> list[str]:
        return [line["state"] for line in client.get(f"/orders/{number}").data["lines"]]

    lines = [{"item": sku, "quantity": 6, "unit_price": 1} for sku in ("A", "B")]
    number = client.post("/orders", world.order(lines=lines, release=False)).data["number"]
    assert states(number) == ["open", "open"]
    client.post(f"/orders/{number}/release")
    assert states(number) == ["allocated", "backordered"]
    world.erp.stock.receive("B", "main", 1)
    assert states(number) == ["allocated", "allocated"]
    wave(world)
    client.login()
    assert states(number) == ["shipped", "shipped"]


# -- partial deliveries -----------------------------------------------------------------------------------


def test_an_order_in_parts_has_a_delivery_and_an_invoice_for_each_and_their_sum_is_the_order() -> None:
    world, order = parts(A=2, B=7)
    assert wave(world) == 1
    assert order.status == "partly_shipped"
    world.erp.invoicing.run()
    assert order.status == "partly_shipped"
    assert wave(world) == 0
    world.erp.stock.receive("B", "main", 10)
    assert [order.line_state(line) for line in order.lines] == ["shipped", "partly_shipped"]
    assert wave(world) == 1
    assert order.status == "shipped"
    world.erp.invoicing.run()
    assert order.status == "closed"
    deliveries = [fact[2]["lines"] for fact in world.of_kind("erp.delivery.posted")]
    assert deliveries == [[["A", 2], ["B", 5]], [["B", 2]]]
    invoices = [fact[2]["total_cents"] for fact in world.of_kind("erp.invoice.posted")]
    assert (len(invoices), sum(invoices)) == (2, order.total_cents)


def test_a_installation_without_partial_deliveries_waits_for_the_whole_order(world: World) -> None:
    order = saved(world, [("A", 2), ("B", 7)])
    assert wave(world) == 0
    world.erp.stock.receive("B", "main", 2)
    assert wave(world) == 1
    assert order.status == "shipped"
    assert len(world.of_kind("erp.delivery.posted")) == 1


def test_cancelling_an_order_in_parts_gives_up_its_rest_only() -> None:
    world, order = parts(A=2, B=7)
    wave(world)
    row = world.erp.stock.row("B", "main")
    world.erp.orders.cancel(order, "no longer wanted")
    assert (order.status, order.total_cents) == ("shipped", 7_000)
    assert [line.cancelled for line in order.lines] == [0, 2]
    assert not any(entry[1].waits_for > 0 for entry in row.waiting)
    world.erp.invoicing.run()
    assert order.status == "closed"
    assert [fact[2]["total_cents"] for fact in world.of_kind("erp.invoice.posted")] == [7_000]


@pytest.mark.parametrize("included", [True, False])
@pytest.mark.parametrize("bill_first", [True, False])
@pytest.mark.parametrize("price", ["0.73", "0.75", "3.33", "19.99"])
def test_an_order_cut_short_is_worth_its_invoices_to_the_cent(
    price: str, bill_first: bool, included: bool
) -> None:
    world = World(ErpConfig(partial_deliveries=True))
    lines = [{"item": "B", "quantity": 7, "unit_price": price, "discount": "0.01"}]
    written = world.order(lines=lines, payment={"prepaid": False}, prices_include_tax=included)
    reply = MOUNTS["in_process"](world.erp).login().post("/orders", written)
    order = world.erp.orders.get(reply.data["number"])
    wave(world)
    if bill_first:
        world.erp.invoicing.run()
    world.erp.orders.cancel(order)
    world.erp.invoicing.run()
    billed = sum(invoice.total_cents for invoice in world.erp.invoicing.by_number.values())
    assert (order.status, billed) == ("invoiced", order.total_cents)
    taxes = [invoice.tax_cents for invoice in world.erp.invoicing.by_number.values()]
    assert sum(taxes) == order.tax_cents
    assert order.customer.exposure_cents == billed
    for number in list(world.erp.invoicing.by_number):
        world.erp.invoicing.settle(number)
    assert (order.status, order.customer.exposure_cents) == ("closed", 0)


def test_a_held_order_in_parts_goes_on_from_where_it_was_and_is_never_cancelled_whole() -> None:
    world, order = parts(A=2, B=7)
    wave(world)
    world.erp.orders.hold(order)
    world.erp.orders.unhold(order)
    assert order.status == "partly_shipped"
    world.erp.orders.hold(order)
    world.erp.orders.cancel(order)
    assert order.status == "shipped"


@pytest.mark.parametrize("partial", [True, False])
def test_what_may_not_be_shipped_waits_for_another_wave(partial: bool) -> None:
    world = World(ErpConfig(partial_deliveries=partial, warehouses=("main", "south")))
    world.erp.stock.open("C", "south", 5)
    order = saved(world, [("A", 1), ("C", 1)])
    order.customer.blocked_deliveries = True
    assert wave(world) == 0
    order.customer.blocked_deliveries = False

    def locked(order: Order, document: Document | None) -> str:
        raise ErpError("it is open elsewhere")

    world.erp.checks.enact({"ship": (locked,)})
    assert wave(world) == 0
    world.erp.checks.enact({})
    world.erp.stock.freeze("south")
    assert wave(world) == int(partial)
    assert order.status == ("partly_shipped" if partial else "released")
    world.erp.stock.thaw("south")
    assert wave(world) == 1
    assert order.status == "shipped"
