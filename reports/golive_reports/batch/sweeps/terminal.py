"""A sweep in a terminal: a row per column, a row per scenario, what failed, one verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from golive.record.batch import INTERRUPTED, SETTLED, TIME_BUDGET
from golive.record.cells.sweep import Sweep
from golive_reports.batch import words
from golive_reports.batch.results import SIGNS_OF, STYLES
from golive_reports.batch.sweeps.figures import COLUMN_HEADINGS, SCENARIO_HEADINGS, column_rows, scenario_rows
from golive_reports.batch.sweeps.places import undecided
from golive_reports.words.console import entries, print_to
from golive_reports.words.text import clean, number

_MOST_FAILED = _MOST_UNDECIDED = 5
_LEFT_OUT = {SETTLED: "settled", TIME_BUDGET: "the time was used up", INTERRUPTED: "golive was interrupted"}
_NARROW, _NAME = 110, 16
_NOT_IF_NARROW = ("late", "on the desk", "ERP calls", "seeds")


def print_sweep(sweep: Sweep, page: str, file: str, console: Console) -> None:
    """Print the tables and the verdict; `page` is the path of `sweep.html`, `file` that of `sweep.json`."""
    print_to(console, *_parts(sweep, page, file, is_narrow=console.width < _NARROW))


def _parts(sweep: Sweep, page: str, file: str, *, is_narrow: bool) -> Iterable[RenderableType]:
    left_out = _NOT_IF_NARROW if is_narrow else ()
    yield _table("", COLUMN_HEADINGS, column_rows(sweep), left_out)
    yield Text()
    yield _table("scenario", SCENARIO_HEADINGS, scenario_rows(sweep), left_out)
    yield Text()
    for command, error in list(sweep.failed.items())[:_MOST_FAILED]:
        yield Text.assemble(("failed  ", "red"), f"{clean(command, 200)}: {clean(error, 200)}")
    if len(sweep.failed) > _MOST_FAILED:
        yield Text(f"        and {number(len(sweep.failed) - _MOST_FAILED)} more", "dim")
    some = undecided(sweep)
    for line in some[:_MOST_UNDECIDED]:
        yield Text.assemble(("open    ", "yellow"), line)
    if len(some) > _MOST_UNDECIDED:
        yield Text(f"        and {number(len(some) - _MOST_UNDECIDED)} more", "dim")
    if sweep.against is not None:
        yield Text(words.headline(sweep.against), "red" if sweep.against.worse else "green")
        for word, each in words.changes(sweep.against):
            yield Text(f"  {word}: {words.name_of(each)}, {words.change(each)}")
    yield Text.assemble(
        (f"{SIGNS_OF.get(sweep.verdict, '?')} {sweep.verdict}", STYLES.get(sweep.verdict, "yellow")),
        f"  {cells(sweep)}",
    )
    yield from entries(
        ("page", page, "cyan"), ("all figures", file, ""), ("cells", sweep.store, "golive results shows them")
    )


def _table(
    first: str, headings: Sequence[str], rows: Iterable[Sequence[str]], left_out: Sequence[str]
) -> Table:
    shown = [at for at, heading in enumerate(headings) if heading not in left_out]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(first, overflow="fold", min_width=_NAME)
    for at in shown:
        is_text = headings[at] in ("least harm", "others")
        table.add_column(headings[at], justify="left" if is_text else "right", no_wrap=not is_text)
    for name, *figures in rows:
        table.add_row(clean(name, 60), *(figures[at] for at in shown))
    return table


def cells(sweep: Sweep) -> str:
    """How many cells were played, kept and left out, in words."""
    parts = [f"{number(sweep.played)} cells played"]
    if sweep.kept:
        parts.append(f"{number(sweep.kept)} were in the store")
    for why, reason in _LEFT_OUT.items():
        count = sum(each.why == why for each in sweep.not_run)
        if count:
            parts.append(f"{number(count)} left out, {reason}")
    return ", ".join(parts)
