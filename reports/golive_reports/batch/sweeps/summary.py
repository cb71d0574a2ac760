"""A sweep in Markdown, for the page of a CI job."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from golive.record.cells.sweep import Sweep
from golive_reports.batch.markdown import code, plain, title
from golive_reports.batch.sweeps.figures import COLUMN_HEADINGS, SCENARIO_HEADINGS, column_rows, scenario_rows
from golive_reports.batch.sweeps.terminal import cells


def sweep_summary(sweep: Sweep, file: str) -> str:
    """Return a row per column and a row per scenario; `file` is the path of `sweep.json`."""
    return "\n".join((*_parts(sweep, file), ""))


def _parts(sweep: Sweep, file: str) -> Iterable[str]:
    yield title("compare", f"{len(sweep.scenarios)} scenarios", sweep.verdict)
    yield f"\n{cells(sweep)}\n"
    yield from _table("", COLUMN_HEADINGS, column_rows(sweep))
    yield ""
    yield from _table("scenario", SCENARIO_HEADINGS, scenario_rows(sweep))
    yield f"\nAll figures: {code(file)}"


def _table(first: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {first} |" + "".join(f" {plain(each)} |" for each in headings)
    yield "|---|" + "---:|" * len(headings)
    for row in rows:
        yield "|" + "".join(f" {plain(each, 60)} |" for each in row)
