"""A candidate that is a program of its own, in any language: started, given addresses and credentials, ended."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

from golive.build.world import World
from golive.candidates.files import CandidateFile
from golive.candidates.instances.abilities import COMMAND
from golive.candidates.programs.options import Options
from golive.candidates.programs.running import Running
from golive.errors import CandidateFailed
from golive.judge.claims.vocabulary import Stated
from golive.sim import LiveClock

T = TypeVar("T")


class Program:
    """A command line from a candidate file. It needs the live clock."""

    clocks = ("live",)
    claims: Sequence[Stated] = ()

    def __init__(self, file: CandidateFile) -> None:
        if file.command is None:
            raise ValueError(f"{file.path}: expected a command")
        self.name = file.name
        self._command = file.command
        self.options = Options()
        """What the command line says beside the file; to be set before the start."""
        self._running: Running | None = None

    @property
    def able_to(self) -> frozenset[str]:
        """What it can suffer, as `golive.candidates.instances.abilities` names it; `attached` has its own refusals."""
        command = self._command
        follows = (self.options.time or command.time) == "follow"
        named = [("next", bool(command.following)), ("clock", follows)]
        return COMMAND | {name for name, is_able in named if is_able or command.attach is not None}

    @property
    def is_attached(self) -> bool:
        """Whether it runs already, instead of being started by golive."""
        return self._command.attach is not None

    async def start(self, world: World) -> None:
        """Start servers and program and wait until it is ready. Raises CandidateFailed; nothing is left then."""
        clock = world.clock
        if not isinstance(clock, LiveClock):
            raise CandidateFailed(f"{self.name} is a separate program and needs real time; add --clock live")
        clock.idle()
        self._running = running = Running(self._command, self.options, world, clock)
        try:
            queue = running.queue
            problem = "" if queue is None else await _in_thread(clock, queue.open)
            if problem:
                raise CandidateFailed(problem)
            running.settle_speed(await _in_thread(clock, running.front.pulse.measure))
            await _in_thread(clock, running.prepare)
            running.launch(self.name)
            problem = await _in_thread(clock, running.wait_until_ready)
            if problem:
                raise CandidateFailed(problem)
        except BaseException:
            await self.stop()
            raise
        running.connect()
        running.front.pulse.start()
        await _in_thread(clock, running.wait_for_its_clock)
        running.begin_in_step()
        running.watch(self.name)

    async def stop(self) -> None:
        """End the program and everything that was started for it. Safe to repeat."""
        running, self._running = self._running, None
        if running is not None:
            running.disconnect()
            await _in_thread(running.clock, running.close)
            running.front.conclude()


async def _in_thread(clock: LiveClock, work: Callable[[], T]) -> T:
    """Run `work` in a thread that finishes whatever becomes of the loop, and wait for its result or exception."""
    done: asyncio.Future[None] = clock.loop.create_future()
    results: Future[T] = Future()

    def run() -> None:
        try:
            results.set_result(work())
        except BaseException as error:  # any other would leave the run waiting
            results.set_exception(error)
        finally:
            with suppress(RuntimeError):  # the loop is closed: nothing waits any more
                clock.submit(lambda: None if done.done() else done.set_result(None))

    thread = threading.Thread(target=run, name="golive-candidate")
    thread.start()
    await done
    thread.join()
    return results.result()
