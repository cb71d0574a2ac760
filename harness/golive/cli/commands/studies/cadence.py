"""`golive cadence`: how often the stock of each article must be carried over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.commands.studies import shown
from golive.cli.commands.studies.durations import MOST_MS, Duration, Share

if TYPE_CHECKING:
    from golive.cadence.sales import Sales


@click.command()
@click.argument("named", metavar="RUN|ORDERS.csv")
@click.option(
    "--risk",
    type=Share(),
    default="1%",
    show_default=True,
    help="Probability of overselling between two updates.",
)
@click.option(
    "--stock",
    "stock_file",
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="Stock of each article, with the columns sku and stock; without it, that of the run's beginning.",
)
@click.option(
    "--cover",
    type=Duration(3_600_000, 365 * MOST_MS, "no article is kept for longer"),
    help="Instead: stock of every article for this time at its mean rate; for an export, 7d without --stock.",
)
@click.option(
    "--unseen",
    type=Share(),
    help="Share of the sales that the shop does not see itself; without it, as in the run, or 100%.",
)
@click.option(
    "--page", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Articles in one call."
)
@shown.shared
def cadence(
    named: str,
    risk: float,
    stock_file: Path | None,
    cover: int | None,
    unseen: float | None,
    page: int,
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """How often the stock of each article must be updated for a chosen risk of overselling.

    RUN is a run folder or its name under runs/, ORDERS.csv an export as golive traffic fit reads it.

    \b
    golive cadence black-friday-reference-1 --risk 0.1%
    golive cadence orders.csv --stock stock.csv --unseen 30%
    """  # noqa: D301
    from golive.cadence.needs import needs
    from golive.cadence.telling import study_of
    from golive.keys.value_kinds import DAY_MS, HOUR_MS

    if stock_file is not None and cover is not None:
        raise options.without_effect("--cover", "--stock says how much there is")
    command = shown.command_line()

    def make(say: shown.Say) -> shown.Made:
        sales, stock = _read(named, stock_file)
        _check_span(named, sales)
        velocities = sales.velocities()
        if stock_file is not None:
            _check_articles(stock_file, stock, velocities)
        if cover is not None or not stock:
            hours = (7 * DAY_MS if cover is None else cover) / HOUR_MS
            stock = {sku: max(1, round(each.per_hour * hours)) for sku, each in velocities.items()}
        share = sales.unseen if unseen is None else unseen
        found = needs(velocities, stock, risk, share, sales.hours, page)
        return found.as_json(), study_of(found, Path(named).name, command)

    shown.study("cadence", "cadence", make, 1, out, form, quiet)
    return 0


def _check_span(named: str, sales: Sales) -> None:
    """Raises InputError for sales of less than an hour."""
    from golive.errors import InputError
    from golive.keys.value_kinds import HOUR_MS, show_duration

    if sales.span_ms < HOUR_MS:
        raise InputError(
            f"{named}: expected sales of at least {show_duration(HOUR_MS)}, got {sales.units:,.0f} units in "
            f"{show_duration(sales.span_ms)}: too few to tell how fast an article sells; give a longer run "
            "(golive run ... --set clock.duration=8h), or an export of some weeks"
        )


def _check_articles(path: Path, stock: Mapping[str, int], sold: Mapping[str, object]) -> None:
    """Raises InputError where no article of the file was sold: all would seem to need no update."""
    from golive.errors import InputError

    if stock.keys().isdisjoint(sold):
        came = next(iter(stock), "no article")
        raise InputError(
            f"--stock {path}: expected articles that were sold, such as {min(sold, default='none')}, got none of them, "
            f"but {came[:80]}"
        )


def _read(named: str, stock_file: Path | None) -> tuple[Sales, dict[str, int]]:
    """The sales, and the stock by article; empty where it is not known."""
    from golive.cadence.sales import of_export, of_run, stock_of
    from golive.record import folder
    from golive.record.ledger import StoredLedger
    from golive.record.run import LEDGER_FILE

    given = None if stock_file is None else stock_of(stock_file)
    if Path(named).is_file():
        return of_export(Path(named)), given or {}
    run_dir = folder.find(named)
    record = folder.read_run(run_dir)
    sales, stock = of_run(StoredLedger(run_dir / LEDGER_FILE), record.start_ms, record.heal_ms)
    return sales, stock if given is None else given
