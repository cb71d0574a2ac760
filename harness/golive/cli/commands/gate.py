"""`golive gate`: one verdict over scenarios and seeds."""

from __future__ import annotations

from pathlib import Path

import click

from golive.cli import options
from golive.cli.interrupts import ended_in_order
from golive.cli.many import clock_of, executor_of
from golive.cli.output import console, print_json


@click.command()
@options.scenario("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@options.candidate("--candidate", default="reference", show_default=True, help="The integration under test.")
@click.option(
    "--seeds", default="1", show_default=True, metavar="1..8|1,2,5", help="Seeds to run every scenario with."
)
@click.option("--keep-all", is_flag=True, help="Keep ledger and report of runs that held, too.")
@options.many
def gate(
    scenarios: tuple[str, ...],
    candidate: str,
    seeds: str,
    keep_all: bool,
    jobs: int | None,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
    wall_clock: float | None,
    clock: str,
    speed: float,
) -> int:
    """One verdict over every SCENARIO with every seed. A separate program needs --clock live.

    Exit status: 1 as soon as one run is broken, else 5 or 4 when one failed, else 2 when one is unknown, else 0.
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
    executor = executor_of(of_runs, jobs, wall_clock)
    rows = executor.planned(lambda: told(planned(scenarios, candidate, numbers, sets, Path(), of_runs)))[
        "runs"
    ]
    above = place(out, f"gate-{slug(rows[0]['called'])}")
    runs = [PlannedRun.from_json(row).below(above) for row in rows]
    with (
        ended_in_order(f"the runs that were over until then are in {above}"),
        shown_results(form == "text" and not quiet, len(runs)) as show,
    ):
        found = run_gate(runs, above, executor, keep_all, show)
    reports.write_gate_junit(found, above)
    if form == "json":
        print_json(found.as_json())
    elif not quiet:
        reports.print_gate(found, above, console())
    return found.status
