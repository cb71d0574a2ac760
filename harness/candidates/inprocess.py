"""A candidate that is a Python coroutine function, running on the clock's own loop: virtual or live."""

from __future__ import annotations

import asyncio
import inspect
import traceback
from collections.abc import Awaitable, Callable
from typing import Any

from harness.candidates.kit import Client, Desk, Kit, Storage
from harness.exchange import Notice
from harness.record import CANDIDATE_LOG
from harness.streams import stream
from harness.world import World

DEFAULT_TIMEOUT_S = 30.0
MOST_LOG_BYTES = 5_000_000

Integrate = Callable[[Kit], Awaitable[None]]


class InProcess:
    """Starts the function, hands it the shop's events, and records how it ended."""

    clocks = ("virtual", "live")

    def __init__(self, name: str, function: Integrate) -> None:
        self.name = name
        self._function = function
        self._world: World
        self._kit: Kit
        self._task: asyncio.Task[None] | None = None
        self._handling: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def start(self, world: World) -> None:
        self._world = world
        self._log = (world.run_dir / CANDIDATE_LOG).open("w", encoding="utf-8", errors="replace")
        self._logged = 0
        self._kit = self._make_kit(world)
        self._task = world.clock.loop.create_task(self._run())
        world.ledger.emitter("candidate")("candidate.started", {}, {"name": self.name})
        world.wire.connect(self._deliver)

    def _make_kit(self, world: World) -> Kit:
        from fake_erp.surface import Request as ErpRequest
        from fake_magento.surface import Request as ShopRequest

        clock, wire = world.clock, world.wire
        stores = enumerate(world.scenario.shop.stores, 1)
        return Kit(
            shop=Client(clock, wire, "shop", ShopRequest, DEFAULT_TIMEOUT_S),
            erp=Client(clock, wire, "erp", ErpRequest, DEFAULT_TIMEOUT_S),
            desk=Desk(world.ledger.emitter("desk")),
            storage=Storage(),
            rng=stream(world.seed, "candidate"),
            credentials=world.credentials,
            log=self._write,
            now_ms=clock.env.now_ms,
            net_price_stores=frozenset(number for number, store in stores if store.tax == "exclusive"),
        )

    async def _run(self) -> None:
        why = "returned"
        try:
            await self._function(self._kit)
        except asyncio.CancelledError:
            if self._stopping:
                raise
            why = "cancelled itself"
        except Exception as error:
            why = _last_words(error)
            self._write(traceback.format_exc())
        self._world.wire.connect(None)
        self._world.ledger.emitter("candidate")("candidate.ended", {}, {"why": why})

    def _deliver(self, notice: Notice, answered: Callable[[int | None], None]) -> None:
        """Each handler gets its own body; the sender hears the first that is no success."""
        if not self._kit.handlers:
            answered(None)
            return
        waiting: list[Awaitable[int]] = []
        status = 200
        for handler in self._kit.handlers:
            try:
                result = handler(notice.payload())
            except Exception:
                self._write(traceback.format_exc())
                result = 500
            if isinstance(result, int):
                status = result if status == 200 else status
            elif inspect.isawaitable(result):
                waiting.append(result)
            else:
                self._write(f"a webhook handler returned {result!r}; expected an HTTP status such as 200\n")
                status = 500
        if not waiting:
            answered(status)
            return
        task = self._world.clock.loop.create_task(self._finish(waiting, status, answered))
        self._handling.add(task)
        task.add_done_callback(self._handling.discard)

    async def _finish(
        self, waiting: list[Awaitable[int]], status: int, answered: Callable[[int | None], None]
    ) -> None:
        for result in waiting:
            try:
                each: Any = await result
            except Exception:
                self._write(traceback.format_exc())
                each = 500
            if status == 200:
                status = each if isinstance(each, int) else 500
        answered(status)

    def _write(self, text: str) -> None:
        """To the run's candidate.log, up to a bound: a candidate that floods must not fill the disk."""
        if self._logged < MOST_LOG_BYTES:
            self._logged += len(text) + 1
            self._log.write(text if text.endswith("\n") else text + "\n")
            if self._logged >= MOST_LOG_BYTES:
                self._log.write("... the candidate logged more than this; the rest is left out\n")

    async def stop(self) -> None:
        """End it and everything it still handles."""
        self._stopping = True
        self._world.wire.connect(None)
        tasks = [task for task in (self._task, *self._handling) if task is not None and not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._log.close()


def _last_words(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].name} line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}{where}"
