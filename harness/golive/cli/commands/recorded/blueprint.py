"""`golive blueprint`: a plan by domain, tested against finished runs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from golive.cli import options
from golive.cli.completion import runs
from golive.cli.output import print_json, reader_may_leave


@click.group()
def blueprint() -> None:
    """Test a blueprint, a plan of the integration by domain, against finished runs."""


@blueprint.command("check")
@click.argument("file", metavar="BLUEPRINT.yaml", type=click.Path(path_type=Path))
@click.argument("named", metavar="RUN...", nargs=-1, required=True, shell_complete=runs)
@options.form
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
def check_command(file: Path, named: tuple[str, ...], form: str) -> int:
    """Mark each statement of BLUEPRINT.yaml as held, refuted or not exercised in RUNs.

    RUN is a run folder or its name under runs/. The exit status is 0 where all statements held, 1 where one was
    refuted, and 2 where none was refuted and one was not exercised. golive run --blueprint does the same for one run.
    """
    from golive.blueprint.check import check, lines, status_of
    from golive.blueprint.plan import load
    from golive.record import folder

    run_dirs = [folder.find(each) for each in named]
    found = check(load(file), run_dirs)
    status = status_of(found)
    with reader_may_leave():
        if form == "json":
            print_json(
                {
                    "blueprint": str(file),
                    "runs": [each.as_posix() for each in run_dirs],
                    "status": status,
                    "statements": [asdict(each) for each in found],
                }
            )
        else:
            for line in lines(found):
                click.echo(line)
    return status
