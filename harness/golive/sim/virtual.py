"""The virtual clock: time passes only when nothing is left to do at this instant."""

from __future__ import annotations

import asyncio
import selectors
from collections.abc import Callable
from math import inf
from typing import Any

from golive.sim.executor import LONGEST_S, Jobs
from golive.sim.loop import SPIN_LIMIT, CandidateSpins, Clock, Environment, SimLoop, SimSelector

_NOTHING: list[tuple[selectors.SelectorKey, int]] = []


class NotInVirtualTime(OSError):
    """A coroutine on the virtual clock opens a connection of its own."""


class _JumpingSelector(SimSelector):
    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self.jobs = Jobs()
        self._turns = 0
        self._seen_ms = -1

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            self._count_turn()
            return _NOTHING
        if self.jobs:
            self.turned()
            self._work()
            return _NOTHING
        if SimSelector.watch is not None:
            self.turned()
        deadline = self.deadline(timeout)
        if not self.env.play(deadline, self.loop.ready):
            if deadline == inf:
                raise RuntimeError("nothing is left to happen, yet the run waits for something")
            self.env.advance(int(deadline))
        if SimSelector.watch is not None:
            self.turned()
        return _NOTHING

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        """Accept the loop's own descriptor, which is the first. Raises NotInVirtualTime for sockets of a candidate."""
        if self.get_map():
            raise NotInVirtualTime(
                "sockets of `integrate(kit)` do not follow the simulated time: call kit.shop and kit.erp, or make it a "
                "Python program, such as `async def main()` without a parameter, whose sockets do"
            )
        return super().register(fileobj, events, data)

    def _work(self) -> None:
        try:
            self.jobs.work(self.loop.ready)
        except TimeoutError:
            raise CandidateSpins(
                f"a call that `integrate(kit)` gave to a thread took more than {LONGEST_S:.0f} s of real time; its "
                "waits do not follow the simulated time: make it a Python program, such as `async def main()` without "
                "a parameter"
            ) from None

    def _count_turn(self) -> None:
        now = self.env.now_ms()
        if now != self._seen_ms:
            self._seen_ms, self._turns = now, 0
        self._turns += 1
        if self._turns > SPIN_LIMIT:
            self._turns = 0  # the clean-up afterwards takes turns as well
            raise CandidateSpins(
                f"the candidate did {SPIN_LIMIT:,} things in a row without letting any time pass; "
                "a loop that polls must `await asyncio.sleep(seconds)` between rounds"
            )


class _VirtualLoop(SimLoop):
    def __init__(self, selector: _JumpingSelector) -> None:
        super().__init__(selector)
        self._jobs = selector.jobs

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Call `func` in a thread, after those before it; no simulated time passes meanwhile."""
        future: asyncio.Future[Any] = self.create_future()
        self._jobs.add(future, func, args)
        return future


class VirtualClock(Clock):
    """Deterministic and as fast as the machine allows."""

    name = "virtual"

    def __init__(self, start_ms: int) -> None:
        self.env = Environment(initial_time=start_ms)
        self.loop = _VirtualLoop(_JumpingSelector(self.env))
