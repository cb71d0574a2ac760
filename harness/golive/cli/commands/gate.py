"""`golive gate`: one verdict over scenarios and seeds."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from golive.cli import options
from golive.cli.interrupts import ended_in_order
from golive.cli.many import append_summary, check_baseline, clock_of, executor_of, terms_of, warn
from golive.cli.output import console, print_json


@click.command()
@options.scenario("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@options.candidate("--candidate", default="reference", show_default=True, help="The integration under test.")
@click.option(
    "--seeds", default="1", show_default=True, metavar="1..8|1,2,5", help="Seeds to run every scenario with."
)
@click.option("--keep-all", is_flag=True, help="Keep ledger and report of runs that held, too.")
@click.option(
    "--stop-early",
    "stops_early",
    is_flag=True,
    help="Leave out the other seeds of a scenario that is broken: they cannot change the exit status.",
)
@options.terms
@options.many
def gate(
    scenarios: tuple[str, ...],
    candidate: str,
    seeds: str,
    keep_all: bool,
    time_budget: float | None,
    baseline: str | None,
    fail_on: str,
    stops_early: bool,
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
    """One verdict over every SCENARIO with every seed. A separate program needs --clock live.

    Exit status: 1 as soon as one run is broken, else 5, 6 or 4 when one failed, else 2 when one is unknown, else 0.
    With --fail-on worse only runs that are worse than in the baseline count.
    """
    options.check_quiet(quiet, form)
    import golive_reports as reports
    from golive.cli.progress import shown_results
    from golive.record.folder import slug
    from golive.sweep.gate import planned, run_gate
    from golive.sweep.output_dir import place
    from golive.sweep.plan import PlannedRun, told
    from golive.sweep.seeds import seeds_of

    numbers = seeds_of(seeds)
    of_runs = clock_of(clock, speed)
    of_program = options.of_program(**program)
    terms = terms_of("gate", time_budget, baseline, fail_on, stops_early)
    executor = executor_of(of_runs, jobs, wall_clock, of_program)
    rows = executor.planned(
        lambda: told(planned(scenarios, candidate, numbers, sets, Path(), of_runs, of_program))
    )["runs"]
    runs = [PlannedRun.from_json(row) for row in rows]
    check_baseline(terms, runs)
    append_summary(summary, "")
    warn(runs, is_quiet=quiet)
    above = place(out, f"gate-{slug(runs[0].called)}")
    runs = terms.ordered([each.below(above) for each in runs])
    changes = [word for each in sets for word in ("--set", each)]
    command = shlex.join(
        [
            "golive",
            "gate",
            *scenarios,
            "--candidate",
            candidate,
            "--seeds",
            seeds,
            *changes,
            *runs[0].words_of_clock,
        ]
    )
    with (
        ended_in_order(f"the runs that were over until then are in {above}"),
        shown_results(form == "text" and not quiet, len(runs)) as show,
    ):
        found = run_gate(runs, above, executor, keep_all, show, terms, command)
    reports.write_gate_junit(found, above, terms.budget.took_s)
    page = reports.write_gate(found, above, terms.budget.took_s)
    append_summary(summary, reports.gate_summary(found, above))
    if form == "json":
        print_json(found.as_json())
    elif not quiet:
        reports.print_gate(found, page, console())
    return found.status
