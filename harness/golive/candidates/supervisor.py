"""The lives of the candidate: when it is killed, how long it stays away, when it stands still.

What befalls it comes from the faults of the seam `process`: at moments of the clock, or at a call, where the wire
asks. Whatever it is, the candidate runs again when the traffic ends: then everything is healed.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, Protocol

from golive.chaos.injector import Armed, Chaos
from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.messages import Exchange, Frozen, Killed
from golive.wire.wire import Wire


class Mortal(Protocol):
    """What a candidate can be made to suffer. All of it happens at once, on the clock's thread."""

    def kill(self) -> None:
        """End everything of it. Nothing that it tries on its way out reaches anybody."""

    def start_again(self) -> None:
        """A new life, with what was stored."""

    def pause(self, until_ms: int) -> None:
        """Nothing of it runs until it is resumed, which will be at `until_ms` unless it is killed before."""

    def resume(self) -> None: ...


class Lives:
    """Emits `candidate.killed`, `candidate.started` (again), `candidate.paused` and `candidate.resumed`.

    `heal_ms` is when the traffic ends.
    """

    def __init__(self, env: Environment, wire: Wire, chaos: Chaos, emit: Emit, heal_ms: int) -> None:
        self._env = env
        self._armed = [
            armed
            for armed in chaos.armed
            if getattr(armed.fault, "SEAM", "") == "process" and armed.by_the_clock
        ]
        self._emit = emit
        self._heal_ms = heal_ms
        self._candidate: Mortal | None = None
        self._name = ""
        self._starts = 0
        self._is_up = False
        self._is_paused = False
        self._ear = wire.ear
        self._ear.kill = self._killed_at_a_call

    def began(self, name: str, candidate: Mortal) -> None:
        """The candidate has been started for the first time."""
        self._name, self._candidate = name, candidate
        self._starts, self._is_up = 1, True

    def ended(self) -> None:
        """It has ended by itself, or the run has: nobody starts it again."""
        self._candidate, self._is_up = None, False

    def start(self) -> None:
        """Plan what happens by the clock."""
        for armed in self._armed:
            self._env.process(self._by_the_clock(armed))

    def _by_the_clock(self, armed: Armed) -> Generator[Any, Any, None]:
        fate: Any = armed.fault.fate  # type: ignore[attr-defined]
        for at_ms in armed.moments():
            yield self._env.timeout(max(0, at_ms - self._env.now_ms()))
            befell = (
                self._pause(armed.id, fate)
                if isinstance(fate, Frozen)
                else self._kill(armed.id, fate, {}, {})
            )
            armed.effective += befell

    def _killed_at_a_call(self, fault: str, fate: Killed, x: Exchange) -> bool:
        keys = {"x": str(x.number), "key": x.key}
        return self._kill(fault, fate, keys, {"op": x.name, "attempt": x.attempt, "when": fate.stage})

    def _kill(self, fault: str, fate: Killed, keys: dict[str, str], where: dict[str, Any]) -> bool:
        if self._candidate is None or not self._is_up:
            return False
        down_ms = self._until(fate.down_ms) - self._env.now_ms()
        self._is_up = self._is_paused = False
        self._emit("candidate.killed", keys, {"faults": (fault,), "down_ms": down_ms, **where})
        self._ear.hang_up()
        self._candidate.kill()
        self._env.after(down_ms, self._start_again, None)
        return True

    def _start_again(self, _: object) -> None:
        if self._candidate is None:
            return
        self._starts += 1
        self._is_up = True
        self._ear.pick_up()
        self._emit("candidate.started", {}, {"name": self._name, "start": self._starts})
        self._candidate.start_again()

    def _pause(self, fault: str, fate: Frozen) -> bool:
        if self._candidate is None or not self._is_up or self._is_paused:
            return False
        until_ms, life = self._until(fate.lasts_ms), self._starts
        self._is_paused = True
        self._emit("candidate.paused", {}, {"faults": (fault,), "for_ms": until_ms - self._env.now_ms()})
        self._candidate.pause(until_ms)
        self._env.after(until_ms - self._env.now_ms(), self._resume, life)
        return True

    def _resume(self, life: int) -> None:
        """Unless it has been killed meanwhile."""
        if self._candidate is not None and self._is_paused and life == self._starts:
            self._is_paused = False
            self._emit("candidate.resumed", {}, {})
            self._candidate.resume()

    def _until(self, lasts_ms: int) -> int:
        """When something that lasts so long is over: when the traffic ends at the latest."""
        now_ms = self._env.now_ms()
        return max(now_ms, min(now_ms + lasts_ms, self._heal_ms))
