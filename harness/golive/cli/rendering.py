"""The reports of a run folder, with their errors as those of golive."""

from __future__ import annotations

from pathlib import Path

import golive_reports as reports
from golive.errors import NotARun


def write_reports(run_dir: Path) -> list[Path]:
    """Write every file report into the run folder; their paths, the page first. Raises NotARun."""
    try:
        return reports.write_all(run_dir)
    except reports.NotARun as problem:
        raise NotARun(str(problem)) from problem
