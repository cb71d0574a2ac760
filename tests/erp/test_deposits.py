"""Deposits: money that comes before its order is applied to it once, or goes back once."""

from __future__ import annotations

from typing import Any

import pytest

from .books import entries, installation
from .world import Client, World


def opened() -> tuple[World, Client, str]:
    """An installation with deposits, and the number of one of 19.99 for order R1."""
    world, client = installation(deposits=True)
    return world, client, posted(client)


def posted(client: Client, **changes: Any) -> str:
    body = {"external_reference": "R1", "amount": "19.99", "currency": "EUR", "reference": "INV1"}
    return str(client.post("/deposits", {**body, **changes}).data["number"])


def ordered(world: World, client: Client, **changes: Any) -> str:
    return str(client.post("/orders", world.order(external_reference="R1", **changes)).data["number"])


def code(reply: Any) -> str:
    return str(reply.data["error"]["code"])


def test_a_deposit_needs_no_order_and_is_read_as_it_was_posted() -> None:
    world, client, number = opened()
    read = client.get(f"/deposits/{number}").data
    assert (read["external_reference"], read["amount"], read["order"]) == ("R1", "19.99", None)
    assert read["status"] == "open"
    assert entries(world, number) == [{"cash": 1999, "deposits": -1999}]
    assert [row["number"] for row in client.get("/deposits").data["rows"]] == [number]


def test_applied_it_is_what_the_provider_owed_and_cannot_go_back() -> None:
    world, client, number = opened()
    order = ordered(world, client)
    applied = client.post(f"/deposits/{number}/apply", {"order": order})
    assert (applied.status, applied.data["status"], applied.data["order"]) == (200, "applied", order)
    assert entries(world, number)[1:] == [{"deposits": 1999, "payment_provider": -1999}]
    assert code(client.post(f"/deposits/{number}/refund")) == "invalid_transition"
    assert code(client.post(f"/deposits/{number}/apply", {"order": order})) == "invalid_transition"


@pytest.mark.parametrize("applied", [False, True])
def test_paid_back_once_nothing_is_left_of_it(applied: bool) -> None:
    """The deposit of an order that was cancelled since can be paid back too."""
    world, client, number = opened()
    if applied:
        order = ordered(world, client)
        client.post(f"/deposits/{number}/apply", {"order": order})
        client.post(f"/orders/{order}/cancel")
    assert client.post(f"/deposits/{number}/refund").data["status"] == "refunded"
    again = client.post(f"/deposits/{number}/refund")
    assert (code(again), again.data["error"]["details"]["status"]) == ("invalid_transition", "refunded")
    left: dict[str, int] = {}
    for posting in entries(world, number):
        for account, cents in posting.items():
            left[account] = left.get(account, 0) + cents
    assert not any(left.values())


def test_refusals_name_the_field_and_post_nothing() -> None:
    world, client, number = opened()
    before = len(world.facts)
    again = client.post(
        "/deposits",
        {"external_reference": "R2", "amount": "1.00", "currency": "EUR", "reference": "INV1"},
    )
    assert (code(again), again.data["error"]["details"]["number"]) == ("duplicate_reference", number)
    body = {"external_reference": "R2", "amount": "1.00", "currency": "XTS"}
    assert code(client.post("/deposits", body)) == "unknown_currency"
    foreign = ordered(world, client, currency="USD")
    reply = client.post(f"/deposits/{number}/apply", {"order": foreign})
    assert (code(reply), reply.data["error"]["field"]) == ("wrong_currency", "order")
    client.post(f"/orders/{foreign}/cancel")
    assert code(client.post(f"/deposits/{number}/apply", {"order": foreign})) == "invalid_transition"
    assert not [fact for fact in world.facts[before:] if fact[0].startswith("erp.deposit")]


def test_an_installation_without_deposits_knows_no_such_call() -> None:
    _, client = installation()
    body = {"external_reference": "R1", "amount": "1.00", "currency": "EUR"}
    for reply in (
        client.post("/deposits", body),
        client.get("/deposits"),
        client.post("/deposits/DP100001/refund"),
    ):
        assert reply.status == 404
        assert "not enabled" in reply.data["error"]["message"]
