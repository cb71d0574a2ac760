"""A candidate that is a Python coroutine function, running on the clock's own loop: virtual or live."""

from __future__ import annotations

import asyncio
import random
import traceback
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any
from weakref import ref

from fake_erp.surface import Request as ErpRequest
from fake_magento.surface import Request as ShopRequest
from golive.build.world import World
from golive.candidates.backlog import Backlog
from golive.candidates.handlers import Handlers, exit_of, last_words
from golive.candidates.instances.abilities import COROUTINE
from golive.candidates.instances.backups import Backups
from golive.candidates.instances.kept import Keeping
from golive.candidates.instances.lives import Life, Owners
from golive.candidates.kit import Client, Desk, HookHandler, Kit, RetryHandler
from golive.candidates.log import CandidateLog, output_routed
from golive.candidates.storage import Storage
from golive.errors import CandidateFailed
from golive.isolation.spill import SPILL
from golive.judge.claims.vocabulary import Stated
from golive.sim.interrupt import Interrupt
from golive.sim.loop import LoopStopped
from golive.sim.seeding import stream
from golive.workloads.masterdata import pack_sizes
from golive_virtual.machine.chance import seed_process

DEFAULT_TIMEOUT_S = 30.0

LONG_RUN_MS, MEASURED_EVERY_MS = 6 * 3_600_000, 1_800_000
"""How long a run is whose stored records are counted, and how often."""

STOP_TURNS = 1_000
"""Turns of the loop a candidate may take to end once it is cancelled ..."""
STOP_S = 10.0
"""... and simulated seconds, if it waits for something. It is cancelled twice and then left as it is."""

Integrate = Callable[[Kit], Awaitable[None]]


class InProcess:
    """Starts the function, hands it the shop's events, and records how it ended.

    Whatever the function throws, returns, logs or ignores, the run goes on and records it. Each start has a kit and
    handlers of its own; when the candidate is killed they are cut off from the world before anything is cancelled.
    """

    clocks: tuple[str, ...] = ("virtual", "live")
    claims: Sequence[Stated] = ()

    def __init__(self, name: str, function: Integrate, next_function: Integrate | None = None) -> None:
        self.name = name
        self.able_to = COROUTINE if next_function is None else COROUTINE | {"next"}
        self._function = function
        self._next_function = next_function
        self._first: Life | None = None
        self._owners = Owners()
        self._skew_ms = 0
        self._world: World
        self._kit: Kit
        self._handlers: Handlers
        self._log: CandidateLog | None = None
        self._output = ExitStack()
        self._task: asyncio.Task[None] | None = None
        self._storage = Storage()
        self._backups: Backups | None = None
        self._own: asyncio.Task[Any] | None = None
        self._dead: list[asyncio.Task[Any]] = []
        self._failed: list[tuple[ref[asyncio.Future[Any]], int]] = []
        self._starts = 1
        self._is_stopping = False

    @property
    def function(self) -> Integrate:
        """The candidate function."""
        return self._function

    async def start(self, world: World) -> None:
        """Connect the candidate to the world and start its coroutine.

        Raises CandidateFailed for `shop.events.delivery: amqp`, which needs a program on the live clock.
        """
        if world.scenario.shop.events.delivery == "amqp":
            raise CandidateFailed(
                "shop.events.delivery: amqp needs a broker and so a candidate that is a program, on the live clock"
            )
        self._world = world
        self._log = CandidateLog(world.open_log(), world.clock.env.now_ms)
        self._output = output_routed()
        if SPILL:  # an isolated run, whose process is its own
            seed_process(stream(world.seed, "candidate").getrandbits(256))
        self._own = asyncio.current_task()
        faults = [spec.fault_class for spec in world.scenario.faults]
        needs = {getattr(fault, "NEEDS", "") for fault in faults}
        self._owners.is_needed = "instances" in needs
        self._storage = Storage(any(fault.SEAM == "process" for fault in faults), self._owners.is_needed)
        if "backup" in needs:
            self._backups = Backups(world.clock.env, lambda: self._storage)
        self._log.on_task_error = self._note_failure
        world.clock.loop.set_exception_handler(self._log.on_loop_error)
        world.clock.loop.set_task_factory(self._task_of)
        world.clock.on_exit = self._exited
        self._renew(self._log, stream(world.seed, "candidate"))
        self._launch()
        world.ledger.emitter("candidate")("candidate.started", {}, {"name": self.name})
        world.supervisor.watch(self.name, self)
        times = world.scenario.clock
        if times.end_ms - times.start_ms >= LONG_RUN_MS:
            world.clock.env.after(MEASURED_EVERY_MS, self._measure_storage, world)
        Keeping(world, lambda: self._storage, lambda: {self._own})

    def _measure_storage(self, world: World) -> None:
        """Record from time to time how much the candidate stores: whether it grows shows in a long run only."""
        world.ledger.emitter("candidate")("candidate.state", {}, {"records": self._storage.records})
        world.clock.env.after(MEASURED_EVERY_MS, self._measure_storage, world)

    def _launch(self) -> None:
        run = self._run(self._kit, self._handlers)
        self._task = self._world.clock.loop.create_task(run, context=self._handlers.context.copy())
        self._world.wire.connect(self._handlers.deliver)

    def _renew(self, log: CandidateLog, rng: random.Random) -> None:
        """Make the kit and the handlers of the next start."""
        world = self._world
        clock, wire = world.clock, world.wire
        stores = enumerate(world.scenario.shop.stores, 1)
        handlers = self._handlers = Handlers(clock.loop, log, self._exited)
        self._owners.mark(handlers.context, self._starts)

        def write(text: object) -> None:
            if not handlers.is_over:
                log.write(text)

        def register_hook(handler: HookHandler) -> None:
            if not handlers.is_over:
                handlers.channels.add("hooks")
                world.hooks.register(partial(handlers.ask, handler))

        def register_retry(handler: RetryHandler) -> None:
            if not handlers.is_over:
                handlers.channels.add("desk")
                world.desk.register(partial(handlers.retry, handler))

        self._kit = Kit(
            shop=Client(clock, wire, "shop", ShopRequest, DEFAULT_TIMEOUT_S, self._starts),
            erp=Client(clock, wire, "erp", ErpRequest, DEFAULT_TIMEOUT_S, self._starts),
            desk=Desk(world.desk.emit, has_roles=world.scenario.people.roles.are_there),
            storage=self._storage,
            rng=rng,
            credentials=world.credentials,
            log=write,
            now_ms=self._now_ms,
            register_hook=register_hook,
            register_retry=register_retry,
            net_price_stores=frozenset(number for number, store in stores if store.tax == "exclusive"),
            pack_sizes=pack_sizes(world.scenario, world.seed),
            owners=world.scenario.owners,
            erp_dialect=world.erp.dialect.name,
            erp_login=world.erp_login(),
            budgets=world.scenario.budgets,
            database=world.database(),
            instance=self._starts,
            handlers=handlers.shop,
            erp_handlers=handlers.erp,
        )

    async def _run(self, kit: Kit, handlers: Handlers) -> None:
        why, crashed = "returned", False
        try:
            await self._function(kit)
        except asyncio.CancelledError:
            if self._is_stopping or handlers.is_over:
                raise
            why, crashed = "cancelled itself", True
        except Interrupt:
            raise
        except SystemExit as error:  # it would end golive with the candidate's status
            why, crashed = exit_of(error)
        except BaseException as error:
            if isinstance(error, GeneratorExit) and (self._is_stopping or handlers.is_over):
                raise
            why, crashed = last_words(error), True
            kit.log(traceback.format_exc())
        if not self._is_stopping and not handlers.is_over:
            self._end(why, crashed)

    def _exited(self, error: SystemExit | KeyboardInterrupt | LoopStopped) -> None:
        """A task or a handler of the candidate ended the whole program, as `sys.exit` and `loop.stop` do."""
        if self._is_stopping or self._handlers.is_over:
            return
        if isinstance(error, SystemExit):
            self._end(*exit_of(error))
        elif isinstance(error, LoopStopped):
            self._end(str(error), True)
        else:
            self._kit.log("".join(traceback.format_exception(error)))
            self._end(last_words(error), True)

    def _end(self, why: str, crashed: bool) -> None:
        """The candidate has ended by itself, and all its tasks end with it, as those of `asyncio.run` do."""
        world = self._world
        world.ledger.emitter("candidate")("candidate.ended", {}, {"why": why, "crashed": crashed})
        world.supervisor.ended()
        self._cut_off()

    def _cut_off(self) -> None:
        """Cut the present start off from the world and cancel all its tasks."""
        world, loop = self._world, self._world.clock.loop
        first, self._first = self._first, None
        lives = [
            Life(self._starts, self._kit, self._handlers, self._task),
            *([] if first is None else [first]),
        ]
        for life in lives:
            life.disconnect()
        world.disconnect()
        loop.release_timers()
        self._dead = sorted(asyncio.all_tasks(loop) - {self._own, asyncio.current_task(loop)}, key=_age)
        self._cancel(self._dead)
        for life in lives:
            life.leave_unanswered()

    def _cancel(self, tasks: list[asyncio.Task[Any]]) -> None:
        for task in tasks:
            task.cancel()
            task.add_done_callback(_retrieve)

    def _now_ms(self) -> int:
        return self._world.clock.env.now_ms() + self._skew_ms

    # -- tasks that fail -----------------------------------------------------------------------------------

    def _task_of(self, loop: asyncio.AbstractEventLoop, work: Any, **options: Any) -> asyncio.Future[Any]:
        task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **options)
        task.add_done_callback(self._done)
        self._owners.note(task, options.get("context"))
        return task

    def _done(self, task: asyncio.Task[Any]) -> None:
        """Remember a task that failed: nothing may ever await it, and the loop tells only when it is collected."""
        if task.cancelled() or self._handlers.is_over or self._is_stopping:
            return
        error = task._exception  # `exception()` would count as looking at it
        if error is not None and not isinstance(error, SystemExit):
            self._failed.append((ref(task), self._world.clock.now()))

    def _note_failure(self, error: BaseException, at_ms: int | None = None) -> None:
        """A background task of the candidate failed, and nothing awaited it."""
        at_ms = self._world.clock.now() if at_ms is None else at_ms
        data = {"why": last_words(error), "at_ms": at_ms}
        self._world.ledger.emitter("candidate")("candidate.task_failed", {}, data)

    def _note_failures(self) -> None:
        """Note the failed tasks that the candidate still holds and has never awaited."""
        for weak, at_ms in self._failed:
            task = weak()
            if task is not None and task._log_traceback and (error := task.exception()) is not None:
                self._log_failure(error, at_ms)
        self._failed.clear()

    def _log_failure(self, error: BaseException, at_ms: int) -> None:
        assert self._log is not None
        self._log.write("Task exception was never retrieved\n" + "".join(traceback.format_exception(error)))
        self._note_failure(error, at_ms)

    # -- as the supervisor sees it ---------------------------------------------------------------------------

    def kill(self) -> None:
        """Cut the present start off from the world, prepare the next one, and cancel all tasks."""
        assert self._log is not None
        self._cut_off()
        self._storage = self._storage.reopened()
        self._starts += 1
        self._renew(self._log, stream(self._world.seed, f"candidate, start {self._starts}"))

    def go_back(self, age_ms: int) -> None:
        """Put the storage back to a backup; `kill` follows."""
        assert self._backups is not None
        self._storage = self._backups.of(age_ms)

    def start_again(self) -> None:
        """Run the function anew with the kit that `kill` has prepared."""
        self._launch()

    def pause(self, until_ms: int) -> None:
        """Hold back all that would wake it: timers, answers, notices, questions of the checkout."""
        world, handlers = self._world, self._handlers
        handlers.backlog = Backlog(world.clock.env, handlers.deliver)
        world.wire.reply_gate.hold()
        world.clock.loop.hold_timers(until_ms / 1000)
        world.wire.connect(handlers.backlog.deliver)

    def resume(self) -> None:
        """End a pause: release timers and replies, then deliver the notices that were held back."""
        handlers = self._handlers
        backlog, handlers.backlog = handlers.backlog, None
        self._world.clock.loop.release_timers()
        self._world.wire.connect(handlers.deliver)
        self._world.wire.reply_gate.release()
        if backlog is not None:
            backlog.drain()

    def start_beside(self, version: str) -> None:
        """Start a second instance, which gets half of the notices; the present one goes on as the first."""
        assert self._log is not None
        first = self._first = Life(self._starts, self._kit, self._handlers, self._task)
        self._storage = self._storage.beside()
        self._starts += 1
        if version == "next" and self._next_function is not None:
            self._function = self._next_function
        self._renew(self._log, stream(self._world.seed, f"candidate, start {self._starts}"))
        self._launch()
        receivers = {first.number: first.handlers.deliver, self._starts: self._handlers.deliver}
        self._world.wire.balance(receivers)

    def end_first(self) -> None:
        """Cut the first instance off from the world and cancel its tasks; the second goes on alone."""
        first, self._first = self._first, None
        assert first is not None
        first.disconnect()
        self._world.wire.connect(self._handlers.deliver)
        for name in first.handlers.channels - self._handlers.channels:
            (self._world.hooks if name == "hooks" else self._world.desk).disconnect()
        tasks = sorted(self._owners.tasks_of(first.number) - {self._own}, key=_age)
        self._cancel(tasks)
        self._dead = [task for task in self._dead if not task.done()] + tasks
        first.leave_unanswered()

    def skew(self, by_ms: int) -> None:
        """Set the clock of its machine: `kit.now_ms` of all instances."""
        self._skew_ms = by_ms

    # -- the end -----------------------------------------------------------------------------------------

    async def stop(self) -> None:
        """End it and everything it still handles. Safe to repeat, and before it was started."""
        self._is_stopping = True
        if self._log is None:
            return
        self._note_failures()
        self._handlers.is_stopping = True
        self._world.supervisor.release()
        self._world.disconnect()
        self._world.clock.loop.release_timers()
        if not (await self._cancelled() or await self._cancelled()):
            self._log.write("the candidate did not end when it was cancelled; it was left where it stood")
        self._log.close()
        self._output.close()

    async def _cancelled(self) -> bool:
        """Cancel what runs and let it end: at once, or in a while if it still has something to wait for."""
        running = (self._task, *self._handlers.running, *self._dead)
        tasks = [task for task in running if task is not None and not task.done()]
        for task in tasks:
            task.cancel()
        for _ in range(STOP_TURNS):
            if all(task.done() for task in tasks):
                return True
            await asyncio.sleep(0)
        if not self._world.clock.loop.ready:  # else it never waits, and no time would ever pass
            await asyncio.wait(tasks, timeout=STOP_S)
        return all(task.done() for task in tasks)


def _retrieve(task: asyncio.Task[Any]) -> None:
    """Look at the exception of a killed task: the loop logs those that are not looked at."""
    if not task.cancelled():
        task.exception()


def _age(task: asyncio.Task[Any]) -> tuple[int, str]:
    """The order in which tasks were made, as their names count them: a set has none of its own."""
    return len(task.get_name()), task.get_name()
