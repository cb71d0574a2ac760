"""The injector of a run: it passes each message to the faults that cover it and counts their outcomes.

The armed form of a fault decides whether it hits: by addressed chance (`golive.chaos.chance`) or by a list of
hits (`golive.chaos.hit_list`). A fault decides and never acts; the wire and the supervisor act, and call back when an
outcome has taken effect. For each stage of a message the first declared fault with an outcome for it wins.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Protocol

from golive.keys.counted_calls import CountedCalls
from golive.record.run import FaultCount
from golive.wire.messages import Subject
from golive.wire.outcomes import Outcome, Outcomes, Pass, TimedHit


class Spec(Protocol):
    """A scenario's fault entry; times in ms after the start of the run."""

    @property
    def id(self) -> str:
        """The id of the fault, unique in its scenario."""

    @property
    def kind(self) -> str:
        """The name of the fault in `FAULTS`."""

    @property
    def on(self) -> tuple[str, ...]:
        """The patterns of the messages it covers; empty for a fault by the clock."""

    @property
    def window(self) -> tuple[int, int]:
        """Start and end of the time in which it acts."""

    @property
    def chance(self) -> float:
        """The share of messages that it hits."""

    @property
    def attempts(self) -> str:
        """`first` for first attempts only, `all` for every attempt."""

    @property
    def calls(self) -> CountedCalls | None:
        """Which messages it may hit, by their number among those it covers in its window; None for all."""


class ArmedFault(ABC):
    """A declared fault in one run: the messages it covers, its window, and its counters.

    `asked` counts the messages it covered inside its window, `outside` the others, `hit` those for which it decided an
    outcome, `effective` the outcomes that took effect.
    """

    def __init__(self, spec: Spec, start_ms: int) -> None:
        self.id = spec.id
        self.kind = spec.kind
        self.from_ms = start_ms + spec.window[0]
        self.until_ms = start_ms + spec.window[1]
        self.asked = self.hit = self.effective = self.outside = 0
        self._chance = spec.chance
        self._calls = spec.calls
        self._patterns = spec.on

    @property
    def is_by_clock(self) -> bool:
        """Whether the clock triggers it, and no message."""
        return not self._patterns

    @abstractmethod
    def decide(self, subject: Subject) -> Outcome:
        """Return the outcome of a message that it covers, inside its window."""

    @abstractmethod
    def timed(self) -> list[TimedHit]:
        """Return the hits that the clock triggers, earliest first. Called once per run."""

    def covers(self, name: str) -> bool:
        """Whether one of its patterns matches the name of a message."""
        return any(fnmatchcase(name, pattern) or name.startswith(pattern + ".") for pattern in self._patterns)

    def ask(self, subject: Subject) -> Outcome:
        """Decide the outcome of a message, and count it."""
        self.asked += 1
        outcome = self.decide(subject)
        if not isinstance(outcome, Pass):
            self.hit += 1
        return outcome

    def took_effect(self) -> None:
        """Count an outcome as effective."""
        self.effective += 1

    def count(self) -> FaultCount:
        """Return the counters so far."""
        return FaultCount(self.id, self.kind, self.asked, self.hit, self.effective, self._miss())

    def _miss(self) -> str:
        """How near it came to an effect, in words; empty where it had one."""
        if self.effective:
            return ""
        if self.hit:
            return f"it hit {self.hit:,} times without changing anything"
        if self.is_by_clock:
            return "the integration did not run at its instants"
        what = " and ".join(self._patterns)
        outside = f"; {self.outside:,} came outside its window" if self.outside else "; there was none"
        if not self.asked:
            return f"it covered no message of {what}{outside}"
        limits = f"its chance of {self._chance:.0%}"
        if self._calls is not None:
            limits = f"{limits} among calls: {self._calls.which} {self._calls.number}"
        return f"it covered {self.asked:,} messages of {what}, and {limits} hit none"


class FaultInjector:
    """The armed faults of a run, in declared order. After `heal` no fault affects messages any more."""

    def __init__(self, armed: Sequence[ArmedFault], now: Callable[[], int]) -> None:
        self._now = now
        self.arm(armed)

    def arm(self, armed: Sequence[ArmedFault]) -> None:
        """Take these faults in place of all others, from now on."""
        self.armed = tuple(armed)
        self._is_healed = not self.armed
        self._covering: dict[str, list[ArmedFault]] = {}

    def heal(self) -> None:
        """End all faults on messages."""
        self._is_healed = True

    def judge(self, subject: Subject) -> Outcomes | None:
        """Return the outcomes of a message, the first fault per stage; None where no fault hits it."""
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
            else:
                fault.outside += 1
        return outcomes

    def timed(self) -> list[list[TimedHit]]:
        """Return the hits of each fault by the clock, earliest first."""
        return [fault.timed() for fault in self.armed if fault.is_by_clock]

    def counts(self) -> list[FaultCount]:
        """Return the counters of every fault, in declared order."""
        return [fault.count() for fault in self.armed]
