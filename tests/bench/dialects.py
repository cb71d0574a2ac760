"""Requests per second of each dialect in process, as shares of the native one: creating an order, and reading it.

Every order is read once after it was created, and then again while nothing changes. The time is what the ERP spends
from a request to its reply, not that of the client. A dialect that needs several requests for an order counts each of
them.
"""

from __future__ import annotations

import time
from typing import Any

from fake_erp import Reply, Request
from fake_erp.access.config import CallLimits
from fake_erp.config import ErpConfig
from golive.candidates.reference.erp import PORTS
from tests.dialects.contract.asking import Asked, asked
from tests.dialects.contract.documents import order
from tests.erp.world import World

ORDERS, ROUNDS = 400, 5


class Watched:
    """A surface whose time is taken."""

    def __init__(self, surface: Any) -> None:
        self._surface = surface
        self.seconds = 0.0
        self.requests = 0

    def handle(self, request: Request) -> Reply:
        begun = time.perf_counter()
        reply: Reply = self._surface.handle(request)
        self.seconds += time.perf_counter() - begun
        self.requests += 1
        return reply

    def start(self) -> None:
        self.seconds, self.requests = 0.0, 0

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def run() -> list[dict[str, Any]]:
    """One row per dialect and operation: `{name, value, unit}`."""
    best: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):  # in turn, so that a busy machine slows all of them
        for name in PORTS:
            for what, value in measured(name).items():
                best[name, what] = max(best.get((name, what), 0.0), value)
    return [
        {
            "name": f"{name}: requests to {what} in process, of the native ones",
            "value": round(value / best["native", what], 2),
            "unit": "times",
        }
        for (name, what), value in best.items()
        if name != "native"
    ]


def measured(name: str) -> dict[str, float]:
    """Requests per second of one round."""
    world = World(ErpConfig(limits=CallLimits(rate=None, concurrency=0)), dialect=name)
    world.erp.stock.receive("A", "main", 10 * ORDERS)
    client: Asked = asked(world, name)
    watched = client.watch(Watched)
    client.create_order(order(world.customer, external_reference="first"))
    watched.start()
    numbers = []
    for at in range(ORDERS):
        made = client.create_order(order(world.customer, external_reference=f"R{at}"))
        assert made.ok, made
        numbers.append(made.data["number"])
    creating = watched.per_second
    found = {"create an order": creating}
    for what in ("read an order", "read an order again"):
        watched.start()
        for number in numbers:
            assert client.order(number).ok
        found[what] = watched.per_second
    return found
