"""What `golive gate` and `golive compare` have in common on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from golive.cli import options

if TYPE_CHECKING:
    from golive.sweep.executor import Executor
    from golive.sweep.gating.clock import RunClock


def clock_of(kind: str, speed: float) -> RunClock:
    """The clock of all runs. Raises OptionWithoutEffect for --speed on the virtual clock."""
    from golive.sweep.gating.clock import RunClock

    options.check_speed(kind)
    return RunClock(kind, speed)


def executor_of(clock: RunClock, jobs: int | None, wall_clock: float | None) -> Executor:
    """What carries out the runs. Says on standard error where it takes fewer at once than asked for."""
    from golive.cli.rendering import write_reports
    from golive.sweep.executor import Executor

    at_once = clock.at_once(jobs)
    if jobs is not None and at_once < jobs:
        click.echo(
            f"golive: --jobs {jobs}: {at_once} at a time on the live clock, one per processor", err=True
        )
    return Executor(write_reports, at_once, wall_clock)
