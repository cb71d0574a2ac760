"""What the shop does by itself: indexers that lag, reservations that are never released, maintenance."""

from __future__ import annotations

from typing import Any

import pytest
import simpy

from fake_magento import jobs, snapshot
from fake_magento.errors import OutOfStock, PlaceFailed

from .world import START_MS, World, direct

MINUTE_MS = 60_000


def living(**config: Any) -> tuple[World, simpy.Environment]:
    """A shop with its jobs on a clock."""
    world = World(**config)
    env = simpy.Environment(initial_time=START_MS)
    world.shop.now = lambda: env.now  # type: ignore[method-assign]
    jobs.start(env, world.shop, lambda event, attempt: env.event().succeed(200))
    return world, env


def salable(world: World, sku: str) -> Any:
    return direct(world)("GET", f"/rest/V1/inventory/get-product-salable-quantity/{sku}/1").data


def test_by_schedule_a_source_counts_from_the_next_run_of_the_indexers_on() -> None:
    world, env = living(index_period_ms=MINUTE_MS)
    world.shop.stock.put([("SKU-1", "default", 80, True)], "restock", "api")
    assert world.shop.stock.quantity("SKU-1", "default") == 80
    assert salable(world, "SKU-1") == 50
    env.run(until=START_MS + MINUTE_MS)
    assert salable(world, "SKU-1") == 80


def test_by_schedule_reservations_count_at_once() -> None:
    world, _ = living(index_period_ms=MINUTE_MS)
    world.shop.stock.put([("SKU-1", "default", 80, True)], "restock", "api")
    world.order(("SKU-1", 3))
    assert salable(world, "SKU-1") == 47


def test_by_schedule_a_shipment_frees_its_reservation_before_the_source_counts_less() -> None:
    """The trap of lagging indexers: for a while the shop can sell what has just left."""
    world, env = living(index_period_ms=MINUTE_MS)
    order = world.paid(("SKU-1", 50))
    world.shop.ship(order)
    assert salable(world, "SKU-1") == 50
    env.run(until=START_MS + MINUTE_MS)
    assert salable(world, "SKU-1") == 0


def test_on_save_nothing_lags() -> None:
    world, _ = living()
    world.shop.stock.put([("SKU-1", "default", 80, True)], "restock", "api")
    assert salable(world, "SKU-1") == 80


def test_what_a_checkout_that_broke_off_reserved_is_lifted_at_once_without_a_job() -> None:
    world, _ = living()
    with pytest.raises(PlaceFailed):
        world.shop.checkout(world.cart(("SKU-1", 50), breaks_off=True))
    assert salable(world, "SKU-1") == 50
    assert [row[3] for row in world.shop.stock.reservations] == ["order_placed", "order_place_failed"]


def test_with_a_job_it_stays_reserved_until_the_job_comes_round() -> None:
    world, env = living(compensation_period_ms=15 * MINUTE_MS)
    with pytest.raises(PlaceFailed):
        world.shop.checkout(world.cart(("SKU-1", 50), breaks_off=True))
    with pytest.raises(OutOfStock):
        world.order(("SKU-1", 1))
    env.run(until=START_MS + 15 * MINUTE_MS)
    assert salable(world, "SKU-1") == 50
    env.run(until=START_MS + 45 * MINUTE_MS)
    assert salable(world, "SKU-1") == 50


def test_maintenance_is_a_page_for_everybody_and_passes() -> None:
    world, env = living(maintenance=((START_MS + MINUTE_MS, START_MS + 3 * MINUTE_MS),))

    def status() -> int:
        return direct(world)("GET", "/rest/V1/orders", query="searchCriteria[pageSize]=1").status

    assert status() == 200
    env.run(until=START_MS + 2 * MINUTE_MS)
    assert status() == 503
    env.run(until=START_MS + 4 * MINUTE_MS)
    assert status() == 200
    assert [kind for kind in world.kinds() if "maintenance" in kind] == [
        "shop.maintenance.begun",
        "shop.maintenance.ended",
    ]


def test_a_snapshot_keeps_what_lags_and_what_is_broken_off() -> None:
    world = World(index_period_ms=MINUTE_MS, compensation_period_ms=MINUTE_MS, event_versions=(1,))
    world.shop.stock.reindex()
    world.shop.stock.put([("SKU-1", "default", 80, True)], "restock", "api")
    with pytest.raises(PlaceFailed):
        world.shop.checkout(world.cart(("SKU-2", 5), breaks_off=True))
    again = snapshot.restore(snapshot.take(world.shop), lambda: START_MS, lambda *fact: None)
    assert again.salable("SKU-1") == 50
    again.stock.reindex()
    assert again.salable("SKU-1") == 80
    again.stock.compensate()
    assert again.salable("SKU-2") == 50
