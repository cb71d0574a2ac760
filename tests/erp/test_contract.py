"""What a client may rely on, whichever way it talks to the ERP."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig, configured_rules

from .world import ADDRESS, MOUNTS, Client, World


def test_an_order_goes_from_reference_to_delivery_and_invoice(world: World, client: Client) -> None:
    made = client.post("/orders", world.order())
    assert made.status == 201
    order = made.data
    assert made.headers["location"] == f"/api/v1/orders/{order['number']}"
    assert (order["status"], order["external_reference"], order["total"]) == ("released", "R1", "39.98")
    assert client.get(f"/orders/{order['number']}").data == order
    assert client.get("/orders?external_reference=R1").data["rows"] == [order]
    assert client.get("/stock/A").data["rows"][0]["allocations"] == [{"channel": "web", "quantity": 2}]

    world.now_ms += world.config.lead_ms
    client.login()
    assert world.erp.shipping.wave() == 1
    (delivery,) = client.get("/deliveries?after=0").data["rows"]
    assert (delivery["order"], delivery["external_reference"]) == (order["number"], "R1")
    assert delivery["lines"] == [{"line": 1, "item": "A", "quantity": 2}]
    assert client.get("/stock/A").data["rows"][0]["on_hand"] == 98

    assert world.erp.invoicing.run() == 1
    (invoice,) = client.get("/invoices").data["rows"]
    assert (invoice["order"], invoice["total"], invoice["open"]) == (order["number"], "39.98", "0.00")
    assert client.get(f"/orders/{order['number']}").data["status"] == "closed"


def test_who_creates_an_order_can_ask_for_a_brief_answer(world: World, client: Client) -> None:
    made = client.post("/orders?view=brief", world.order())
    assert made.status == 201
    assert client.get("/orders?external_reference=R1&view=brief").data["rows"] == [made.data]
    refused = client.post("/orders?view=long", world.order(external_reference="R2"))
    assert (refused.status, refused.data["error"]["field"]) == (400, "view")
    assert client.get("/orders?external_reference=R2").data["rows"] == []


def test_an_order_without_release_stays_a_draft_until_released(world: World, client: Client) -> None:
    number = client.post("/orders", world.order(release=None)).data["number"]
    assert client.get(f"/orders/{number}").data["status"] == "draft"
    assert client.get("/stock/A").data["rows"][0]["allocated"] == 0
    assert client.post(f"/orders/{number}/release").data["status"] == "released"
    assert client.get("/stock/A").data["rows"][0]["allocated"] == 2


def test_hold_keeps_stock_and_cancel_gives_it_back(world: World, client: Client) -> None:
    number = client.post("/orders", world.order()).data["number"]
    held = client.post(f"/orders/{number}/hold", {"reason": "address unclear"}).data
    assert (held["status"], held["hold_reason"], held["lines"][0]["allocated"]) == (
        "held",
        "address unclear",
        2,
    )
    assert client.post(f"/orders/{number}/unhold").data["status"] == "released"
    assert client.post(f"/orders/{number}/cancel").data["lines"][0]["allocated"] == 0
    row = client.get("/stock/A").data["rows"][0]
    assert (row["on_hand"], row["allocated"], row["available"], row["allocations"]) == (100, 0, 100, [])


def test_a_short_line_waits_and_is_served_first(world: World, client: Client) -> None:
    lines = [{"item": "B", "quantity": 8, "unit_price": 5}]
    number = client.post("/orders", world.order(lines=lines)).data["number"]
    assert client.get(f"/orders/{number}").data["lines"][0]["allocated"] == 5
    world.erp.stock.receive("B", "main", 10)
    assert client.get(f"/orders/{number}").data["lines"][0]["allocated"] == 8
    assert client.get("/stock/B").data["rows"][0]["available"] == 7


def test_a_cancelled_order_no_longer_waits(world: World, client: Client) -> None:
    lines = [{"item": "C", "quantity": 4, "unit_price": 5}]
    first, second = (client.post("/orders", world.order(lines=lines)).data["number"] for _ in range(2))
    client.post(f"/orders/{first}/cancel")
    world.erp.stock.receive("C", "main", 4)
    assert client.get(f"/orders/{first}").data["lines"][0]["allocated"] == 0
    assert client.get(f"/orders/{second}").data["lines"][0]["allocated"] == 4


def test_safety_stock_is_held_back_from_what_is_available_not_from_orders(
    world: World, client: Client
) -> None:
    world.erp.items.add("D", "Item D", 100, 19)
    world.erp.stock.open("D", "main", 10, safety=4)
    row = client.get("/stock/D").data["rows"][0]
    assert (row["on_hand"], row["safety_stock"], row["available"]) == (10, 4, 6)
    lines = [{"item": "D", "quantity": 8, "unit_price": 1}]
    assert client.post("/orders", world.order(lines=lines)).data["lines"][0]["allocated"] == 8
    assert client.get("/stock/D").data["rows"][0]["available"] == -2


def test_totals_with_tax_within_and_upon_prices(world: World, client: Client) -> None:
    world.erp.items.add("BOOK", "Book", 100, 7)
    lines = [
        {"item": "A", "quantity": 3, "unit_price": "9.99", "discount": "1.50"},
        {"item": "BOOK", "quantity": 1, "unit_price": 12.5},
    ]
    order = world.order(lines=lines, shipping={"amount": "4.90", "method": "parcel"})
    names = ("subtotal", "discount", "shipping", "tax", "total")
    within = client.post("/orders", order).data
    assert [within[name] for name in names] == ["42.47", "1.50", "4.90", "6.15", "45.87"]
    assert [line["tax"] for line in within["lines"]] == ["4.55", "0.82"]
    upon = client.post("/orders", order | {"prices_include_tax": False}).data
    assert [upon[name] for name in names] == ["42.47", "1.50", "4.90", "7.22", "53.09"]
    assert [line["tax"] for line in upon["lines"]] == ["5.41", "0.88"]


def test_the_same_reference_twice_makes_two_orders_unless_the_installation_refuses(mount: str) -> None:
    lenient = World()
    client = MOUNTS[mount](lenient.erp).login()
    first, second = (client.post("/orders", lenient.order()).data["number"] for _ in range(2))
    assert first != second
    rows = client.get("/orders?external_reference=R1").data["rows"]
    assert [row["number"] for row in rows] == [first, second]

    strict = World(ErpConfig(rules=configured_rules(duplicate_reference="refuse")))
    client = MOUNTS[mount](strict.erp).login()
    number = client.post("/orders", strict.order()).data["number"]
    again = client.post("/orders", strict.order())
    assert (again.status, again.data["error"]["code"]) == (409, "duplicate_reference")
    assert again.data["error"]["details"] == {"number": number}


def test_customers_are_found_by_number_reference_and_address_in_any_case(client: Client) -> None:
    given = {"name": "Bea", "email": "Bea@Example.com", "external_reference": "42", "address": ADDRESS}
    made = client.post("/customers", given)
    assert made.status == 201
    number = made.data["number"]
    for path in ("/customers?external_reference=42", "/customers?email=bea%40EXAMPLE.com"):
        assert [row["number"] for row in client.get(path).data["rows"]] == [number]
    assert client.get(f"/customers/{number}").data == made.data
    again = client.post("/customers", given)
    assert (again.status, again.data["error"]["code"]) == (409, "duplicate_reference")
    assert again.data["error"]["details"] == {"number": number}


def test_customers_come_in_pages(client: Client) -> None:
    for at in range(4):
        client.post("/customers", {"name": "N", "email": f"n{at}@example.com", "address": ADDRESS})
    pages = [client.get(f"/customers?page={page}&page_size=2").data for page in (1, 2, 3, 4)]
    assert [len(page["rows"]) for page in pages] == [2, 2, 1, 0]
    assert {page["total"] for page in pages} == {5}


def test_items_are_read_one_by_one_and_as_a_feed(world: World, client: Client) -> None:
    assert client.get("/items/A").data == client.get("/items?after=0&limit=1").data["rows"][0]
    cursor = client.get("/items").data["cursor"]
    world.erp.items.set_status("A", "blocked")
    changed = client.get(f"/items?after={cursor}").data
    assert [(row["sku"], row["status"]) for row in changed["rows"]] == [("A", "blocked")]


def test_everybody_may_ask_for_health_and_the_document(world: World, mount: str) -> None:
    stranger = MOUNTS[mount](world.erp)
    assert stranger.get("/health").data == {"status": "ok", "time": "2025-11-28T05:00:00.000Z"}
    assert stranger.get("/openapi.json").data["openapi"] == "3.1.0"


REFUSALS: list[tuple[str, str, str, bytes | None, int, str, str | None]] = [
    ("unknown address", "GET", "/api/v1/nothing", None, 404, "not_found", None),
    ("outside the api", "GET", "/", None, 404, "not_found", None),
    ("trailing slash", "GET", "/api/v1/orders/", None, 404, "not_found", None),
    ("double slash", "GET", "/api/v1//orders", None, 404, "not_found", None),
    ("unknown verb", "POST", "/api/v1/orders/SO1/dance", None, 404, "not_found", None),
    ("unknown order", "GET", "/api/v1/orders/SO1", None, 404, "not_found", "number"),
    ("unknown customer", "GET", "/api/v1/customers/%F0%9F%A6%84", None, 404, "not_found", "number"),
    ("unknown item", "GET", "/api/v1/items/Z", None, 404, "not_found", "sku"),
    ("stock of unknown item", "GET", "/api/v1/stock/Z", None, 404, "not_found", "sku"),
    ("wrong method", "DELETE", "/api/v1/orders", None, 405, "method_not_allowed", None),
    ("wrong method on one", "PUT", "/api/v1/orders/SO1", b"{}", 405, "method_not_allowed", None),
    ("no body", "POST", "/api/v1/orders", None, 400, "malformed", "body"),
    ("broken body", "POST", "/api/v1/orders", b'{"a":', 400, "malformed", "body"),
    ("not an object", "POST", "/api/v1/orders", b"[1]", 400, "malformed", "body"),
    ("limit of nothing", "GET", "/api/v1/stock?limit=0", None, 400, "malformed", "limit"),
    ("limit too large", "GET", "/api/v1/stock?limit=1001", None, 400, "malformed", "limit"),
    ("cursor of text", "GET", "/api/v1/orders?after=x", None, 400, "malformed", "after"),
    ("cursor below zero", "GET", "/api/v1/invoices?after=-1", None, 400, "malformed", "after"),
    ("page of nothing", "GET", "/api/v1/customers?page=0", None, 400, "malformed", "page"),
    (
        "reason of a wrong type",
        "POST",
        "/api/v1/orders/{n}/hold",
        b'{"reason":1}',
        400,
        "malformed",
        "reason",
    ),
    (
        "unhold of what is not held",
        "POST",
        "/api/v1/orders/{n}/unhold",
        None,
        409,
        "invalid_transition",
        "status",
    ),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code", "field"),
    [row[1:] for row in REFUSALS],
    ids=[r[0] for r in REFUSALS],
)
def test_a_refusal_has_its_status_code_and_field(
    world: World,
    client: Client,
    method: str,
    path: str,
    body: bytes | None,
    status: int,
    code: str,
    field: str | None,
) -> None:
    number = client.post("/orders", world.order()).data["number"]
    answer = client.raw(method, path.replace("{n}", number), body)
    assert answer.status == status
    error = answer.data["error"]
    assert list(error) == ["code", "message", "field", "details"]
    assert (error["code"], error["field"]) == (code, field)
    assert len(error["message"]) > 10


def test_a_wrong_method_is_told_the_right_ones(client: Client) -> None:
    answer = client.raw("PATCH", "/api/v1/orders")
    assert answer.headers["allow"] == "POST, GET"
    assert answer.data["error"]["details"]["allow"] == ["POST", "GET"]


def test_an_invalid_transition_names_the_state_and_what_it_allows(world: World, client: Client) -> None:
    number = client.post("/orders", world.order()).data["number"]
    client.post(f"/orders/{number}/cancel")
    error = client.post(f"/orders/{number}/release").data["error"]
    assert error["details"] == {"number": number, "status": "cancelled", "allowed": []}
    assert "cancelled" in error["message"]


def test_a_body_that_is_not_json_by_its_media_type_is_unsupported(client: Client) -> None:
    answer = client.raw("POST", "/api/v1/orders", b"{}", content_type="text/plain")
    assert (answer.status, answer.data["error"]["code"]) == (415, "unsupported_media")


def test_a_media_type_with_parameters_or_a_json_suffix_is_json(world: World, client: Client) -> None:
    for media in ("application/json; charset=utf-8", "Application/JSON", "application/vnd.api+json"):
        answer = client.raw("POST", "/api/v1/orders", b"{}", content_type=media)
        assert answer.data["error"]["field"] == "customer"


def test_a_body_beyond_the_limit_is_too_large(mount: str) -> None:
    world = World(ErpConfig(max_body_bytes=1000))
    client = MOUNTS[mount](world.erp).login()
    answer = client.raw("POST", "/api/v1/orders", b" " * 1001, content_type="application/json")
    assert (answer.status, answer.data["error"]["code"]) == (413, "body_too_large")


def bad_orders() -> list[tuple[str, dict[str, Any]]]:
    line = {"item": "A", "quantity": 1, "unit_price": "1"}
    lines = [
        ("lines[0]", 7),
        ("lines[0].item", {**line, "item": ""}),
        ("lines[0].item", {**line, "item": 5}),
        ("lines[0].quantity", {**line, "quantity": "1"}),
        ("lines[0].quantity", {**line, "quantity": 0}),
        ("lines[0].quantity", {**line, "quantity": 1.0005}),
        ("lines[0].quantity", {**line, "quantity": True}),
        ("lines[0].quantity", {**line, "quantity": 10**7}),
        ("lines[0].unit_price", {"item": "A", "quantity": 1}),
        ("lines[0].unit_price", {**line, "unit_price": "1,50"}),
        ("lines[0].unit_price", {**line, "unit_price": "1e3"}),
        ("lines[0].unit_price", {**line, "unit_price": "-1"}),
        ("lines[0].unit_price", {**line, "unit_price": True}),
        ("lines[0].unit_price", {**line, "unit_price": "9" * 23}),
        ("lines[0].unit_price", {**line, "unit_price": 1e300}),
        ("lines[0].discount", {**line, "discount": []}),
        ("lines[0].warehouse", {**line, "warehouse": 1}),
    ]
    return [
        ("customer", {"customer": None}),
        ("customer", {"customer": 5}),
        ("currency", {"currency": "eur"}),
        ("currency", {"currency": "EURO"}),
        ("ordered_at", {"ordered_at": None}),
        ("ordered_at", {"ordered_at": "yesterday"}),
        ("ordered_at", {"ordered_at": 1764306000}),
        ("ordered_at", {"ordered_at": "1969-12-31"}),
        ("lines", {"lines": None}),
        ("lines", {"lines": []}),
        ("lines", {"lines": {"0": line}}),
        ("lines", {"lines": [line] * 501}),
        *[(field, {"lines": [value]}) for field, value in lines],
        ("external_reference", {"external_reference": 100}),
        ("external_reference", {"external_reference": "x" * 65}),
        ("prices_include_tax", {"prices_include_tax": "yes"}),
        ("release", {"release": 1}),
        ("shipping", {"shipping": "4.90"}),
        ("shipping.amount", {"shipping": {"amount": {}}}),
        ("payment.prepaid", {"payment": {"prepaid": 1}}),
        ("payment.method", {"payment": {"method": []}}),
        ("ship_to", {"ship_to": []}),
        ("ship_to.city", {"ship_to": {"city": 1}}),
        ("ship_to.country", {"ship_to": {"country": "Germany"}}),
        ("bill_to.street", {"bill_to": {"street": ["a", "b"]}}),
        ("custom", {"custom": [1]}),
        ("custom.a", {"custom": {"a": {}}}),
        ("custom.a", {"custom": {"a": 1e300}}),
        ("custom.a", {"custom": {"a": "x" * 256}}),
        ("custom", {"custom": {str(at): at for at in range(51)}}),
    ]


@pytest.mark.parametrize(("field", "change"), bad_orders())
def test_a_wrong_shape_is_400_naming_the_field_and_keeps_nothing(
    world: World, field: str, change: dict[str, Any]
) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    answer = client.post("/orders", world.order(**change))
    assert (answer.status, answer.data["error"]["code"], answer.data["error"]["field"]) == (
        400,
        "malformed",
        field,
    )
    assert not world.erp.orders.by_number
    assert world.of_kind("erp.order.refused")[0][2]["rule"] == "shape"


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("name", {"name": ""}),
        ("email", {"email": "no-at-sign"}),
        ("email", {"email": "a b@example.com"}),
        ("address", {"address": None}),
        ("address.street", {"address": {**ADDRESS, "street": ""}}),
        ("address.postcode", {"address": {**ADDRESS, "postcode": 50667}}),
        ("address.country", {"address": {**ADDRESS, "country": "de"}}),
        ("phone", {"phone": 1}),
    ],
)
def test_a_customer_of_a_wrong_shape_is_400_naming_the_field(
    world: World, field: str, change: dict[str, Any]
) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    given = {"name": "Bea", "email": "bea@example.com", "address": ADDRESS, **change}
    answer = client.post("/customers", given)
    assert (answer.status, answer.data["error"]["field"]) == (400, field)


def test_a_reply_shares_nothing_with_the_books(world: World) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    order = world.order(ship_to={"name": "Ann"}, bill_to={"name": "Ann"})
    number = client.post("/orders", order).data["number"]
    order["custom"]["sales_channel"] = order["ship_to"]["name"] = "changed by the client"
    paths = [f"/orders/{number}", "/orders", "/stock", "/stock/A", "/items/A", f"/customers/{world.customer}"]
    before = {path: repr(client.get(path).data) for path in paths}
    for path in paths:
        _spoil(client.get(path).data)
    assert {path: repr(client.get(path).data) for path in paths} == before
    assert "changed by the client" not in "".join(before.values())


def _spoil(value: Any) -> None:
    if isinstance(value, dict):
        for inner in list(value.values()):
            _spoil(inner)
        value.clear()
    elif isinstance(value, list):
        for inner in value:
            _spoil(inner)
        value.clear()
