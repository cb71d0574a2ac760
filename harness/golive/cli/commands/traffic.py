"""`golive traffic`: synthetic traffic fitted to a merchant's own orders."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from golive.cli import options
from golive.cli.output import console
from golive.errors import TrafficProblem

if TYPE_CHECKING:
    from golive.scenario import Scenario
    from golive.traffic.distance import Distance
    from golive.traffic.fitting import Fit
    from golive.traffic.survey import Survey


@click.group()
def traffic() -> None:
    """Synthetic traffic fitted to a merchant's own orders."""


@traffic.command("fit")
@click.argument("orders", metavar="ORDERS.csv", type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="traffic.yaml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="File for the fitted scenario.",
)
@options.seed("Seed of the synthetic traffic for the comparison.")
@options.form
def fit_command(orders: Path, out: Path, seed: int, form: str) -> int:
    """Fit the traffic of a scenario to an export of orders, and report the distance between the two.

    The CSV has one row per order line. Its header names the columns: order_id, placed_at, sku, qty and,
    where known, customer_id (may be a hash), price, status, returned_qty.
    """
    from golive import scenario
    from golive.record.files import write
    from golive.traffic.fragment import fragment

    _check_out(out)
    survey, found = _read(orders, seed)
    text = fragment(found, orders.name)
    try:
        write(out, text.encode())
    except OSError as error:
        raise TrafficProblem(f"--out {out}: cannot be written: {error.strerror}") from error
    rows = _rows(survey, found, scenario.load(str(out)), seed)
    if form == "json":
        distance = [{**asdict(row), "word": row.word} for row in rows]
        click.echo(json.dumps({"fit": asdict(found), "distance": distance, "out": str(out)}, indent=2))
    else:
        _show(survey, found, rows, out)
    return 0


def _check_out(out: Path) -> None:
    """Raises TrafficProblem where writing the fit would replace a file that is no fit."""
    from golive.traffic.fragment import FIRST_WORDS

    try:
        if out.exists() and not out.read_text("utf-8", "replace").startswith(FIRST_WORDS):
            raise TrafficProblem(
                f"--out {out}: expected a new file or an earlier fit, this is something else; name another one"
            )
    except OSError as error:
        raise TrafficProblem(f"--out {out}: cannot be used: {error.strerror}") from error


def _read(orders: Path, seed: int) -> tuple[Survey, Fit]:
    from golive.sim.seeding import stream
    from golive.traffic.export import Export
    from golive.traffic.fitting import fit
    from golive.traffic.survey import Survey

    export, survey = Export(orders), Survey()
    survey.take(export.lines())
    has_status = export.has("status")
    try:
        found = fit(
            survey,
            stream(seed, "traffic.fit"),
            has_customers=export.has("customer"),
            has_status=has_status,
            has_returns=has_status or export.has("returned"),
        )
    except TrafficProblem as problem:
        raise TrafficProblem(f"{orders}: {problem}") from problem
    return survey, found


def _rows(survey: Survey, found: Fit, loaded: Scenario, seed: int) -> list[Distance]:
    from golive.keys.value_kinds import DAY_MS
    from golive.traffic.distance import Sample, compared, distances
    from golive.traffic.synthesis import synthetic

    placed = survey.placed
    sold = sorted(survey.sold.values(), reverse=True)
    export = Sample(placed, survey.sizes, survey.units, sold)
    made = synthetic(loaded, seed, found.start_ms, found.end_ms)
    rows = distances(export, made, any(at % DAY_MS for at in placed))
    customers, life = loaded.traffic.customers, loaded.traffic.life
    for what, share, written in (
        ("guests", found.guests, customers.guests),
        ("customers who come back", found.returning, customers.returning),
        ("cancelled orders", found.cancelled, life.cancelled),
        ("orders with returns", found.returned, life.partly_refunded),
    ):
        if share is not None:
            rows.append(compared(what, share, written, found.orders))
    return rows


def _show(survey: Survey, found: Fit, rows: list[Distance], out: Path) -> None:
    from rich.table import Table
    from rich.text import Text

    from golive.keys.value_kinds import DAY_MS
    from golive_reports.words.console import print_to

    days = (found.end_ms - found.start_ms) / DAY_MS
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", "export", "synthetic", "apart", ""):
        table.add_column(title, justify="right" if title == "apart" else "left")
    for row in rows:
        table.add_row(row.what, row.export, row.synthetic, f"{row.share:.1%}", row.word)
    notes = ["same: chance alone would explain it; close: within 5 %; alike: within 10 %."]
    print_to(
        console(),
        Text(
            f"{found.orders:,} orders with {found.lines:,} lines in {days:,.1f} days: "
            f"{found.shape.per_hour:,.1f} an hour, {len(survey.sold):,} articles sold of about {found.skus:,}, "
            f"popularity zipf {found.exponent:.2f}."
        ),
        table,
        *(Text(note, "dim") for note in [*notes, *_notes(survey, found)]),
        Text(f"Written: {out}. Try: golive run {out}", no_wrap=True, overflow="ignore"),
    )


def _notes(survey: Survey, found: Fit) -> list[str]:
    from golive.traffic.fitting import MOST

    notes = []
    if not found.shape.day:
        notes.append(
            "The export tells no times of day, or of less than a day: orders come evenly over the day."
        )
    if not found.shape.week:
        notes.append("Less than two weeks: every day of the week is the same.")
    if survey.ignored:
        notes.append(f"{survey.ignored:,} lines without a quantity were left out.")
    if max(survey.sizes) > MOST or max(survey.units) > MOST:
        notes.append(f"Orders of more than {MOST} articles, or units of one, count as {MOST}.")
    return notes
