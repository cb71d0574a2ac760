"""Runs of one scenario at a constant rate of orders, in memory, and what they say about its backlog."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from golive.candidates.registry import Candidate, resolve
from golive.errors import UnknownCandidate
from golive.keys.value_kinds import HOUR_MS, show_duration, show_number
from golive.record.run import Series
from golive.result import RunResult
from golive.runner import Plan, carry_out
from golive.scenario import Scenario, load

GROWS = 0.02
"""The share of the orders of a third of the time that the backlog may gain meanwhile."""
TOLERATED = 0.01
"""The share of orders that may be late, lost or booked twice."""
SETTLE_MS = HOUR_MS
_OPENING = "1000000..1000000"
_TROUBLE = ("late", "lost", "duplicated")


@dataclass(frozen=True, slots=True)
class Outage:
    """An outage of the ERP, in ms after the traffic began."""

    begin_ms: int
    lasts_ms: int

    @property
    def end_ms(self) -> int:
        """When it ends."""
        return self.begin_ms + self.lasts_ms


@dataclass(frozen=True, slots=True)
class Conditions:
    """A scenario without its peaks and faults, and a candidate; the rate and an outage come with each run."""

    scenario_named: str
    candidate_named: str
    seed: int = 1
    sets: Sequence[str] = ()

    def scenario(self, per_hour: float, lasts_ms: int, outage: Outage | None = None) -> Scenario:
        """The scenario at a constant rate, with stock that does not run out. Raises ScenarioError."""
        chaos = "[]"
        if outage is not None:
            begin, end = show_duration(outage.begin_ms), show_duration(outage.end_ms)
            chaos = f"[{{fault: outage, at: {begin}..{end}}}]"
        return load(
            self.scenario_named,
            (
                *self.sets,
                f"traffic.orders={{base: {show_number(per_hour)}/h}}",
                f"clock.duration={show_duration(lasts_ms)}",
                f"clock.settle={show_duration(SETTLE_MS)}",
                f"shop.stock.opening={_OPENING}",
                f"chaos={chaos}",
            ),
        )

    def played(
        self,
        per_hour: float,
        lasts_ms: int,
        outage: Outage | None = None,
        candidate: Candidate | None = None,
    ) -> RunResult:
        """A run in memory, of another candidate where one is given.

        Raises ScenarioError, UnknownCandidate and CandidateFailed.
        """
        candidate = candidate or resolve(self.candidate_named)
        if "virtual" not in candidate.clocks:
            raise UnknownCandidate(
                f"--candidate {self.candidate_named}: expected an integration in Python, which runs in simulated "
                "time, got a separate program; its capacity depends on this machine, so measure it with "
                "golive load"
            )
        scenario = self.scenario(per_hour, lasts_ms, outage)
        plan = Plan(scenario, candidate, self.scenario_named, self.candidate_named, self.seed)
        return carry_out(plan, None)

    def of(self, candidate_named: str) -> Conditions:
        """The same with another candidate."""
        return replace(self, candidate_named=candidate_named)


@dataclass(frozen=True, slots=True)
class Sample:
    """A run at one rate. `growth`: what the backlog gained, as a share of the orders that arrived meanwhile."""

    per_hour: float
    orders: int
    late: int
    lost: int
    duplicated: int
    p95_ms: int | None
    growth: float
    outage_ms: int = 0

    @property
    def trouble(self) -> float:
        """The share of orders that were late, lost or booked twice."""
        return (self.late + self.lost + self.duplicated) / max(1, self.orders)

    @property
    def is_sustained(self) -> bool:
        """Whether the backlog does not grow and the budget of an order is kept."""
        return self.growth <= GROWS and self.trouble <= TOLERATED


def sample(conditions: Conditions, per_hour: float, lasts_ms: int, outage_ms: int = 0) -> Sample:
    """A run at this rate; an outage begins after a sixth of the traffic."""
    outage = Outage(lasts_ms // 6, outage_ms) if outage_ms else None
    result = conditions.played(per_hour, lasts_ms, outage)
    counts = result.scorecard.orders
    late, lost, duplicated = (counts[name] for name in _TROUBLE)
    return Sample(
        per_hour,
        counts["total"],
        late,
        lost,
        duplicated,
        result.scorecard.latency_ms["p95"],
        growth(backlog_of(result), lasts_ms, per_hour),
        outage_ms,
    )


def backlog_of(result: RunResult) -> Series:
    """The orders that are due and not live in the ERP, over the time of the run."""
    return next(each for each in result.record.series if each.name == "backlog")


def growth(backlog: Series, lasts_ms: int, per_hour: float) -> float:
    """What the backlog gained from the second third of the traffic to the last, per order that arrived meanwhile.

    The lowest level of each third counts, so that the waves of an integration that works in batches are no growth.
    """
    count = max(3, lasts_ms // backlog.step_ms)
    levels = [value or 0.0 for value in backlog.values[:count]]
    second, third = levels[count // 3 : 2 * count // 3], levels[2 * count // 3 :]
    arrived = per_hour * (lasts_ms / 3) / HOUR_MS
    return (min(third) - min(second)) / max(1.0, arrived)
