"""Clients set stock where the installation lets them; orders that lose their units wait."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from fake_erp import ErpConfig
from fake_erp.access.config import Token

from .world import MOUNTS, Client, World


def opened(is_open: bool = True) -> tuple[World, Client]:
    world = World(ErpConfig(stock_writes=is_open, token=Token(lifetime_ms=10**12)))
    return world, MOUNTS["in_process"](world.erp).login()


def put(client: Client, sku: str, body: Any) -> Any:
    return client.raw("PUT", f"/api/v1/stock/{sku}", orjson.dumps(body))


def test_what_is_set_is_read_and_told_with_what_was_there() -> None:
    world, client = opened()
    was = client.get("/stock/A").data["rows"][0]["on_hand"]
    reply = put(client, "A", {"warehouse": "main", "on_hand": 7})
    assert (reply.status, reply.data["on_hand"]) == (200, 7)
    assert client.get("/stock/A").data["rows"][0]["on_hand"] == 7
    (told,) = [(keys, data) for kind, keys, data in world.facts if kind == "erp.stock.set"]
    assert told == ({"item": "A"}, {"warehouse": "main", "was": was, "now": 7, "by": told[1]["by"]})


def test_an_order_whose_units_are_gone_waits() -> None:
    world, client = opened()
    number = client.post("/orders", world.order(release=True)).data["number"]
    put(client, "A", {"warehouse": "main", "on_hand": 0})
    assert client.get(f"/orders/{number}").data["lines"][0]["allocated"] == 0


@pytest.mark.parametrize(
    ("sku", "body", "status", "code"),
    [
        ("A", {"warehouse": "main", "on_hand": -1}, 400, "malformed"),
        ("A", {"warehouse": "main", "on_hand": 1.5}, 400, "malformed"),
        ("A", {"warehouse": "moon", "on_hand": 1}, 422, "unknown_warehouse"),
        ("ZZZ", {"warehouse": "main", "on_hand": 1}, 404, "not_found"),
    ],
)
def test_what_cannot_be_set_is_refused_and_changes_nothing(
    sku: str, body: dict[str, Any], status: int, code: str
) -> None:
    world, client = opened()
    told = len(world.facts)
    reply = put(client, sku, body)
    assert (reply.status, reply.data["error"]["code"]) == (status, code)
    assert len(world.facts) == told


def test_other_installations_know_no_such_call() -> None:
    _, client = opened(is_open=False)
    reply = put(client, "A", {"warehouse": "main", "on_hand": 1})
    assert (reply.status, "follows from documents" in reply.data["error"]["message"]) == (404, True)
