"""`golive explain`: the findings about one order or article, with their timeline and their counterfactual."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.commands.recorded.show import about, decimals_of, numbered, recorded
from golive.cli.output import console, reader_may_leave
from golive.errors import FolderProblem

if TYPE_CHECKING:
    from golive.record.run import Finding, RunRecord
    from golive.replay.counterfactual import Without


@click.command()
@options.run("run_named")
@click.argument("key")
@click.option(
    "--counterfactual",
    is_flag=True,
    help="Play the run again, each time without one hit of a fault about KEY.",
)
def explain(run_named: str, key: str, counterfactual: bool) -> int:
    """What was found about KEY, an order or article: what, why, how to fix it, and what without a fault.

    RUN is a run folder or its name under runs/.
    """
    import golive_reports as reports
    from golive.record import folder

    run_dir = folder.find(run_named)
    card, record = folder.read_scorecard(run_dir), folder.read_run(run_dir)
    found = [each for each in card.findings if each.key == key]
    if not found:
        raise FolderProblem(f"{run_dir}: nothing was found about {key!r}{_such_as(card.findings)}")
    line = next((each for each in folder.read_orders(run_dir) if each.order == key), None)
    facts = about(run_dir, (key, *(() if line is None else line.erp_orders)))
    facts = facts or numbered(run_dir, {number for each in found for number in each.evidence})
    worked_out = _worked_out(found, record) if counterfactual else None
    with reader_may_leave():
        reports.print_explanation(card, found, worked_out, console())
        wall, decimals = reports.Wall.of(record), decimals_of(run_dir)
        reports.print_story(line, facts, console(), wall, decimals=decimals)
        if line is not None and recorded(run_dir, facts):
            click.echo(
                f"With what was sent and answered: {shlex.join(['golive', 'show', run_named, key, '--bodies'])}"
            )
    return 0


def _such_as(findings: list[Finding]) -> str:
    keys = list(dict.fromkeys(each.key for each in findings if each.key))[:3]
    return f"; there are findings about {', '.join(keys)}" if keys else "; the run has no findings"


def _worked_out(found: list[Finding], record: RunRecord) -> list[Without]:
    """Return the runs without a hit, for the first finding with suspected hits, played in a process of its own."""
    from dataclasses import asdict

    from golive.cli.progress import ShownProgress
    from golive.isolation.frames import RESULT
    from golive.isolation.isolated import Task
    from golive.isolation.playing import progress_of, warm
    from golive.isolation.supervision import alone, result_of
    from golive.replay.counterfactual import Without, first_outcomes

    warm()
    with ShownProgress(sys.stderr.isatty(), "playing the run again") as shown:
        task = Task(
            lambda tell, face: tell(
                RESULT, outcomes=[asdict(each) for each in first_outcomes(found, record, progress_of(tell))]
            ),
            shown.told,
        )
        result = result_of(alone(task, "the counterfactual was not worked out"))
    return [Without(**row) for row in result["outcomes"]]
