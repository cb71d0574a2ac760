"""The document is valid, complete, true of the replies, and silent about what the installation demands beyond it."""

from __future__ import annotations

from typing import Any

import jsonschema
import orjson
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from fake_erp import ErpConfig, configured_rules
from fake_erp.channels.config import Channels
from fake_erp.dialects.native.openapi.document import DOCS, document
from fake_erp.dialects.native.routes import ROUTES

from .world import ADDRESS, MOUNTS, World


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    return document(ROUTES)


def test_it_is_valid(openapi: dict[str, Any]) -> None:
    assert list(OpenAPIV31SpecValidator(openapi).iter_errors()) == []


def test_it_has_every_route_and_nothing_else(openapi: dict[str, Any]) -> None:
    listed = {(m.upper(), path) for path, operations in openapi["paths"].items() for m in operations}
    assert listed == {(route.method, route.pattern) for route in ROUTES}
    assert set(DOCS) == {route.operation for route in ROUTES}


def test_it_is_served_and_fresh_every_time(world: World, mount: str, openapi: dict[str, Any]) -> None:
    client = MOUNTS[mount](world.erp)
    client.get("/openapi.json").data["paths"].clear()
    assert client.get("/openapi.json").data == openapi


def test_it_does_not_mention_hidden_fields() -> None:
    world = World(
        ErpConfig(rules=configured_rules(hidden_fields={"fields": ("custom.sales_channel",), "honest": True}))
    )
    shown = MOUNTS["in_process"](world.erp).get("/openapi.json").data
    assert "channel" not in repr(shown["components"]["schemas"]["NewOrder"])


def test_it_tells_what_the_installation_demands_openly() -> None:
    fields = ("ship_to.postcode", "custom.branch", "lines.warehouse", "bill_to")
    world = World(ErpConfig(rules=configured_rules(mandatory_fields=fields)))
    told = MOUNTS["in_process"](world.erp).get("/openapi.json").data
    assert list(OpenAPIV31SpecValidator(told).iter_errors()) == []
    lines = [{"item": "A", "quantity": 1, "unit_price": "1", "warehouse": "main"}]
    full = world.order(
        ship_to={**ADDRESS, "name": "Ann"}, bill_to={}, custom={"branch": "7"}, lines=lines, release=None
    )
    fits = shape(told, "NewOrder")
    assert fits.is_valid(full)
    assert (
        MOUNTS["in_process"](world.erp).login().post("/orders", {**full, "bill_to": {"city": "x"}}).status
        == 201
    )
    bare = [{"item": "A", "quantity": 1, "unit_price": "1"}]
    for name, less in (("ship_to", {"city": "x"}), ("custom", {}), ("lines", bare)):
        assert not fits.is_valid({**full, name: less}), name
    assert not fits.is_valid({key: value for key, value in full.items() if key != "bill_to"})


def shape(openapi: dict[str, Any], name: str) -> jsonschema.Draft202012Validator:
    schema = {"$ref": f"#/components/schemas/{name}", "components": openapi["components"]}
    return jsonschema.Draft202012Validator(schema)


def test_replies_have_the_documented_shape(world: World, mount: str, openapi: dict[str, Any]) -> None:
    client = MOUNTS[mount](world.erp)
    token = client.post("/token", {"client_id": "shop", "client_secret": "secret"})
    shape(openapi, "Token").validate(token.data)
    client.login()
    customer = client.post("/customers", {"name": "B", "email": "b@example.com", "address": ADDRESS})
    order = client.post("/orders", world.order(ship_to={**ADDRESS, "name": "Ann"}))
    world.now_ms += world.config.lead_ms
    client.login()
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    replies = {
        "/health": "Health",
        "/customers": "Customers",
        "/items": "Items",
        "/items/A": "Item",
        "/stock": "Stock",
        "/stock/A": "ItemStock",
        "/orders": "Orders",
        "/orders?external_reference=R1": "Orders",
        "/deliveries": "Deliveries",
        "/deliveries/DN100001": "Delivery",
        "/warehouses": "Warehouses",
        "/invoices": "Invoices",
        "/nowhere": "Error",
    }
    for path, name in replies.items():
        shape(openapi, name).validate(client.get(path).data)
    shape(openapi, "Customer").validate(customer.data)
    shape(openapi, "Order").validate(order.data)


@pytest.mark.parametrize(
    ("name", "path"), [("NewOrder", "/orders"), ("NewCustomer", "/customers"), ("Credentials", "/token")]
)
def test_exactly_the_required_fields_are_required(
    world: World, openapi: dict[str, Any], name: str, path: str
) -> None:
    client = MOUNTS["in_process"](world.erp).login()
    full: dict[str, dict[str, Any]] = {
        "NewOrder": {
            **world.order(),
            "shipping": {},
            "ship_to": {},
            "bill_to": {},
            "prices_include_tax": False,
        },
        "NewCustomer": {
            "name": "B",
            "email": "b@example.com",
            "address": ADDRESS,
            "phone": "1",
            "external_reference": "9",
        },
        "Credentials": {"client_id": "shop", "client_secret": "secret"},
    }
    schema = openapi["components"]["schemas"][name]
    assert set(full[name]) == set(schema["properties"])
    shape(openapi, name).validate(full[name])
    for left_out in schema["properties"]:
        given = {field: value for field, value in full[name].items() if field != left_out}
        answer = client.post(
            path, given | ({"external_reference": left_out} if name == "NewCustomer" else {})
        )
        if left_out in schema["required"]:
            assert (answer.status, answer.data["error"]["field"]) == (400, left_out)
        elif left_out != "external_reference" or name != "NewCustomer":
            assert answer.status in (200, 201), answer


def test_an_order_can_be_changed_in_every_way_the_document_shows(
    world: World, openapi: dict[str, Any], mount: str
) -> None:
    world.erp.items.get("B").units["box"] = 3
    client = MOUNTS[mount](world.erp).login()
    number = client.post("/orders", world.order()).data["number"]
    new_line = {
        "item": "B",
        "quantity": 1,
        "unit": "box",
        "unit_price": 3,
        "discount": 1,
        "warehouse": "main",
    }
    change = {
        "external_reference": "R2",
        "ship_to": ADDRESS,
        "bill_to": {},
        "shipping": {"method": "parcel"},
        "custom": {"a": 1},
        "lines": [{"line": 1, "quantity": 1, "unit_price": "1", "discount": 0}, new_line],
    }
    assert set(change) == set(openapi["components"]["schemas"]["OrderChange"]["properties"])
    shape(openapi, "OrderChange").validate(change)
    body = orjson.dumps(change)
    changed = client.raw("PATCH", f"/api/v1/orders/{number}", body, content_type="application/json")
    assert changed.status == 200, changed
    shape(openapi, "Order").validate(changed.data)
    assert changed.data["lines"][1]["unit"] == "box"


def test_replies_of_the_ways_beside_calls_have_the_documented_shape(
    mount: str, openapi: dict[str, Any]
) -> None:
    world = World(ErpConfig(channels=Channels(batch=True, files=True, changes=True, webhooks=True)))
    client = MOUNTS[mount](world.erp).login()
    bodies: dict[str, tuple[str, str, Any]] = {
        "/batches": ("NewBatch", "Batch", {"operation": "order.create", "rows": [world.order(), {}]}),
        "/files": ("NewFile", "File", {"name": "a.csv", "content": "x\n"}),
        "/files/a.csv/rename": ("NewName", "File", {"to": "b.csv"}),
        "/subscriptions": (
            "NewSubscription",
            "Subscription",
            {"url": "http://127.0.0.1/", "kinds": ["order"], "secret": "s"},
        ),
    }
    for path, (sent, told, body) in bodies.items():
        shape(openapi, sent).validate(body)
        shape(openapi, told).validate(client.post(path, body).data)
    world.erp.batches.work()
    replies = {
        "/batches": "Batches",
        "/batches/JOB100001": "BatchResults",
        "/files?folder=in": "Files",
        "/files/b.csv?folder=in": "FileContent",
        "/changes": "Changes",
        "/subscriptions": "Subscriptions",
    }
    for path, name in replies.items():
        shape(openapi, name).validate(client.get(path).data)


def test_documents_of_finance_have_the_documented_shape(
    world: World, mount: str, openapi: dict[str, Any]
) -> None:
    client = MOUNTS[mount](world.erp).login()
    number = client.post("/orders", world.order(payment=None)).data["number"]
    world.now_ms += world.config.lead_ms
    client.login()
    world.erp.shipping.wave()
    world.erp.invoicing.run()
    world.erp.prices.set_list_price("standard", "A", 1500)
    replies = {
        "Payment": client.post("/payments", {"order": number, "amount": "1.00"}),
        "Return": client.post("/returns", {"order": number, "lines": [{"item": "A", "quantity": 1}]}),
    }
    world.erp.invoicing.run()
    addresses = {
        "Invoice": "/invoices/IN100001",
        "CreditNote": "/credit-notes/CN100001",
        "Payments": "/payments",
        "Returns": "/returns",
        "CreditNotes": "/credit-notes",
        "Flow": f"/orders/{number}/flow",
        "Prices": "/prices",
        "Price": "/prices/A",
        "Periods": "/periods",
        "Journal": "/journal",
    }
    replies |= {name: client.get(path) for name, path in addresses.items()}
    for name, reply in replies.items():
        assert reply.status in (200, 201)
        shape(openapi, name).validate(reply.data)
