"""`golive blueprint`: a plan by domain, tested against finished runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli.completion import runs
from golive.cli.output import reader_may_leave
from golive.exit_status import BROKEN_STATUS, HELD_STATUS, UNKNOWN_STATUS

if TYPE_CHECKING:
    from golive.blueprint.check import Checked


@click.group()
def blueprint() -> None:
    """Test a blueprint, a plan of the integration by domain, against finished runs."""


@blueprint.command("check")
@click.argument("file", metavar="BLUEPRINT.yaml", type=click.Path(path_type=Path))
@click.argument("named", metavar="RUN...", nargs=-1, required=True, shell_complete=runs)
def check_command(file: Path, named: tuple[str, ...]) -> int:
    """Mark each statement of BLUEPRINT.yaml as held, refuted or not exercised in RUNs.

    RUN is a run folder or its name under runs/. The exit status is 0 where all statements held, 1 where one was
    refuted, and 2 where none was refuted and one was not exercised.
    """
    from golive.blueprint.check import check
    from golive.blueprint.plan import load
    from golive.record import folder

    found = check(load(file), [folder.find(each) for each in named])
    with reader_may_leave():
        for each in found:
            facts = f" (facts {', '.join(each.facts)})" if each.facts else ""
            click.echo(f"{each.verdict:<13}  {each.domain}: {each.statement}  --  {each.what}{facts}")
    return _status(found)


def _status(found: Sequence[Checked]) -> int:
    from golive.record.card.claims import CLAIM_HELD, REFUTED

    verdicts = {each.verdict for each in found}
    if REFUTED in verdicts:
        return BROKEN_STATUS
    return HELD_STATUS if verdicts == {CLAIM_HELD} else UNKNOWN_STATUS
