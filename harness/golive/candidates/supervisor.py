"""The supervisor of the candidate: kills, restarts and pauses it as the injector decides.

Faults of the seam `process` strike by the clock, or at a call, where the wire asks. In any case the candidate runs
again when the traffic ends, at which point nothing is faulty any more.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol, assert_never, cast

from golive.candidates.instances.abilities import HasBackups, OwnClock
from golive.candidates.instances.overlaps import Overlaps
from golive.errors import CandidateFailed
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

WHOLE = ""
"""The name of the candidate with all its processes."""
_NONE: Mapping[str, Any] = MappingProxyType({})


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


class _Target:
    """The candidate, or one process of it. `generation` counts what made earlier plans for it void."""

    def __init__(self, restartable: Restartable) -> None:
        self.restartable = restartable
        self.is_up = True
        self.is_paused = False
        self.generation = 0


class Supervisor:
    """Emits `candidate.killed`, `candidate.started` (for restarts), `candidate.paused` and `candidate.resumed`.

    It emits `candidate.clock_set` as well, and `Overlaps` the facts about second instances. A kill ends all instances.
    A pause does not come while two run, nor a second instance while none works. `heal_ms` is when the traffic ends.
    `named` are the processes that the scenario strikes by name.
    """

    def __init__(
        self,
        env: Environment,
        wire: Wire,
        injector: Injector,
        emit: Emit,
        heal_ms: int,
        named: Collection[str] = (),
    ) -> None:
        self._env = env
        self._injector = injector
        self._emit = emit
        self._heal_ms = heal_ms
        self._named = named
        self._targets: dict[str, _Target] = {}
        self._name = ""
        self._starts = 0
        self._is_skewed = False
        self._overlaps = Overlaps(env, wire, emit)
        self._reply_gate = wire.reply_gate
        self._reply_gate.kill = self._kill_at_call

    def watch(self, name: str, candidate: Restartable, parts: Mapping[str, Restartable] = _NONE) -> None:
        """Supervise a candidate that has just been started for the first time, and its processes by name.

        Raises CandidateFailed where the scenario strikes a process that it does not have.
        """
        for wanted in self._named:
            if wanted not in parts:
                there = f"its processes are {', '.join(parts)}" if parts else "it has no processes with names"
                raise CandidateFailed(
                    f"the scenario strikes the process {wanted} (chaos: process: {wanted}), and {there}; "
                    "name one of `processes:` in the candidate file, or leave `process` out"
                )
        self._name = name
        self._targets = {
            part: _Target(restartable) for part, restartable in {WHOLE: candidate, **parts}.items()
        }
        self._starts = 1

    def release(self) -> None:
        """The run has ended, or the candidate: it is not started again."""
        self._targets = {}
        self._overlaps.over()

    def ended(self) -> None:
        """The candidate has ended by itself: it is not started again, and its open calls get no result."""
        self.release()
        self._reply_gate.disconnect()

    def one_ended(self, instance: int) -> None:
        """One of two instances has ended by itself: the other goes on alone, and is not ended."""
        self._overlaps.lost(instance)

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
        part = outcome.process
        target = self._targets.get(part)
        if target is None or not target.is_up:
            return False
        if part == WHOLE:
            self._overlaps.over()
        down_ms = self._until(outcome.down_ms) - self._env.now_ms()
        for each in self._targets.values() if part == WHOLE else (target,):
            each.is_up = each.is_paused = False
            each.generation += 1
        data: dict[str, Any] = {"faults": (fault,), "down_ms": down_ms, **_of(part), **where}
        if outcome.backup_ms:
            data["backup_ms"] = outcome.backup_ms
            cast("HasBackups", target.restartable).go_back(outcome.backup_ms)
        self._emit("candidate.killed", keys, data)
        if part == WHOLE:
            self._reply_gate.disconnect()
        target.restartable.kill()
        self._env.after(down_ms, self._start_again, (part, target.generation))
        return True

    def _start_again(self, planned: tuple[str, int]) -> None:
        part, generation = planned
        target = self._targets.get(part)
        if target is None or target.generation != generation:
            return
        self._starts += 1
        for each in self._targets.values() if part == WHOLE else (target,):
            each.is_up = True
        if part == WHOLE:
            self._reply_gate.reconnect()
        self._emit("candidate.started", {}, {"name": self._name, "start": self._starts, **_of(part)})
        target.restartable.start_again()

    def _pause(self, fault: str, outcome: PauseCandidate) -> bool:
        part = outcome.process
        target = self._targets.get(part)
        if target is None or not target.is_up or target.is_paused or self._targets[WHOLE].is_paused:
            return False
        if self._overlaps.is_on:
            return False
        until_ms = self._until(outcome.lasts_ms)
        target.is_paused = True
        data = {"faults": (fault,), "for_ms": until_ms - self._env.now_ms(), **_of(part)}
        self._emit("candidate.paused", {}, data)
        target.restartable.pause(until_ms)
        self._env.after(until_ms - self._env.now_ms(), self._resume, (part, target.generation))
        return True

    def _resume(self, planned: tuple[str, int]) -> None:
        """Unless it has been killed meanwhile, or all of it stands still."""
        part, generation = planned
        target = self._targets.get(part)
        if target is None or not target.is_paused or target.generation != generation:
            return
        target.is_paused = False
        if part != WHOLE and self._targets[WHOLE].is_paused:
            return
        self._emit("candidate.resumed", {}, _of(part))
        target.restartable.resume()

    def _overlap(self, fault: str, outcome: OverlapInstances) -> bool:
        target = self._targets.get(WHOLE)
        if target is None or not target.is_up or target.is_paused or self._overlaps.is_on:
            return False
        self._starts += 1
        numbers = self._starts - 1, self._starts
        self._overlaps.begin(fault, outcome, target.restartable, numbers, self._until(outcome.lasts_ms))
        return True

    def _skew(self, fault: str, outcome: SkewCandidateClock) -> bool:
        target = self._targets.get(WHOLE)
        if target is None or self._is_skewed:
            return False
        candidate = cast("OwnClock", target.restartable)
        for_ms = self._until(outcome.lasts_ms) - self._env.now_ms()
        self._is_skewed = True
        self._emit("candidate.clock_set", {}, {"faults": (fault,), "by_ms": outcome.by_ms, "for_ms": for_ms})
        candidate.skew(outcome.by_ms)
        self._env.after(for_ms, self._set_right, candidate)
        return True

    def _set_right(self, candidate: OwnClock) -> None:
        self._is_skewed = False
        if self._targets:
            self._emit("candidate.clock_set", {}, {"by_ms": 0})
            candidate.skew(0)

    def _until(self, lasts_ms: int) -> int:
        """The end of something that lasts so long: when the traffic ends at the latest."""
        now_ms = self._env.now_ms()
        return max(now_ms, min(now_ms + lasts_ms, self._heal_ms))


def _of(part: str) -> dict[str, Any]:
    return {} if part == WHOLE else {"process": part}
