"""Where two runs part, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from golive.record.difference import Comparison, Difference
from golive.record.run import Fact
from golive_reports.words.console import print_to
from golive_reports.words.local_time import Wall
from golive_reports.words.story_line import describe
from golive_reports.words.text import clean, counted

MOST_ROWS = 20
_VALUE = 120


def print_difference(runs: Comparison, console: Console, wall: Wall, names: tuple[str, str]) -> None:
    """Print what differs between two runs, called by these names; one line where nothing does."""
    parts: list[RenderableType] = []
    if runs.settings:
        parts += [_title("Settings that differ"), _rows(("", *names), runs.settings)]
    if runs.fact is None:
        parts.append(Text("Both runs recorded the same facts."))
    else:
        parts += _verdicts(runs, names)
        if runs.decision is not None:
            title = f"First order treated differently: {clean(runs.order, 60)}"
            parts += [_title(title), *parting(runs.decision, wall, names)]
        parts += [_title("First fact that differs"), *parting(runs.fact, wall, names)]
    print_to(console, *parts)


def parting(found: Difference, wall: Wall, names: tuple[str, str]) -> list[RenderableType]:
    """Return the last facts that both runs share, the two facts that differ, and the values in which they do."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for fact in found.before:
        table.add_row(Text("both", "dim"), *_cells(fact, wall))
    for name, side in zip(names, (found.one, found.other), strict=True):
        table.add_row(Text(clean(name, 40), "bold"), *_cells(side, wall))
    parts: list[RenderableType] = [Padding(table, (0, 0, 0, 2))]
    if fields := found.fields():
        parts.append(_rows(("", *names), fields))
    return parts


def _cells(fact: Fact | None, wall: Wall) -> tuple[Text, Text, Text]:
    if fact is None:
        return Text("-"), Text("-"), Text("nothing more is recorded", "dim")
    return Text(f"fact {fact.seq}", "dim"), Text(wall.time(fact.at_ms), "dim"), Text(describe(fact).text)


def _verdicts(runs: Comparison, names: tuple[str, str]) -> list[RenderableType]:
    if not runs.orders:
        return [_title(f"{counted(runs.alike, 'order')} judged alike, none differently")]
    title = f"{counted(runs.alike, 'order')} judged alike, {len(runs.orders):,} differently"
    return [_title(title), _rows(("", *names), runs.orders)]


def _title(text: str) -> Text:
    return Text(text, "bold")


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Padding:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in head:
        table.add_column(clean(name, 40), overflow="fold")
    for row in rows[:MOST_ROWS]:
        table.add_row(*(Text(clean(cell, _VALUE)) for cell in row))
    if len(rows) > MOST_ROWS:
        table.add_row(Text(f"and {len(rows) - MOST_ROWS:,} more", "dim"))
    return Padding(table, (0, 0, 0, 2))
