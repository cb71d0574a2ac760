"""Reports of a finished run: a page, a CI file, a screenful of terminal, the story of one order.

Reads a run folder and nothing else; of the harness it knows only `harness.record` and `harness.several`.
"""

from __future__ import annotations

from pathlib import Path

from reports.compare import print_comparison
from reports.compare_html import write_comparison
from reports.folder import NotARun, RunFolder
from reports.gate import print_gate, print_run
from reports.gate_junit import write_gate_junit
from reports.html import write_html
from reports.junit import write_junit
from reports.past import print_history
from reports.story import print_story
from reports.terminal import print_scorecard
from reports.wall import Wall

__all__ = [
    "NotARun",
    "RunFolder",
    "Wall",
    "print_comparison",
    "print_gate",
    "print_history",
    "print_run",
    "print_scorecard",
    "print_story",
    "write_all",
    "write_comparison",
    "write_gate_junit",
    "write_html",
    "write_junit",
]


def write_all(run_dir: Path) -> list[Path]:
    """Write every file report into the run folder; returns their paths, the page first. Raises `NotARun`."""
    return [write_html(run_dir), write_junit(run_dir)]
