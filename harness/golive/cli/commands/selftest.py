"""`golive selftest`: what the judge catches of the known defects."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.output import print_json, print_table

if TYPE_CHECKING:
    from golive.zoo.selftest import Outcome


@click.command()
@click.option("--defect", "codes", multiple=True, metavar="ID", help="Only this defect; may be repeated.")
@options.jobs("Number of parallel runs; without it, one per processor.")
@options.form
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@options.quiet
def selftest(codes: tuple[str, ...], jobs: int | None, form: str, quiet: bool) -> int:
    """Plant known defects into the reference, one at a time, and tell which of them the judge catches and explains.

    Exit status: 1 when a defect is missed, when its cause is wrong or when the unchanged reference is accused, else 0.
    """
    options.check_quiet(quiet, form)
    from dataclasses import asdict

    from golive.exit_status import BROKEN_STATUS, HELD_STATUS
    from golive.zoo.selftest import chosen, is_passed, self_test, summary

    try:
        wanted = chosen(codes)
    except KeyError as unknown:
        raise click.BadParameter(
            f"expected the ID of a defect such as DUP-01, got {unknown.args[0]!r}; see golive selftest --json",
            param_hint="--defect",
        ) from None
    outcomes = self_test(
        wanted, jobs or len(os.sched_getaffinity(0)), _said if form == "text" and not quiet else _unsaid
    )
    if form == "json":
        print_json({**summary(outcomes), "defects": [asdict(each) for each in outcomes]})
    elif not quiet:
        print_table([(name.replace("_", " "), str(value)) for name, value in summary(outcomes).items()])
    return HELD_STATUS if is_passed(outcomes) else BROKEN_STATUS


def _said(outcome: Outcome) -> None:
    cause = (
        f", cause {outcome.cause}: {', '.join(outcome.causes) or 'not established'}" if outcome.cause else ""
    )
    click.echo(f"{outcome.defect}  {outcome.result}{cause}  {outcome.title} ({outcome.scenario})")


def _unsaid(_outcome: Outcome) -> None:
    """Nothing is said before the end."""
