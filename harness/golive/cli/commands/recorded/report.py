"""`golive report`: the reports of a run that is over, written again."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.output import reader_may_leave


@click.command()
@options.run("run_named")
def report(run_named: str) -> int:
    """Render the report of RUN again."""
    from golive.cli.rendering import write_reports
    from golive.record import folder

    run_dir = folder.find(run_named)
    folder.read_scorecard(run_dir)
    paths = write_reports(run_dir)
    with reader_may_leave():
        click.echo("\n".join(map(str, paths)))
    return 0
