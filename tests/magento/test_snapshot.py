"""Snapshots of the shop: what is restored has the same future and shares nothing."""

from __future__ import annotations

import random
from typing import Any

import pytest

from fake_magento import snapshot
from fake_magento.model.cart import Cart
from fake_magento.returns.handling import Wanted
from fake_magento.shop import Shop
from fake_magento.surface import Request, Surface

from .master_data import People, fill_catalog, register


class Line:
    """A clock and an ear."""

    def __init__(self) -> None:
        self.now_ms = 1_764_306_000_000
        self.facts: list[Any] = []

    def now(self) -> int:
        return self.now_ms

    def hear(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((self.now_ms, kind, keys, data))


def _shop(line: Line) -> Shop:
    shop = Shop(line.now, random.Random(1), line.hear)
    fill_catalog(shop, random.Random(2), 5)
    for customer in register(shop, People(random.Random(3)), 3):
        _buy(shop, customer.email)
    first = next(iter(shop.orders))
    wanted = Wanted(first.lines[0].item_id, 1, "Wrong Size", "Opened", "Refund")
    shop.returns.authorize(shop.returns.request(first, [wanted]))
    return shop


def _buy(shop: Shop, email: str) -> None:
    address = next(iter(People(random.Random(4)).address() for _ in range(1)))
    cart = Cart("default", email, "A", "B", None, [("SKU-00001", 2)], ship_to=address, method="card")
    order = shop.checkout(cart)
    shop.capture(order)
    shop.ship(order)


def _future(shop: Shop, line: Line) -> list[Any]:
    """Sales, the end of a return, a login and lists of everything."""
    replies: list[Any] = []
    for at in range(3):
        line.now_ms += 60_000
        _buy(shop, f"later{at}@example.com")
    shop.returns.receive(shop.returns.all[0])
    shop.returns.close(shop.returns.all[0])
    token = shop.tokens.issue("integration", "integration-1")
    headers = {"authorization": f"Bearer {token}"}
    for path in ("orders", "invoices", "shipments", "products", "returns"):
        query = "searchCriteria[pageSize]=50"
        reply = Surface(shop).handle(Request("GET", f"/rest/V1/{path}", query, dict(headers)))
        assert reply.status == 200
        replies.append(reply.encode())
    return [token, *replies]


def test_what_is_restored_has_the_same_future() -> None:
    line, other = Line(), Line()
    shop = _shop(line)
    restored = snapshot.restore(snapshot.take(shop), other.now, other.hear)
    line.facts.clear()
    assert _future(shop, line) == _future(restored, other)
    assert line.facts == other.facts


def test_a_shop_that_is_put_back_keeps_its_listeners() -> None:
    """Events still reach the listeners, and what came after the snapshot is gone."""
    line = Line()
    shop = _shop(line)
    events: list[Any] = []
    shop.on_event.append(events.append)
    taken = snapshot.take(shop)
    _buy(shop, "gone@example.com")
    snapshot.restore_into(shop, taken)
    assert len(shop.orders) == 3
    events.clear()
    _buy(shop, "new@example.com")
    assert events


def test_queued_requests_keep_a_shop_from_being_written_down() -> None:
    """They are calls under way, half of which lies outside."""
    shop = _shop(Line())
    shop.bulks.queue.append(None)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="async"):
        snapshot.take(shop)
