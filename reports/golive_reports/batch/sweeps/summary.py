"""A sweep in Markdown, for the page of a CI job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from golive.record.cells.sweep import Sweep
from golive_reports.batch.markdown import beside_baseline, code, plain, title
from golive_reports.batch.sweeps.decision import choices
from golive_reports.batch.sweeps.figures import COLUMN_HEADINGS, SCENARIO_HEADINGS, column_rows, scenario_rows
from golive_reports.batch.sweeps.places import matrix, undecided
from golive_reports.batch.sweeps.terminal import cells
from golive_reports.batch.sweeps.totals import totals
from golive_reports.words.text import money


def sweep_summary(sweep: Sweep, file: str) -> str:
    """Return a row per column and a row per scenario; `file` is the path of `sweep.json`."""
    return "\n".join((*_parts(sweep, file), ""))


def _parts(sweep: Sweep, file: str) -> Iterable[str]:
    yield title("compare", f"{len(sweep.scenarios)} scenarios", sweep.verdict)
    yield f"\n{cells(sweep)}\n"
    yield from _table("", COLUMN_HEADINGS, column_rows(sweep))
    yield ""
    yield from _table("scenario", SCENARIO_HEADINGS, scenario_rows(sweep))
    for line in undecided(sweep):
        yield f"\n{plain(line, 300)}"
    yield from beside_baseline(sweep.against)
    if len(sweep.columns) > 1:
        yield "\n### Harm per day\n"
        yield from _table("scenario", [each.name for each in sweep.columns], _harm_rows(sweep))
        yield "\n### Decision table\n"
        yield from _table("situation", ("use", "as good", "not settled", "avoid"), _decisions(sweep))
    yield f"\nAll figures: {code(file)}"


def _harm_rows(sweep: Sweep) -> Iterable[Sequence[str]]:
    for row in matrix(sweep)["rows"]:
        yield row["scenario"], *map(_harm_of, row["cells"])


def _harm_of(cell: Mapping[str, str]) -> str:
    return " ".join(filter(None, (cell["sign"], cell["short"], cell["note"])))


def _decisions(sweep: Sweep) -> Iterable[Sequence[str]]:
    for each in choices(sweep, totals(sweep)):
        avoid = f"{each.avoid}: {money(each.costs_more, each.currency, whole=True)} more per day"
        others = ", ".join(each.as_good), ", ".join(each.undecided), avoid if each.avoid else ""
        yield each.scenario, each.use, *others


def _table(first: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterable[str]:
    yield f"| {first} |" + "".join(f" {plain(each)} |" for each in headings)
    yield "|---|" + "---:|" * len(headings)
    for row in rows:
        yield "|" + "".join(f" {plain(each, 120)} |" for each in row)
