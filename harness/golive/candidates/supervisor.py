"""The supervisor of the candidate: kills, restarts and pauses it as the injector decides.

Faults of the seam `process` strike by the clock, or at a call, where the wire asks. In any case the candidate runs
again when the traffic ends, at which point nothing is faulty any more.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any, Protocol, assert_never, cast

from golive.candidates.instances.abilities import OwnClock
from golive.candidates.instances.overlaps import Overlaps
from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.messages import Exchange, Row
from golive.wire.outcomes import (
    ClockOutcome,
    Injector,
    KillCandidate,
    OverlapInstances,
    PauseCandidate,
    SkewCandidateClock,
    TimedHit,
)
from golive.wire.wire import Wire


class Restartable(Protocol):
    """A candidate as the supervisor sees it. Every call takes effect at once, on the clock's thread."""

    def kill(self) -> None:
        """End all of it. Nothing that it does while it ends reaches the world."""

    def start_again(self) -> None:
        """Start it anew, with what it had stored."""

    def pause(self, until_ms: int) -> None:
        """Stop it until `resume`, which comes at `until_ms` unless it is killed before."""

    def resume(self) -> None:
        """Continue after a pause."""


class Supervisor:
    """Emits `candidate.killed`, `candidate.started` (for restarts), `candidate.paused`, `candidate.resumed`.

    It emits `candidate.clock_set` as well, and `Overlaps` the facts about second instances. A kill ends all instances.
    A pause does not come while two run, nor a second instance while none works. `heal_ms` is when the traffic ends.
    """

    def __init__(self, env: Environment, wire: Wire, injector: Injector, emit: Emit, heal_ms: int) -> None:
        self._env = env
        self._injector = injector
        self._emit = emit
        self._heal_ms = heal_ms
        self._candidate: Restartable | None = None
        self._name = ""
        self._starts = 0
        self._is_up = False
        self._is_paused = False
        self._is_skewed = False
        self._overlaps = Overlaps(env, wire, emit)
        self._reply_gate = wire.reply_gate
        self._reply_gate.kill = self._kill_at_call

    def watch(self, name: str, candidate: Restartable) -> None:
        """Supervise a candidate that has just been started for the first time."""
        self._name, self._candidate = name, candidate
        self._starts, self._is_up = 1, True

    def release(self) -> None:
        """The run has ended, or the candidate: it is not started again."""
        self._candidate, self._is_up = None, False
        self._overlaps.over()

    def ended(self) -> None:
        """The candidate has ended by itself: it is not started again, and its open calls get no result."""
        self.release()
        self._reply_gate.disconnect()

    def start(self) -> None:
        """Plan what happens by the clock."""
        for hits in self._injector.timed():
            self._env.process(self._by_clock(hits))

    def _by_clock(self, hits: Sequence[TimedHit]) -> Generator[Any, Any, None]:
        for timed in hits:
            yield self._env.timeout(max(0, timed.at_ms - self._env.now_ms()))
            if self._strike(timed.hit.fault, timed.hit.outcome):
                timed.hit.took_effect()

    def _strike(self, fault: str, outcome: ClockOutcome) -> bool:
        match outcome:
            case KillCandidate():
                return self._kill(fault, outcome, {}, {})
            case PauseCandidate():
                return self._pause(fault, outcome)
            case OverlapInstances():
                return self._overlap(fault, outcome)
            case SkewCandidateClock():
                return self._skew(fault, outcome)
            case _:
                assert_never(outcome)

    def _kill_at_call(self, fault: str, outcome: KillCandidate, x: Exchange | Row) -> bool:
        keys = {"x": str(x.number), "key": x.key}
        return self._kill(fault, outcome, keys, {"op": x.name, "attempt": x.attempt, "when": outcome.stage})

    def _kill(self, fault: str, outcome: KillCandidate, keys: dict[str, str], where: dict[str, Any]) -> bool:
        if self._candidate is None or not self._is_up:
            return False
        down_ms = self._until(outcome.down_ms) - self._env.now_ms()
        self._is_up = self._is_paused = False
        self._overlaps.over()
        self._emit("candidate.killed", keys, {"faults": (fault,), "down_ms": down_ms, **where})
        self._reply_gate.disconnect()
        self._candidate.kill()
        self._env.after(down_ms, self._start_again, None)
        return True

    def _start_again(self, _: object) -> None:
        if self._candidate is None:
            return
        self._starts += 1
        self._is_up = True
        self._reply_gate.reconnect()
        self._emit("candidate.started", {}, {"name": self._name, "start": self._starts})
        self._candidate.start_again()

    def _pause(self, fault: str, outcome: PauseCandidate) -> bool:
        if self._candidate is None or not self._is_up or self._is_paused or self._overlaps.is_on:
            return False
        until_ms, start = self._until(outcome.lasts_ms), self._starts
        self._is_paused = True
        self._emit("candidate.paused", {}, {"faults": (fault,), "for_ms": until_ms - self._env.now_ms()})
        self._candidate.pause(until_ms)
        self._env.after(until_ms - self._env.now_ms(), self._resume, start)
        return True

    def _resume(self, start: int) -> None:
        """Unless it has been killed meanwhile."""
        if self._candidate is not None and self._is_paused and start == self._starts:
            self._is_paused = False
            self._emit("candidate.resumed", {}, {})
            self._candidate.resume()

    def _overlap(self, fault: str, outcome: OverlapInstances) -> bool:
        candidate = self._candidate
        if candidate is None or not self._is_up or self._is_paused or self._overlaps.is_on:
            return False
        self._starts += 1
        numbers = self._starts - 1, self._starts
        self._overlaps.begin(fault, outcome, candidate, numbers, self._until(outcome.lasts_ms))
        return True

    def _skew(self, fault: str, outcome: SkewCandidateClock) -> bool:
        if self._candidate is None or self._is_skewed:
            return False
        candidate = cast("OwnClock", self._candidate)
        for_ms = self._until(outcome.lasts_ms) - self._env.now_ms()
        self._is_skewed = True
        self._emit("candidate.clock_set", {}, {"faults": (fault,), "by_ms": outcome.by_ms, "for_ms": for_ms})
        candidate.skew(outcome.by_ms)
        self._env.after(for_ms, self._set_right, candidate)
        return True

    def _set_right(self, candidate: OwnClock) -> None:
        self._is_skewed = False
        if self._candidate is not None:
            self._emit("candidate.clock_set", {}, {"by_ms": 0})
            candidate.skew(0)

    def _until(self, lasts_ms: int) -> int:
        """The end of something that lasts so long: when the traffic ends at the latest."""
        now_ms = self._env.now_ms()
        return max(now_ms, min(now_ms + lasts_ms, self._heal_ms))
