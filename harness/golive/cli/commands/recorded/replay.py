"""`golive replay`: a recorded run played again."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.interrupts import ended_in_order
from golive.cli.output import console, print_json, reader_may_leave
from golive.exit_status import BROKEN_STATUS, HELD_STATUS

if TYPE_CHECKING:
    from golive.replay.again import Replayed

NAMES = ("recorded", "replayed")


@click.command()
@options.run("run_named")
@options.form
@options.quiet
def replay(run_named: str, form: str, quiet: bool) -> int:
    """Play RUN again: the same bytes, or the first fact that differs, with both sides.

    RUN is a run folder in virtual time, or its name under runs/. Another result has one of four reasons: the candidate
    or the scenario file was changed, another version of golive recorded the run, or the candidate takes something from
    outside, such as the clock of the machine or unseeded chance. Exit status: 0 for the same bytes, else 1.
    """
    from golive.cli.progress import shown_progress
    from golive.record import folder
    from golive.replay.again import play_again

    options.check_quiet(quiet, form)
    run_dir = folder.find(run_named)
    with (
        tempfile.TemporaryDirectory(prefix="golive-replay-") as scratch,
        ended_in_order("the run was not compared"),
        shown_progress(form == "text" and not quiet, f"playing {run_dir.name} again") as progress,
    ):
        found = play_again(run_dir, Path(scratch), progress)
    if form == "json":
        print_json({"same": found.is_same, "facts": found.facts, **found.comparison.as_json()})
    elif not quiet:
        with reader_may_leave():
            _print(found, run_dir)
    return HELD_STATUS if found.is_same else BROKEN_STATUS


def _print(found: Replayed, run_dir: Path) -> None:
    import golive_reports as reports
    from golive.record import folder

    if found.is_same:
        click.echo(f"the same {found.facts:,} facts and verdicts, byte for byte")
    else:
        reports.print_difference(
            found.comparison, console(), reports.Wall.of(folder.read_run(run_dir)), NAMES
        )
    if found.log_line is not None:
        number, mine, theirs = found.log_line
        click.echo(f"candidate.log differs from line {number}:\n  recorded  {mine}\n  replayed  {theirs}")
