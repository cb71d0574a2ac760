"""Changes of an order: of its lines, its addresses and its references, whole or not at all."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from fake_erp.errors import ErpError, Place
from fake_erp.model import Draft, DraftLine, LineChange, OrderChange

from .parts import parts, saved, wave
from .world import Client, World

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


def test_units_that_a_change_gives_up_go_to_the_waiting_order(world: World) -> None:
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
    assert (refused.value.code, refused.value.place) == ("line_shipped", Place("line", 1))
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


def test_the_charge_of_a_draft_may_change_and_that_of_a_released_order_not(world: World) -> None:
    draft = saved(world, [("A", 1)], release=False)
    world.erp.orders.update(draft, OrderChange(shipping_cents=490), "shop")
    assert (draft.shipping_cents, draft.total_cents) == (490, draft.subtotal_cents + 490)
    world.erp.orders.release(draft)
    with pytest.raises(ErpError, match="cannot be changed"):
        world.erp.orders.update(draft, OrderChange(shipping_cents=0), "shop")
    assert draft.shipping_cents == 490


def test_a_draft_is_examined_without_a_trace(world: World) -> None:
    draft = Draft(world.customer, "EUR", world.now_ms, [DraftLine("A", 1, 100)], release=True)
    world.erp.orders.examine(draft)
    for wrong in (Draft("C1", "EUR", 0, []), Draft(world.customer, "EUR", world.now_ms, [], release=True)):
        with pytest.raises(ErpError):
            world.erp.orders.examine(wrong)
    assert world.erp.orders.by_number == {}
    assert world.of_kind("erp.order.created") == []
