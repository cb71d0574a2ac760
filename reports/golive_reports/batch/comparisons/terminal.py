"""A comparison in a terminal: the figures side by side, and the orders with different results."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from golive.record.batch import Comparison
from golive_reports.batch import words
from golive_reports.batch.comparisons.content import Group, contests, groups, rows
from golive_reports.batch.results import SIGNS_OF, STYLES
from golive_reports.words.console import entries, print_to, unbroken
from golive_reports.words.text import clean, counted, number
from golive_reports.words.verdicts import LOOKS

_GROUPS_SHOWN = 5


def print_comparison(comparison: Comparison, page: Path, console: Console) -> None:
    """Print the comparison; `page` is the path of `compare.html`."""
    print_to(console, *_parts(comparison, page))


def _parts(comparison: Comparison, page: Path) -> Iterable[RenderableType]:
    yield Text()
    yield _table(comparison)
    for note in words.left_out(comparison):
        yield Text(note, "yellow")
    if comparison.against is not None:
        yield Text(words.headline(comparison.against), "red" if comparison.against.worse else "green")
        for word, each in words.changes(comparison.against):
            yield Text(f"  {word}: {words.name_of(each)}, {words.change(each)}")
    yield Text()
    yield from _paired(comparison)
    found = groups(comparison)
    for group in found[:_GROUPS_SHOWN]:
        yield from _group(group, comparison, page.parent)
    if rest := found[_GROUPS_SHOWN:]:
        orders = sum(len(group.orders) for group in rest)
        yield Padding(
            Text(f"and {counted(orders, 'order')} of {counted(len(rest), 'other group')}", "dim"),
            (0, 0, 0, 2),
        )
    yield Text()
    yield from entries(
        ("Page", clean(page.as_posix(), 2000), "cyan"), ("Again", clean(comparison.command, 2000), "")
    )


def _table(comparison: Comparison) -> Table:
    seeds = counted(len(comparison.seeds), "seed")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(Text(f"{clean(comparison.scenario, 40)}, {seeds}", "bold"), overflow="fold")
    for variant in comparison.variants:
        table.add_column(Text(clean(variant.name, 60), "bold"), justify="right", overflow="fold")
    verdicts = [
        Text(f"{SIGNS_OF.get(each.verdict, '?')} {each.verdict}", STYLES.get(each.verdict, "yellow"))
        for each in comparison.variants
    ]
    table.add_row(Text("verdict", "dim"), *verdicts)
    for row in rows(comparison):
        cells = [Text(cell, "bold" if best else "") for cell, best in zip(row.cells, row.best, strict=True)]
        table.add_row(Text(row.label, "dim"), *cells)
    return table


def _paired(comparison: Comparison) -> Iterable[RenderableType]:
    yield Text.assemble(
        (f"{counted(comparison.paired, 'order')} placed in every variant", "bold"),
        (f"  {number(comparison.same_number)} with the same number, so with the same faults", "dim"),
    )
    lone = [(clean(each.name, 60), each.unpaired) for each in comparison.variants if each.unpaired]
    if lone:
        words = ", ".join(f"{number(count)} in {name}" for name, count in lone)
        yield Padding(Text(f"left out, because not every variant has them: {words}", "dim"), (0, 0, 0, 2))
    for one, other, only_one, only_other in contests(comparison):
        words = f"right only under {clean(one, 60)}: {number(only_one)}"
        words += f"; only under {clean(other, 60)}: {number(only_other)}"
        yield Padding(Text(words), (0, 0, 0, 2))


def _group(group: Group, comparison: Comparison, folder: Path) -> Iterable[RenderableType]:
    names = [clean(variant.name, 60) for variant in comparison.variants]
    line = Text(f"{number(len(group.orders))} × ", "bold")
    for place, (name, verdict) in enumerate(zip(names, group.verdicts, strict=True)):
        look = LOOKS.get(verdict)
        line.append(", " if place else "", "dim")
        line.append(f"{name} ", "dim").append(
            look.label if look else clean(verdict, 40), look.style if look else ""
        )
    yield Padding(line, (1, 0, 0, 2))
    width = max(len(word) for word in ["such as", *(names[place] for place, _ in group.wrong)])
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(min_width=width)
    table.add_column()
    for place, side in group.wrong:
        table.add_row(Text(names[place], "dim"), Text(clean(side.why, 240)))
        if side.fix:
            table.add_row(Text("fix", "dim"), Text(clean(side.fix, 240), "green"))
    _, side = group.wrong[0]
    story = shlex.join(["golive", "show", clean((folder / side.run).as_posix(), 500), clean(side.order, 80)])
    yield Padding(table, (0, 0, 0, 4))
    yield unbroken("    ", ("such as", "dim"), " " * (width - len("such as") + 1), story)
