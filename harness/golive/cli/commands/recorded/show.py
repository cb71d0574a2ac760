"""`golive show`: the timeline of one order."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.output import console, reader_may_leave
from golive.errors import FolderProblem

if TYPE_CHECKING:
    from golive.record.rows import ExchangeLine
    from golive.record.run import Fact, RunRecord


DECIMALS, _FIRST = "run.decimals", 5
"""The fact that names articles with decimal quantities, and the number of facts among which it is."""


@click.command()
@options.run("run_named")
@click.argument("order")
@click.option(
    "--bodies",
    "with_bodies",
    is_flag=True,
    help="Under each call: headers and bodies, as far as the run kept them.",
)
def show(run_named: str, order: str, with_bodies: bool) -> int:
    """The timeline of one ORDER across both systems. RUN is a run folder or its name under runs/."""
    import golive_reports as reports
    from golive.record import folder, interrupted, parts
    from golive.record.run import RUNNING

    run_dir = folder.find(run_named)
    record = folder.read_run(run_dir)
    parts.check(run_dir, record)
    is_judged = record.state != RUNNING
    lines = folder.read_orders(run_dir) if is_judged else []
    line = next((each for each in lines if each.order == order), None)
    facts = about(run_dir, (order, *(() if line is None else line.erp_orders)))
    if not facts:
        raise FolderProblem(f"{folder.shown(run_dir)}: nothing in this run is about order {order!r}")
    exchanges = recorded(run_dir, facts) if with_bodies else []
    with reader_may_leave():
        if is_judged:
            wall = reports.Wall.of(record)
            decimals = decimals_of(run_dir)
            reports.print_story(line, facts, console(), wall, exchanges=exchanges, decimals=decimals)
        else:
            mark = interrupted.read(run_dir)
            click.echo(f"The run was interrupted{'' if mark is None else f': {mark.why}'}.\n")
            title = f"{order}, without a verdict:"
            reports.print_story(None, facts, console(), reports.Wall.of(record), title, exchanges)
            click.echo(f"\n{folder.CURE.format(folder=run_dir)}")
    return 0


def recorded(run_dir: Path, facts: Collection[Fact]) -> list[ExchangeLine]:
    """Return the calls and notices of these facts that the run kept with their bodies."""
    from golive.record import folder

    return folder.read_exchanges(run_dir, {fact.keys["x"] for fact in facts if "x" in fact.keys})


def _say_what_is_left_out(
    record: RunRecord, facts: Collection[Fact], exchanges: Collection[ExchangeLine]
) -> None:
    """Print how many calls and notices are shown without bodies, and how to get them."""
    known = {str(line["x"]) for line in exchanges}
    missing = {fact.keys["x"] for fact in facts if "x" in fact.keys} - known
    if not missing:
        return
    mode = record.bodies.get("mode", "none")
    if mode == "all":
        click.echo(f"{len(missing)} without bodies: exchanges.jsonl was full.")
    else:
        click.echo(
            f"{len(missing)} calls and notices without bodies: the run was made with --bodies {mode}; to see them, "
            f"run it again: {record.command.replace(' --bodies none', '')} --bodies all"
        )


def about(run_dir: Path, keys: tuple[str, ...]) -> list[Fact]:
    """Every fact that names one of the keys, once, and the kills and pauses of the candidate, oldest first."""
    from golive.record.ledger import StoredLedger, interwoven
    from golive.record.run import LEDGER_FILE

    ledger = StoredLedger(run_dir / LEDGER_FILE)
    try:
        facts = {fact.seq: fact for key in keys for fact in ledger.about(key)}
        return interwoven([facts[number] for number in sorted(facts)], ledger.lives())
    except OSError as error:
        raise FolderProblem(f"{ledger.path}: cannot be read: {error.strerror}") from error


def decimals_of(run_dir: Path) -> frozenset[str]:
    """Return the SKUs whose quantities the facts of a run state in thousandths; its first facts name them."""
    from golive.record.ledger import read
    from golive.record.run import LEDGER_FILE

    named = [
        fact.data["skus"] for fact in islice(read(run_dir / LEDGER_FILE), _FIRST) if fact.kind == DECIMALS
    ]
    return frozenset(sku for skus in named for sku in skus)


def numbered(run_dir: Path, numbers: Collection[int]) -> list[Fact]:
    """Return the facts with these ledger numbers, oldest first."""
    from golive.record.ledger import read
    from golive.record.run import LEDGER_FILE

    return [fact for fact in read(run_dir / LEDGER_FILE) if fact.seq in numbers]
