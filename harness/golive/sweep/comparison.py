"""The same days under several variants: the figures of each, and the orders with different results."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from golive.candidates.programs.options import Options
from golive.judge.figures import percentile
from golive.record import files, folder
from golive.record.batch import COMPARE_FILE, FAILED, Comparison, Difference, RunResult, Side, Variant
from golive.record.folder import slug
from golive.record.run import ORDER_VERDICTS, Cause, OrderLine
from golive.sweep.executor import Ended, Executor
from golive.sweep.gating.clock import VIRTUAL, RunClock
from golive.sweep.gating.terms import Terms
from golive.sweep.pairing import Pairs, pairs, pairs_in_sequence
from golive.sweep.plan import NO_OPTIONS, PlannedRun, called, check, programs
from golive.sweep.results import beside_orders, bounds_of, lines_of, result_of, verdict_of
from golive.sweep.variants import Column, columns

Report = Callable[[RunResult], None]


def planned(
    scenario: str,
    candidates: Sequence[str],
    variants: Sequence[str],
    sets: Sequence[str],
    seeds: Sequence[int],
    above: Path,
    clock: RunClock = VIRTUAL,
    program: Options = NO_OPTIONS,
) -> tuple[tuple[Column, ...], list[PlannedRun]]:
    """Return the columns and all their runs, seed by seed.

    Raises the error of any scenario, candidate or variant before the first run starts.
    """
    names = {named: called(named, clock) for named in candidates}
    found = columns([(named, names[named]) for named in candidates], variants, sets)
    checked = [check(scenario, column.sets) for column in found]
    options = programs(candidates, program)
    runs = [
        PlannedRun(
            scenario_named=scenario,
            scenario=name,
            candidate_named=column.candidate,
            called=names[column.candidate],
            variant=column.name,
            seed=seed,
            sets=column.sets,
            folder=above / where,
            clock=clock,
            program=options[column.candidate],
            warnings=warnings,
        )
        for seed in seeds
        for column, (name, warnings), where in zip(found, checked, _folders(found, seed), strict=True)
    ]
    return found, runs


def _folders(found: Sequence[Column], seed: int) -> list[str]:
    """Return a unique folder name for each column, also where names differ only in characters not used in folders."""
    slugs = [slug(column.name) for column in found]
    return [
        f"{each}-{seed}" if slugs.count(each) == 1 else f"{each}-{number}-{seed}"
        for number, each in enumerate(slugs, 1)
    ]


def run_comparison(
    found: Sequence[Column],
    runs: Sequence[PlannedRun],
    above: Path,
    executor: Executor,
    report: Report,
    terms: Terms,
    command: str,
) -> Comparison:
    """Carry out the runs and write `compare.json`; `report` is called with each result, in the order of the runs.

    With a time budget a seed is run under every variant or under none. `command` is the command line that repeats
    the comparison.
    """
    width = len(found)
    results: list[RunResult] = []
    lines: list[list[OrderLine]] = []

    def take(place: int, ended: Ended) -> None:
        lines.append(lines_of(runs[place], ended))
        results.append(result_of(runs[place], ended, lines[-1], above))
        terms.budget.spent(results[-1].folder, ended.took_s)
        report(results[-1])

    with folder.in_use(above):
        executor.run_all([each.request() for each in runs], take, skips=_rows(terms, width, executor.at_once))
    comparison = terms.concluded(_compared(found, runs, results, lines, above, command), runs)
    files.write_json(above / COMPARE_FILE, comparison.as_json())
    return comparison


def _rows(terms: Terms, width: int, at_once: int) -> Callable[[int], bool]:
    """Return whether a run is left out for the time budget, which is asked at the first run of each seed."""
    is_over = False

    def skips(number: int) -> bool:
        nonlocal is_over
        if number % width == 0 and not is_over:
            is_over = not terms.budget.takes_another(turns=math.ceil(width / at_once))
        return is_over

    return skips


def _compared(
    found: Sequence[Column],
    runs: Sequence[PlannedRun],
    results: Sequence[RunResult],
    lines: Sequence[list[OrderLine]],
    above: Path,
    command: str,
) -> Comparison:
    width = len(found)
    rows = [range(first, first + width) for first in range(0, len(results), width)]
    pair = pairs_in_sequence if runs[0].clock.is_live else pairs
    paired: list[tuple[range, Pairs]] = [
        (row, pair([lines[at] for at in row]))
        for row in rows
        if all(results[at].verdict != FAILED for at in row)
    ]
    unpaired = [sum(each.unpaired[column] for _, each in paired) for column in range(width)]
    verdict, status = verdict_of(results)
    return Comparison(
        golive=version("golive"),
        scenario=runs[0].scenario,
        command=command,
        seeds=tuple(dict.fromkeys(each.seed for each in runs)),
        verdict=verdict,
        status=status,
        variants=tuple(
            _variant(column, results[place::width], lines[place::width], unpaired[place])
            for place, column in enumerate(found)
        ),
        runs=tuple(results),
        paired=sum(len(each.same) for _, each in paired),
        same_number=sum(each.same_number for _, each in paired),
        differences=tuple(
            difference
            for row, each in paired
            for difference in _differences(each, [results[at] for at in row], above)
        ),
        clock=runs[0].clock.kind,
        speed=runs[0].clock.speed,
    )


def _variant(
    column: Column, results: Sequence[RunResult], lines: Sequence[list[OrderLine]], unpaired: int
) -> Variant:
    ended = [result for result in results if result.verdict != FAILED]
    orders = {key: sum(result.orders[key] for result in ended) for key in ("total", *ORDER_VERDICTS)}
    latencies = sorted(line.latency_ms for of_run in lines for line in of_run if line.latency_ms is not None)
    return Variant(
        name=column.name,
        candidate=results[0].candidate,
        sets=column.sets,
        verdict=verdict_of(results)[0],
        orders=orders,
        harm_cents=sum(result.harm_cents for result in ended),
        currency=next((result.currency for result in ended), ""),
        latency_ms={"p50": percentile(latencies, 0.5), "p95": percentile(latencies, 0.95)},
        calls_per_order=round(sum(result.calls for result in ended) / orders["total"], 2)
        if orders["total"]
        else None,
        drift_units=sum(result.drift_units for result in ended),
        drift_unit_hours=round(sum(result.drift_unit_hours for result in ended), 2),
        score=min((result.score for result in ended), default=0.0),
        coverage=min((result.coverage for result in ended), default=0.0),
        bounds=bounds_of(ended),
        unpaired=unpaired,
        beside_orders=beside_orders(ended),
    )


def _differences(found: Pairs, results: Sequence[RunResult], above: Path) -> list[Difference]:
    """Return the orders that are right in one variant and wrong in another, each side with its cause."""
    different = found.different
    causes = [_causes(above / result.folder) for result in results] if different else []
    return [
        Difference(
            results[0].seed,
            lines[0].placed_ms,
            lines[0].total_cents,
            lines[0].currency,
            tuple(_side(line, causes[place], results[place].folder) for place, line in enumerate(lines)),
        )
        for lines in different
    ]


def _causes(run_dir: Path) -> dict[tuple[str, str], Cause]:
    return {(finding.key, finding.kind): finding.cause for finding in folder.read_scorecard(run_dir).findings}


def _side(line: OrderLine, causes: dict[tuple[str, str], Cause], where: str) -> Side:
    """Return the result with the cause of its verdict; without a cause, with the reason of the verdict."""
    cause = causes.get((line.order, line.verdict))
    if cause is None or not cause.code:
        return Side(line.order, line.verdict, "", line.why, "", where)
    return Side(line.order, line.verdict, cause.code, cause.what, cause.fix, where)
