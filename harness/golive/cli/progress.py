"""Progress on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from golive.judge.history import History
    from golive.record.batch import RunResult
    from golive.runner import Progress


@contextmanager
def shown_progress(wanted: bool, title: str) -> Generator[Progress | None, None, None]:
    """Gives the function that a run reports its progress to; None where there is no terminal to show it."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[state]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0, state="")

        def progress(share: float, phase: str, history: History) -> None:
            placed, arrived = len(history.orders.stories), len(history.orders.documents)
            bar.update(task, completed=share, state=f"{phase}: {placed:,} orders, {arrived:,} in the ERP")

        yield progress


@contextmanager
def shown_results(wanted: bool, runs: int) -> Generator[Callable[[RunResult], None], None, None]:
    """Gives the function that is called with each result of many runs; a terminal counts them meanwhile."""
    from rich.console import Console

    import golive_reports as reports
    from golive.cli.output import console

    out = console()
    count = 0

    def show(result: RunResult) -> None:
        nonlocal count
        count += 1
        if wanted:
            reports.print_run(result, out)
            if status is not None:
                status.update(f"{count} of {runs} runs")

    status = Console(stderr=True).status(f"0 of {runs} runs") if wanted and out.is_terminal else None
    if status is None:
        yield show
        return
    with status:
        yield show
