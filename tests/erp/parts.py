"""Orders whose lines can leave one after the other."""

from __future__ import annotations

from typing import Any

from fake_erp import ErpConfig
from fake_erp.model import Order

from .world import MOUNTS, World


def parts(world: World | None = None, **lines: int) -> tuple[World, Order]:
    """An installation that ships in parts, and a released order for some units of each item."""
    world = world or World(ErpConfig(partial_deliveries=True))
    return world, saved(world, list(lines.items()))


def saved(world: World, lines: list[tuple[str, int]], **changes: Any) -> Order:
    written = [{"item": sku, "quantity": units, "unit_price": "10.00"} for sku, units in lines]
    reply = MOUNTS["in_process"](world.erp).login().post("/orders", world.order(lines=written, **changes))
    assert reply.status == 201, reply
    return world.erp.orders.get(reply.data["number"])


def wave(world: World) -> int:
    world.now_ms += world.config.lead_ms
    return world.erp.shipping.wave()
