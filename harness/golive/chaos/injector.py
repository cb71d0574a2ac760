"""The injector of a run: which fault is asked about which message, and how often each took effect.

How a fault decides whether it hits is up to its armed form: by addressed chance (`golive.chaos.chance`) or by a list of
hits (`golive.chaos.hit_list`). A fault decides and never acts; the wire and the supervisor act, and call back when an
outcome has taken effect. For each stage of a message the first declared fault with an outcome for it wins.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Protocol

from golive.record.run import FaultCount
from golive.wire.messages import Subject
from golive.wire.outcomes import Outcome, Outcomes, Pass, TimedHit


class Spec(Protocol):
    """What is needed of a scenario's fault entry; times in ms after the start of the run."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def on(self) -> tuple[str, ...]: ...
    @property
    def window(self) -> tuple[int, int]: ...
    @property
    def chance(self) -> float: ...
    @property
    def attempts(self) -> str: ...


class ArmedFault(ABC):
    """A declared fault in one run: what it covers, when, and its counters.

    `asked` counts the messages it covered inside its window, `hit` those for which it decided an outcome, `effective`
    the outcomes that took effect.
    """

    def __init__(self, spec: Spec, start_ms: int) -> None:
        self.id = spec.id
        self.kind = spec.kind
        self.from_ms = start_ms + spec.window[0]
        self.until_ms = start_ms + spec.window[1]
        self.asked = self.hit = self.effective = 0
        self._patterns = spec.on

    @property
    def is_by_clock(self) -> bool:
        """Whether the clock sets it off, and no message."""
        return not self._patterns

    @abstractmethod
    def decide(self, subject: Subject) -> Outcome:
        """The outcome of a message that it covers, inside its window."""

    @abstractmethod
    def timed(self) -> list[TimedHit]:
        """The hits that the clock sets off, earliest first. Asked once."""

    def covers(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) or name.startswith(pattern + ".") for pattern in self._patterns)

    def ask(self, subject: Subject) -> Outcome:
        self.asked += 1
        outcome = self.decide(subject)
        if not isinstance(outcome, Pass):
            self.hit += 1
        return outcome

    def took_effect(self) -> None:
        self.effective += 1

    def count(self) -> FaultCount:
        return FaultCount(self.id, self.kind, self.asked, self.hit, self.effective)


class FaultInjector:
    """Asks the armed faults of a run, in declared order. After `heal` none is asked about a message."""

    def __init__(self, armed: Sequence[ArmedFault], now: Callable[[], int]) -> None:
        self.armed = tuple(armed)
        self._now = now
        self._is_healed = not self.armed
        self._covering: dict[str, list[ArmedFault]] = {}

    def heal(self) -> None:
        self._is_healed = True

    def judge(self, subject: Subject) -> Outcomes | None:
        if self._is_healed:
            return None
        name = subject.name
        covering = self._covering.get(name)
        if covering is None:
            covering = self._covering[name] = [fault for fault in self.armed if fault.covers(name)]
        if not covering:
            return None
        now = self._now()
        outcomes: Outcomes | None = None
        for fault in covering:
            if fault.from_ms <= now < fault.until_ms:
                outcome = fault.ask(subject)
                if not isinstance(outcome, Pass):
                    outcomes = outcomes or Outcomes()
                    outcomes.file(fault.id, outcome, fault.took_effect)
        return outcomes

    def timed(self) -> list[list[TimedHit]]:
        return [fault.timed() for fault in self.armed if fault.is_by_clock]

    def counts(self) -> list[FaultCount]:
        return [fault.count() for fault in self.armed]
