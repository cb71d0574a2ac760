"""Faults from a list of hits: a recorded run repeated, or only some of its hits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from golive.chaos.faults.base import configured
from golive.chaos.injector import ArmedFault, Spec
from golive.scenario import FaultSpec
from golive.wire.messages import Subject
from golive.wire.outcomes import PASS, ClockOutcome, Hit, Outcome, Pass, TimedHit

Address = tuple[str, str, str, int]
"""Fault id, name of the message, business key, attempt."""


@dataclass(frozen=True, slots=True)
class RecordedHit:
    """An outcome that a fault decided for the message `name` about `key`.

    `nth` distinguishes messages of one address, counted from 1 among those that the fault covered: several notices
    about one order have the same name, key and attempt.
    """

    fault: str
    name: str
    key: str
    attempt: int
    nth: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RecordedTimedHit:
    """An outcome that the clock triggered at an instant, in ms."""

    fault: str
    at_ms: int
    outcome: ClockOutcome


AnyHit = RecordedHit | RecordedTimedHit


class Occurrences:
    """A counter of messages per address."""

    def __init__(self) -> None:
        self._seen: Counter[Address] = Counter()

    def next(self, fault: str, subject: Subject) -> int:
        """Count a message; returns its number within its address, from 1."""
        address = (fault, subject.name, subject.key, subject.attempt)
        self._seen[address] += 1
        return self._seen[address]


class HitRecorder:
    """The hits of a run in `hits`, in the order in which they were decided."""

    def __init__(self) -> None:
        self.hits: list[AnyHit] = []
        self._occurrences = Occurrences()

    def note(self, fault: str, subject: Subject, outcome: Outcome) -> None:
        """Record the outcome for a message. It must be called for every message that the fault covers, hit or not."""
        nth = self._occurrences.next(fault, subject)
        if not isinstance(outcome, Pass):
            self.hits.append(RecordedHit(fault, subject.name, subject.key, subject.attempt, nth, outcome))

    def note_timed(self, fault: str, at_ms: int, outcome: ClockOutcome) -> None:
        """Record an outcome that the clock triggered."""
        self.hits.append(RecordedTimedHit(fault, at_ms, outcome))


class ListedFault(ArmedFault):
    """A fault that decides the outcomes in a list and no others: chance, attempts and limits do not apply again.

    `tries` is the number of hits by the clock that the fault plans; its counter `asked` takes this value.
    """

    def __init__(
        self,
        spec: Spec,
        start_ms: int,
        hits: Iterable[AnyHit],
        tries: int,
        recorder: HitRecorder | None = None,
    ) -> None:
        super().__init__(spec, start_ms)
        mine = [hit for hit in hits if hit.fault == spec.id]
        self._timed = [hit for hit in mine if isinstance(hit, RecordedTimedHit)]
        self._tries = tries
        self._recorder = recorder
        self._occurrences = Occurrences()
        self._outcomes = {
            (hit.name, hit.key, hit.attempt, hit.nth): hit.outcome
            for hit in mine
            if isinstance(hit, RecordedHit)
        }

    def decide(self, subject: Subject) -> Outcome:
        """Look up the outcome of a message, and record it."""
        nth = self._occurrences.next(self.id, subject)
        outcome = self._outcomes.get((subject.name, subject.key, subject.attempt, nth), PASS)
        if self._recorder is not None:
            self._recorder.note(self.id, subject, outcome)
        return outcome

    def timed(self) -> list[TimedHit]:
        """Return the listed hits by the clock."""
        self.asked, self.hit = self._tries, len(self._timed)
        if self._recorder is not None:
            for each in self._timed:
                self._recorder.note_timed(self.id, each.at_ms, each.outcome)
        return [TimedHit(each.at_ms, Hit(self.id, each.outcome, self.took_effect)) for each in self._timed]


def by_list(
    specs: Sequence[FaultSpec], start_ms: int, hits: Sequence[AnyHit], recorder: HitRecorder | None = None
) -> list[ArmedFault]:
    """Return the faults of a scenario, armed with `hits`. Raises ValueError for hits of undeclared faults."""
    unknown = {hit.fault: None for hit in hits if hit.fault not in {spec.id for spec in specs}}
    if unknown:
        known = ", ".join(spec.id for spec in specs) or "none"
        raise ValueError(f"hits: expected ids of the scenario's faults ({known}), got {', '.join(unknown)}")
    return [ListedFault(spec, start_ms, hits, _tries(spec), recorder) for spec in specs]


def _tries(spec: FaultSpec) -> int:
    fault = configured(spec.fault_class, spec.settings)
    return 0 if fault.by_clock() is None else max(1, fault.at_most())
