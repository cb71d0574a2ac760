"""Several websites: all sell from one stock until they are assigned to others, and each stock has its reservations."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fake_magento import Order, OutOfStock, ShopError, StoreConfig
from tests.depth import deep

from .world import World, direct

STORES = (StoreConfig("default", 1), StoreConfig("outlet", 2, website="outlet"))
WEBSITES = ("base", "outlet")
SKUS = ("SKU-1", "SKU-2")


def two_websites(**config: Any) -> World:
    world = World(stores=STORES, sources=("main", "north"), **config)
    for sku in SKUS:
        world.shop.stock.put([(sku, "main", 50, True), (sku, "north", 10, True)], "test", "admin")
    return world


def own_stock(world: World, *sources: str) -> int:
    """Let the website `outlet` sell from a stock of its own with these sources."""
    send = direct(world)
    stock_id = send("POST", "/rest/V1/inventory/stocks", {"stock": {"name": "Outlet"}}).data
    links = [{"stock_id": stock_id, "source_code": code, "priority": 1} for code in sources]
    assert send("POST", "/rest/V1/inventory/stock-source-links", {"links": links}).status == 200
    channels = [{"type": "website", "code": "outlet"}]
    stock = {"stock_id": stock_id, "name": "Outlet", "extension_attributes": {"sales_channels": channels}}
    assert send("PUT", f"/rest/V1/inventory/stocks/{stock_id}", {"stock": stock}).status == 200
    return int(stock_id)


def salable(world: World) -> list[int]:
    return [world.shop.stock.salable_for("SKU-1", website) for website in WEBSITES]


def test_the_store_api_lists_them() -> None:
    send = direct(two_websites())
    found = [(row["id"], row["code"]) for row in send("GET", "/rest/V1/store/websites").data]
    assert found == [(1, "base"), (2, "outlet"), (0, "admin")]
    views = {row["code"]: row["website_id"] for row in send("GET", "/rest/V1/store/storeViews").data}
    assert views == {"default": 1, "outlet": 2, "admin": 0}
    groups = {row["id"]: row["default_store_id"] for row in send("GET", "/rest/V1/store/storeGroups").data}
    assert groups == {0: 0, 1: 1, 2: 2}


def test_they_sell_from_one_stock_at_first() -> None:
    world = two_websites()
    world.paid(("SKU-1", 6), store="outlet")
    assert salable(world) == [54, 54]
    assert "stock" not in world.last("shop.reservation.added")[1]


def test_a_source_in_two_stocks_is_sold_twice() -> None:
    world = two_websites()
    stock_id = own_stock(world, "main", "north")
    order = world.paid(("SKU-1", 60), store="outlet")
    assert world.last("shop.reservation.added")[1]["stock"] == stock_id
    assert salable(world) == [60, 0]
    with pytest.raises(OutOfStock):
        world.order(("SKU-1", 1), store="outlet")
    world.order(("SKU-1", 60))
    assert salable(world) == [0, 0]
    world.shop.ship(order, {order.lines[0].item_id: 50}, source="main")
    assert salable(world) == [-50, 0]


def test_each_stock_shows_its_own_salable_quantity() -> None:
    world = two_websites()
    stock_id = own_stock(world, "north")
    world.order(("SKU-1", 4), store="outlet")
    send = direct(world)
    shown = [
        send("GET", f"/rest/V1/inventory/get-product-salable-quantity/SKU-1/{each}").data
        for each in (2, stock_id)
    ]
    assert shown == [60, 6]
    resolved = send("GET", "/rest/V1/inventory/stock-resolver/website/outlet").data
    assert resolved["stock_id"] == stock_id
    assert send("GET", "/rest/V1/inventory/stock-resolver/website/nowhere").status == 404
    rows = send("GET", "/rest/V1/inventory/dump-stock-index-data/website/outlet").data
    assert {row["sku"]: row["qty"] for row in rows}["SKU-1"] == 6


def test_a_website_that_loses_its_stock_sells_from_the_default_stock() -> None:
    world = two_websites()
    stock_id = own_stock(world, "north")
    stock = {"stock_id": stock_id, "name": "Outlet", "extension_attributes": {"sales_channels": []}}
    assert direct(world)("PUT", f"/rest/V1/inventory/stocks/{stock_id}", {"stock": stock}).status == 200
    assert world.shop.stock.places.of_website("outlet").stock_id == 1


class Websites(RuleBasedStateMachine):
    """Orders of two websites against a model: what a stock can sell is its sources less the orders placed in it."""

    def __init__(self) -> None:
        super().__init__()
        self.world = two_websites()
        self.stock = self.world.shop.stock
        self.orders: list[tuple[int, Order]] = []
        self.own: dict[int, tuple[str, ...]] = {2: ("main", "north")}
        self.of = dict.fromkeys(WEBSITES, 2)

    def open_in(self, stock_id: int, sku: str) -> int:
        rows = [row for own, order in self.orders if own == stock_id for row in order.lines]
        return sum(row.to_ship() for row in rows if row.sku == sku)

    def expected(self, website: str, sku: str) -> int:
        stock_id = self.of[website]
        held = [self.stock.quantity(sku, source) for source in self.own[stock_id]]
        return sum(units for units in held if units > 0) - self.open_in(stock_id, sku)

    @precondition(lambda self: len(self.own) < 4)
    @rule(sources=st.sampled_from([("main",), ("north",), ("main", "north")]))
    def give_a_stock(self, sources: tuple[str, ...]) -> None:
        stock_id = own_stock(self.world, *sources)
        self.own[stock_id] = sources
        self.of["outlet"] = stock_id

    @rule(website=st.sampled_from(WEBSITES), sku=st.sampled_from(SKUS), units=st.integers(1, 40))
    def buy(self, website: str, sku: str, units: int) -> None:
        store = "default" if website == "base" else website
        if units > self.expected(website, sku):
            with pytest.raises(OutOfStock):
                self.world.paid((sku, units), store=store)
        else:
            self.orders.append((self.of[website], self.world.paid((sku, units), store=store)))

    @precondition(lambda self: self.orders)
    @rule(at=st.integers(0, 99), source=st.sampled_from(["main", "north"]))
    def ship(self, at: int, source: str) -> None:
        _, order = self.orders[at % len(self.orders)]
        row = order.lines[0]
        if 0 < row.to_ship() < self.stock.quantity(row.sku, source):
            self.world.shop.ship(order, source=source)

    @precondition(lambda self: self.orders)
    @rule(at=st.integers(0, 99))
    def refund(self, at: int) -> None:
        _, order = self.orders[at % len(self.orders)]
        if order.lines[0].to_ship():
            try:
                self.world.shop.refund(order)
            except ShopError:
                assert order.state == "closed"

    @rule(sku=st.sampled_from(SKUS), source=st.sampled_from(["main", "north"]), units=st.integers(1, 60))
    def push(self, sku: str, source: str, units: int) -> None:
        self.stock.put([(sku, source, units, True)], "test", "api")

    @invariant()
    def each_website_sells_its_sources_less_its_own_orders(self) -> None:
        for website in WEBSITES:
            for sku in SKUS:
                assert self.stock.salable_for(sku, website) == self.expected(website, sku)


TestWebsites = Websites.TestCase
TestWebsites.settings = (
    settings.default if deep() else settings(max_examples=20, stateful_step_count=20, deadline=None)
)
