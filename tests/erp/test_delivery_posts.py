"""Clients post what a warehouse system has shipped, where the installation lets them."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig
from fake_erp.access.config import Token

from .world import MOUNTS, Client, World


def opened(**config: Any) -> tuple[World, Client, str]:
    """An ERP without picking waves, a client of it, and the number of a released order of two units of A."""
    given = {"delivery_posts": True, "wave_every_ms": 0, "token": Token(lifetime_ms=10**12), **config}
    world = World(ErpConfig(**given))
    client = MOUNTS["in_process"](world.erp).login()
    return world, client, client.post("/orders", world.order(release=True)).data["number"]


def on_hand(client: Client) -> int:
    return int(client.get("/stock/A").data["rows"][0]["on_hand"])


def test_what_is_posted_leaves_the_stock_and_the_order_is_shipped() -> None:
    world, client, number = opened()
    was, units = on_hand(client), client.get(f"/orders/{number}").data["lines"][0]["quantity"]
    reply = client.post("/deliveries", {"order": number, "tracking": "P1", "delivery_reference": "S1"})
    assert (reply.status, reply.data["tracking"], reply.data["delivery_reference"]) == (201, "P1", "S1")
    assert on_hand(client) == was - units
    assert client.get(f"/orders/{number}").data["status"] == "shipped"
    assert client.get("/deliveries").data["rows"] == [reply.data]
    (told,) = [data for kind, _, data in world.facts if kind == "erp.delivery.posted"]
    assert (told["lines"], told["reference"], bool(told["by"])) == ([["A", units]], "S1", True)


def test_a_reference_is_used_once() -> None:
    _, client, number = opened()
    body = {"order": number, "delivery_reference": "S1"}
    first, again = client.post("/deliveries", body), client.post("/deliveries", body)
    assert (again.status, again.data["error"]["code"]) == (409, "duplicate_reference")
    assert again.data["error"]["details"]["number"] == first.data["number"]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"lines": []}, 400, "malformed"),
        ({"lines": [{"line": 9, "quantity": 1}]}, 400, "malformed"),
        ({"lines": [{"item": "A", "quantity": 99}]}, 422, "delivery_exceeds_allocated"),
        ({"lines": [{"item": "A", "quantity": 1}]}, 422, "order_goes_out_whole"),
    ],
)
def test_what_cannot_have_left_is_refused_and_changes_nothing(
    change: dict[str, Any], status: int, code: str
) -> None:
    world, client, number = opened()
    told = len(world.facts)
    reply = client.post("/deliveries", {"order": number, **change})
    assert (reply.status, reply.data["error"]["code"]) == (status, code)
    assert len(world.facts) == told


def test_a_part_leaves_where_orders_go_out_in_parts() -> None:
    _, client, number = opened(partial_deliveries=True)
    part = {"order": number, "lines": [{"line": 1, "quantity": 1}]}
    assert client.post("/deliveries", part).data["lines"] == [{"line": 1, "item": "A", "quantity": 1}]
    assert client.get(f"/orders/{number}").data["status"] == "partly_shipped"
    client.post("/deliveries", {"order": number})
    assert client.get(f"/orders/{number}").data["status"] == "shipped"


def test_an_order_that_is_shipped_or_cancelled_is_refused() -> None:
    world, client, number = opened()
    client.post("/deliveries", {"order": number})
    assert client.post("/deliveries", {"order": number}).status == 409
    other = client.post("/orders", world.order(release=True, external_reference="other")).data["number"]
    client.post(f"/orders/{other}/cancel")
    assert client.post("/deliveries", {"order": other}).status == 409


def test_goods_of_a_frozen_warehouse_stay() -> None:
    world, client, number = opened()
    world.erp.stock.places.freeze("main", "count")
    reply = client.post("/deliveries", {"order": number})
    assert (reply.status, reply.data["error"]["code"]) == (422, "cannot_ship")


def test_other_installations_know_no_such_call() -> None:
    _, client, number = opened(delivery_posts=False)
    reply = client.post("/deliveries", {"order": number})
    assert (reply.status, "picking waves" in reply.data["error"]["message"]) == (404, True)


def test_the_units_of_an_item_fill_its_lines_one_after_the_other() -> None:
    world, client, _ = opened()
    body = world.order(release=True, external_reference="two lines")
    body["lines"] = [*body["lines"], *body["lines"]]
    made = client.post("/orders", body).data
    units = made["lines"][0]["quantity"]
    posted = client.post(
        "/deliveries", {"order": made["number"], "lines": [{"item": "A", "quantity": 2 * units}]}
    )
    assert [(row["line"], row["quantity"]) for row in posted.data["lines"]] == [(1, units), (2, units)]
