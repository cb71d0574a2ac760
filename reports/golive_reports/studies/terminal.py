"""A study in a terminal: headline, criteria, tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, JustifyMethod, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from golive.record.studies import TEXT, Study, Table
from golive_reports.studies.values import shown
from golive_reports.words.console import entries, print_to
from golive_reports.words.text import clean, number

_MOST_ROWS = 40


def print_study(study: Study, page: Path, console: Console) -> None:
    """Print the study; `page` is the path of its page."""
    print_to(console, *_parts(study, page))


def _parts(study: Study, page: Path) -> Iterator[RenderableType]:
    yield Text.assemble((clean(study.headline, 400), "bold"), f"  {clean(study.subject, 120)}")
    for note in study.notes:
        yield Text(clean(note, 600), "dim")
    for table in study.tables:
        if table.rows:
            yield Text()
            yield from _table(table)
    yield Text()
    yield from entries(
        ("Page", clean(page.as_posix(), 2000), "cyan"), ("Again", clean(study.command, 2000), "")
    )


def _table(table: Table) -> Iterator[RenderableType]:
    yield Text.assemble((clean(table.title, 120), "bold"), (f"  {clean(table.about, 600)}".rstrip(), "dim"))
    grid = Grid(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in table.columns:
        justify: JustifyMethod = "left" if column.unit == TEXT else "right"
        grid.add_column(Text(clean(column.name, 80), "dim"), justify=justify, overflow="fold")
    for row in table.rows[:_MOST_ROWS]:
        grid.add_row(
            *(Text(shown(value, column.unit)) for value, column in zip(row, table.columns, strict=True))
        )
    yield grid
    if (rest := len(table.rows) - _MOST_ROWS) > 0:
        yield Text(f"and {number(rest)} more rows, all on the page", "dim")
