"""`golive history`: runs of the past."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.output import console, print_json


@click.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(file_okay=True))
@options.form
def history(folder: str | None, form: str) -> int:
    """List the runs below DIR (runs/), oldest first, and the results by scenario and candidate over time."""
    import golive_reports as reports
    from golive.sweep.earlier.past_runs import past

    found = past(folder)
    if form == "json":
        print_json(found.as_json())
    else:
        reports.print_history(found, console())
    return 0
