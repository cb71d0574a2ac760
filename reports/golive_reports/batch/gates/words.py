"""What a gate says beside its runs: the runs that were not made, and the comparison with a baseline."""

from __future__ import annotations

from collections.abc import Iterable

from golive.record.batch import BaselineResult, Change, Gate
from golive_reports.words.text import clean, counted, duration
from golive_reports.words.verdicts import LOOKS

MOST = 20
"""Runs that are listed by name; `gate.json` has all of them."""


def flaky(gate: Gate) -> str:
    """Return a sentence about flaky runs; empty for none."""
    count = sum(run.flaky for run in gate.runs)
    return f"{counted(count, 'run')} flaky: broken at first, and held when repeated" if count else ""


def left_out(gate: Gate) -> str:
    """Return a sentence about the runs that the time budget left out; empty for none."""
    if not gate.not_run:
        return ""
    planned = len(gate.not_run) + len(gate.runs)
    seeds: dict[str, list[str]] = {}
    for each in gate.not_run:
        seeds.setdefault(clean(each.scenario, 60), []).append(str(each.seed))
    which = "; ".join(f"{name} with seed {_some(numbers)}" for name, numbers in seeds.items())
    limit = duration(round((gate.time_budget_s or 0) * 1000))
    return f"{len(gate.not_run)} of {planned} runs not made, for the time budget of {limit}: {which}"


def headline(against: BaselineResult) -> str:
    """Return one line about the comparison with the baseline."""
    counts = [
        (len(against.worse), "worse"),
        (len(against.newly_failing), "newly failing"),
        (len(against.newly_fixed), "newly fixed"),
        (len(against.missing), "in the baseline and not run"),
    ]
    said = [f"{count} {word}" for count, word in counts if count]
    words = said if against.worse else ["nothing worse", *said]
    return f"compared with {clean(against.baseline, 200)}: {', '.join(words)}"


def changes(against: BaselineResult) -> Iterable[tuple[str, Change]]:
    """Yield each run that is worse or fixed with the word for it, at most MOST of a kind."""
    failing = {(each.scenario, each.seed) for each in against.newly_failing}
    for each in against.worse[:MOST]:
        yield "newly failing" if (each.scenario, each.seed) in failing else "worse", each
    for each in against.newly_fixed[:MOST]:
        yield "newly fixed", each


def change(each: Change) -> str:
    """Return what changed about one run."""
    kinds = ", ".join(LOOKS[kind].label if kind in LOOKS else clean(kind, 60) for kind in each.kinds)
    return f"{each.before or 'not in the baseline'}, now {each.now}{f' ({kinds})' if kinds else ''}"


def _some(numbers: list[str]) -> str:
    return ", ".join(numbers[:MOST]) + (f" and {len(numbers) - MOST} more" if len(numbers) > MOST else "")
