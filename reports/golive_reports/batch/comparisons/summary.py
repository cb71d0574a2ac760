"""A comparison in Markdown, for the page of a CI job."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from golive.record.batch import COMPARE_FILE, COMPARE_PAGE, Comparison
from golive_reports.batch.comparisons.content import Group, groups, rows
from golive_reports.batch.markdown import beside_runs, code, not_held, plain, title
from golive_reports.batch.results import SIGNS_OF
from golive_reports.words.text import number
from golive_reports.words.verdicts import LOOKS

_MOST_GROUPS = 5


def comparison_summary(comparison: Comparison, folder: Path) -> str:
    """Return the figures side by side, the groups of orders that differ, and the runs that did not hold."""
    return "\n".join((*_parts(comparison, folder), ""))


def _parts(comparison: Comparison, folder: Path) -> Iterable[str]:
    yield title("compare", comparison.scenario, comparison.verdict)
    yield ""
    yield from _figures(comparison)
    yield from beside_runs(comparison)
    found = groups(comparison)
    if found:
        yield "\n### Orders right in one variant and wrong in another\n"
    for group in found[:_MOST_GROUPS]:
        yield from _group(group, comparison)
    yield from not_held(comparison.runs, folder, COMPARE_FILE)
    yield f"\nThe whole result: {code(f'{folder.as_posix()}/{COMPARE_PAGE}')}"


def _figures(comparison: Comparison) -> Iterable[str]:
    variants = comparison.variants
    yield "| |" + "".join(f" {plain(each.name, 60)} |" for each in variants)
    yield "|---|" + "---:|" * len(variants)
    verdicts = [f" {SIGNS_OF.get(each.verdict, '?')} {plain(each.verdict)} |" for each in variants]
    yield "| verdict |" + "".join(verdicts)
    for row in rows(comparison):
        yield f"| {plain(row.label)} |" + "".join(f" {plain(cell)} |" for cell in row.cells)


def _group(group: Group, comparison: Comparison) -> Iterable[str]:
    sides = ", ".join(
        f"{plain(variant.name, 60)} {LOOKS[verdict].label if verdict in LOOKS else plain(verdict, 40)}"
        for variant, verdict in zip(comparison.variants, group.verdicts, strict=True)
    )
    yield f"- **{number(len(group.orders))} ×** {sides}"
    for place, side in group.wrong:
        fix = f"; {plain(side.fix)}" if side.fix else ""
        yield f"  - {plain(comparison.variants[place].name, 60)}: {plain(side.why)}{fix}"
