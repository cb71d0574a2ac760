"""The clock of a program that follows simulated time: one anchor for all its processes, whenever they are started."""

from __future__ import annotations

from functools import cache

from golive.errors import CandidateFailed
from golive.machine import binaries
from golive.machine.faketime import OWN_LIBRARY, PACKAGE, Faketime, find
from golive.machine.own_clock import PROBE_AHEAD_MS, CannotBuild, OwnClock
from golive.machine.probing import Measured, measure
from golive.machine.runtimes import LOCK, SLEEP, Runtime, runtime_of
from golive.sim import LiveClock
from golive.sim.live import machine_s

LEAD_S = 2.0
"""Real time for the start of a program: so long before the scenario does its clock begin."""
OTHERWISE = "leave `time` out and let the program divide its waits by GOLIVE_SPEED"


class Pace:
    """From `begin` on the program's clock passes `speed` times as fast as real time.

    While the program starts, simulated time stands almost still, so its clock begins earlier; `settle` makes both
    equal. With `is_skewed` its time of day can be set wrong. Raises CandidateFailed where there is no libfaketime, or
    no compiler for the library that sets it wrong.
    """

    anchor_s = 0.0
    anchor_ms = 0.0
    speed = 1.0

    def __init__(self, clock: LiveClock, is_skewed: bool = False) -> None:
        found = find()
        if found is None:
            raise CandidateFailed(
                f"time: follow needs libfaketime, which is not on this machine; {PACKAGE}, name the library in "
                f"{OWN_LIBRARY}, or {OTHERWISE}"
            )
        self._own_clock = _own_clock() if is_skewed else None
        own = self._own_clock
        self._faketime = found if own is None else own.above(found)
        self._probed = found if own is None else own.above(found, PROBE_AHEAD_MS)
        self._clock = clock
        self._gain = 0.0

    def begin(self) -> None:
        """On the clock's thread, before the first process starts: its speed is settled."""
        self.speed = self._clock.speed
        self._gain = max(0.0, self.speed - min(self.speed, 1.0))
        self.anchor_s = machine_s()
        self.anchor_ms = self._clock.now() - LEAD_S * self._gain * 1000

    def now_ms(self) -> float:
        """What the program's clock says."""
        return self.anchor_ms + (machine_s() - self.anchor_s) * self.speed * 1000

    def variables(self) -> dict[str, str]:
        """For a process that is started now."""
        return self._faketime.variables(self.now_ms(), self.speed)

    def behind_s(self) -> float:
        """How long, in real time, until the program's clock has caught up with simulated time."""
        behind_ms = self._clock.now() - self.now_ms()
        return behind_ms / 1000 / self._gain if self._gain and behind_ms > 0 else 0.0

    def settle(self) -> None:
        """On the clock's thread: let simulated time go on from where the program's clock stands."""
        ahead_ms = int(self.now_ms()) - self._clock.now()
        if ahead_ms > 0:
            self._clock.jump(ahead_ms)

    def skew(self, by_ms: int) -> None:
        """Set the time of day of the program ahead by this, or behind; 0: it is right."""
        assert self._own_clock is not None
        self._own_clock.set(by_ms)

    def close(self) -> None:
        """After the program has ended: remove what was made for its clock."""
        if self._own_clock is not None:
            self._own_clock.close()

    def check(self, part: str, executable: str) -> None:
        """Raises CandidateFailed for a program that cannot follow; measures what is known of its runtime."""
        why = binaries.obstacle(executable)
        if why:
            raise CandidateFailed(f"time: follow: {part} ({executable}) cannot follow: {why}; {OTHERWISE}")
        known = runtime_of(executable)
        if known is None:
            return
        measured = self._measured(*known)
        if measured.obstacles:
            what = " and ".join(measured.obstacles)
            wrong = "" if self._own_clock is None else " with a clock that is set wrong (fault: clock_skew)"
            raise CandidateFailed(
                f"time: follow: {part} ({executable}) is a program of {measured.runtime}, in which {what} under "
                f"{self._faketime.named}{wrong}; {_advice(measured)}{OTHERWISE}"
            )

    def _measured(self, runtime: Runtime, interpreter: str) -> Measured:
        if self._own_clock is None:
            return _measured(runtime, interpreter, self._faketime)
        self._own_clock.set(PROBE_AHEAD_MS)
        try:
            return measure(runtime, interpreter, self._probed, (SLEEP, LOCK))
        finally:
            self._own_clock.set(0)


def _own_clock() -> OwnClock:
    try:
        return OwnClock()
    except CannotBuild as why:
        raise CandidateFailed(
            f"fault: clock_skew needs a small library that sets the program's time of day wrong, and it cannot be "
            f"built here: {why}; leave the fault out, or run the candidate where there is a compiler"
        ) from why


def _advice(measured: Measured) -> str:
    if measured.runtime == "Python" and measured.waits.get(LOCK) == "hangs":
        return (
            "Event.wait, Condition.wait, Lock.acquire, queue.get and threading.Timer with a timeout never end there; "
            f"use libfaketime 0.9.12 or later and name it in {OWN_LIBRARY}, or "
        )
    return ""


@cache
def _measured(runtime: Runtime, interpreter: str, faketime: Faketime) -> Measured:
    return measure(runtime, interpreter, faketime, (SLEEP, LOCK))
