"""An ERP with decisions of its own about its books, and orders that were billed in it."""

from __future__ import annotations

from typing import Any

from fake_erp import ErpConfig
from fake_erp.access.config import Token
from fake_erp.accounting.config import Finance

from .world import MOUNTS, Client, World

BILL_LATER = {"payment": {"prepaid": False}}


def ship(world: World) -> int:
    world.now_ms += world.config.lead_ms
    return world.erp.shipping.wave()


def house(**finance: Any) -> tuple[World, Client]:
    """An ERP with other decisions about its books, and a client of it."""
    world = World(ErpConfig(finance=Finance(**finance), token=Token(lifetime_ms=10**12)))
    return world, MOUNTS["in_process"](world.erp).login()


def billed(world: World, client: Client, **changes: Any) -> dict[str, Any]:
    """An order that was shipped and billed."""
    order: dict[str, Any] = client.post("/orders", world.order(**{**BILL_LATER, **changes})).data
    ship(world)
    client.login()
    world.erp.invoicing.run()
    return order


def entries(world: World, document: str) -> list[dict[str, int]]:
    return [dict(posting.entries) for posting in world.erp.journal.of(document)]
