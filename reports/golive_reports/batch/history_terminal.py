"""Earlier runs in a terminal, by scenario and candidate, with their trends."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from golive.record.earlier.past import PastRun, PastRuns, Turn, again, courses
from golive_reports.batch.results import SIGNS_OF, STYLES
from golive_reports.words.console import print_to
from golive_reports.words.local_time import Wall
from golive_reports.words.text import clean, counted, duration, money, number, share

_LEVELS = "▁▂▃▄▅▆▇█"
_MOST_POINTS = 30
_MOST_TURNS = 20
_WALL = Wall()
_NARROW = 84


def _whole_money(cents: object) -> str:
    return money(cents, whole=True)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure of a run and its format. `is_sum`: several runs have the sum, else the largest value."""

    name: str
    value: Callable[[PastRun], float | None]
    written: Callable[[object], str] = number
    is_sum: bool = True

    def of(self, runs: Sequence[PastRun]) -> float | None:
        """Return the figure of several runs; None where none of them has it."""
        values = [self.value(run) for run in runs]
        known = [value for value in values if value is not None and math.isfinite(value)]
        if not known:
            return None
        return sum(known) if self.is_sum else max(known)


MEASURES = (
    Measure("lost", lambda run: run.lost),
    Measure("twice", lambda run: run.duplicated),
    Measure("on a desk", lambda run: run.stuck),
    Measure("stock diff", lambda run: run.drift_units),
    Measure("p95", lambda run: run.p95_ms, duration, is_sum=False),
    Measure("wrong", lambda run: run.wrong),
    Measure("by hand", lambda run: run.corrections),
    Measure("left open", lambda run: run.open_at_end),
    Measure("backlog", lambda run: run.backlog, number, is_sum=False),
    Measure("retried", lambda run: run.retried, share, is_sum=False),
    Measure("harm", lambda run: run.harm_cents, _whole_money),
)


def print_history(past: PastRuns, console: Console) -> None:
    """Print the runs by scenario and candidate, oldest first, with a line of the trend for each measure."""
    print_to(console, *_parts(past, console.width < _NARROW, console.options.ascii_only))


def _parts(past: PastRuns, narrow: bool, ascii_only: bool) -> Iterable[RenderableType]:
    for runs in courses(past.runs):
        yield from _course(runs, narrow, ascii_only)
    yield from _turned("newly failing", "red", past.newly_failing)
    yield from _turned("newly fixed", "green", past.newly_fixed)
    yield from _signs(past)
    for folder, why in past.unreadable:
        yield Text(f"! {clean(folder, 200)}: left out: {clean(why, 300)}", "yellow")
    broken = f", {number(len(past.unreadable))} more could not be read" if past.unreadable else ""
    yield Text(
        f"{counted(len(past.runs), 'run')} below {clean(past.folder, 500)}{broken}; times are UTC", "dim"
    )


def _turned(word: str, style: str, turns: Sequence[Turn]) -> Iterable[RenderableType]:
    for each in turns[:_MOST_TURNS]:
        name = f"{clean(each.scenario, 60)} · {clean(each.candidate, 60)}, seed {each.seed}"
        yield Text.assemble(
            (word, style), f"  {name}: {clean(each.before, 200)} and {clean(each.after, 200)}"
        )
    if len(turns) > _MOST_TURNS:
        yield Text(f"and {number(len(turns) - _MOST_TURNS)} more {word}", "dim")


def _signs(past: PastRuns) -> Iterable[RenderableType]:
    """Yield the signs that an integration needs refactoring."""
    if past.signs:
        yield Text("\nSigns that refactoring is needed", "bold")
    for each in past.signs:
        where = f"{clean(each.scenario, 60)} · {clean(each.candidate, 60)}"
        yield Text.assemble(
            ("! ", "yellow"), f"{each.name}: {clean(each.shown_by, 200)} ", (f"({where})", "dim")
        )
        yield Text(f"  {each.advice}", "green")


def _course(runs: Sequence[PastRun], narrow: bool, ascii_only: bool) -> Iterable[RenderableType]:
    first = runs[0]
    clock = "" if first.clock == "virtual" else f" · {clean(first.clock, 20)} clock"
    changes = f"  {clean(first.changes, 200)}" if first.changes else ""
    yield Text.assemble(
        (clean(first.scenario, 60), "bold"),
        (f" · {clean(first.candidate, 60)}{clock}", "bold"),
        (changes, "dim"),
    )
    yield Padding(_table(runs, narrow), (0, 0, 0, 2))
    if len(runs) > 1:
        yield Padding(Text(trends(runs, ascii_only), "cyan"), (0, 0, 0, 2))
    yield Text()


def _table(runs: Sequence[PastRun], narrow: bool) -> Table:
    """Return a row per run, without measures that were always 0; narrow tables have no column of folders."""
    some = [measure for measure in MEASURES if any(measure.value(run) for run in runs)]
    unit = next((run.currency for run in runs if run.currency), "")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in (
        "run",
        "seed",
        "verdict",
        *([] if narrow else ["orders"]),
        *(measure.name for measure in some),
    ):
        justify: JustifyMethod = "left" if title in ("run", "verdict") else "right"
        table.add_column(
            f"harm, {clean(unit, 8)}" if title == "harm" else title, justify=justify, no_wrap=True
        )
    if not narrow:
        table.add_column("folder", overflow="fold")
    for run in runs:
        sign, day = SIGNS_OF.get(run.verdict, "?"), _WALL.day(run.at_ms)
        table.add_row(
            f"{day[9:] if narrow else day[4:]} {_WALL.minute(run.at_ms)}",
            str(run.seed),
            Text(sign if narrow else f"{sign} {clean(run.verdict, 20)}", STYLES.get(run.verdict, "yellow")),
            *([] if narrow else [number(run.orders)]),
            *(measure.written(measure.value(run)) for measure in some),
            *([] if narrow else [Text(clean(run.folder, 200), "dim")]),
        )
    return table


def rounds(runs: Sequence[PastRun]) -> tuple[str, list[list[PastRun]]]:
    """Return the comparable runs in rounds, oldest first, with a description of their common basis.

    Two seeds are two different days, and one may be harder than the other. Where seeds were run repeatedly, a round is
    one run of each of those seeds; otherwise every run is a round.
    """
    found = again(runs)
    if not found:
        return "over different seeds", [[run] for run in runs]
    seeds = "the same seed" if len(found[0]) == 1 else f"the same {number(len(found[0]))} seeds"
    return f"{seeds}, {number(len(found))} times", found


def trends(runs: Sequence[PastRun], ascii_only: bool = False) -> str:
    """Return the measures that changed between the first and the last round: `lost 12 to 0 █▁▁`."""
    what, found = rounds(runs)
    parts = []
    for measure in MEASURES:
        values = [measure.of(each) for each in found]
        known = [value for value in values if value is not None]
        written = [measure.written(value) for value in known]
        if len(set(written)) > 1:
            line = "" if ascii_only else f" {sparkline(values[-_MOST_POINTS:])}"
            parts.append(f"{measure.name} {written[0]} to {written[-1]}{line}")
    return f"trend ({what}): " + (", ".join(parts) or "nothing changed")


def sparkline(values: Sequence[float | None]) -> str:
    """Return one block per value, scaled from the lowest to the highest; a space for None."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    top = len(_LEVELS) - 1
    return "".join(
        " " if value is None else _LEVELS[round((value - low) / (high - low) * top) if high > low else 0]
        for value in values
    )
