"""The decision table: which column to use in which situation, filled from measured runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from golive.record.batch import FAILED
from golive.record.cells.sweep import OPEN, SAME, Place, Sweep
from golive_reports.batch.sweeps.figures import against_leader
from golive_reports.batch.sweeps.totals import Total


@dataclass(frozen=True, slots=True)
class Choice:
    """One situation. Amounts are in minor units of `currency`, for a day of that situation.

    `use` has the least harm, or the same within the margin; among those it is the one with the lowest sum of harm and
    operation. `as_good` have the same harm, `undecided` may have, or failed with some seeds. `avoid` has the most harm,
    and `costs_more` is its harm less that of `use`.
    """

    scenario: str
    situation: str
    use: str
    harm_per_day: float
    as_good: tuple[str, ...]
    undecided: tuple[str, ...]
    avoid: str
    costs_more: float
    currency: str


def choices(sweep: Sweep, totals: list[Total]) -> Iterator[Choice]:
    """Yield a choice for every scenario that has a leader."""
    running = {each.column.name: each.running_per_day for each in totals}
    for standing in sweep.standings:
        if not standing.leader:
            continue
        harms = _harms(sweep, standing.scenario)
        outcomes = against_leader(sweep, standing)
        failing = {name for name, each in harms.items() if each.verdicts.get(FAILED)}
        same = [name for name, outcome in outcomes.items() if outcome == SAME]
        as_good = [standing.leader, *(name for name in same if name not in failing)]
        use = min(as_good, key=lambda name: _cost(harms[name], running.get(name)))
        avoid = max(harms, key=lambda name: harms[name].figures["harm_per_day_cents"])
        harm, worst = (harms[name].figures["harm_per_day_cents"] for name in (use, avoid))
        yield Choice(
            standing.scenario,
            sweep.situations.get(standing.scenario, ""),
            use,
            harm,
            tuple(name for name in as_good if name != use),
            tuple(
                name
                for name, outcome in outcomes.items()
                if outcome == OPEN or (outcome == SAME and name in failing)
            ),
            avoid if worst > harm else "",
            worst - harm,
            harms[use].currency,
        )


def _harms(sweep: Sweep, scenario: str) -> dict[str, Place]:
    return {
        each.column: each
        for each in sweep.places
        if each.scenario == scenario and "harm_per_day_cents" in each.figures
    }


def _cost(place: Place, running_per_day: float | None) -> tuple[float, bool]:
    """A rank: the lowest sum first, and among equals one with a known cost of operation."""
    return place.figures["harm_per_day_cents"] + (running_per_day or 0.0), running_per_day is None
