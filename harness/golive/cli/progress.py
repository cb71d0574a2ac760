"""A line that moves while a run does, on a terminal that can show it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from golive.judge.history import History
from golive.runner import Progress


@contextmanager
def shown_progress(wanted: bool, title: str) -> Generator[Progress | None, None, None]:
    """Gives the function a run reports to; None when nobody is looking."""
    console = Console(stderr=True)
    if not wanted or not console.is_terminal:
        yield None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[told]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=1.0, told="")

        def progress(share: float, phase: str, history: History) -> None:
            placed, arrived = len(history.orders.stories), len(history.orders.documents)
            bar.update(task, completed=share, told=f"{phase}: {placed:,} orders, {arrived:,} in the ERP")

        yield progress
