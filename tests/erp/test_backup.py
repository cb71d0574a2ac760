"""A backup put back: what was entered since is gone, what has left stays gone from the shelves."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_erp import ErpConfig, snapshot
from fake_erp.inventory.deliveries import Shipping
from fake_erp.recovery import backup

from .books import ship
from .world import START_MS, Client, World, in_process

ACTS = st.lists(st.sampled_from(["order", "ship", "cancel", "bill", "customer"]), max_size=8)


def _world() -> tuple[World, Client]:
    world = World(ErpConfig(lead_ms=60_000))
    return world, in_process(world.erp).login()


def _act(world: World, client: Client, what: str) -> None:
    world.now_ms += 1000
    count = len(world.facts)
    if what == "order":
        client.post("/orders", world.order(external_reference=f"R{count}", lines=_lines(count)))
    elif what == "ship":
        ship(world)
    elif what == "bill":
        world.erp.invoicing.run()
    elif what == "customer":
        world.erp.customers.add("Bo", f"bo{count}@example.com", {"country": "DE"})
    else:
        for order in [each for each in world.erp.orders.by_number.values() if each.status == "released"][:1]:
            world.erp.orders.cancel(order)


def _lines(count: int) -> list[dict[str, Any]]:
    return [{"item": "AB"[count % 2], "quantity": 1 + count % 3, "unit_price": "19.99"}]


def _on_hand(world: World) -> dict[tuple[str, str], int]:
    return {(row.item, row.warehouse): row.on_hand for row in world.erp.stock.rows()}


@given(before=ACTS, since=ACTS)
@settings(max_examples=40, deadline=None)
def test_books_are_those_of_the_backup_and_goods_are_where_they_are(
    before: list[str], since: list[str]
) -> None:
    world, client = _world()
    for what in before:
        _act(world, client, what)
    kept, orders = snapshot.take(world.erp), set(world.erp.orders.by_number)
    states = {number: order.status for number, order in world.erp.orders.by_number.items()}
    customers = set(world.erp.customers.by_number)
    for what in since:
        _act(world, client, what)
    shelves, new = _on_hand(world), set(world.erp.orders.by_number) - orders
    left = {delivery.order.number for delivery in world.erp.shipping.by_number.values()}
    world.facts.clear()
    backup.put_back(world.erp, kept)
    assert set(world.erp.orders.by_number) == orders
    assert set(world.erp.customers.by_number) == customers
    assert _on_hand(world) == shelves
    assert {keys["order"] for _, keys, _ in world.of_kind("erp.order.lost")} == new
    for number, order in world.erp.orders.by_number.items():
        assert bool(sum(line.shipped for line in order.lines)) == (number in left)
        if number not in left:
            assert order.status == states[number]
    client.login()
    again = client.post("/orders", world.order(external_reference="again")).data
    assert not new or again["number"] == min(new)


def test_a_parcel_that_has_left_is_entered_under_its_number_and_the_order_does_not_leave_twice() -> None:
    world, client = _world()
    number = client.post("/orders", world.order()).data["number"]
    kept = snapshot.take(world.erp)
    ship(world)
    (note,) = world.erp.shipping.by_number
    world.facts.clear()
    backup.put_back(world.erp, kept)
    assert world.erp.orders.get(number).status == "shipped"
    assert [*world.erp.shipping.by_number] == [note]
    assert not world.of_kind("erp.delivery.posted")
    assert ship(world) == 0


def test_a_parcel_that_is_not_entered_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The canary of the property above."""
    monkeypatch.setattr(Shipping, "enter", lambda *arguments: False)
    world, client = _world()
    client.post("/orders", world.order())
    kept = snapshot.take(world.erp)
    ship(world)
    backup.put_back(world.erp, kept)
    assert ship(world) == 1, "it leaves twice"


def test_facts_say_what_differs() -> None:
    world, client = _world()
    first = client.post("/orders", world.order()).data["number"]
    kept = snapshot.take(world.erp)
    world.erp.orders.cancel(world.erp.orders.get(first))
    second = client.post("/orders", world.order(external_reference="R2")).data["number"]
    late = world.erp.customers.add("Bo", "bo@example.com", {"country": "DE"}).number
    world.erp.customers.update(world.erp.customers.get(world.customer), {"phone": "1"})
    world.now_ms += 1000
    world.facts.clear()
    lost = backup.put_back(world.erp, kept)
    assert (lost.orders, lost.customers) == (1, 1)
    assert [(kind, keys) for kind, keys, _ in world.facts] == [
        ("erp.backup.restored", {}),
        ("erp.order.status", {"order": first, "ref": "R1"}),
        ("erp.order.lost", {"order": second, "ref": "R2"}),
        ("erp.customer.changed", {"customer": world.customer}),
        ("erp.customer.lost", {"customer": late}),
    ] + [("erp.stock.changed", {})] * (len(world.facts) - 5)
    assert world.facts[0][2] == {"as_of_ms": START_MS}


def test_documents_of_an_order_that_stays_are_gone_too() -> None:
    world, client = _world()
    number = client.post("/orders", world.order()).data["number"]
    ship(world)
    kept = snapshot.take(world.erp)
    world.erp.invoicing.run()
    world.facts.clear()
    backup.put_back(world.erp, kept)
    ((_, keys, data),) = world.of_kind("erp.document.lost")
    assert (keys["order"], data) == (number, {"kind": "invoice"})
