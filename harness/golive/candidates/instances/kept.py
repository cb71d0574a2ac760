"""What a candidate keeps: rows in its storage, and tasks that have not ended. Recorded where a budget is declared."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Set
from typing import Any

from golive.build.world import World
from golive.candidates.storage import Storage

MEASUREMENTS, LEAST_MS = 96, 60_000
"""How often it is measured in a run, and the shortest time from one measurement to the next, in ms."""


class Keeping:
    """Records `candidate.kept` at intervals. `storage` and `golive_tasks` are asked at each measurement."""

    def __init__(
        self,
        world: World,
        storage: Callable[[], Storage],
        golive_tasks: Callable[[], Set[asyncio.Task[Any] | None]],
    ) -> None:
        self._world = world
        self._storage = storage
        self._golive_tasks = golive_tasks
        times, budgets = world.scenario.clock, world.scenario.budgets
        self._every_ms = max(LEAST_MS, (times.end_ms - times.start_ms) // MEASUREMENTS)
        if budgets.records is not None or budgets.tasks is not None:
            self._measure(None)

    def _measure(self, _: None) -> None:
        world = self._world
        tasks = asyncio.all_tasks(world.clock.loop) - self._golive_tasks()
        data = {"records": self._storage().sizes, "tasks": len(tasks)}
        world.ledger.emitter("candidate")("candidate.kept", {}, data)
        world.clock.env.after(self._every_ms, self._measure, None)
