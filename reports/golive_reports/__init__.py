"""Reports of finished runs: page, JUnit file, terminal, the story of one order; gate, comparison and history.

Reads run folders and nothing else; of golive it imports only `golive.record.run`, `.batch` and `.oracles`.
"""

from __future__ import annotations

from pathlib import Path

from golive_reports.batch.comparison_html import write_comparison
from golive_reports.batch.comparison_terminal import print_comparison
from golive_reports.batch.gate_junit import write_gate_junit
from golive_reports.batch.gate_terminal import print_gate, print_run
from golive_reports.batch.history_terminal import print_history
from golive_reports.run.folder import NotARun, RunFolder
from golive_reports.run.html import write_html
from golive_reports.run.junit import write_junit
from golive_reports.run.story import print_story
from golive_reports.run.terminal import print_scorecard
from golive_reports.words.local_time import Wall

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
