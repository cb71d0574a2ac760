"""Exceptions for one customer, region, warehouse or article, and the orders beside them that must not be moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from golive.candidates.registry import resolve
from golive.judge.history import Story
from golive.keys.value_kinds import MINUTE_MS, show_duration
from golive.record.run import OrderLine
from golive.rehearsal.rehearsing import RIGHT
from golive.result import RunResult
from golive.runner import Plan, carry_out
from golive.scenario import load
from golive.sweep.pairing import pairs

MOST_LATER_MS = 10 * MINUTE_MS
"""How much later than without the exception an order may be in the ERP."""
NAME, COUNTRY = 0, 4
"""Places in `Story.ship_to`."""
NORTH = "north"
BESTSELLER = "SKU-00001"

Concerns = Callable[[Story], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """An exception that fits a run: the entry of `chaos` without its time, and the orders that it concerns."""

    entry: str
    concerned: str
    concerns: Concerns


@dataclass(frozen=True, slots=True)
class Special:
    """A kind of exception: what it is about, what the scenario needs for it, and its case by the run without it."""

    name: str
    about: str
    case: Callable[[RunResult], Case]
    sets: tuple[str, ...] = ()


def _of_stories(result: RunResult, value: Callable[[Story], str]) -> str:
    """The most frequent value among the orders of a run that less than half of them have."""
    counts = Counter(map(value, result.history.orders.stories.values()))
    total = counts.total()
    return next((each for each, count in counts.most_common() if 2 * count < total), "")


def _only(place: int, where: str, result: RunResult) -> Case:
    """The ERP demands a field, which is not documented, of orders with the most frequent value at a place."""
    found = _of_stories(result, lambda story: story.ship_to[place])
    scope = f"countries: [{found}]" if place == COUNTRY else f'matching: {{ship_to.name: "{found}"}}'
    fields = "fields: [custom.sales_channel, custom.approval_code]"
    entry = f"change: change_rules, rules: {{hidden_fields: {{{fields}, {scope}}}}}"
    return Case(entry, f"{where} {found}", lambda story: story.ship_to[place] == found)


def _warehouse(result: RunResult) -> Case:
    """A warehouse is frozen and its orders are refused."""
    stories = result.history.orders.stories
    elsewhere = {
        order
        for order, story in stories.items()
        if story.erp and story.erp[0].parcels and all(at != NORTH for _, _, at in story.erp[0].parcels)
    }
    entry = f"change: freeze_warehouse, warehouse: {NORTH}"
    return Case(entry, f"orders shipped from {NORTH}", lambda story: story.order not in elsewhere)


def _article(result: RunResult) -> Case:
    """The bestseller is blocked."""
    return Case(
        "change: block_items, count: 1",
        f"orders with {BESTSELLER}",
        lambda story: any(line[0] == BESTSELLER for line in story.lines),
    )


EXCEPTIONS = (
    Special(
        "customer", "the ERP demands a field for the orders of one customer", partial(_only, NAME, "customer")
    ),
    Special(
        "region", "the ERP demands a field for orders to one country", partial(_only, COUNTRY, "orders to")
    ),
    Special(
        "warehouse",
        "one of two warehouses is frozen, and the ERP refuses orders for it",
        _warehouse,
        (
            f"shop.stock.sources=[main, {NORTH}]",
            "erp.fulfilment.allocation=most",
            "erp.fulfilment.lead=5m",
            "erp.rules.frozen_warehouse=refuse",
        ),
    ),
    Special("article", "the ERP blocks one article", _article),
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What an exception did: orders placed since, those that it concerns, and the others that it moved.

    `touched` are the concerned orders of another verdict than without it: where there are none, it proves nothing.
    `bystanders` are the orders that it does not concern, `worse` those of them that were right without it and are not
    with it, `later` those that are right and were in the ERP more than MOST_LATER_MS later.
    """

    exception: str
    about: str
    concerned: str
    orders: int
    concerned_orders: int
    touched: int
    bystanders: int
    worse: tuple[str, ...]
    later: tuple[str, ...]

    @property
    def is_local(self) -> bool:
        """Whether no bystander was moved."""
        return not (self.worse or self.later)

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {**asdict(self), "is_local": self.is_local}


def find_bystanders(
    scenario_named: str,
    candidate_named: str,
    *,
    seed: int = 1,
    sets: Sequence[str] = (),
    exceptions: Sequence[Special] = EXCEPTIONS,
    say: Callable[[float, str], None] = lambda share, what: None,
) -> list[Moved]:
    """Play each exception at half of the traffic, and the same run without it.

    Raises ScenarioError, UnknownCandidate and CandidateFailed.
    """
    found = []
    for done, each in enumerate(exceptions, 1):
        found.append(_moved(scenario_named, candidate_named, seed, sets, each))
        say(done / len(exceptions), each.name)
    return found


def _moved(
    scenario_named: str, candidate_named: str, seed: int, sets: Sequence[str], exception: Special
) -> Moved:
    own = (*sets, *exception.sets)
    half_ms = load(scenario_named, own).clock.duration_ms // 2

    def play(chaos: str) -> RunResult:
        scenario = load(scenario_named, (*own, f"chaos=[{chaos}]"))
        plan = Plan(scenario, resolve(candidate_named), scenario_named, candidate_named, seed)
        return carry_out(plan, None)

    plain = play("")
    case = exception.case(plain)
    end = f"..{show_duration(2 * half_ms)}" if "freeze" in case.entry else ""
    with_it = play(f"{{{case.entry}, at: {show_duration(half_ms)}{end}}}")
    stories = plain.history.orders.stories
    since_ms = plain.record.start_ms + half_ms
    same = [lines for lines in pairs((plain.orders, with_it.orders)).same if lines[0].placed_ms >= since_ms]
    beside = [lines for lines in same if not case.concerns(stories[lines[0].order])]
    own_orders = [lines for lines in same if case.concerns(stories[lines[0].order])]
    return Moved(
        exception.name,
        exception.about,
        case.concerned,
        len(same),
        len(own_orders),
        sum(before.verdict != after.verdict for before, after in own_orders),
        len(beside),
        _named(beside, _is_worse),
        _named(beside, _is_later),
    )


def _named(
    beside: Iterable[tuple[OrderLine, ...]], test: Callable[[OrderLine, OrderLine], bool]
) -> tuple[str, ...]:
    return tuple(before.order for before, after in beside if test(before, after))


def _is_worse(before: OrderLine, after: OrderLine) -> bool:
    return before.verdict in RIGHT and after.verdict not in RIGHT


def _is_later(before: OrderLine, after: OrderLine) -> bool:
    if before.verdict not in RIGHT or after.verdict not in RIGHT or after.latency_ms is None:
        return False
    return after.latency_ms - (before.latency_ms or 0) > MOST_LATER_MS
