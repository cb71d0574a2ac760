"""Reports of finished runs: page, JUnit file, terminal, the timeline of one order; gate, comparison and history.

They read only run folders, and import only `golive.record.run`, `.batch`, `.cells`, `.difference`, `.oracles` and
`.studies` of golive.
A renderer is imported on first use.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from golive_reports.batch.comparisons.html import write_comparison
    from golive_reports.batch.comparisons.summary import comparison_summary
    from golive_reports.batch.comparisons.terminal import print_comparison
    from golive_reports.batch.difference_terminal import print_difference
    from golive_reports.batch.gates.html import write_gate
    from golive_reports.batch.gates.summary import gate_summary
    from golive_reports.batch.gates.terminal import print_gate, print_run
    from golive_reports.batch.history_terminal import print_history
    from golive_reports.batch.junit import write_comparison_junit, write_gate_junit
    from golive_reports.batch.sweeps.html import write_sweep
    from golive_reports.batch.sweeps.summary import sweep_summary
    from golive_reports.batch.sweeps.table_csv import write_sweep_csv
    from golive_reports.batch.sweeps.terminal import print_sweep
    from golive_reports.live.page import live_page
    from golive_reports.run.explanation import print_explanation
    from golive_reports.run.folder import NotARun, RunFolder
    from golive_reports.run.html import write_html
    from golive_reports.run.junit import write_junit
    from golive_reports.run.story import print_story
    from golive_reports.run.terminal import print_scorecard
    from golive_reports.studies.description import description_markdown
    from golive_reports.studies.page import write_study
    from golive_reports.studies.terminal import print_study
    from golive_reports.words.local_time import Wall

__all__ = [
    "NotARun",
    "RunFolder",
    "Wall",
    "comparison_summary",
    "description_markdown",
    "gate_summary",
    "live_page",
    "print_comparison",
    "print_difference",
    "print_explanation",
    "print_gate",
    "print_history",
    "print_run",
    "print_scorecard",
    "print_story",
    "print_study",
    "print_sweep",
    "sweep_summary",
    "write_all",
    "write_comparison",
    "write_comparison_junit",
    "write_gate",
    "write_gate_junit",
    "write_html",
    "write_junit",
    "write_study",
    "write_sweep",
    "write_sweep_csv",
]

_PLACES = {
    "NotARun": "run.folder",
    "RunFolder": "run.folder",
    "Wall": "words.local_time",
    "comparison_summary": "batch.comparisons.summary",
    "description_markdown": "studies.description",
    "gate_summary": "batch.gates.summary",
    "live_page": "live.page",
    "print_comparison": "batch.comparisons.terminal",
    "print_difference": "batch.difference_terminal",
    "print_explanation": "run.explanation",
    "print_gate": "batch.gates.terminal",
    "print_history": "batch.history_terminal",
    "print_run": "batch.gates.terminal",
    "print_scorecard": "run.terminal",
    "print_story": "run.story",
    "print_study": "studies.terminal",
    "print_sweep": "batch.sweeps.terminal",
    "sweep_summary": "batch.sweeps.summary",
    "write_comparison": "batch.comparisons.html",
    "write_comparison_junit": "batch.junit",
    "write_gate": "batch.gates.html",
    "write_gate_junit": "batch.junit",
    "write_html": "run.html",
    "write_junit": "run.junit",
    "write_study": "studies.page",
    "write_sweep": "batch.sweeps.html",
    "write_sweep_csv": "batch.sweeps.table_csv",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def write_all(run_dir: Path) -> list[Path]:
    """Write every file report into the run folder; returns their paths, the page first. Raises `NotARun`."""
    from golive_reports.run.html import write_html
    from golive_reports.run.junit import write_junit

    return [write_html(run_dir), write_junit(run_dir)]
