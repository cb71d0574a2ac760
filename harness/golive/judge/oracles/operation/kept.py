"""The integration keeps no more rows and tasks than its budgets allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from golive.judge.history.watch.kept import Kept
from golive.judge.oracles.case import Case
from golive.record.oracles import KEEPS_TOO_MUCH, TREND
from golive.record.run import Cause, Finding

LEAST_FALLS = 2
"""Falls of a series that show that something is removed from time to time."""


def kept(case: Case) -> Iterator[Finding]:
    """Yield a finding for rows and one for tasks that exceed their budget, at the first measurement that shows it."""
    measured, budgets = case.history.kept.measured, case.budgets
    if budgets.records is not None:
        yield from _beyond(case, "rows", budgets.records, [each.rows for each in measured])
    if budgets.tasks is not None:
        yield from _beyond(case, "tasks", budgets.tasks, [each.tasks for each in measured])


def _beyond(case: Case, what: str, budget: int, sizes: Sequence[int]) -> Iterator[Finding]:
    measured = case.history.kept.measured
    first = next((each for each, size in enumerate(sizes) if size > budget), None)
    if first is None:
        return
    clock = case.clock(measured[first].at_ms)
    said = f"{sizes[first]:,} {what} at {clock}, {max(sizes):,} at most; {budget:,} are allowed"
    cause = _of_rows(measured) if what == "rows" else _of_tasks(sizes)
    yield Finding(TREND.code, KEEPS_TOO_MUCH.name, what, said, (measured[first].seq,), cause)


def _of_rows(measured: Sequence[Kept]) -> Cause:
    """The cause lies with the table that has grown most."""
    begin, end = measured[0].records, measured[-1].records
    table = max(end, key=lambda name: end[name] - begin.get(name, 0), default="")
    sizes = [each.records.get(table, 0) for each in measured]
    grown = f"table {table!r} grew from {sizes[0]:,} to {sizes[-1]:,} rows"
    if _falls(sizes) >= LEAST_FALLS:
        return Cause(
            "removed_too_slowly",
            f"{grown}, although rows were removed {_falls(sizes)} times",
            "Remove everything that is older than its retention, and not a fixed number of rows.",
        )
    return Cause(
        "never_removed",
        f"{grown}, and none was ever removed",
        "Give each table a retention, and remove what is older.",
    )


def _of_tasks(sizes: Sequence[int]) -> Cause:
    return Cause(
        "never_released",
        f"from {sizes[0]:,} to {sizes[-1]:,} tasks: they are started and do not end",
        "Close connections and end tasks with the message that they were made for, or share one of each.",
    )


def _falls(sizes: Sequence[int]) -> int:
    return sum(later < earlier for earlier, later in pairwise(sizes))
