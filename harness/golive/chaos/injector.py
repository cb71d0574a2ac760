"""The declared faults of a scenario, armed: when each is asked, whether it hits, and how often it did.

A fault decides and never acts; the wire acts and reports back what came of it. For each stage of an exchange
the first fault (in declared order) with a fate for that stage wins, so a slow network does not hide the
replies it also loses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from typing import Any, Protocol

from golive.record.run import FaultCount
from golive.sim.seeding import Chance, address
from golive.wire.messages import PASS, Exchange, Fate, Notice, Pass


class FaultLike(Protocol):
    def judge(self, exchange: Exchange | Notice, chance: Chance) -> Fate: ...


class Spec(Protocol):
    """What chaos needs of a scenario's fault entry; times are offsets from the start of the run."""

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


class Armed:
    """One declared fault with its window and its counters."""

    def __init__(self, spec: Spec, fault: FaultLike, start_ms: int, seed: int) -> None:
        self.id = spec.id
        self.kind = spec.kind
        self.fault = fault
        self.from_ms = start_ms + spec.window[0]
        self.until_ms = start_ms + spec.window[1]
        self.asked = self.hit = self.effective = 0
        self._patterns = spec.on
        self._share = spec.chance
        self._first_only = spec.attempts == "first"
        self._seed = seed
        self._most: int = getattr(fault, "times", 0)

    @property
    def by_the_clock(self) -> bool:
        """Whether no message sets it off: it befalls the candidate at `moments`."""
        return not self._patterns

    def moments(self) -> list[int]:
        """The instants in ms at which it befalls the candidate: spread over its window, and which of them chance
        keeps."""
        self.asked = max(1, self._most)
        width = (self.until_ms - self.from_ms) / self.asked
        kept = [
            number
            for number in range(self.asked)
            if address(self._seed, self.id, "clock", number) < self._share
        ]
        self.hit = len(kept)
        return [
            self.from_ms + int((number + address(self._seed, self.id, "moment", number)) * width)
            for number in kept
        ]

    def covers(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) or name.startswith(pattern + ".") for pattern in self._patterns)

    def ask(self, subject: Exchange | Notice, name: str) -> Fate:
        """The fate this fault decides for something it covers, inside its window."""
        self.asked += 1
        if 0 < self._most <= self.effective:
            return PASS
        if self._first_only and subject.attempt > 1:
            return PASS
        where = (self.id, name, subject.key, subject.attempt)
        if self._share < 1.0 and address(self._seed, *where) >= self._share:
            return PASS
        fate = self.fault.judge(subject, lambda what: address(self._seed, *where, what))
        if not isinstance(fate, Pass):
            self.hit += 1
        return fate

    def count(self) -> FaultCount:
        return FaultCount(self.id, self.kind, self.asked, self.hit, self.effective)


Fates = dict[str, tuple[Armed, Any]]
"""At most one fate per stage, with the fault it came from."""


class Chaos:
    """All armed faults of a run. After `heal` nothing is asked any more."""

    def __init__(self, armed: Sequence[Armed], now: Callable[[], int]) -> None:
        self.armed = list(armed)
        self._now = now
        self._healed = not self.armed
        self._covering: dict[str, list[Armed]] = {}

    def heal(self) -> None:
        self._healed = True

    def judge(self, subject: Exchange | Notice, name: str) -> Fates | None:
        """The fates of an exchange or notice called `name` (`erp.order.create`); None for none at all."""
        if self._healed:
            return None
        covering = self._covering.get(name)
        if covering is None:
            covering = self._covering[name] = [fault for fault in self.armed if fault.covers(name)]
        if not covering:
            return None
        now = self._now()
        fates: Fates = {}
        for fault in covering:
            if fault.from_ms <= now < fault.until_ms:
                fate = fault.ask(subject, name)
                if fate.stage is not None and fate.stage not in fates:
                    fates[fate.stage] = (fault, fate)
        return fates or None

    def counts(self) -> list[FaultCount]:
        return [fault.count() for fault in self.armed]
