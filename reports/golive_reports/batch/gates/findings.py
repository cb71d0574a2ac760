"""The worst findings of all runs of a gate, read from the scorecards in its folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from golive.record.batch import FAILED, Gate, RunResult
from golive.record.run import BROKEN, HELD, Scorecard
from golive_reports.run.findings import FindingGroup, grouped
from golive_reports.run.folder import NotARun, RunFolder
from golive_reports.words.verdicts import currency

MOST_READ = 200
"""Scorecards that are read: those of broken runs first, then those with the most harm."""


@dataclass(slots=True)
class Heap:
    """The findings of one kind and cause in all runs. `first` is the group of the run where it was found first.

    `runs` are the runs with the number of its findings in each.
    """

    first: FindingGroup
    breaks: bool
    currency: str
    count: int = 0
    harm_cents: int = 0
    runs: list[tuple[RunResult, int]] = field(default_factory=list)


def heaps(gate: Gate, folder: Path) -> list[Heap]:
    """Return the findings by oracle, kind and cause: those that break a run first, then by harm and count."""
    found: dict[tuple[str, str, str], Heap] = {}
    for run, card in _cards(gate, folder):
        broken = {each.metric for each in card.expectations if each.verdict == BROKEN}
        for group in grouped(card):
            breaks = group.kind not in card.kinds or card.kinds[group.kind].metric in broken
            cause = group.findings[0].cause
            where = (group.oracle, group.kind, cause.code or cause.what)
            heap = found.setdefault(where, Heap(group, breaks, currency(card)))
            heap.breaks = heap.breaks or breaks
            heap.count += len(group.findings)
            heap.harm_cents += group.harm_cents
            heap.runs.append((run, len(group.findings)))
    return sorted(found.values(), key=lambda heap: (not heap.breaks, -heap.harm_cents, -heap.count))


def _cards(gate: Gate, folder: Path) -> Iterator[tuple[RunResult, Scorecard]]:
    """Yield the scorecards of the runs that did not hold; a folder without one is passed over."""
    troubled = [run for run in gate.runs if run.verdict not in (HELD, FAILED)]
    for run in sorted(troubled, key=lambda run: (run.verdict != BROKEN, -run.harm_cents))[:MOST_READ]:
        try:
            yield run, RunFolder(folder / run.folder).card
        except NotARun:
            continue
