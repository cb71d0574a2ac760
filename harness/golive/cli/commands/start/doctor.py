"""`golive doctor`: what this machine allows, and what a candidate does in a calm minute."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli import options
from golive.cli.output import print_json, print_table, reader_may_leave
from golive.exit_status import BROKEN_STATUS, HELD_STATUS

if TYPE_CHECKING:
    from golive.candidates.programs.options import Options
    from golive.doctor.examination import Examination
    from golive.doctor.minute import Minute

STATIC = (
    "Go programs and those linked statically read the clock without libc: time: follow is refused for them."
)


@click.command()
@options.candidate("--candidate", "candidate_named", help="Watch this candidate for a calm minute instead.")
@click.option(
    "--speed",
    type=click.FloatRange(0.01, options.LARGEST_SPEED),
    default=20.0,
    show_default=True,
    help="With --candidate: how many times faster than real time the minute is.",
)
@click.option(
    "--for",
    "seconds",
    type=click.IntRange(1, 3600),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="With --candidate: real time for which it is watched.",
)
@options.sets()
@options.program
@click.option(
    "--out", metavar="DIR", help="With --candidate: its run folder; without it, a new one under runs/."
)
@options.form
def doctor(
    candidate_named: str | None,
    speed: float,
    seconds: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    **program: Any,
) -> int:
    """What this machine allows programs; or, with --candidate, what a candidate calls, lacks and fails at.

    Exit status 1: the candidate calls nothing, fails to log in, or leaves out what an order integration does.
    """
    if candidate_named is None:
        from golive.doctor.examination import examine

        found = examine()
        if form == "json":
            print_json(found.as_json())
        else:
            _print_machine(found)
        return HELD_STATUS
    minute, folder = _watched(candidate_named, options.of_program(**program), speed, seconds, sets, out)
    if form == "json":
        print_json({**minute.as_json(), "folder": str(folder)})
    else:
        _print_minute(minute, folder)
    return BROKEN_STATUS if minute.findings() else HELD_STATUS


def _watched(
    candidate_named: str, program: Options, speed: float, seconds: int, sets: Sequence[str], out: str | None
) -> tuple[Minute, Path]:
    """A calm run of so many seconds, in a process of its own, and its folder. Raises CandidateFailed."""
    from golive.doctor.minute import Minute
    from golive.doctor.watching import watch
    from golive.isolation.frames import RESULT
    from golive.isolation.isolated import LIMIT_S, Task
    from golive.isolation.playing import resolved, warm
    from golive.isolation.supervision import alone, result_of
    from golive.record.ledger import StoredLedger
    from golive.record.run import LEDGER_FILE

    warm()
    task = Task(
        lambda tell, face: tell(
            RESULT, folder=str(watch(resolved(candidate_named, program), speed, seconds, sets, out))
        ),
        lambda frame: None,
        LIMIT_S + seconds,
    )
    folder = Path(result_of(alone(task, "the ledger ends at that moment"))["folder"])
    return Minute.of(StoredLedger(folder / LEDGER_FILE)), folder


def _print_machine(found: Examination) -> None:
    print_table([(point.name, "yes" if point.is_there else "no", point.words) for point in found.points])
    if found.runtimes:
        with reader_may_leave():
            click.echo("\nWhat follows simulated time with time: follow, measured here:")
        print_table(found.rows())
    with reader_may_leave():
        click.echo(f"\n{STATIC}")


def _print_minute(minute: Minute, folder: Path) -> None:
    with reader_may_leave():
        click.echo(f"{minute.orders} orders were placed; what the candidate called:")
    print_table(minute.operations() or [("nothing", "")])
    with reader_may_leave():
        if minute.events:
            answers = ", ".join(
                f"{'no answer' if status is None else status} x{count}"
                for status, count in minute.events.items()
            )
            click.echo(f"\nEvents of the shop: {answers}")
        findings = minute.findings()
        click.echo(
            "\nMissing or failing:" if findings else "\nNothing is missing; try golive run black-friday."
        )
        for finding in findings:
            click.echo(f"- {finding}")
        click.echo(f"\nEverything that happened is in {folder}")
