"""Sweeps made by hand, for tests of their reports."""

from __future__ import annotations

from golive.record.cells.sweep import (
    OPEN,
    SAME,
    PairedDifference,
    Place,
    RunningCost,
    Standing,
    Sweep,
    SweepColumn,
)
from golive.record.run import ORDER_VERDICTS


def column(name: str, month_cents: int | None = None, about: str = "") -> SweepColumn:
    """A column, with a price where a fee is given."""
    cost = None if month_cents is None else RunningCost(month_cents, 100, "EUR")
    return SweepColumn(name, name, "", (), about, cost)


def place(scenario: str, name: str, harm: float, calls: float = 2.0, p95: float | None = 1000.0) -> Place:
    """A place of one cell with that harm per day, calls of the ERP per order, and latency."""
    figures = {"harm_cents": harm, "harm_per_day_cents": harm, "calls_per_day": 1000.0}
    figures["erp_calls_per_order"] = calls
    figures |= {} if p95 is None else {"latency_p95_ms": p95}
    orders = {"total": 10, **dict.fromkeys(ORDER_VERDICTS, 0), "exact": 10}
    verdict = "broken" if harm else "held"
    return Place(scenario, name, verdict, 1, orders, figures, "EUR", f"golive run {scenario}", 1)


def sweep(columns: tuple[SweepColumn, ...], places: tuple[Place, ...], same: tuple[str, ...] = ()) -> Sweep:
    """A sweep in which the first column leads in every scenario, and those named in `same` have the same harm."""
    scenarios = tuple(dict.fromkeys(each.scenario for each in places))
    leader = columns[0].name
    return Sweep(
        golive="1",
        command="golive compare",
        scenarios=scenarios,
        columns=columns,
        seeds=(1, 2),
        verdict="broken",
        status=1,
        played=len(places),
        kept=0,
        places=places,
        differences=tuple(
            PairedDifference(
                named, metric, leader, other.name, 2, 0.0, -1.0, 1.0, SAME if other.name in same else OPEN
            )
            for named in scenarios
            for other in columns[1:]
            for metric in ("harm_cents", "orders.harmed")
        ),
        standings=tuple(Standing(named, 2, leader, False) for named in scenarios),
        confidence=0.95,
        error=0.05,
        margin=0.01,
        looks=(2,),
        store="results.sqlite",
        situations={named: f"What happens in {named}." for named in scenarios},
    )
