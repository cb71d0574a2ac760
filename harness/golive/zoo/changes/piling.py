"""A job that is started at each tick, whether or not the run before has ended."""

from __future__ import annotations

import asyncio

from golive.candidates.kit import CallFailed
from golive.zoo.changes.reading import Poller


class StartsAtEachTick(Poller):
    """LOD-14: the schedule starts the job and forgets it; a run reads small pages and moves the cursor at its end."""

    size = 10

    async def run_once(self) -> None:
        runs: set[asyncio.Task[None]] = self.__dict__.setdefault("runs", set())
        run = asyncio.get_running_loop().create_task(self._run())
        runs.add(run)
        run.add_done_callback(runs.discard)

    async def _run(self) -> None:
        try:
            await super().run_once()
        except CallFailed as failure:
            self._kit.log(failure)

    async def _read_shop(self) -> None:
        started_ms = self._kit.now_ms()
        await self.take_all(self.since_ms)
        self._state.cursors["shop_ms"] = started_ms - self._overlap_ms
