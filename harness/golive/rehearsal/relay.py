"""Two integrations behind one candidate: which of them runs and gets events follows the phases of a plan."""

from __future__ import annotations

import asyncio
import copy
import inspect
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from golive.candidates.coroutine import Integrate
from golive.candidates.kit import Handler, HookHandler, Kit, RetryHandler
from golive.candidates.storage import Storage
from golive.rehearsal.phases import NEW, NONE, OLD, CutOver, Phase

GRACE_S = 60.0
"""How long an integration that is taken out of service may finish what it has begun; it gets no more events."""
UNAVAILABLE = 503
"""The answer to an event that no integration takes."""


class Slot:
    """An integration that can be started and retired, with a storage of its own that stays."""

    def __init__(self, name: str, function: Integrate) -> None:
        self.name = name
        self.storage = Storage()
        self._function = function
        self._kit: Kit | None = None
        self._task: asyncio.Task[None] | None = None
        self._all: list[asyncio.Task[None]] = []
        self._handling: set[asyncio.Task[int]] = set()
        self.retry: RetryHandler | None = None
        self.hook: HookHandler | None = None

    @property
    def is_running(self) -> bool:
        """Whether it is in service."""
        return self._kit is not None

    def start(self, kit: Kit, on_hook: Callable[[], None]) -> None:
        """Start it with a kit of its own; `on_hook` is called when it registers for the checkout."""

        def register_hook(handler: HookHandler) -> None:
            self.hook = handler
            on_hook()

        def register_retry(handler: RetryHandler) -> None:
            self.retry = handler

        self._kit = replace(
            kit,
            shop=copy.copy(kit.shop),
            erp=copy.copy(kit.erp),
            desk=copy.copy(kit.desk),
            storage=self.storage,
            rng=random.Random(kit.rng.getrandbits(64)),
            log=lambda text: kit.log(f"{self.name}: {text}"),
            handlers=[],
            erp_handlers=[],
            register_hook=register_hook,
            register_retry=register_retry,
        )
        self._task = asyncio.ensure_future(self._run(self._kit))
        self._all.append(self._task)

    async def _run(self, kit: Kit) -> None:
        try:
            await self._function(kit)
        except Exception as error:  # the other one goes on
            kit.log(f"ended: {error!r}")

    def retire(self) -> None:
        """Take it out of service; after GRACE_S it is cut off and cancelled."""
        kit, task = self._kit, self._task
        assert kit is not None
        assert task is not None
        self._kit = self._task = self.retry = self.hook = None
        asyncio.get_running_loop().call_later(GRACE_S, self._end, kit, task)

    def _end(self, kit: Kit, task: asyncio.Task[None]) -> None:
        for part in (kit.shop, kit.erp, kit.desk):
            part.cut()
        task.cancel()
        if self._kit is None:
            for each in self._handling:
                each.cancel()

    async def stop(self) -> None:
        """End every start of it."""
        tasks = [task for task in (*self._all, *self._handling) if not task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def start_with(self, storage: Storage) -> None:
        """Let the next start find a copy of what another integration has stored."""
        self.storage = copy.deepcopy(storage)

    async def deliver(self, system: str, event: dict[str, Any]) -> int:
        """Hand an event to its handlers; the first status that is no success, UNAVAILABLE where there is none."""
        kit = self._kit
        handlers = [] if kit is None else kit.handlers if system == "shop" else kit.erp_handlers
        if not handlers:
            return UNAVAILABLE
        task = asyncio.ensure_future(_handled(tuple(handlers), event))
        self._handling.add(task)
        task.add_done_callback(self._handling.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                return UNAVAILABLE
            raise


async def _handled(handlers: tuple[Handler, ...], event: dict[str, Any]) -> int:
    status = 200
    for handler in handlers:
        result = handler(copy.deepcopy(event))
        given = int(await result) if inspect.isawaitable(result) else int(result)
        status = status if status >= 300 else given
    return status


class Relay:
    """The candidate of a rehearsal."""

    def __init__(self, plan: CutOver, old: Integrate, new: Integrate) -> None:
        self._plan = plan
        self._slots = {OLD: Slot(OLD, old), NEW: Slot(NEW, new)}
        self._phase = Phase("", 0, NONE)
        self._has_hook = False

    async def integrate(self, kit: Kit) -> None:
        """The candidate function; the last phase goes on until the run ends."""
        kit.on_webhook(lambda event: self._deliver("shop", event))
        kit.on_erp_webhook(lambda event: self._deliver("erp", event))
        kit.on_retry(self._retry)
        try:
            for phase in self._plan.phases:
                self._begin(phase, kit)
                await asyncio.sleep(phase.lasts_ms / 1000)
            await asyncio.Event().wait()
        finally:
            for slot in self._slots.values():
                await slot.stop()

    def _begin(self, phase: Phase, kit: Kit) -> None:
        kit.log(f"phase {phase.name}: {phase.runs}")
        self._phase = phase
        if phase.hands_over:
            self._slots[NEW].start_with(self._slots[OLD].storage)
        for name, slot in self._slots.items():
            if slot.is_running and name not in phase.active:
                slot.retire()
            elif name in phase.active and not slot.is_running:
                slot.start(kit, lambda: self._register_hook(kit))

    async def _deliver(self, system: str, event: dict[str, Any]) -> int:
        """Hand an event to those that get it in this phase; the worst of their answers."""
        names = self._phase.receivers(_order_of(event)) if system == "shop" else self._phase.active
        statuses = [await self._slots[name].deliver(system, event) for name in names]
        return max(statuses, default=UNAVAILABLE)

    def _retry(self, order: str) -> object:
        """Hand a retry of the desk to the integrations in service, the new one first."""
        for name in (NEW, OLD):
            if (handler := self._slots[name].retry) is not None:
                return handler(order)
        raise LookupError("no integration is in service")

    def _register_hook(self, kit: Kit) -> None:
        if not self._has_hook:
            self._has_hook = True
            kit.on_hook(self._ask)

    async def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        for name in (NEW, OLD):
            if (handler := self._slots[name].hook) is not None:
                answer = handler(question)
                return await _answered(answer) if inspect.isawaitable(answer) else answer
        return {"op": "success"}


async def _answered(answer: Awaitable[dict[str, Any]]) -> dict[str, Any]:
    return await answer


def _order_of(event: dict[str, Any]) -> str:
    """The number of the order that an event of the shop is about; "" where it names none."""
    record = event.get("record") or event.get("data", {}).get("value") or {}
    return str(
        record.get("increment_id") or record.get("order_increment_id") or record.get("entity_id") or ""
    )
