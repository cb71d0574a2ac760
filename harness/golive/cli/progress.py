"""Progress on the terminal."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

import click

from golive.isolation.frames import BEGUN, LIVE_PAGE, PROGRESS

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from golive.record.batch import RunResult


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
