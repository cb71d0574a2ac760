"""A rehearsal: one run with both integrations, and what went wrong in each phase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from golive.candidates.coroutine import InProcess, Integrate
from golive.candidates.registry import resolve
from golive.errors import InputError, UnknownCandidate
from golive.judge.history import DRIFT, History
from golive.keys.value_kinds import HOUR_MS, show_duration
from golive.record.run import BROKEN, HELD, OrderLine, RunRecord
from golive.rehearsal.phases import CutOver, Phase
from golive.rehearsal.relay import Relay
from golive.runner import Plan, carry_out
from golive.scenario import Scenario, load

SETTLE_MS = 2 * HOUR_MS
WRONG = ("wrong_content", "wrong_state", "phantom", "indeterminate")
RIGHT = ("exact", "compensated", "late")


@dataclass(frozen=True, slots=True)
class PhaseResult:
    """What became of the orders that were placed in a phase; `calls` and `drift` (units, mean and most) are its own.

    `late`: orders that were not live in the ERP within the budget of the phase, the lost ones left out.
    """

    name: str
    runs: str
    begin_ms: int
    end_ms: int
    budget_ms: int
    orders: int
    right: int
    late: int
    lost: int
    doubled: int
    wrong: int
    visible: int
    drift: float
    drift_most: float
    calls: int
    broken: tuple[str, ...]

    @property
    def verdict(self) -> str:
        """Whether the budgets of the phase were kept and no order was lost, doubled or wrong."""
        return BROKEN if self.broken else HELD


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The result. `verdict` is that of the whole run under the scenario's own expectations."""

    scenario: str
    plan: str
    old: str
    new: str
    seed: int
    verdict: str
    reasons: tuple[str, ...]
    phases: tuple[PhaseResult, ...]

    @property
    def is_held(self) -> bool:
        """Whether every phase held."""
        return all(phase.verdict == HELD for phase in self.phases)

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        rows = asdict(self)
        for row, phase in zip(rows["phases"], self.phases, strict=True):
            row["verdict"] = phase.verdict
        return rows


def rehearse(
    scenario_named: str,
    plan: CutOver,
    old: str,
    new: str,
    seed: int = 1,
    sets: Sequence[str] = (),
    say: Callable[[float, str], None] = lambda share, what: None,
) -> Rehearsal:
    """Play a plan in memory. Raises InputError for a scenario or candidate that cannot be part of it."""
    scenario = load(
        scenario_named,
        (*sets, f"clock.duration={show_duration(plan.lasts_ms)}", f"clock.settle={show_duration(SETTLE_MS)}"),
    )
    _check(scenario)
    relay = Relay(plan, function_of("--old", old), function_of("--new", new))
    candidate = InProcess("cut-over", relay.integrate)

    def progress(share: float, phase: str, history: History) -> None:
        say(share, f"{len(history.orders.stories):,} orders")

    result = carry_out(Plan(scenario, candidate, scenario_named, "cut-over", seed), None, progress)
    card = result.scorecard
    return Rehearsal(
        scenario.name,
        plan.name,
        old,
        new,
        seed,
        card.verdict,
        tuple(card.reasons[:10]),
        tuple(by_phase(plan, result.orders, result.record)),
    )


def function_of(option: str, named: str) -> Integrate:
    """The function of an integration in Python. Raises UnknownCandidate for any other."""
    try:
        candidate = resolve(named)
    except UnknownCandidate as problem:
        raise UnknownCandidate(str(problem).replace("--candidate", option, 1)) from problem
    if isinstance(candidate, InProcess):
        return candidate.function
    raise UnknownCandidate(
        f"{option} {named}: expected a coroutine function or a design, got a program. A rehearsal starts and stops "
        "both integrations in simulated time, shares the events of the shop out between them and copies what they have "
        "stored; a program has a process, addresses and files of its own. Write down what it does as a design, in a "
        "candidate file such as design: {orders: {trigger: webhook, buffer: durable}}, and rehearse that; how the "
        "program itself goes on after a pause or a restart is seen with golive run and the faults pause and kill"
    )


def _check(scenario: Scenario) -> None:
    for spec in scenario.faults:
        if spec.fault_class.SEAM == "process":
            raise InputError(
                f"{scenario.name}: expected a scenario without faults of the candidate itself, got {spec.kind} "
                f"(chaos: {spec.id}): a rehearsal starts and stops the integrations by its phases; "
                "leave it out with --set chaos=[]"
            )


def by_phase(plan: CutOver, orders: Sequence[OrderLine], record: RunRecord) -> list[PhaseResult]:
    """What became of the orders of each phase; those placed after the last phase belong to it."""
    found, begin_ms = [], record.start_ms
    series = {each.name: each for each in record.series}
    for phase in plan.phases:
        end_ms = begin_ms + phase.lasts_ms
        is_last = phase is plan.phases[-1]
        mine = [
            each for each in orders if begin_ms <= each.placed_ms and (is_last or each.placed_ms < end_ms)
        ]
        span = (begin_ms, record.end_ms if is_last else end_ms)
        drift = [abs(value) for value in _within(series.get(DRIFT), *span)]
        calls = round(sum(_within(series.get("calls"), *span)))
        found.append(_result(phase, span, mine, drift, calls))
        begin_ms = end_ms
    return found


def _within(series: Any, begin_ms: int, end_ms: int) -> list[float]:
    if series is None:
        return []
    return [
        value or 0.0
        for at, value in enumerate(series.values)
        if begin_ms <= series.start_ms + at * series.step_ms < end_ms
    ]


def _result(
    phase: Phase, span: tuple[int, int], orders: list[OrderLine], drift: list[float], calls: int
) -> PhaseResult:
    def count(*verdicts: str) -> int:
        return sum(each.verdict in verdicts for each in orders)

    budget = phase.budget
    late = sum(each.latency_ms is not None and each.latency_ms > budget.order_ms for each in orders)
    lost, doubled, wrong = count("lost"), count("duplicated"), count(*WRONG)
    mean = sum(drift) / len(drift) if drift else 0.0
    broken = []
    for number, what in ((lost, "lost"), (doubled, "booked twice"), (wrong, "wrong")):
        if number:
            broken.append(f"{number:,} {what}")
    if late > budget.late * len(orders):
        broken.append(f"{late:,} not booked within {show_duration(budget.order_ms)}")
    if mean > budget.drift:
        broken.append(f"{mean:,.1f} units of stock differ on average, {budget.drift:g} are allowed")
    return PhaseResult(
        phase.name,
        phase.runs,
        *span,
        budget.order_ms,
        len(orders),
        count(*RIGHT),
        late,
        lost,
        doubled,
        wrong,
        count("stuck_visible"),
        round(mean, 1),
        max(drift, default=0.0),
        calls,
        tuple(broken),
    )
