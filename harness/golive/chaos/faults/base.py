"""The base of all faults: what a fault declares, and how one is built from the settings of a scenario.

A fault is a frozen dataclass whose fields are its settings. Defaults are written as in the scenario file:

    @dataclass(frozen=True, slots=True)
    class Slow(Fault):
        '''Answers take longer.'''                          # first line: the description in listings and pages

        DEFAULT_ON: ClassVar[tuple[str, ...]] = ("erp.*",)

        latency: Distribution = setting("latency", DISTRIBUTION, "Time added to each call.")
        part: str = setting("part", choice("travel", "service"), "Where it waits.", "service")

        def judge(self, subject: Subject, chance: Chance) -> Outcome:
            return Delay(self.latency.sample(chance("latency")), self.part)

`fault`, `id`, `on`, `at`, `chance` and `attempts` are common to all faults and not declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from golive.chaos.declared import DeclaredSettings, with_settings
from golive.sim.seeding import Chance
from golive.wire.messages import Subject
from golive.wire.operations import Seam
from golive.wire.outcomes import ClockOutcome, Outcome


class Judge(Protocol):
    """A decision function for one run."""

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        """Return the outcome of a message.

        `chance` gives numbers in [0, 1), each fixed by the address of the message and the name passed to it.
        """


class Fault:
    """A declared misbehaviour. It decides an outcome, and never acts or waits.

    `SEAM` is the level it acts on: exchanges, notices or the candidate's own process. `DEFAULT_ON` are the patterns it
    acts on unless the scenario gives `on`; `ACTS_ON`, if not empty, the only ones allowed. `BY_CALLS`, for `process`:
    calls may trigger it. `NEEDS`, for `process`: the ability that a candidate must have, of
    `golive.candidates.instances.abilities`.
    """

    __slots__ = ()

    SEAM: ClassVar[Seam] = "exchange"
    DEFAULT_ON: ClassVar[tuple[str, ...]] = ()
    ACTS_ON: ClassVar[tuple[str, ...]] = ()
    BY_CALLS: ClassVar[bool] = True
    NEEDS: ClassVar[str] = ""
    SETTINGS: ClassVar[Any] = DeclaredSettings()

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        """Return the outcome of a message that the fault covers."""
        raise NotImplementedError(f"{type(self).__name__} must define judge(self, subject, chance)")

    def arm(self) -> Judge:
        """Return the decision function of one run: the fault itself, or a new object for a fault with state."""
        return self

    def at_most(self) -> int:
        """Return how often it takes effect at most; 0 for no limit."""
        return 0

    def by_clock(self) -> ClockOutcome | None:
        """Return the outcome that the clock triggers; None for a fault that only messages trigger."""
        return None


@dataclass(frozen=True)
class PlainClassFault(Fault):
    """A fault declared as a plain class.

    `SETTINGS` is a tuple of `Key`, `__init__` takes the settings as a dict, `judge` decides. The attributes `times` and
    `fate`, if present, replace `at_most` and `by_clock`.
    """

    judging: Any

    def judge(self, subject: Subject, chance: Chance) -> Outcome:
        outcome: Outcome = self.judging.judge(subject, chance)
        return outcome

    def arm(self) -> Judge:
        judging: Judge = self.judging
        return judging

    def at_most(self) -> int:
        times: int = getattr(self.judging, "times", 0)
        return times

    def by_clock(self) -> ClockOutcome | None:
        outcome: ClockOutcome | None = getattr(self.judging, "fate", None)
        return outcome


def configured(fault_class: type[Any], settings: Mapping[str, Any]) -> Fault:
    """Return a fault from its settings by key, as the loader parsed them."""
    if issubclass(fault_class, Fault):
        return with_settings(fault_class, settings)
    return PlainClassFault(fault_class(dict(settings)))
