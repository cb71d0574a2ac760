"""Runs of the past in a terminal: each of them, and for each scenario and candidate how it went over time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from harness.several import PastRun, PastRuns
from reports.gate import SIGNS_OF, STYLES
from reports.speech import say
from reports.text import clean, counted, duration, money, number
from reports.wall import Wall

_LEVELS = "▁▂▃▄▅▆▇█"
_MOST_POINTS = 30
_WALL = Wall()

Measure = tuple[str, Callable[[PastRun], float | None], Callable[[object], str]]


def _whole_money(cents: object) -> str:
    return money(cents, whole=True)


MEASURES: tuple[Measure, ...] = (
    ("lost", lambda run: run.lost, number),
    ("twice", lambda run: run.duplicated, number),
    ("on a desk", lambda run: run.stuck, number),
    ("stock apart", lambda run: run.drift_units, number),
    ("p95", lambda run: run.p95_ms, duration),
    ("harm", lambda run: run.harm_cents, _whole_money),
)


def print_history(past: PastRuns, console: Console) -> None:
    """Print the runs by scenario and candidate, oldest first, with a line of the trend for each measure."""
    say(console, *_parts(past, console.options.ascii_only))


def _parts(past: PastRuns, ascii_only: bool) -> Iterable[RenderableType]:
    for runs in courses(past):
        yield from _course(runs, ascii_only)
    for folder, why in past.unreadable:
        yield Text(f"! {clean(folder, 200)}: left out: {clean(why, 300)}", "yellow")
    broken = f", {number(len(past.unreadable))} more could not be read" if past.unreadable else ""
    yield Text(
        f"{counted(len(past.runs), 'run')} below {clean(past.folder, 500)}{broken}; times are UTC", "dim"
    )


def courses(past: PastRuns) -> list[list[PastRun]]:
    """The runs that belong together: the same scenario, candidate, clock and changes; by name, each oldest first."""
    found: dict[tuple[str, str, str, str], list[PastRun]] = {}
    for run in past.runs:
        found.setdefault((run.scenario, run.candidate, run.clock, run.changes), []).append(run)
    return [found[where] for where in sorted(found)]


def _course(runs: Sequence[PastRun], ascii_only: bool) -> Iterable[RenderableType]:
    first = runs[0]
    clock = "" if first.clock == "virtual" else f" · {clean(first.clock, 20)} clock"
    changes = f"  {clean(first.changes, 200)}" if first.changes else ""
    yield Text.assemble(
        (clean(first.scenario, 60), "bold"),
        (f" · {clean(first.candidate, 60)}{clock}", "bold"),
        (changes, "dim"),
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("run", "seed", "verdict", "orders", *(name for name, _, _ in MEASURES), "folder"):
        table.add_column(
            title, justify="left" if title in ("run", "verdict", "folder") else "right", overflow="fold"
        )
    for run in runs:
        table.add_row(
            f"{_WALL.day(run.at_ms)[4:]} {_WALL.minute(run.at_ms)}",
            str(run.seed),
            Text(
                f"{SIGNS_OF.get(run.verdict, '?')} {clean(run.verdict, 20)}",
                STYLES.get(run.verdict, "yellow"),
            ),
            number(run.orders),
            *(write(value(run)) for _, value, write in MEASURES),
            Text(clean(run.folder, 200), "dim"),
        )
    yield Padding(table, (0, 0, 0, 2))
    if len(runs) > 1:
        yield Padding(Text(trends(runs, ascii_only), "cyan"), (0, 0, 0, 2))
    yield Text()


def trends(runs: Sequence[PastRun], ascii_only: bool = False) -> str:
    """What changed from the first run to the last, with its course: `lost 12 to 0 █▁▁`; what did not is left out."""
    parts = []
    for name, value, write in MEASURES:
        values = [value(run) for run in runs]
        known = [each for each in values if each is not None and math.isfinite(each)]
        if len(set(known)) > 1:
            line = "" if ascii_only else f" {sparkline(values[-_MOST_POINTS:])}"
            parts.append(f"{name} {write(known[0])} to {write(known[-1])}{line}")
    return "trend: " + (", ".join(parts) or "nothing changed")


def sparkline(values: Sequence[float | None]) -> str:
    """One block for each value, the lowest at the bottom and the highest at the top; a space where there is none."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    low, high = min(known, default=0), max(known, default=0)
    if high <= low:
        return "".join(" " if value is None else _LEVELS[0] for value in values)
    return "".join(
        " "
        if value is None or not math.isfinite(value)
        else _LEVELS[round((value - low) / (high - low) * (len(_LEVELS) - 1))]
        for value in values
    )
