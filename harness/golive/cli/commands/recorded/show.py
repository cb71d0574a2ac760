"""`golive show`: the timeline of one order."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.output import console, reader_may_leave
from golive.errors import FolderProblem

if TYPE_CHECKING:
    from golive.record.run import Fact


@click.command()
@options.run("run_named")
@click.argument("order")
def show(run_named: str, order: str) -> int:
    """The timeline of one ORDER across both systems. RUN is a run folder or its name under runs/."""
    import golive_reports as reports
    from golive.record import folder

    cut_off = folder.find_interrupted(run_named)
    if cut_off is not None:
        return _show_interrupted(cut_off, order)
    run_dir = folder.find(run_named)
    line = next((each for each in folder.read_orders(run_dir) if each.order == order), None)
    facts = about(run_dir, (order, *(() if line is None else line.erp_orders)))
    if not facts:
        raise FolderProblem(f"{run_dir}: nothing in this run is about order {order!r}")
    with reader_may_leave():
        reports.print_story(line, facts, console(), reports.Wall.of(folder.read_run(run_dir)))
    return 0


def _show_interrupted(run_dir: Path, order: str) -> int:
    """The timeline in a run that did not come to its end: without a verdict, up to that moment."""
    import golive_reports as reports
    from golive.record import interrupted

    facts = about(run_dir, (order,))
    if not facts:
        raise FolderProblem(
            f"{run_dir}: nothing in this run, which was interrupted, is about order {order!r}"
        )
    mark = interrupted.read(run_dir)
    with reader_may_leave():
        click.echo(f"The run was interrupted{'' if mark is None else f': {mark.why}'}.\n")
        wall = reports.Wall(0 if mark is None else mark.offset_ms)
        reports.print_story(None, facts, console(), wall, f"{order}, without a verdict:")
    return 0


def about(run_dir: Path, keys: tuple[str, ...]) -> list[Fact]:
    """Every fact that names one of the keys, once, and the kills and pauses of the candidate, oldest first."""
    from golive.record.ledger import StoredLedger, interwoven
    from golive.record.run import LEDGER_FILE

    path = run_dir / LEDGER_FILE
    ledger = StoredLedger(path)
    try:
        facts = {fact.seq: fact for key in keys for fact in ledger.about(key)}
        lives = ledger.lives()
    except OSError as error:
        raise FolderProblem(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise FolderProblem(f"{path}: expected one fact per line as JSON: {error}") from error
    return interwoven([facts[number] for number in sorted(facts)], lives)


def numbered(run_dir: Path, numbers: Collection[int]) -> list[Fact]:
    """Return the facts with these ledger numbers, oldest first."""
    from golive.record.ledger import read
    from golive.record.run import LEDGER_FILE

    return [fact for fact in read(run_dir / LEDGER_FILE) if fact.seq in numbers]
