"""Goods move between the world, warehouses and customers, and the books always add up."""

from __future__ import annotations

from typing import Any

import pytest

from fake_erp import ErpConfig
from fake_erp.errors import Place, RuleRefused
from fake_erp.model import LineChange, OrderChange

from .books import exposure_of_documents
from .test_order_life import saved, wave
from .world import MOUNTS, Client, World

TWO = ErpConfig(warehouses=("main", "south"))


def check_the_books(world: World) -> None:
    """Whatever happened: on hand is the sum of what moved, promises are what lines hold, no line waits for what
    is free."""
    orders = list(world.erp.orders.by_number.values())
    held: dict[tuple[str, str], int] = {}
    for order in orders:
        for line in order.lines:
            place = line.row.item, line.row.warehouse
            held[place] = held.get(place, 0) + line.allocated
            assert line.item.sku == line.row.item
            assert 0 <= line.billed <= line.shipped
            assert 0 <= line.returned <= line.shipped
            assert min(line.allocated, line.cancelled, line.waits_for) >= 0
            if order.status in ("released", "partly_shipped") and line.waits_for:
                assert line.row.free <= 0
                assert sum(entry[1] is line for entry in line.row.waiting) == 1
        if order.status != "cancelled":
            assert order.missing == sum(line.waits_for for line in order.lines)
    customer = world.erp.customers.get(world.customer)
    assert customer.exposure_cents == exposure_of_documents(customer, orders)
    for row in world.erp.stock.rows():
        assert row.on_hand == sum(row.moved.values())
        assert 0 <= row.allocated <= max(0, row.on_hand)
        assert row.allocated == sum(row.by_channel.values()) == held.get((row.item, row.warehouse), 0)


# -- counts and corrections ------------------------------------------------------------------------------


def test_a_count_that_finds_too_little_breaks_the_youngest_promises_and_they_wait_first(world: World) -> None:
    first, second, third = (
        saved(world, [("B", units)], external_reference=str(units)) for units in (2, 3, 1)
    )
    assert (first.missing, second.missing, third.missing) == (0, 0, 1)
    assert world.erp.stock.count("B", "main", 3) == -2
    assert (first.missing, second.missing, third.missing) == (0, 2, 1)
    check_the_books(world)
    assert wave(world) == 1
    world.erp.stock.receive("B", "main", 2)
    assert (second.missing, third.missing) == (0, 1)
    assert wave(world) == 1
    check_the_books(world)


def test_a_count_tells_the_difference_and_serves_those_who_wait(world: World) -> None:
    order = saved(world, [("B", 7)])
    told = len(world.of_kind("erp.stock.changed"))
    assert world.erp.stock.count("B", "main", 5) == 0
    assert len(world.of_kind("erp.stock.changed")) == told
    assert world.erp.stock.count("B", "main", 8) == 3
    assert order.missing == 0
    assert world.of_kind("erp.stock.changed")[-1][2] == {"why": "count", "rows": [["B", "main", 8, 7, 0, 0]]}
    check_the_books(world)
    with pytest.raises(ValueError, match="a count cannot be -1 units"):
        world.erp.stock.count("B", "main", -1)


def test_stock_goes_below_zero_only_by_correction_and_only_where_the_installation_allows_it(
    world: World,
) -> None:
    with pytest.raises(RuleRefused) as refused:
        world.erp.stock.correct("B", "main", -6)
    assert (refused.value.code, refused.value.place) == ("negative_stock", Place("quantity"))
    assert world.erp.stock.correct("B", "main", -5, "shrinkage") == 0
    lenient = World(ErpConfig(negative_stock=True))
    order = saved(lenient, [("B", 2)])
    assert lenient.erp.stock.correct("B", "main", -6) == -1
    assert order.missing == 2
    check_the_books(lenient)
    lenient.erp.stock.receive("B", "main", 2)
    assert order.missing == 1
    check_the_books(lenient)


def test_negative_stock_can_be_read_and_corrected_upwards_by_anybody(client: Client, world: World) -> None:
    world.erp.stock.row("B", "main").moved["counts"] -= 7
    world.erp.stock.row("B", "main").on_hand -= 7
    assert world.erp.stock.correct("B", "main", 1) == -1
    assert client.get("/stock/B").data["rows"][0]["on_hand"] == -1


# -- transfers and freezes -------------------------------------------------------------------------------


def test_a_transfer_moves_free_units_and_serves_those_who_wait_there() -> None:
    world = World(TWO)
    order = saved(world, [("A", 90)])
    waiting = saved(world, [("A", 3)], external_reference="R2")
    assert waiting.lines[0].row.warehouse == "main"
    world.erp.orders.update(waiting, OrderChange(lines=[LineChange(0, warehouse="south")]), "shop")
    assert waiting.missing == 3
    world.erp.stock.transfer("A", "main", "south", 10)
    assert waiting.missing == 0
    moved = [world.erp.stock.row("A", name).moved["transfers"] for name in ("main", "south")]
    assert moved == [-10, 10]
    with pytest.raises(RuleRefused) as refused:
        world.erp.stock.transfer("A", "main", "south", 1)
    assert refused.value.details == {"item": "A", "warehouse": "main", "free": 0}
    assert order.missing == 0
    check_the_books(world)


@pytest.mark.parametrize(("to", "quantity"), [("main", 1), ("south", 0), ("moon", 1)])
def test_a_transfer_that_makes_no_sense_is_our_mistake(to: str, quantity: int) -> None:
    with pytest.raises(ValueError, match=r"transfer moves|no warehouse"):
        World(TWO).erp.stock.transfer("A", "main", to, quantity)


def test_a_frozen_warehouse_promises_and_counts_but_moves_nothing(mount: str) -> None:
    world = World(TWO)
    client = MOUNTS[mount](world.erp).login()
    world.erp.stock.freeze("main", "yearly count")
    world.erp.stock.freeze("main", "again")
    assert world.of_kind("erp.warehouse.frozen") == [
        ("erp.warehouse.frozen", {"warehouse": "main"}, {"why": "yearly count"})
    ]
    shown = client.get("/warehouses").data["rows"]
    assert [(row["code"], row["frozen"], row["reason"]) for row in shown] == [
        ("main", True, "yearly count"),
        ("south", False, ""),
    ]
    order = saved(world, [("A", 2)])
    assert order.missing == 0
    assert wave(world) == 0
    world.erp.stock.receive("A", "main", 7)
    world.erp.stock.top_up(1000, 1000)
    with pytest.raises(RuleRefused) as refused:
        world.erp.stock.transfer("A", "main", "south", 1)
    assert (refused.value.code, refused.value.place) == ("warehouse_frozen", Place("warehouse"))
    assert world.erp.stock.count("A", "main", 99) == -1
    assert world.erp.stock.row("A", "main").on_hand == 99
    world.erp.stock.thaw("main")
    world.erp.stock.thaw("main")
    assert world.erp.stock.row("A", "main").on_hand == 106
    assert len(world.of_kind("erp.warehouse.thawed")) == 1
    assert wave(world) == 1
    check_the_books(world)


# -- where a line is served from -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("policy", "country", "quantity", "served_from"),
    [
        ("first_enough", "FR", 3, "main"),
        ("first_enough", "FR", 8, "west"),
        ("first_enough", "FR", 90, "south"),
        ("most", "FR", 3, "south"),
        ("nearest", "FR", 3, "west"),
        ("nearest", "FR", 30, "south"),
        ("nearest", "IT", 3, "main"),
        ("nearest", "", 3, "main"),
    ],
)
def test_the_policy_of_the_installation_picks_the_warehouse(
    policy: Any, country: str, quantity: int, served_from: str
) -> None:
    world = World(
        ErpConfig(
            warehouses=("main", "west", "south"),
            allocation=policy,
            warehouse_countries={"main": "DE", "west": "FR", "south": "ES"},
        )
    )
    for name, units in (("main", 5), ("west", 10), ("south", 40)):
        if name == "main":
            world.erp.stock.count("C", name, units)
        else:
            world.erp.stock.open("C", name, units)
    ship_to = {"country": country} if country else None
    order = saved(world, [("C", quantity)], ship_to=ship_to)
    assert order.lines[0].row.warehouse == served_from


def test_a_installation_may_keep_its_safety_stock_from_orders() -> None:
    for promised, missing in ((True, 0), (False, 4)):
        world = World(ErpConfig(promise_safety=promised))
        world.erp.items.add("D", "Item D", 100, 19)
        world.erp.stock.open("D", "main", 10, safety=6)
        order = saved(world, [("D", 8)])
        assert order.missing == missing
        check_the_books(world)


def test_every_goods_movement_but_a_shipment_is_posted_to_the_journal_at_cost(world: World) -> None:
    cost = world.erp.items.get("A").cost_cents
    opened = len(world.erp.journal.of("A main"))
    saved(world, [("A", 2)])
    wave(world)
    world.erp.stock.receive("A", "main", 1, "return")
    world.erp.stock.receive("A", "main", 5)
    world.erp.stock.count("A", "main", 100)
    posted = [posting.entries for posting in world.erp.journal.of("A main")[opened:]]
    assert posted == [
        (("inventory", cost), ("cost_of_goods", -cost)),
        (("inventory", 5 * cost), ("goods_received", -5 * cost)),
        (("inventory", -4 * cost), ("stock_differences", 4 * cost)),
    ]


def test_a_delivery_is_read_by_its_number(world: World, client: Client) -> None:
    order = saved(world, [("A", 2)])
    wave(world)
    client.login()
    listed = client.get("/deliveries").data["rows"][0]
    assert client.get(f"/deliveries/{listed['number']}").data == listed
    assert (listed["order"], listed["lines"]) == (order.number, [{"line": 1, "item": "A", "quantity": 2}])
    assert client.get("/deliveries/DN9").data["error"]["field"] == "number"
