"""An ERP that is left to its own life, and the way to let time pass in it."""

from __future__ import annotations

from typing import Any

import simpy

from fake_erp import ErpConfig, jobs
from fake_erp.config import HOUR_MS
from fake_erp.model import Order

from .world import MOUNTS, START_MS, World

DAY_MS = 24 * HOUR_MS
QUIET: dict[str, Any] = {"wave_every_ms": 0, "invoice_every_ms": 0}
MONDAY_MS = START_MS + 3 * DAY_MS - 5 * HOUR_MS
"""Midnight; the start is a Friday, five in the morning."""


def installation(**config: Any) -> tuple[World, simpy.Environment]:
    world = World(ErpConfig(**{**QUIET, **config}))
    env = simpy.Environment()
    jobs.start(env, world.erp)
    return world, env


def advance(world: World, env: simpy.Environment, until_ms: int) -> None:
    """Step the environment, keeping the world's clock with it."""
    while env.peek() <= until_ms:
        world.now_ms = START_MS + int(env.peek())
        env.step()
    world.now_ms = START_MS + until_ms


def order(world: World, **changes: Any) -> Order:
    client = MOUNTS["in_process"](world.erp).login()
    return world.erp.orders.get(client.post("/orders", world.order(**changes)).data["number"])
