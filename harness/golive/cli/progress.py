"""Progress on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import click

from golive.isolation.frames import BEGUN, LIVE_PAGE, PROGRESS

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from golive.record.batch import RunResult
    from golive.record.cells import Cell


class ShownProgress:
    """The progress of a run in another process, as that tells it; `folder` is the run folder, "" before it exists.

    Nothing is drawn where `wanted` is false. No thread draws, because golive forks.
    """

    def __init__(self, wanted: bool, title: str = "") -> None:
        self.folder = ""
        self.warnings: list[str] = []
        self._bar = _bar() if wanted else None
        self._task = None if self._bar is None else self._bar.add_task(title, total=1.0, state="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def told(self, frame: Mapping[str, Any]) -> None:
        """Take a frame of the run."""
        if frame["kind"] == BEGUN:
            self.folder = frame["folder"]
            self.warnings = frame.get("warnings", [])
        elif frame["kind"] == LIVE_PAGE:
            self._say(f"golive: live page {frame['page']}")
            self._say(f"golive: metrics   {frame['metrics']}")
        if self._bar is None or self._task is None:
            return
        if frame["kind"] == BEGUN:
            self._bar.update(self._task, description=frame["title"], refresh=True)
        elif frame["kind"] == PROGRESS:
            self._bar.update(self._task, completed=frame["share"], state=frame["state"], refresh=True)

    def _say(self, line: str) -> None:
        """Print a line above the bar."""
        if self._bar is None:
            click.echo(line, err=True)
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)


def _bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[state]}"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)


def _counting(total: int, noun: str) -> Bar:
    from rich.console import Console
    from rich.progress import Progress, TextColumn

    bar = Progress(
        TextColumn("{task.description}"), console=Console(stderr=True), auto_refresh=False, transient=True
    )
    bar.add_task(f"0 of {total} {noun}")
    return bar


@contextmanager
def counted(wanted: bool, total: int, noun: str) -> Generator[Callable[[], None], None, None]:
    """Gives the function to call after each of `total` pieces of work; nothing is drawn where `wanted` is false."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if bar is not None:
            bar.update(bar.task_ids[0], description=f"{count} of {total} {noun}", refresh=True)

    bar = _counting(total, noun) if wanted else None
    if bar is None:
        yield step
        return
    with bar:
        yield step


@contextmanager
def cells_shown(wanted: bool) -> Generator[Callable[[Cell, int], None], None, None]:
    """Gives the function that is called with each cell of a sweep; a terminal shows how many are left, and the time."""
    from golive.sim.live import machine_s

    bar = _counting(0, "cells") if wanted and sys.stderr.isatty() else None
    began_s, count = machine_s(), 0

    def show(cell: Cell, left: int) -> None:
        nonlocal count
        count += 1
        if bar is not None:
            text = cells_left(count, left, machine_s() - began_s)
            bar.update(
                bar.task_ids[0], description=f"{text}  {cell.job.scenario} {cell.job.column}", refresh=True
            )

    if bar is None:
        yield show
        return
    with bar:
        yield show


def cells_left(played: int, left: int, took_s: float) -> str:
    """How far a sweep is, in words: cells that were played in `took_s` seconds, and those that are left."""
    minutes, seconds = divmod(round(took_s / max(1, played) * left), 60)
    time = f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s"
    return f"{played:,} of {played + left:,} cells, {time} left"


@contextmanager
def shown_results(wanted: bool, runs: int) -> Generator[Callable[[RunResult], None], None, None]:
    """Gives the function that is called with each result of many runs; a terminal counts them meanwhile."""
    import golive_reports as reports
    from golive.cli.output import console

    out = console()
    with counted(wanted and out.is_terminal, runs, "runs") as step:

        def show(result: RunResult) -> None:
            if wanted:
                reports.print_run(result, out)
            step()

        yield show
