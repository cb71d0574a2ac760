"""`golive compare`: candidates and settings side by side."""

from __future__ import annotations

import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from golive.cli import options
from golive.cli.interrupts import ended_in_order
from golive.cli.many import append_summary, check_baseline, clock_of, executor_of, terms_of, warn
from golive.cli.output import console, print_json
from golive.cli.sweeping import DASK, LOCAL, MARGIN_PERCENT, Request, check, sweep
from golive.sweep.matrix.suites import spelt_out
from golive.sweep.variants import variants_of_profiles

_OF_SWEEPS = ("reports_wanted", "until_settled", "margin", "store", "engine", "address")
"""Options that make a comparison of one scenario one of several."""


@click.command()
@options.scenario("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@options.candidate(
    "--candidate",
    "candidates",
    multiple=True,
    help="An integration to compare; without it, reference.",
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME:PATH=VALUE,...",
    help="A set of settings to compare, such as test-like:erp.profile=test-like.",
)
@click.option(
    "--profiles",
    metavar="NAME,NAME,...",
    help="Profiles of the ERP to compare, such as test-like,production-like: a variant each.",
)
@click.option(
    "--seeds", default="1", show_default=True, metavar="1..8|1,2,5", help="Seeds to run each of them with."
)
@click.option(
    "--until-settled",
    is_flag=True,
    help="Several scenarios: end one as soon as its differences are settled.",
)
@click.option(
    "--margin",
    type=options.Finite(0, 100),
    default=MARGIN_PERCENT,
    show_default=True,
    metavar="PERCENT",
    help="Several scenarios: up to which share of orders and of sales two count as the same.",
)
@click.option(
    "--reports",
    "reports_wanted",
    is_flag=True,
    help="Several scenarios: play the worst run of each that is not held once more, and write its report.",
)
@click.option(
    "--store",
    metavar="FILE",
    help="Several scenarios: where the cells are kept, and read again; without it, results.sqlite in --out.",
)
@click.option(
    "--engine",
    type=click.Choice([LOCAL, DASK]),
    default=LOCAL,
    show_default=True,
    help="Several scenarios: where cells are played, on this machine or by the workers of a Dask scheduler.",
)
@click.option(
    "--address",
    metavar="ADDRESS",
    help="The Dask scheduler; without it, tcp://127.0.0.1:8786.",
)
@options.terms
@options.many
def compare(
    scenarios: tuple[str, ...],
    candidates: tuple[str, ...],
    variants: tuple[str, ...],
    profiles: str | None,
    seeds: str,
    until_settled: bool,
    margin: float,
    reports_wanted: bool,
    store: str | None,
    engine: str,
    address: str | None,
    time_budget: float | None,
    baseline: str | None,
    fail_on: str,
    summary: str | None,
    jobs: int | None,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
    wall_clock: float | None,
    clock: str,
    speed: float,
    **program: Any,
) -> int:
    """Compare candidates, settings, or both on the same seeds, side by side.

    \b
    golive compare black-friday --candidate naive --candidate reference
    golive compare opening-day --candidate naive --profiles test-like,production-like
    golive compare calm --variant slow:erp.service.time=2s --variant fast:erp.service.time=50ms

    Customers and faults are the same for all, order by order. A separate program needs --clock live.
    The exit status is that of golive gate.

    \b
    golive compare designs --candidate naive --candidate reference --seeds 1..20 --out matrix
    golive compare lost-replies silent-drops --candidate naive --candidate reference --until-settled

    Several scenarios, or a list such as designs, are played in memory. What was played is kept in a store of
    results, so that the same command goes on after an interruption. Their --baseline is such a folder or store.
    """  # noqa: D301
    options.check_quiet(quiet, form)
    candidates = candidates or ("reference",)
    if len(spelt_out(scenarios)) > 1 or any(map(options.is_given, _OF_SWEEPS)):
        variants = (*variants, *variants_of_profiles(profiles))
        request = Request(
            scenarios, candidates, variants, sets, seeds, out, store, time_budget, until_settled,
            margin / 100, engine, address, jobs, wall_clock, reports_wanted, baseline, fail_on,
        )  # fmt: skip
        check(request, clock, program)
        return sweep(request, summary, form, quiet)
    scenario = scenarios[0]
    import golive_reports as reports
    from golive.cli.progress import shown_results
    from golive.record.folder import slug
    from golive.sweep.comparison import planned, run_comparison
    from golive.sweep.output_dir import place
    from golive.sweep.plan import PlannedRun, told
    from golive.sweep.seeds import seeds_of
    from golive.sweep.variants import Column

    numbers = seeds_of(seeds)
    variants = (*variants, *variants_of_profiles(profiles))
    of_runs = clock_of(clock, speed)
    of_program = options.of_program(**program)
    terms = terms_of("compare", time_budget, baseline, fail_on)
    executor = executor_of(of_runs, jobs, wall_clock, of_program)

    def plan() -> dict[str, Any]:
        columns, runs = planned(scenario, candidates, variants, sets, numbers, Path(), of_runs, of_program)
        return {"columns": [asdict(each) for each in columns], **told(runs)}

    found_plan = executor.planned(plan)
    columns = [Column.from_json(row) for row in found_plan["columns"]]
    runs = [PlannedRun.from_json(row) for row in found_plan["runs"]]
    check_baseline(terms, runs)
    append_summary(summary, "")
    warn(runs, is_quiet=quiet)
    above = place(out, f"compare-{slug(runs[0].scenario)}")
    runs = [each.below(above) for each in runs]
    words = [word for option, values in (("--candidate", candidates), ("--variant", variants), ("--set", sets))
             for value in values for word in (option, value)]  # fmt: skip
    command = shlex.join(
        ["golive", "compare", scenario, *words, "--seeds", seeds, *of_runs.words, *of_program.words()]
    )
    with (
        ended_in_order(f"the runs that were over until then are in {above}"),
        shown_results(form == "text" and not quiet, len(runs)) as show,
    ):
        found = run_comparison(columns, runs, above, executor, show, terms, command)
    reports.write_comparison_junit(found, above, terms.budget.took_s)
    page = reports.write_comparison(found, above)
    append_summary(summary, reports.comparison_summary(found, above))
    if form == "json":
        print_json(found.as_json())
    elif not quiet:
        reports.print_comparison(found, page, console())
    return found.status
