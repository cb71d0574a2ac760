"""The virtual clock: time passes only when nothing is left to do at this instant."""

from __future__ import annotations

import selectors

from golive.sim.loop import SPIN_LIMIT, CandidateSpins, Clock, Environment, SimLoop, SimSelector

_NOTHING: list[tuple[selectors.SelectorKey, int]] = []


class _JumpingSelector(SimSelector):
    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._turns = 0
        self._seen_ms = -1

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            self._count_turn()
            return _NOTHING
        deadline = self.deadline(timeout)
        if not self.env.play(deadline, self.loop.ready):
            if deadline == float("inf"):
                raise RuntimeError("nothing is left to happen, yet the run waits for something")
            self.env.advance(int(deadline))
        return _NOTHING

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


class VirtualClock(Clock):
    """Deterministic and as fast as the machine allows."""

    name = "virtual"

    def __init__(self, start_ms: int) -> None:
        self.env = Environment(initial_time=start_ms)
        self.loop = SimLoop(_JumpingSelector(self.env))
