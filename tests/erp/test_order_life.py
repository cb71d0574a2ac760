"""The life of an order: the table is the truth, and people can stop, approve, change and cut it short."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from fake_erp import ErpConfig
from fake_erp.errors import ErpError, InvalidTransition
from fake_erp.model import Document, LineChange, Order, OrderChange
from fake_erp.rules import Approval, house_rules
from fake_erp.transitions import BY_ITSELF, TRANSITIONS

from .world import MOUNTS, Client, World

ACTIONS = ("release", "approve", "reject", "hold", "unhold", "update", "substitute", "cancel")


def parts(world: World | None = None, **lines: int) -> tuple[World, Order]:
    """A house that ships in parts, and a released order for some units of each item."""
    world = world or World(ErpConfig(partial_deliveries=True))
    return world, saved(world, list(lines.items()))


def saved(world: World, lines: list[tuple[str, int]], **changes: Any) -> Order:
    written = [{"item": sku, "quantity": units, "unit_price": "10.00"} for sku, units in lines]
    reply = MOUNTS["in_process"](world.erp).login().post("/orders", world.order(lines=written, **changes))
    assert reply.status == 201, reply
    return world.erp.orders.get(reply.data["number"])


def wave(world: World) -> int:
    world.now_ms += world.config.lead_ms
    return world.erp.shipping.wave()


def needs_approval(order: Order, document: Document | None) -> str:
    return Approval("order_value") if order.total_cents > 5_000 else ""


# -- the table --------------------------------------------------------------------------------------------


def in_state(status: str) -> tuple[World, Order]:
    """An order brought to a state by what may happen to it."""
    world = World(ErpConfig(partial_deliveries=True))
    lines = [("A", 2), ("C", 1)] if status == "partly_shipped" else [("A", 2)]
    prepaid = {"prepaid": status == "closed", "amount": "20.00"}
    if status == "pending_approval":
        world.erp.orders.create_checks = (lambda order, document: Approval("order_value"),)
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


def test_an_order_that_needs_approval_gets_no_stock_before_somebody_approves_it(
    world: World, client: Client
) -> None:
    world.erp.orders.release_checks = (needs_approval,)
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
    world.erp.orders.create_checks = world.erp.orders.release_checks = (needs_approval,)
    order = saved(world, [("A", 9)], release=False)
    world.erp.orders.approve(order, "Eve")
    assert order.status == "draft"
    world.erp.orders.update(order, OrderChange(lines=[LineChange(0, quantity=10)]), "shop")
    world.erp.orders.release(order)
    assert order.status == "pending_approval"
    world.erp.orders.approve(order, "Eve")
    assert order.status == "released"


def test_approved_orders_still_meet_the_credit_check_on_their_way(world: World) -> None:
    world.erp.orders.release_checks = (needs_approval, lambda order, document: "")
    order = saved(world, [("A", 9)])
    world.erp.orders.release_checks = (needs_approval, lambda order, document: "credit_limit")
    world.erp.orders.approve(order, "Eve")
    assert (order.status, order.hold_reason) == ("held", "credit_limit")
    world.erp.orders.unhold(order)
    assert order.status == "released"


def test_a_change_that_needs_approval_stops_the_order_and_keeps_its_stock(world: World) -> None:
    world.erp.orders.update_checks = (needs_approval,)
    order = saved(world, [("A", 2)])
    world.erp.orders.update(order, OrderChange(lines=[LineChange(0, quantity=9)]), "shop")
    assert (order.status, order.resume, order.lines[0].allocated) == ("pending_approval", "released", 9)
    assert wave(world) == 0
    world.erp.orders.approve(order, "Eve")
    assert wave(world) == 1


def test_a_rejected_order_gives_everything_up(world: World) -> None:
    world.erp.orders.release_checks = (needs_approval,)
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
    world = World(ErpConfig(rules=house_rules(duplicate_reference="refuse")))
    first, second = (saved(world, [("A", 1)], external_reference=name) for name in ("R1", "R2"))
    world.erp.orders.update(first, OrderChange(reference="R1", shipping_method="parcel"), "shop")
    with pytest.raises(ErpError) as refused:
        world.erp.orders.update(second, OrderChange(reference="R1"), "shop")
    assert (refused.value.code, refused.value.field) == ("duplicate_reference", "external_reference")
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


def test_a_house_without_partial_deliveries_waits_for_the_whole_order(world: World) -> None:
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
        raise ErpError("somebody has it open")

    world.erp.shipping.ship_checks = (locked,)
    assert wave(world) == 0
    world.erp.shipping.ship_checks = ()
    world.erp.stock.freeze("south")
    assert wave(world) == int(partial)
    assert order.status == ("partly_shipped" if partial else "released")
    world.erp.stock.thaw("south")
    assert wave(world) == 1
    assert order.status == "shipped"


# -- changes ----------------------------------------------------------------------------------------------


def patch(client: Client, number: str, **change: Any) -> Any:
    body = orjson.dumps(change)
    return client.raw("PATCH", f"/api/v1/orders/{number}", body, content_type="application/json")


def test_a_change_of_lines_takes_total_exposure_and_promises_with_it(world: World, client: Client) -> None:
    order = world.order(payment={"prepaid": False})
    number = client.post("/orders", order).data["number"]
    lines = [
        {"line": 1, "quantity": 5, "unit_price": "10.00", "discount": "1.00"},
        {"item": "B", "quantity": 3, "unit_price": "2.00"},
    ]
    changed = patch(client, number, lines=lines).data
    assert [(x["item"], x["quantity"], x["allocated"]) for x in changed["lines"]] == [
        ("A", 5, 5),
        ("B", 3, 3),
    ]
    assert (changed["total"], changed["discount"], changed["status"]) == ("55.00", "1.00", "released")
    assert world.erp.customers.get(world.customer).exposure_cents == 5_500
    fewer = patch(client, number, lines=[{"line": 1, "quantity": 0}, {"line": 2, "quantity": 1}]).data
    assert [(x["state"], x["allocated"], x["cancelled"]) for x in fewer["lines"]] == [
        ("cancelled", 0, 5),
        ("allocated", 1, 0),
    ]
    assert (fewer["total"], world.erp.stock.row("B", "main").allocated) == ("2.00", 1)
    told = world.of_kind("erp.order.changed")[-1]
    assert told[1] == {"order": number, "ref": "R1"}
    assert (told[2]["lines"], told[2]["total_cents"], told[2]["by"]) == ([["B", 1, 200, 0]], 200, "shop")
    assert wave(world) == 1
    assert world.of_kind("erp.delivery.posted")[-1][2]["lines"] == [["B", 1]]


def test_units_that_a_change_gives_up_go_to_whoever_waits(world: World) -> None:
    first = saved(world, [("B", 5)])
    second = saved(world, [("B", 2)], external_reference="R2")
    assert second.missing == 2
    world.erp.orders.update(first, OrderChange(lines=[LineChange(0, quantity=3)]), "shop")
    assert (first.missing, second.missing) == (0, 0)
    assert wave(world) == 2


def test_a_change_of_address_reference_and_custom_fields_is_merged(world: World, client: Client) -> None:
    number = client.post("/orders", world.order(custom={"sales_channel": "web", "gift": True})).data["number"]
    changed = patch(
        client,
        number,
        external_reference="R9",
        ship_to={"city": "Bonn", "country": "DE"},
        custom={"gift": None, "note": "ring twice"},
        shipping={"method": "pickup"},
    )
    assert changed.status == 200, changed
    assert changed.data["ship_to"] == {"city": "Bonn", "country": "DE"}
    assert changed.data["custom"] == {"sales_channel": "web", "note": "ring twice"}
    assert changed.data["shipping_method"] == "pickup"
    assert client.get("/orders?external_reference=R1").data["rows"] == []
    assert [row["number"] for row in client.get("/orders?external_reference=R9").data["rows"]] == [number]


REFUSED = [
    ({"customer": "C1"}, 400, "customer"),
    ({"payment": {}}, 400, "payment"),
    ({"shipping": {"amount": 1}}, 400, "shipping.amount"),
    ({"lines": {}}, 400, "lines"),
    ({"lines": [{"line": 0}]}, 400, "lines[0].line"),
    ({"lines": [{"line": 1}, {"line": 3}]}, 422, "lines[1].line"),
    ({"lines": [{"line": 1, "item": "B"}]}, 422, "lines[0].item"),
    ({"lines": [{"line": 1, "unit": "box"}]}, 400, "lines[0].unit"),
    ({"lines": [{"line": 1, "quantity": -1}]}, 400, "lines[0].quantity"),
    ({"lines": [{"line": 1, "discount": "100"}]}, 422, "lines[0].discount"),
    ({"lines": [{"line": 1, "quantity": 0}]}, 422, "lines"),
    ({"lines": [{"line": 1, "warehouse": "moon"}]}, 422, "lines[0].warehouse"),
    ({"lines": [{"item": "A", "quantity": 1}]}, 400, "lines[0].unit_price"),
    ({"lines": [{"item": "Z", "quantity": 1, "unit_price": 1}]}, 422, "lines[0].item"),
    ({"ship_to": "Bonn"}, 400, "ship_to"),
]


@pytest.mark.parametrize(("change", "status", "field"), REFUSED)
def test_a_refused_change_names_the_field_and_leaves_no_trace(
    world: World, client: Client, change: dict[str, Any], status: int, field: str
) -> None:
    number = client.post("/orders", world.order()).data["number"]
    before = client.get(f"/orders/{number}").data, client.get("/stock").data["rows"]
    # the first change of the two would be possible
    change = {"external_reference": "R2", **change}
    refused = patch(client, number, **change)
    assert (refused.status, refused.data["error"]["field"]) == (status, field), refused
    assert (client.get(f"/orders/{number}").data, client.get("/stock").data["rows"]) == before
    assert world.of_kind("erp.order.refused")[-1][1] == {"ref": "R1"}


def test_shipped_lines_stay_as_they_are_and_open_ones_may_change() -> None:
    world, order = parts(A=2, B=7, C=1)
    wave(world)
    with pytest.raises(ErpError) as refused:
        world.erp.orders.update(order, OrderChange(lines=[LineChange(0, quantity=3)]), "shop")
    assert (refused.value.code, refused.value.field) == ("line_shipped", "lines[0].line")
    world.erp.orders.update(order, OrderChange(lines=[LineChange(2, quantity=0)]), "shop")
    assert order.status == "partly_shipped"
    world.erp.stock.receive("B", "main", 2)
    wave(world)
    assert order.status == "shipped"


def test_giving_up_the_last_open_line_makes_an_order_shipped() -> None:
    world, order = parts(A=2, C=1)
    wave(world)
    world.erp.invoicing.run()
    world.erp.orders.update(order, OrderChange(lines=[LineChange(1, quantity=0)]), "shop")
    assert order.status == "shipped"
    world.erp.invoicing.run()
    assert order.status == "closed"


# -- substitution, units ----------------------------------------------------------------------------------


def test_a_substitute_is_served_at_the_price_agreed_and_says_what_it_stands_for(
    world: World, client: Client
) -> None:
    number = client.post(
        "/orders", world.order(lines=[{"item": "C", "quantity": 2, "unit_price": "5"}])
    ).data["number"]
    order = world.erp.orders.get(number)
    world.erp.orders.substitute(order, 0, "A")
    line = client.get(f"/orders/{number}").data["lines"][0]
    shown = {name: line[name] for name in ("item", "substitutes", "unit_price", "state")}
    assert shown == {"item": "A", "substitutes": "C", "unit_price": "5.00", "state": "allocated"}
    world.erp.stock.receive("C", "main", 10)
    assert world.erp.stock.row("C", "main").allocated == 0
    assert wave(world) == 1
    assert world.of_kind("erp.delivery.posted")[-1][2]["lines"] == [["A", 2]]


def test_a_line_in_boxes_is_booked_in_base_units_at_the_same_amount(world: World, client: Client) -> None:
    world.erp.items.get("A").units["box"] = 12

    def post(unit: str, price: str) -> Any:
        line = {"item": "A", "quantity": 2, "unit": unit, "unit_price": price, "discount": "1.00"}
        return client.post("/orders", world.order(lines=[line]))

    made = post("box", "120.00").data
    line = made["lines"][0]
    assert (line["quantity"], line["unit_price"], line["unit"], line["unit_size"]) == (24, "10.00", "box", 12)
    assert (made["total"], line["allocated"]) == ("239.00", 24)
    for unit, price, field, code in (
        ("crate", "1.00", "lines[0].unit", "unknown_unit"),
        ("box", "119.99", "lines[0].unit_price", "price_not_divisible"),
    ):
        error = post(unit, price).data["error"]
        assert (error["field"], error["code"]) == (field, code)
