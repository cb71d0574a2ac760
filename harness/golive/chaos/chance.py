"""Faults by addressed chance: the same seed, fault, operation, key and attempt give the same decision.

Other messages have no influence on a decision, so two candidates meet the same faults, order by order.
"""

from __future__ import annotations

from collections.abc import Sequence

from golive.chaos.faults.base import Fault, configured
from golive.chaos.hit_list import HitRecorder
from golive.chaos.injector import ArmedFault, Spec
from golive.scenario import FaultSpec
from golive.sim.seeding import address
from golive.wire.messages import Subject
from golive.wire.outcomes import PASS, Hit, Outcome, TimedHit


class ChanceFault(ArmedFault):
    """A fault that hits the configured share of messages. Every hit is added to `recorder`, if there is one."""

    def __init__(
        self, spec: Spec, fault: Fault, start_ms: int, seed: int, recorder: HitRecorder | None = None
    ) -> None:
        super().__init__(spec, start_ms)
        self.fault = fault
        self._judge = fault.arm().judge
        self._at_most = fault.at_most()
        self._share = spec.chance
        self._first_only = spec.attempts == "first"
        self._seed = seed
        self._recorder = recorder

    def decide(self, subject: Subject) -> Outcome:
        """Decide by chance, and record the outcome."""
        outcome = self._decide(subject)
        if self._recorder is not None:
            self._recorder.note(self.id, subject, outcome)
        return outcome

    def _decide(self, subject: Subject) -> Outcome:
        if 0 < self._at_most <= self.effective:
            return PASS
        if self._calls is not None and not self._calls.has(self.asked):
            return PASS
        if self._first_only and subject.attempt > 1:
            return PASS
        where = (self.id, subject.name, subject.key, subject.attempt)
        if self._share < 1.0 and address(self._seed, *where) >= self._share:
            return PASS
        return self._judge(subject, lambda what: address(self._seed, *where, what))

    def timed(self) -> list[TimedHit]:
        """Return its hits by the clock, spread over its window, less those that chance leaves out."""
        outcome = self.fault.by_clock()
        if outcome is None:
            return []
        self.asked = max(1, self._at_most)
        width = (self.until_ms - self.from_ms) / self.asked
        kept = [
            number
            for number in range(self.asked)
            if address(self._seed, self.id, "clock", number) < self._share
        ]
        self.hit = len(kept)
        hits = []
        for number in kept:
            at_ms = self.from_ms + int((number + address(self._seed, self.id, "moment", number)) * width)
            hits.append(TimedHit(at_ms, Hit(self.id, outcome, self.took_effect)))
            if self._recorder is not None:
                self._recorder.note_timed(self.id, at_ms, outcome)
        return hits


def by_chance(
    specs: Sequence[FaultSpec], start_ms: int, seed: int, recorder: HitRecorder | None = None
) -> list[ArmedFault]:
    """Return the faults of a scenario, armed for a run that starts at `start_ms`."""
    return [
        ChanceFault(spec, configured(spec.fault_class, spec.settings), start_ms, seed, recorder)
        for spec in specs
    ]
