"""How requests are read and replies written: media types, XML, the query over the body, the path into the body."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest

from fake_magento.app import create_app
from fake_magento.rest.framework import bodies
from fake_magento.rest.framework.http import Match, Request, Route

from .world import TOKEN, Send, World

V1 = "/rest/V1"


def asked(world: World, path: str, accept: str | None) -> Any:
    headers = {"Authorization": f"Bearer {TOKEN}"} | ({"Accept": accept} if accept else {})
    return create_app(world.surface.handle).test_client().get(path, headers=headers)


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/json, */*", "application/json"),
        ("application/xml", "application/xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("application/xml;q=0.5, application/json", "application/json"),
    ],
)
def test_the_accept_header_chooses_the_form(world: World, accept: str | None, kind: str) -> None:
    world.order()
    assert asked(world, f"{V1}/orders/1", accept).headers["Content-Type"] == f"{kind}; charset=utf-8"


def test_a_format_that_cannot_be_written_is_406_in_the_other_envelope(world: World) -> None:
    reply = asked(world, f"{V1}/orders/1", "image/png")
    assert reply.status_code == 406
    assert reply.json["messages"]["error"][0]["code"] == 406


def test_xml_says_the_same_as_json(world: World) -> None:
    world.order(("SKU-1", 2), ("SKU-3", 1))
    root = ElementTree.fromstring(asked(world, f"{V1}/orders/1", "application/xml").data)
    assert root.tag == "response"
    assert root.findtext("increment_id") == "000000001"
    assert [item.findtext("sku") for item in root.findall("items/item")] == ["SKU-1", "SKU-3"]
    refused = ElementTree.fromstring(asked(world, f"{V1}/orders/99", "application/xml").data)
    assert refused.findtext("message", "").startswith("The entity that was requested")


def test_a_body_of_another_kind_is_refused(world: World) -> None:
    client = create_app(world.surface.handle).test_client()
    reply = client.post(f"{V1}/integration/admin/token", data={"username": "a"})
    assert reply.status_code == 400
    assert reply.json["message"].startswith("Server cannot understand Content-Type HTTP header media type")


def test_the_query_wins_over_the_body(world: World, send: Send) -> None:
    good = "username=integration&password=integration-1"
    reply = send("POST", f"{V1}/integration/admin/token", {"username": "x", "password": "y"}, query=good)
    assert reply.status == 200


def read(pattern: str, params: dict[str, str], data: Any, method: str = "PUT") -> Any:
    route = Route(method, pattern, "x", lambda shop, call: None, None, None)
    return bodies.read(Request(method, "/", "", {}, data), Match(route, params, "default", None))  # type: ignore[arg-type]


def test_a_put_writes_the_path_into_the_only_object() -> None:
    params = {"sku": "A"}
    assert read("products/{sku}", params, {"product": {"sku": "B", "name": "n"}}) == {
        "product": {"sku": "A", "name": "n"}
    }
    both = {"product": {"sku": "B"}, "saveOptions": True}
    assert read("products/{sku}", params, both) == {**both, "sku": "A"}
    assert read("orders/{parent_id}", {"parent_id": "7"}, {"entity": {"parentId": 1}}) == {
        "entity": {"parentId": "7"}
    }
    customer = {"customer": {"id": 3}}
    assert read("customers/{customerId}", {"customerId": "9"}, customer) == customer
    assert read("products/{sku}", params, {"product": {"sku": "B"}}, "POST") == {"product": {"sku": "B"}}


def test_the_schema_lists_every_route(world: World, send: Send) -> None:
    from fake_magento.rest.routes import ROUTES

    data = send("GET", "/rest/all/schema", query="services=all", token=None).data
    assert data["swagger"] == "2.0"
    assert data["basePath"] == "/rest/all"
    listed = {(method.upper(), path) for path, each in data["paths"].items() for method in each}
    assert listed == {(route.method, "/V1/" + route.pattern) for route in ROUTES}
