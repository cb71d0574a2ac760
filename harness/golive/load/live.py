"""The customers of a live run over HTTP: they check out as guests, by the run's own arrival plan."""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fake_magento.surface import Surface
from golive.build.world import World
from golive.chaos.injector import FaultInjector
from golive.live.http.server import Server
from golive.live.mount import mount
from golive.load.outcome import outcome
from golive.load.processes import drive
from golive.load.visits import LoadPlan, addresses, visits
from golive.sim import LiveClock
from golive.wire.wire import Wire

HEAD_START_S = 5.0
"""Real time for the drivers to come up before the doors open."""

CONNECTIONS, MOST_PATIENCE_MS = 200, 30_000


class OverHttp:
    """Serves the shop to its customers over a wire of their own, which the judge does not see."""

    def __init__(self, world: World, clock: LiveClock, workers: int) -> None:
        self._world, self._clock, self._workers = world, clock, workers
        scenario, seed = world.scenario, world.seed
        wire = Wire(
            clock.env, FaultInjector([], clock.env.now_ms), _ignore, {"shop": Surface(world.shop)}, {}
        )
        self._server = Server(clock, mount(clock, wire, "shop"))
        length_ms = scenario.clock.duration_ms
        skus = list(world.erp.items.by_sku)[: scenario.shop.catalog.skus]
        self._plan = LoadPlan(
            base=f"{self._server.url}/rest/V1/",
            method="card",
            length_ms=int(length_ms / clock.speed),
            patience_ms=min(MOST_PATIENCE_MS, int(scenario.clock.settle_ms / clock.speed / 2)),
            timeout_ms=MOST_PATIENCE_MS,
            connections=CONNECTIONS,
            addresses=addresses(seed),
            visits=tuple(visits(scenario, seed, skus, 0, length_ms, clock.speed)),
            begin_s=time.time() + HEAD_START_S,
        )
        self._reported: dict[str, Any] = {}
        self._problem: Exception | None = None
        self._thread = threading.Thread(target=self._drive, name="golive-load", daemon=True)

    def gather(self) -> None:
        """Start the drivers and wait for the instant at which visits begin, the clock's own."""
        self._thread.start()
        time.sleep(max(0.0, self._plan.begin_s - time.time()))
        self._clock.restart()

    def _drive(self) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="golive-load-") as place:
                self._reported = drive(self._plan, self._workers, Path(place))
        except Exception as error:
            self._problem = error

    def conclude(self) -> dict[str, Any]:
        """The result, as `golive load --format json` prints it. Raises LoadProblem where the drivers failed."""
        self._thread.join()
        self._server.close()
        if self._problem is not None:
            raise self._problem
        found = outcome(self._plan.visits, self._plan.length_ms, self._reported)
        return {"url": self._plan.base, "speed": self._clock.speed, "workers": self._workers, **asdict(found)}


def _ignore(_kind: str, _keys: dict[str, str], _data: dict[str, Any]) -> None:
    """Drop the facts of customers' calls: only their orders are facts of a run."""
