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
    from golive.isolation.face import Face
    from golive.isolation.frames import Teller
    from golive.replay.again import Replayed

NAMES = ("recorded", "replayed")


@click.command()
@options.run("run_named")
@options.form
@options.quiet
def replay(run_named: str, form: str, quiet: bool) -> int:
    """Play RUN again: the same bytes, or the first fact that differs.

    RUN is a run folder in virtual time, or its name under runs/. Another result has one of four reasons: the candidate
    or the scenario file was changed, another version of golive recorded the run, or the candidate takes something from
    outside, such as the clock of the machine or a file. Exit status: 0 for the same bytes, else 1.
    """
    from golive.cli.progress import ShownProgress
    from golive.isolation.frames import RESULT
    from golive.isolation.isolated import Task
    from golive.isolation.playing import progress_of, seed_candidate, warm
    from golive.isolation.supervision import alone, result_of
    from golive.record import folder
    from golive.replay.again import compared, play_again

    options.check_quiet(quiet, form)
    run_dir = folder.find(run_named)
    seed = folder.read_run(run_dir).seed
    warm()
    with (
        tempfile.TemporaryDirectory(prefix="golive-replay-") as scratch,
        ended_in_order("the run was not compared"),
        ShownProgress(options.shows_progress(quiet, form), f"playing {run_dir.name} again") as shown,
    ):
        out = Path(scratch)

        def play(tell: Teller, face: Face) -> None:
            seed_candidate(seed)
            play_again(run_dir.absolute(), out, progress_of(tell))
            tell(RESULT)

        result_of(alone(Task(play, shown.told)))
        found = compared(run_dir, out)
    if form == "json":
        print_json(found.as_json())
    elif not quiet:
        with reader_may_leave():
            print_replayed(found, run_dir, NAMES)
    return HELD_STATUS if found.is_same else BROKEN_STATUS


def print_replayed(found: Replayed, run_dir: Path, names: tuple[str, str]) -> None:
    """Print that both plays are the same, or where they part; `names` are those of the plays."""
    import golive_reports as reports
    from golive.record import folder

    if found.is_same:
        click.echo(f"the same {found.facts:,} facts and verdicts, byte for byte")
    else:
        reports.print_difference(
            found.comparison, console(), reports.Wall.of(folder.read_run(run_dir)), names
        )
    if found.log_line is not None:
        number, mine, theirs = found.log_line
        one, other = (name.ljust(max(map(len, names))) for name in names)
        click.echo(f"candidate.log differs from line {number}:\n  {one}  {mine}\n  {other}  {theirs}")
