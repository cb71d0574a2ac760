"""An installation of one product with quirks, and a client of it."""

from __future__ import annotations

from typing import Any

from fake_erp import ErpConfig
from fake_erp.quirks import configured_quirks
from tests.dialects.transport import Transport
from tests.erp.world import World


def installation(dialect: str, version: str = "", **quirks: Any) -> tuple[World, Transport]:
    """Each quirk by its share, or by a mapping of its settings."""
    config = ErpConfig(quirks=configured_quirks(**quirks))
    world = World(config, dialect=dialect, version=version)
    return world, Transport(world.erp)


def acted(world: World) -> list[tuple[str, str, str]]:
    """What quirks did: the reference, the quirk and what it changed."""
    return [(keys["ref"], data["quirk"], data["what"]) for _, keys, data in world.of_kind("erp.quirk")]


def booked(world: World) -> list[tuple[str, str, int]]:
    """The orders in the books: reference, status and number of lines."""
    orders = world.erp.orders.by_number.values()
    return [(order.external_reference, order.status, len(order.lines)) for order in orders]
