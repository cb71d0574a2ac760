"""The capacity of one or more candidates under one scenario: what is measured, in which order, and the result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from golive.candidates.reference.erp import PORTS
from golive.capacity import erp_probe, outages
from golive.capacity.load import Conditions, Sample, sample
from golive.capacity.outages import Recovery, longest, recovery
from golive.capacity.search import Highest, highest, most_steps
from golive.keys.value_kinds import HOUR_MS, MINUTE_MS

LEAST = 30.0
"""The lowest rate that is tried, in orders per hour."""
PRECISION = 0.05
STEPS = (0.25, 0.5, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0)
"""The rates of the cliff as multiples of the highest sustained rate."""
MOST_OUTAGE_RATE = 240.0

Say = Callable[[float, str], None]
"""Called after each run with the share that is done and what it was."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the searches go. Rates in orders per hour, times in ms.

    `rate` is that of the runs with an outage; None: half of what is sustained, at most `MOST_OUTAGE_RATE`.
    `erp_within_ms` is the longest time in which 95 % of the ERP's answers must come.
    """

    lasts_ms: int = 30 * MINUTE_MS
    most: float = 3600.0
    rate: float | None = None
    outage_ms: int = 30 * MINUTE_MS
    longest_ms: int = 4 * HOUR_MS
    drain_ms: int = HOUR_MS
    erp_within_ms: int = 5000

    @property
    def cliff_outages_ms(self) -> tuple[int, int]:
        """The outages of the cliff: none, and one of a third of the traffic."""
        return 0, self.lasts_ms // 3


@dataclass(frozen=True, slots=True)
class OfCandidate:
    """The capacity of one candidate. `rate` is that of the runs with an outage; they are None without one."""

    candidate: str
    sustained: Highest
    rate: float | None
    survived: Highest | None
    recovery: Recovery | None
    cliff: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Capacity:
    """The result. `erp` is in calls per hour; None where no client speaks its dialect."""

    scenario: str
    seed: int
    limits: Limits
    candidates: tuple[OfCandidate, ...]
    erp: Highest | None
    erp_answers: tuple[erp_probe.Answers, ...]

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return asdict(self)


class _Steps:
    """Counts runs and says how far the work is; a search that ends early gives its remaining steps away."""

    def __init__(self, total: int, say: Say) -> None:
        self._total = max(1, total)
        self._say = say
        self._done = self._until = 0

    def begin(self, steps: int) -> None:
        self._done = self._until
        self._until += steps

    def step(self, what: str) -> None:
        self._done = min(self._done + 1, self._until)
        self._say(self._done / self._total, what)


def measure(
    conditions: Conditions, candidates: Sequence[str], limits: Limits, say: Say = lambda share, what: None
) -> Capacity:
    """Measure all candidates, then the ERP. Raises as `Conditions.played` does."""
    search = most_steps(LEAST, max(LEAST, limits.most), PRECISION)
    lengths = most_steps(outages.SHORTEST_MS, max(outages.SHORTEST_MS, limits.longest_ms), outages.PRECISION)
    cliff = 2 * len(STEPS)
    probes = most_steps(erp_probe.LEAST, erp_probe.MOST, erp_probe.PRECISION)
    steps = _Steps(len(candidates) * (search + lengths + 1 + cliff) + probes, say)
    found = tuple(_of(conditions.of(each), limits, steps, search, lengths) for each in candidates)
    steps.begin(probes)
    tried: list[erp_probe.Answers] = []

    def told(each: erp_probe.Answers) -> None:
        tried.append(each)
        steps.step(f"the ERP at {each.per_hour:,.0f} calls/h")

    erp: Highest | None = None
    if conditions.scenario(LEAST, limits.lasts_ms).erp.dialect in PORTS:
        erp = erp_probe.safe_throughput(conditions, limits.erp_within_ms, told)
    answered = tuple(sorted(tried, key=lambda each: each.per_hour))
    return Capacity(conditions.scenario_named, conditions.seed, limits, found, erp, answered)


def _of(conditions: Conditions, limits: Limits, steps: _Steps, search: int, lengths: int) -> OfCandidate:
    named = conditions.candidate_named
    samples: dict[tuple[float, int], Sample] = {}

    def sampled(per_hour: float, outage_ms: int = 0) -> Sample:
        rate = _rounded(per_hour)
        if (rate, outage_ms) not in samples:
            samples[rate, outage_ms] = sample(conditions, rate, limits.lasts_ms, outage_ms)
        steps.step(f"{named} at {rate:,.0f} orders/h")
        return samples[rate, outage_ms]

    steps.begin(search)
    sustained = highest(lambda rate: sampled(rate).is_sustained, LEAST, max(LEAST, limits.most), PRECISION)
    sustained = Highest(_rounded(sustained.held), sustained.failed and _rounded(sustained.failed))
    rate = limits.rate or min(MOST_OUTAGE_RATE, _rounded(sustained.held / 2))
    survived: Highest | None = None
    recovered: Recovery | None = None
    steps.begin(lengths + 1)
    if rate and limits.outage_ms:
        recovered = recovery(conditions, rate, limits.outage_ms, limits.drain_ms)
        steps.step(f"{named} with an outage")
        survived = longest(
            conditions,
            rate,
            limits.longest_ms,
            limits.drain_ms,
            lambda length_ms: steps.step(f"{named} with an outage of {length_ms / MINUTE_MS:,.0f} min"),
        )
    steps.begin(2 * len(STEPS))
    for outage_ms in limits.cliff_outages_ms:
        for times in STEPS:
            if sustained.held and sustained.held * times <= limits.most:
                sampled(sustained.held * times, outage_ms)
    cliff = sorted(samples.values(), key=lambda each: (each.outage_ms, each.per_hour))
    return OfCandidate(named, sustained, rate or None, survived, recovered, tuple(cliff))


def _rounded(per_hour: float) -> float:
    """A rate that can be written: to a tenth of an order per hour."""
    return round(per_hour, 1)
