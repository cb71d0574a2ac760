"""The paired differences between the columns of a scenario, and whether they are settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from golive.record.batch import FAILED
from golive.record.cells import CellResult
from golive.record.cells.sweep import LESS, MORE, OPEN, SAME, PairedDifference, Standing
from golive.sweep.matrix.interval import interval
from golive.sweep.matrix.metrics import HARM, HARMED, METRICS, Metric, mean

Results = Mapping[int, Sequence[CellResult | None]]
"""By seed, the results of one scenario in the order of the columns; None for a cell that was not played."""

_DIGITS = 4


def differences(
    scenario: str, names: Sequence[str], results: Results, error: float, margin: float
) -> list[PairedDifference]:
    """Return the difference of every metric between every two columns."""
    return [
        _difference(
            scenario, name, (names[first], names[second]), _pairs(results, first, second), error, margin
        )
        for first, second in combinations(range(len(names)), 2)
        for name in METRICS
    ]


def standing(scenario: str, names: Sequence[str], results: Results, error: float, margin: float) -> Standing:
    """Return the leader of a scenario, and whether every other column is settled against it."""
    seeds = sum(all(_judged(each) for each in row) for row in results.values())
    lead = _leader(names, results)
    if lead is None:
        return Standing(scenario, seeds, "", False)
    outcomes = [
        _difference(
            scenario, name, (names[lead], names[other]), _pairs(results, lead, other), error, margin
        ).outcome
        for other in range(len(names))
        if other != lead
        for name in (HARM, HARMED)
    ]
    return Standing(scenario, seeds, names[lead], OPEN not in outcomes)


def _leader(names: Sequence[str], results: Results) -> int | None:
    """The column with the least harm on average, then with the fewest harmed orders, then the first.

    One that failed with some seeds leads only where all did.
    """
    ranks: list[tuple[tuple[bool, float, float], int]] = []
    for place in range(len(names)):
        played = [each for row in results.values() if (each := row[place]) is not None]
        judged = [each for each in played if _judged(each)]
        if judged:
            harm, harmed = (mean(METRICS[name].figure, judged) or 0.0 for name in (HARM, HARMED))
            ranks.append(((len(judged) < len(played), harm, harmed), place))
    return min(ranks)[1] if ranks else None


def _judged(result: CellResult | None) -> bool:
    return result is not None and result.verdict != FAILED


def _pairs(results: Results, first: int, second: int) -> list[tuple[CellResult, CellResult]]:
    """The results of two columns with the same seed, in the order of the seeds."""
    return [
        (one, two)
        for row in results.values()
        if (one := row[first]) is not None and (two := row[second]) is not None
        if _judged(one) and _judged(two)
    ]


def _difference(
    scenario: str,
    name: str,
    columns: tuple[str, str],
    pairs: Sequence[tuple[CellResult, CellResult]],
    error: float,
    margin: float,
) -> PairedDifference:
    metric = METRICS[name]
    found = [
        one - two
        for first, second in pairs
        if (one := metric.figure(first)) is not None and (two := metric.figure(second)) is not None
    ]
    both = [each for pair in pairs for each in pair]
    limits = interval(found, error, metric.event(both) if both else 0.0)
    if limits is None:
        only = found[0] if found else 0.0
        return PairedDifference(scenario, name, *columns, len(found), only, None, None, OPEN)
    return PairedDifference(
        scenario,
        name,
        *columns,
        len(found),
        round(limits.mean, _DIGITS),
        round(limits.low, _DIGITS),
        round(limits.high, _DIGITS),
        outcome(limits.low, limits.high, margin * _whole(metric, both)),
    )


def _whole(metric: Metric, results: Sequence[CellResult]) -> float:
    return 0.0 if metric.whole is None else mean(metric.whole, results) or 0.0


def outcome(low: float, high: float, margin: float) -> str:
    """Return what an interval says: LESS or MORE where it excludes zero, SAME where it is within the margin."""
    if high < 0:
        return LESS
    if low > 0:
        return MORE
    return SAME if -margin <= low and high <= margin else OPEN
