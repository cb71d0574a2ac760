"""Operations and business keys of requests; the silent drop; facts."""

from __future__ import annotations

import json

import pytest

from fake_erp import ErpConfig, Reply, Request
from fake_erp.dialects.native.routes import ROUTES

from .world import ADDRESS, MOUNTS, World

OPERATIONS = [
    "token.create",
    "openapi.read",
    "health.read",
    "customer.create",
    "customer.list",
    "customer.read",
    "customer.update",
    "item.list",
    "item.read",
    "stock.list",
    "stock.read",
    "stock.set",
    "order.create",
    "order.list",
    "order.read",
    "order.update",
    "order.approve",
    "order.release",
    "order.cancel",
    "order.hold",
    "order.unhold",
    "delivery.create",
    "delivery.list",
    "delivery.read",
    "warehouse.list",
    "order.flow",
    "invoice.list",
    "invoice.read",
    "payment.create",
    "payment.list",
    "payment.read",
    "deposit.create",
    "deposit.list",
    "deposit.read",
    "deposit.apply",
    "deposit.refund",
    "return.create",
    "return.list",
    "return.read",
    "credit_note.create",
    "credit_note.list",
    "credit_note.read",
    "price.list",
    "price.read",
    "period.list",
    "journal.list",
    "batch.create",
    "batch.list",
    "batch.read",
    "file.create",
    "file.list",
    "file.read",
    "file.rename",
    "file.delete",
    "change.list",
    "subscription.create",
    "subscription.list",
    "subscription.delete",
]


def test_the_operations_are_these() -> None:
    assert [route.operation for route in ROUTES] == OPERATIONS


def test_a_request_tells_its_operation_and_business_key(world: World) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    keyed = client.post("/orders", world.order()).data["number"]
    keyless = client.post("/orders", world.order(external_reference=None)).data["number"]
    customer = {"name": "B", "email": "b@example.com", "external_reference": "42", "address": ADDRESS}
    known = client.post("/customers", customer).data["number"]
    expected = [
        (Request("POST", "/orders", data={"external_reference": "R9"}), "order.create", "R9"),
        (Request("POST", "/orders", body=b'{"external_reference":"R9"}'), "order.create", "R9"),
        (Request("POST", "/orders", body=b"{"), "order.create", None),
        (Request("POST", "/orders", data=[]), "order.create", None),
        (Request("POST", "/orders", data={"external_reference": 7}), "order.create", None),
        (Request("GET", "/orders", "external_reference=R9&limit=1"), "order.list", "R9"),
        (Request("GET", "/orders", "after=5"), "order.list", None),
        (Request("GET", f"/orders/{keyed}"), "order.read", "R1"),
        (Request("POST", f"/orders/{keyless}/cancel"), "order.cancel", keyless),
        (Request("GET", "/orders/SO9"), "order.read", None),
        (Request("POST", "/customers", data=customer), "customer.create", "42"),
        (Request("GET", f"/customers/{known}"), "customer.read", "42"),
        (Request("GET", f"/customers/{world.customer}"), "customer.read", world.customer),
        (Request("GET", "/items/A%20B%2Fc"), "item.read", "A B/c"),
        (Request("GET", "/stock/A"), "stock.read", "A"),
        (Request("GET", "/stock"), "stock.list", None),
        (Request("GET", "/deliveries"), "delivery.list", None),
    ]
    for request, operation, key in expected:
        request.path = "/api/v1" + request.path
        match = world.erp.surface.match(request)
        assert match is not None
        assert (match.operation, match.key(request)) == (operation, key), request


def test_finding_the_key_leaves_the_body_to_the_view(world: World) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    body = json.dumps(world.order()).encode()
    request = Request("POST", "/api/v1/orders", headers=client.headers, body=body)
    match = world.erp.surface.match(Request("POST", "/api/v1/orders"))
    assert match is not None
    assert match.key(request) == "R1"
    assert world.erp.surface.call(match, request).status == 201


def test_a_discarded_order_looks_accepted_and_is_nowhere(world: World) -> None:
    client = MOUNTS["in_process"](world.erp).login()

    def post(reference: str, discard: bool) -> Reply:
        order = world.order(external_reference=reference)
        request = Request("POST", "/api/v1/orders", "", client.headers, order, None, discard)
        return world.erp.surface.handle(request)

    dropped, kept = post("R1", True), post("R2", False)
    number = dropped.data["number"]
    assert (dropped.status, dropped.data["status"]) == (201, "released")
    assert {**dropped.data, "number": "", "external_reference": ""} == {
        **kept.data,
        "number": "",
        "external_reference": "",
    }
    assert int(kept.data["number"][2:]) == int(number[2:]) + 1
    assert client.get(f"/orders/{number}").status == 404
    assert client.get("/orders?external_reference=R1").data["rows"] == []
    assert client.get("/stock/A").data["rows"][0]["allocated"] == 2
    assert world.of_kind("erp.order.dropped") == [
        ("erp.order.dropped", {"order": number, "ref": "R1"}, {"why": "discarded"})
    ]
    assert [fact[1]["ref"] for fact in world.of_kind("erp.order.created")] == ["R2"]


def test_a_discarded_order_is_refused_like_any_other(world: World) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    order = world.order(customer="C9")
    request = Request("POST", "/api/v1/orders", "", client.headers, order, None, True)
    assert world.erp.surface.handle(request).status == 422
    assert not world.of_kind("erp.order.dropped")


def test_the_facts_of_an_order_are_these(world: World) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    world.facts.clear()
    lines = [{"item": "A", "quantity": 2, "unit_price": "19.99", "discount": "4.00"}]
    client.post("/orders", world.order(lines=lines, shipping={"amount": "4.90", "method": "parcel"}))
    world.now_ms += world.config.lead_ms
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    keys = {"order": "SO100001", "ref": "R1"}
    assert world.facts == [
        (
            "erp.order.created",
            keys,
            {
                "customer": world.customer,
                "email": "ann@example.com",
                "channel": "web",
                "currency": "EUR",
                "status": "released",
                "lines": [["A", 2, 1999, 400]],
                "subtotal_cents": 3998,
                "discount_cents": 400,
                "shipping_cents": 490,
                "tax_cents": 574 + 78,
                "total_cents": 4088,
                "ship_to": ["Ann", "Hauptstr. 1", "Köln", "50667", "DE", "", "", ""],
                "bill_to": None,
                "shipping_method": "parcel",
                "payment": ["card", 3998, True],
                "filled": ["ship_to"],
                "custom": {"sales_channel": "web"},
                "ordered_ms": 1_764_305_940_000,
                "by": "shop",
            },
        ),
        ("erp.stock.changed", {}, {"why": "allocated", "rows": [["A", "main", 100, 2, 0, 0]]}),
        ("erp.stock.changed", {}, {"why": "shipped", "rows": [["A", "main", 98, 0, 0, 0]]}),
        ("erp.order.status", keys, {"from": "released", "to": "shipped", "why": "shipped"}),
        ("erp.delivery.posted", {**keys, "delivery": "DN100001"}, {"warehouse": "main", "lines": [["A", 2]]}),
        ("erp.order.status", keys, {"from": "shipped", "to": "invoiced", "why": "invoiced"}),
        (
            "erp.invoice.posted",
            {**keys, "invoice": "IN100001"},
            {"total_cents": 4088, "currency": "EUR", "by": "job:posting_run"},
        ),
        ("erp.order.status", keys, {"from": "invoiced", "to": "closed", "why": "closed"}),
    ]


def test_an_order_over_two_warehouses_has_a_delivery_for_each() -> None:
    world = World(ErpConfig(warehouses=("main", "south")))
    world.erp.stock.open("C", "south", 3)
    client = MOUNTS["in_process"](world.erp).login()
    lines = [{"item": sku, "quantity": 1, "unit_price": 1} for sku in ("A", "C")]
    assert [x["warehouse"] for x in client.post("/orders", world.order(lines=lines)).data["lines"]] == [
        "main",
        "south",
    ]
    world.now_ms += world.config.lead_ms
    client.login()
    world.erp.shipping.wave()
    rows = client.get("/deliveries").data["rows"]
    assert [(row["warehouse"], row["lines"][0]["item"]) for row in rows] == [("main", "A"), ("south", "C")]


@pytest.mark.parametrize("data", [{"a": 2**70}, {"a": "\ud800"}, {"a": [None, True, 1.5]}])
def test_a_reply_encodes_whatever_json_can_say(data: object) -> None:
    assert json.loads(Reply(200, data).encode()) == data
