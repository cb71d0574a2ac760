"""The reconciliation drill: differences are planted, and after some hours it is seen which of them were found."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from golive.build.world import World
from golive.drills.planting import PLANTS, RIGHT, STOCK, WORSE, Planted, apart, planted_of, state_of
from golive.drills.subjects import candidate_of
from golive.errors import CandidateFailed
from golive.judge.history import History
from golive.keys.value_kinds import HOUR_MS, show_duration
from golive.result import RunResult
from golive.runner import Plan, carry_out
from golive.scenario import load

BEFORE_MS = HOUR_MS
"""Traffic before the differences are planted."""
REPAIRED, REPORTED, MISSED, SPOILED = "repaired", "reported", "missed", "made worse"
_WELL = ("exact", "late", "compensated")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a planted difference; `after_ms` from the planting until it was at the desk, None for never."""

    kind: str
    key: str
    result: str
    after_ms: int | None


@dataclass(frozen=True, slots=True)
class Drill:
    """The result. `false_reports` are orders at the desk after the planting that nothing is wrong with.

    `spoiled` are orders of before that nothing was planted in and that the ERP has not, or twice, at the end.
    """

    scenario: str
    candidate: str
    seed: int
    waited_ms: int
    outcomes: tuple[Outcome, ...]
    false_reports: tuple[str, ...]
    spoiled: tuple[str, ...]
    alerts: int

    def count(self, result: str, kind: str = "") -> int:
        """The number of differences with this result, of one kind or of all."""
        return sum(each.result == result and each.kind == (kind or each.kind) for each in self.outcomes)

    @property
    def found(self) -> int:
        """The number of differences that were repaired or reported."""
        return self.count(REPAIRED) + self.count(REPORTED)

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {**asdict(self), "found": self.found}


def reconcile(
    scenario_named: str,
    candidate_named: str,
    *,
    each: int,
    wait_ms: int,
    seed: int = 1,
    sets: Sequence[str] = (),
    say: Callable[[float, str], None] = lambda share, what: None,
) -> Drill:
    """Plant `each` differences of every kind after an hour, and look after `wait_ms` what has become of them.

    Nothing is shipped meanwhile, so that the orders can still be changed. Raises ScenarioError, UnknownCandidate and
    CandidateFailed.
    """
    scenario = load(
        scenario_named,
        (
            *sets,
            f"clock.duration={show_duration(BEFORE_MS + wait_ms)}",
            "clock.settle=10m",
            "erp.fulfilment.wave=10d",
            f"chaos=[{{change: {PLANTS!r}, at: {show_duration(BEFORE_MS)}, each: {each}}}]",
        ),
    )
    end = _End()

    def progress(share: float, phase: str, history: History) -> None:
        say(share, f"{len(history.orders.stories):,} orders")

    plan = Plan(scenario, candidate_of(candidate_named), scenario_named, candidate_named, seed)
    result = carry_out(plan, None, progress, watch=lambda world, name: _looked(world, end))
    return _drill(result, end, scenario.name, candidate_named, wait_ms)


@dataclass(slots=True)
class _End:
    """Both systems at the end: the planted differences, and orders placed before them that differ."""

    states: dict[Planted, str] = field(default_factory=dict)
    apart: list[str] = field(default_factory=list)


@contextmanager
def _looked(world: World, end: _End) -> Generator[None, None, None]:
    """Look at both systems when the run is over."""
    yield
    for fact in world.ledger:
        if fact.kind == "change.made":
            planted = planted_of(fact.data["what"])
            end.states |= {each: state_of(each, world.erp, world.shop) for each in planted}
            end.apart += apart(world.erp, world.shop, fact.at_ms)


def _drill(result: RunResult, end: _End, scenario: str, candidate: str, wait_ms: int) -> Drill:
    states = end.states
    if all(each.kind == STOCK for each in states):
        raise CandidateFailed(
            f"{candidate} had booked no order within {show_duration(BEFORE_MS)}, so no difference could be planted"
        )
    planted_ms = result.record.start_ms + BEFORE_MS
    shown: dict[str, int] = {}
    alerts: list[tuple[int, str]] = []
    for fact in result.ledger:
        if fact.at_ms < planted_ms:
            continue
        if fact.kind == "desk.exception":
            shown.setdefault(fact.keys["order"], fact.at_ms)
        elif fact.kind == "desk.alert":
            alerts.append((fact.at_ms, str(fact.data["text"])))
    outcomes = []
    for each, state in states.items():
        told = [shown[each.key]] if each.key in shown else []
        told += [at_ms for at_ms, text in alerts if each.key in text]
        outcomes.append(
            Outcome(each.kind, each.key, _result(state, bool(told)), min(told) - planted_ms if told else None)
        )
    keys = {each.key for each in states} | {each.key[1:] for each in states}
    verdicts = {line.order: line.verdict for line in result.orders}
    false = tuple(order for order in shown if order not in keys and verdicts.get(order) in _WELL)
    spoiled = tuple(order for order in end.apart if order not in keys)
    return Drill(
        scenario, candidate, result.scorecard.seed, wait_ms, tuple(outcomes), false, spoiled, len(alerts)
    )


def _result(state: str, is_told: bool) -> str:
    if state == RIGHT:
        return REPAIRED
    if is_told:
        return REPORTED
    return SPOILED if state == WORSE else MISSED
