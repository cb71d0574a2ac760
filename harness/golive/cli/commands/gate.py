"""`golive gate`: one verdict over scenarios and seeds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.interrupts import ended_in_order
from golive.cli.many import clock_of, executor_of
from golive.cli.output import console, print_json

if TYPE_CHECKING:
    from golive.sweep.gating.clock import RunClock
    from golive.sweep.gating.terms import Terms


@click.command()
@options.scenario("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@options.candidate("--candidate", default="reference", show_default=True, help="The integration under test.")
@click.option(
    "--seeds", default="1", show_default=True, metavar="1..8|1,2,5", help="Seeds to run every scenario with."
)
@click.option("--keep-all", is_flag=True, help="Keep ledger and report of runs that held, too.")
@click.option(
    "--time-budget",
    type=options.Limit(),
    metavar="DURATION",
    help="Limit of the real time of all runs: as many seeds as fit are run, and the others are listed.",
)
@click.option(
    "--baseline",
    metavar="GATE_FOLDER|gate.json",
    help="An earlier gate: what fails newly, what is fixed, what is worse.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["any", "worse"]),
    default="any",
    show_default=True,
    help="any: a run that does not hold; worse: a run that is worse than in the baseline.",
)
@click.option(
    "--summary",
    metavar="FILE",
    help="Append a summary in Markdown; without it, to the file named by GITHUB_STEP_SUMMARY, where that is set.",
)
@options.many
def gate(
    scenarios: tuple[str, ...],
    candidate: str,
    seeds: str,
    keep_all: bool,
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
    terms = _terms(time_budget, baseline, fail_on, sets, of_runs)
    executor = executor_of(of_runs, jobs, wall_clock)
    rows = executor.planned(lambda: told(planned(scenarios, candidate, numbers, sets, Path(), of_runs)))[
        "runs"
    ]
    _append(summary, "")
    above = place(out, f"gate-{slug(rows[0]['called'])}")
    runs = terms.ordered([PlannedRun.from_json(row).below(above) for row in rows])
    with (
        ended_in_order(f"the runs that were over until then are in {above}"),
        shown_results(form == "text" and not quiet, len(runs)) as show,
    ):
        found = run_gate(runs, above, executor, keep_all, show, terms)
    reports.write_gate_junit(found, above, terms.budget.took_s)
    _append(summary, reports.gate_summary(found, above))
    if form == "json":
        print_json(found.as_json())
    elif not quiet:
        reports.print_gate(found, above, console())
    return found.status


def _terms(
    time_budget: float | None, baseline: str | None, fail_on: str, sets: Sequence[str], clock: RunClock
) -> Terms:
    """The terms of the gate. Raises InputError for a baseline that cannot be used, and for --fail-on without one."""
    from golive.sweep.gating.baseline import read_baseline
    from golive.sweep.gating.budget import Budget
    from golive.sweep.gating.terms import WORSE, Terms

    if baseline is None and fail_on == WORSE:
        raise options.without_effect("--fail-on worse", "there is no baseline; add --baseline GATE_FOLDER")
    before = None if baseline is None else read_baseline(baseline)
    if before is not None:
        before.check(sets, clock)
    return Terms(Budget(time_budget), before, fail_on)


def _append(summary: str | None, text: str) -> None:
    """Append to the file of the summary, if there is one. Raises FolderProblem where that cannot be written."""
    from golive.errors import FolderProblem

    named = summary or os.environ.get("GITHUB_STEP_SUMMARY")
    if not named:
        return
    try:
        with Path(named).expanduser().open("a", encoding="utf-8") as file:
            file.write(text)
    except (OSError, RuntimeError, ValueError) as error:
        option = "--summary" if summary else "GITHUB_STEP_SUMMARY"
        why = getattr(error, "strerror", None) or error
        raise FolderProblem(f"{option} {named}: cannot be written: {why}") from error
