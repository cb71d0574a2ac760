"""`golive gate`: one verdict over scenarios and seeds."""

from __future__ import annotations

import os
from pathlib import Path

import click

from golive.cli import options
from golive.cli.interrupts import ended_in_order
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
) -> int:
    """One verdict over every SCENARIO with every seed, in virtual time.

    Exit status: 1 as soon as one run is broken, else 5, 6 or 4 when one failed, else 2 when one is unknown, else 0.
    """
    options.check_quiet(quiet, form)
    import golive_reports as reports
    from golive.cli.progress import shown_results
    from golive.record.folder import slug
    from golive.sweep.gate import planned, run_gate
    from golive.sweep.output_dir import place
    from golive.sweep.plan import called
    from golive.sweep.seeds import seeds_of

    numbers = seeds_of(seeds)
    planned(scenarios, candidate, numbers, sets, Path())  # errors are reported before a folder is made
    above = place(out, f"gate-{slug(called(candidate))}")
    runs = planned(scenarios, candidate, numbers, sets, above)
    with (
        ended_in_order(f"the runs that were over until then are in {above}"),
        shown_results(form == "text" and not quiet, len(runs)) as show,
    ):
        found = run_gate(runs, above, jobs or os.cpu_count() or 1, keep_all, show)
    reports.write_gate_junit(found, above)
    if form == "json":
        print_json(found.as_json())
    elif not quiet:
        reports.print_gate(found, above, console())
    return found.status
