"""A column of a sweep over all scenarios, and the columns that no other one beats."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from golive.record.batch import FAILED
from golive.record.cells.sweep import Place, Sweep, SweepColumn
from golive.record.run import HELD, ORDER_VERDICTS


@dataclass(frozen=True, slots=True)
class Total:
    """The figures of a column: orders are sums, all else means over its scenarios; None where none was measured.

    Amounts are minor units of `currency`, of a day of sales as in the scenarios: harm, and operation for the calls made
    while the shop sells. `failed` of its `cells` were not judged. `is_whole`: none failed, and it was judged in every
    scenario in which a column was; without that its means are not those of the others, and it is on no front.
    `is_on_front`: no other whole column is as good in harm, calls of the ERP and latency, and better in one of them.
    """

    column: SweepColumn
    held: int
    places: int
    orders: dict[str, int]
    currency: str
    harm_per_day: float | None
    calls_per_day: float | None
    erp_calls_per_order: float | None
    p95_ms: float | None
    stock_stale_ms: float | None
    failed: int = 0
    cells: int = 0
    is_whole: bool = True
    is_on_front: bool = False

    @property
    def running_per_day(self) -> float | None:
        """What a day of operation costs, in minor units of the currency of its price; None without a price."""
        if self.column.cost is None or self.calls_per_day is None:
            return None
        return self.column.cost.per_day(self.calls_per_day)

    @property
    def _compared(self) -> tuple[float, ...]:
        values = (self.harm_per_day, self.erp_calls_per_order, self.p95_ms)
        return tuple(math.inf if value is None else value for value in values)

    def beats(self, other: Total) -> bool:
        """Whether it is as good as the other in every figure of the front, and better in one."""
        pairs = list(zip(self._compared, other._compared, strict=True))
        return all(one <= two for one, two in pairs) and any(one < two for one, two in pairs)


def totals(sweep: Sweep) -> list[Total]:
    """Return a total for every column with a cell that was judged, in the order of the columns."""
    found = [total for column in sweep.columns if (total := _total(sweep, column)) is not None]
    whole = [each for each in found if each.is_whole]
    front = {each.column.name for each in whole if not any(other.beats(each) for other in whole)}
    return [replace(each, is_on_front=each.column.name in front) for each in found]


def judged_in(sweep: Sweep) -> set[str]:
    """Return the scenarios in which a column was judged."""
    return {each.scenario for each in sweep.places if each.cells and each.figures}


def _total(sweep: Sweep, column: SweepColumn) -> Total | None:
    mine = [each for each in sweep.places if each.column == column.name]
    places = [each for each in mine if each.cells and each.figures]
    failed = sum(each.verdicts.get(FAILED, 0) for each in mine)
    if not places:
        return None
    return Total(
        column,
        sum(each.verdict == HELD for each in places),
        len(places),
        {name: sum(each.orders[name] for each in places) for name in ("total", *ORDER_VERDICTS)},
        next((each.currency for each in places if each.currency), ""),
        mean_of(places, "harm_per_day_cents"),
        mean_of(places, "calls_per_day"),
        mean_of(places, "erp_calls_per_order"),
        mean_of(places, "latency_p95_ms"),
        mean_of(places, "stock_staleness_p95_ms"),
        failed,
        sum(each.cells for each in mine),
        not failed and {each.scenario for each in places} == judged_in(sweep),
    )


def mean_of(places: Sequence[Place], figure: str) -> float | None:
    """Return the mean of a figure over the places that have it; None where none has."""
    values = [each.figures[figure] for each in places if figure in each.figures]
    return sum(values) / len(values) if values else None
