"""`golive report`: the reports of a run that is over, written again."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.output import reader_may_leave


@click.command()
@options.run("run_named")
def report(run_named: str) -> int:
    """Render the report of RUN again. A run that was interrupted is judged as far as it went."""
    from golive.cli.rendering import write_reports
    from golive.conclusion import judge_interrupted
    from golive.record import folder, parts
    from golive.record.run import RUNNING

    run_dir = folder.find(run_named)
    with folder.in_use(run_dir):
        if folder.read_run(run_dir).state == RUNNING:
            judge_interrupted(run_dir)
        record = folder.read_run(run_dir)
        parts.check_scorecard(run_dir, record, folder.read_scorecard(run_dir))
        parts.check(run_dir, record)
        paths = write_reports(run_dir)
    with reader_may_leave():
        click.echo("\n".join(map(str, paths)))
    return 0
