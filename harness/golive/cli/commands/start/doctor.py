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
    from golive.candidates.registry import resolve

    candidate = resolve(candidate_named)
    options.of_program(candidate, **program)
    minute, folder = _watched(candidate, speed, seconds, sets, out)
    if form == "json":
        print_json({**minute.as_json(), "folder": str(folder)})
    else:
        _print_minute(minute, folder)
    return BROKEN_STATUS if minute.findings() else HELD_STATUS


def _watched(
    candidate: object, speed: float, seconds: int, sets: Sequence[str], out: str | None
) -> tuple[Minute, Path]:
    """A calm run of so many seconds, and its folder. Raises CandidateFailed."""
    from golive.cli.interrupts import ended_in_order
    from golive.doctor.watching import watch

    with ended_in_order("the ledger ends at that moment"):
        return watch(candidate, speed, seconds, sets, out)


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
