"""Shops for tests: a clock that only moves when told, facts kept in a list, requests through either mount."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from fake_magento import Address, Cart, Order, Shop, ShopConfig, StoreConfig
from fake_magento.app import create_app
from fake_magento.surface import Reply, Request, Surface

START_MS = 1_772_444_467_250  # 2026-03-02 09:41:07.250 UTC
TOKEN = "tok"
HOME = Address("Ines", "Møller", ("12 Harbor Way", "Unit 4"), "Hamburg", "20457", "DE", "040-5550137")
STORES = (
    StoreConfig("default", 1, "EUR", "inclusive", 490, 19),
    StoreConfig("us", 2, "USD", "exclusive", 1100, 20, "US English"),
)
Send = Callable[..., Reply]


class World:
    """A shop with five products, a clock and its facts."""

    def __init__(self, seed: int = 7, **config: Any) -> None:
        config.setdefault("stores", STORES)
        config.setdefault("sources", ("default",))
        config.setdefault("integration_token", TOKEN)
        self.now_ms = START_MS
        self.facts: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.shop = Shop(lambda: self.now_ms, random.Random(seed), self._emit, ShopConfig(**config))
        self.surface = Surface(self.shop)
        for number, price in enumerate((1990, 5, 12_345, 333, 100_000), start=1):
            self.shop.catalog.add(f"SKU-{number}", f"Thing {number}", price, 19 if number != 2 else 7, 0.35)
            self.shop.stock.open(f"SKU-{number}", self.shop.stock.default_source, 50)

    def _emit(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self.facts.append((kind, keys, data))

    def kinds(self) -> list[str]:
        return [kind for kind, _, _ in self.facts]

    def last(self, kind: str) -> tuple[dict[str, str], dict[str, Any]]:
        return next((keys, data) for own, keys, data in reversed(self.facts) if own == kind)

    def cart(self, *lines: tuple[str, int], **more: Any) -> Cart:
        more.setdefault("ship_to", HOME)
        more.setdefault("method", "checkmo")
        store = more.pop("store", "default")
        customer = more.pop("customer_id", None)
        return Cart(
            store, "ines@example.com", "Ines", "Møller", customer, list(lines or [("SKU-1", 2)]), **more
        )

    def order(self, *lines: tuple[str, int], **more: Any) -> Order:
        return self.shop.checkout(self.cart(*lines, **more))

    def paid(self, *lines: tuple[str, int], **more: Any) -> Order:
        order = self.order(*lines, **more)
        self.shop.capture(order)
        return order


def direct(world: World) -> Send:
    """Requests straight into the surface, as the harness makes them."""

    def send(method: str, path: str, data: Any = None, query: str = "", token: str | None = TOKEN) -> Reply:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return world.surface.handle(Request(method, path, query, headers, data))

    return send


def over_http(world: World) -> Send:
    """The same requests through Flask, body bytes and all."""
    client = create_app(world.surface.handle).test_client()

    def send(method: str, path: str, data: Any = None, query: str = "", token: str | None = TOKEN) -> Reply:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = None if data is None else json.dumps(data)
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = f"{path}?{query}" if query else path
        response = client.open(url, method=method, headers=headers, data=body)
        kind = response.headers["Content-Type"]
        if kind.startswith("application/json"):
            return Reply(response.status_code, json.loads(response.data))
        return Reply(response.status_code, None, text=response.text)

    return send
