"""A candidate that is a Python coroutine function, running on the clock's own loop: virtual or live."""

from __future__ import annotations

import asyncio
import inspect
import random
import traceback
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TextIO

from fake_magento.events.checkout_hooks import Answer
from golive.build.world import World
from golive.candidates.backlog import Door
from golive.candidates.kit import Client, Desk, HookHandler, Kit, RetryHandler, sayable
from golive.candidates.storage import Storage
from golive.errors import CandidateFailed
from golive.people.desk import LONGEST_SAID, NOBODY, Heard, Retry
from golive.record.run import CANDIDATE_LOG
from golive.sim.seeding import stream
from golive.wire.checkout_hooks import HookCall
from golive.wire.messages import Notice

DEFAULT_TIMEOUT_S = 30.0
MOST_LOG_BYTES = 5_000_000

FAREWELL_TURNS = 1_000
"""Turns of the loop a candidate may take to end when it is told to ..."""
FAREWELL_S = 10.0
"""... and simulated seconds, if it waits for something; asked twice, it is left where it stands."""

_NOT_OURS = (KeyboardInterrupt, GeneratorExit)
"""What people and the interpreter throw; everything else a candidate throws is its own affair."""

Integrate = Callable[[Kit], Awaitable[None]]
Nothing = Callable[[None], None]
"""Tells whoever waits for an answer that there is none."""


class InProcess:
    """Starts the function, hands it the shop's events, and records how it ended.

    Whatever the function throws, returns, logs or ignores, the run goes on and says so. A life of the candidate is
    known by its kit: who holds another one than the present is dead, and nobody listens to it.
    """

    clocks: tuple[str, ...] = ("virtual", "live")

    def __init__(self, name: str, function: Integrate) -> None:
        self.name = name
        self._function = function
        self._world: World
        self._kit: Kit
        self._log: TextIO | None = None
        self._logged = 0
        self._task: asyncio.Task[None] | None = None
        self._handling: dict[asyncio.Task[None], Nothing] = {}
        self._stopping = False
        self._storage = Storage()
        self._own: asyncio.Task[Any] | None = None
        self._dead: list[asyncio.Task[Any]] = []
        self._starts = 1
        self._door: Door | None = None

    async def start(self, world: World) -> None:
        if world.scenario.shop.events.delivery == "amqp":
            raise CandidateFailed(
                "shop.events.delivery: amqp needs a broker and so a candidate that is a program, on the live clock"
            )
        self._world = world
        self._log = (world.run_dir / CANDIDATE_LOG).open("w", encoding="utf-8", errors="replace")
        self._own = asyncio.current_task()
        self._storage = Storage(any(spec.fault_class.SEAM == "process" for spec in world.scenario.faults))
        world.clock.loop.set_exception_handler(self._on_loop_error)
        self._kit = self._make_kit(world, stream(world.seed, "candidate"))
        self._live()
        world.ledger.emitter("candidate")("candidate.started", {}, {"name": self.name})
        world.lives.began(self.name, self)

    def _live(self) -> None:
        self._task = self._world.clock.loop.create_task(self._run(self._kit))
        self._world.wire.connect(self._deliver)

    def _make_kit(self, world: World, rng: random.Random) -> Kit:
        from fake_erp.surface import Request as ErpRequest
        from fake_magento.surface import Request as ShopRequest

        clock, wire = world.clock, world.wire
        stores = enumerate(world.scenario.shop.stores, 1)

        def log(text: object) -> None:
            if kit is self._kit:
                self._write(text)

        def register_hook(handler: HookHandler) -> None:
            if kit is self._kit:
                world.hooks.register(partial(self._ask, handler))

        def register_retry(handler: RetryHandler) -> None:
            if kit is self._kit:
                world.desk.register(partial(self._retry, handler))

        kit = Kit(
            shop=Client(clock, wire, "shop", ShopRequest, DEFAULT_TIMEOUT_S),
            erp=Client(clock, wire, "erp", ErpRequest, DEFAULT_TIMEOUT_S),
            desk=Desk(world.desk.emit),
            storage=self._storage,
            rng=rng,
            credentials=world.credentials,
            log=log,
            now_ms=clock.env.now_ms,
            register_hook=register_hook,
            register_retry=register_retry,
            net_price_stores=frozenset(number for number, store in stores if store.tax == "exclusive"),
        )
        return kit

    async def _run(self, kit: Kit) -> None:
        why = "returned"
        try:
            await self._function(kit)
        except asyncio.CancelledError:
            if self._stopping or kit is not self._kit:
                raise
            why = "cancelled itself"
        except _NOT_OURS:
            raise
        except BaseException as error:  # SystemExit too: it would end the harness with the candidate's status
            why = _last_words(error)
            kit.log(traceback.format_exc())
        if not self._stopping and kit is self._kit:
            self._world.lives.ended()
            self._world.hang_up()
            self._world.ledger.emitter("candidate")("candidate.ended", {}, {"why": why})

    # -- notices -----------------------------------------------------------------------------------------

    def _deliver(self, notice: Notice, answered: Callable[[int | None], None]) -> None:
        """Each handler gets its own body; the sender hears the first that is no success."""
        handlers = self._kit.handlers if notice.system == "shop" else self._kit.erp_handlers
        if not handlers:
            answered(None)
            return
        waiting: list[Awaitable[Any]] = []
        status = 200
        for handler in tuple(handlers):
            try:
                result: Any = handler(notice.payload())
            except _NOT_OURS:
                raise
            except BaseException:
                self._write(traceback.format_exc())
                result = 500
            if not isinstance(result, int) and inspect.isawaitable(result):
                waiting.append(result)
            else:
                status = _worse(status, self._status(result))
        if not waiting:
            answered(status)
            return
        task = self._world.clock.loop.create_task(self._finish(self._kit, waiting, status, answered))
        self._handling[task] = answered
        task.add_done_callback(self._handling.pop)
        task.add_done_callback(lambda _: _leave(waiting))

    async def _finish(
        self, kit: Kit, waiting: list[Awaitable[Any]], status: int, answered: Callable[[int | None], None]
    ) -> None:
        for awaitable in waiting:
            try:
                result: Any = await awaitable
            except _NOT_OURS:
                raise
            except BaseException as error:
                if kit is not self._kit or (isinstance(error, asyncio.CancelledError) and self._stopping):
                    raise
                self._write(traceback.format_exc())
                result = 500
            status = _worse(status, self._status(result))
        if kit is self._kit:
            answered(status)

    # -- hooks -------------------------------------------------------------------------------------------

    def _ask(self, handler: HookHandler, call: HookCall, answered: Callable[[Answer], None]) -> None:
        """A handler that fails is a server that answers 500."""
        if self._door is not None:
            self._door.wait(partial(self._ask, handler, call, answered))
            return
        try:
            result: Any = handler(call.body)
        except _NOT_OURS:
            raise
        except BaseException:
            self._write(traceback.format_exc())
            answered((500, None))
            return
        if not inspect.isawaitable(result):
            answered((200, result))
            return
        task = self._world.clock.loop.create_task(self._await_answer(self._kit, result, answered))
        self._handling[task] = answered
        task.add_done_callback(self._handling.pop)

    async def _await_answer(
        self, kit: Kit, waiting: Awaitable[Any], answered: Callable[[Answer], None]
    ) -> None:
        try:
            answer: Answer = (200, await waiting)
        except _NOT_OURS:
            raise
        except BaseException as error:
            if kit is not self._kit or (isinstance(error, asyncio.CancelledError) and self._stopping):
                raise
            self._write(traceback.format_exc())
            answer = (500, None)
        if kit is self._kit:
            answered(answer)

    # -- retries ----------------------------------------------------------------------------------------

    def _retry(self, handler: RetryHandler, retry: Retry, heard: Callable[[Heard], None]) -> None:
        if self._door is not None:
            self._door.wait(partial(self._retry, handler, retry, heard))
            return
        task = self._world.clock.loop.create_task(self._await_retry(self._kit, handler, retry.order, heard))
        self._handling[task] = lambda _: heard(NOBODY)
        task.add_done_callback(self._handling.pop)

    async def _await_retry(
        self, kit: Kit, handler: RetryHandler, order: str, heard: Callable[[Heard], None]
    ) -> None:
        try:
            found: Any = handler(order)
            if inspect.isawaitable(found):
                found = await found
            answer = Heard(200, "" if found is None else sayable(found)[:LONGEST_SAID])
        except _NOT_OURS:
            raise
        except BaseException as error:
            if kit is not self._kit or (isinstance(error, asyncio.CancelledError) and self._stopping):
                raise
            self._write(traceback.format_exc())
            answer = Heard(500, _last_words(error)[:LONGEST_SAID])
        if kit is self._kit:
            heard(answer)

    def _status(self, result: object) -> int:
        """What a handler returned, as a status."""
        if isinstance(result, int) and not isinstance(result, bool) and 100 <= result <= 599:
            return result
        self._write(f"a webhook handler returned {result!r}; expected an HTTP status such as 200")
        return 500

    # -- the log -----------------------------------------------------------------------------------------

    def _write(self, text: object) -> None:
        """To the run's candidate.log, up to a bound: a candidate that floods must not fill the disk."""
        left = MOST_LOG_BYTES - self._logged
        if self._log is None or self._log.closed or left <= 0:
            return
        line = str(text)
        line = line if line.endswith("\n") else line + "\n"
        self._logged += len(line)
        self._log.write(line[:left])
        if len(line) > left:
            self._log.write("\n... the candidate logged more than this; the rest is left out\n")

    def _on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A background task of the candidate died, or was left behind: a matter for its log, not for ours."""
        error = context.get("exception")
        if "task" not in context and "future" not in context:
            loop.default_exception_handler(context)
        elif error is None:
            self._write(context["message"])
        else:
            self._write(context["message"] + "\n" + "".join(traceback.format_exception(error)))

    # -- its lives ---------------------------------------------------------------------------------------

    def kill(self) -> None:
        """Cut it off, then cancel all it was doing: its last words and deeds go nowhere. Its next life is ready."""
        world, kit, handling, loop = self._world, self._kit, self._handling, self._world.clock.loop
        kit.shop.cut()
        kit.erp.cut()
        kit.desk.cut()
        world.hang_up()
        loop.release_timers()
        self._storage, self._handling, self._door = self._storage.reopened(), {}, None
        self._starts += 1
        self._kit = self._make_kit(world, stream(world.seed, f"candidate, start {self._starts}"))
        self._dead = sorted(asyncio.all_tasks(loop) - {self._own}, key=_age)
        for task in self._dead:
            task.cancel()
            task.add_done_callback(_unheard)
        for task, answered in handling.items():
            if not task.done():  # else it has answered, and only its being forgotten is still to come
                answered(None)

    def start_again(self) -> None:
        self._live()

    def pause(self, until_ms: int) -> None:
        """Hold back all that would wake it: timers, answers, notices, questions of the checkout."""
        world = self._world
        self._door = Door(world.clock.env, self._deliver)
        world.wire.ear.hold()
        world.clock.loop.hold_timers(until_ms / 1000)
        world.wire.connect(self._door.knock)

    def resume(self) -> None:
        door, self._door = self._door, None
        self._world.clock.loop.release_timers()
        self._world.wire.connect(self._deliver)
        self._world.wire.ear.release()
        if door is not None:
            door.open()

    # -- the end -----------------------------------------------------------------------------------------

    async def stop(self) -> None:
        """End it and everything it still handles. Safe to repeat, and before it was started."""
        self._stopping = True
        if self._log is None:
            return
        self._world.lives.ended()
        self._world.hang_up()
        self._world.clock.loop.release_timers()
        if not (await self._told_to_end() or await self._told_to_end()):
            self._write("the candidate did not end when it was cancelled; it was left where it stood")
        self._log.close()

    async def _told_to_end(self) -> bool:
        """Cancel what runs and let it end: at once, or in a while if it still has something to wait for."""
        running = (self._task, *self._handling, *self._dead)
        tasks = [task for task in running if task is not None and not task.done()]
        for task in tasks:
            task.cancel()
        for _ in range(FAREWELL_TURNS):
            if all(task.done() for task in tasks):
                return True
            await asyncio.sleep(0)
        if not self._world.clock.loop.ready:  # else it spins, and no time would ever pass
            await asyncio.wait(tasks, timeout=FAREWELL_S)
        return all(task.done() for task in tasks)


def _leave(waiting: list[Awaitable[Any]]) -> None:
    """Handlers whose turn never came, as the candidate was ended before: else the interpreter warns of them."""
    for awaitable in waiting:
        if inspect.iscoroutine(awaitable):
            awaitable.close()


def _unheard(task: asyncio.Task[Any]) -> None:
    """What a dead task failed with is nobody's affair; unless it is looked at, the loop has it logged."""
    if not task.cancelled():
        task.exception()


def _age(task: asyncio.Task[Any]) -> tuple[int, str]:
    """The order in which tasks were made, as their names count them: a set has none of its own."""
    return len(task.get_name()), task.get_name()


def _worse(one: int, other: int) -> int:
    """The first of the two that is no success; a plain success otherwise."""
    return other if 200 <= one < 300 else one


def _last_words(error: BaseException) -> str:
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].name} line {frames[-1].lineno}" if frames else ""
    return sayable(f"{type(error).__name__}: {error}{where}")
