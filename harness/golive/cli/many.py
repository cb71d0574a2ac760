"""What `golive gate` and `golive compare` have in common on the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options

if TYPE_CHECKING:
    from golive.candidates.programs.options import Options
    from golive.sweep.executor import Executor
    from golive.sweep.gating.clock import RunClock
    from golive.sweep.gating.terms import Terms
    from golive.sweep.plan import PlannedRun


def clock_of(kind: str, speed: float) -> RunClock:
    """The clock of all runs. Raises OptionWithoutEffect for --speed on the virtual clock."""
    from golive.sweep.gating.clock import RunClock

    options.check_speed(kind)
    return RunClock(kind, speed)


def executor_of(clock: RunClock, jobs: int | None, wall_clock: float | None, program: Options) -> Executor:
    """What carries out the runs. Says on standard error where it takes fewer at once than asked for.

    Runs that share a port are made one at a time.
    """
    from golive.cli.rendering import write_reports
    from golive.sweep.executor import Executor

    at_once = clock.at_once(jobs)
    why = "on the live clock, one per processor"
    if program.shop_port or program.erp_port:
        at_once, why = 1, "all have the same port"
    if jobs is not None and at_once < jobs:
        click.echo(f"golive: --jobs {jobs}: {at_once} at a time, {why}", err=True)
    return Executor(write_reports, at_once, wall_clock)


def terms_of(
    command: str,
    time_budget: float | None,
    baseline: str | None,
    fail_on: str,
    stops_early: bool = False,
) -> Terms:
    """The terms of the runs of `command`. Raises InputError for a baseline that cannot be read, or is missing."""
    from golive.sweep.gating.baseline import read_baseline
    from golive.sweep.gating.budget import Budget
    from golive.sweep.gating.terms import WORSE, Terms

    if baseline is None and fail_on == WORSE:
        raise options.without_effect("--fail-on worse", "there is no baseline; add --baseline FOLDER")
    before = None if baseline is None else read_baseline(baseline, command)
    return Terms(Budget(time_budget), before, fail_on, stops_early)


def check_baseline(terms: Terms, runs: Sequence[PlannedRun]) -> None:
    """Raises CompareProblem for a baseline whose runs were made under other conditions."""
    sets: Mapping[str, Sequence[str]] = {each.variant: each.sets for each in runs}
    if terms.baseline is not None:
        terms.baseline.check(sets, runs[0].clock)


def warn(runs: Sequence[PlannedRun], *, is_quiet: bool) -> None:
    """Say the warnings of the scenarios, each once."""
    said = dict.fromkeys(warning for each in runs for warning in each.warnings)
    for warning in () if is_quiet else said:
        click.echo(f"golive: warning: {warning}", err=True)


def append_summary(named: str | None, text: str) -> None:
    """Append to the file of the summary, if there is one. Raises FolderProblem where that cannot be written."""
    from golive.errors import FolderProblem

    path = named or os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    try:
        with Path(path).expanduser().open("a", encoding="utf-8") as file:
            file.write(text)
    except (OSError, RuntimeError, ValueError) as error:
        option = "--summary" if named else "GITHUB_STEP_SUMMARY"
        why = getattr(error, "strerror", None) or error
        raise FolderProblem(f"{option} {path}: cannot be written: {why}") from error
