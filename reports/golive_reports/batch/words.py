"""What many runs say beside their results: the runs that were not made, and what differs from a baseline."""

from __future__ import annotations

from collections.abc import Iterable

from golive.record.batch import (
    SETTLED,
    TIME_BUDGET,
    BaselineResult,
    Change,
    Comparison,
    Gate,
    NotRun,
    RunResult,
)
from golive_reports.words.text import clean, counted, duration
from golive_reports.words.verdicts import LOOKS

MOST = 20
"""Runs that are listed by name; `gate.json` has all of them."""


def flaky(gate: Gate) -> str:
    """Return a sentence about flaky runs; empty for none."""
    count = sum(run.flaky for run in gate.runs)
    return f"{counted(count, 'run')} flaky: broken at first, and held when repeated" if count else ""


_WHY = {
    TIME_BUDGET: "for the time budget of {budget}",
    SETTLED: "because their scenario was broken already",
}


def left_out(many: Gate | Comparison) -> list[str]:
    """Return a sentence about the runs that were not made, for each reason; none where all were made."""
    budget = duration(round((many.time_budget_s or 0) * 1000))
    planned = len(many.not_run) + len(many.runs)
    said = []
    for why, reason in _WHY.items():
        seeds: dict[str, list[str]] = {}
        for each in many.not_run:
            if (each.why or TIME_BUDGET) == why:
                seeds.setdefault(clean(each.variant or each.scenario, 60), []).append(str(each.seed))
        if seeds:
            count = sum(map(len, seeds.values()))
            which = "; ".join(f"{name} with seed {_some(numbers)}" for name, numbers in seeds.items())
            said.append(f"{count} of {planned} runs not made, {reason.format(budget=budget)}: {which}")
    return said


def why_not_run(each: NotRun) -> str:
    """Return why one run was not made."""
    if each.why == SETTLED:
        return "not run: the scenario was broken already"
    return "not run: the time budget was used up"


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
    for each in against.worse[:MOST]:
        yield "newly failing" if each in against.newly_failing else "worse", each
    for each in against.newly_fixed[:MOST]:
        yield "newly fixed", each


def name_of(each: Change | NotRun | RunResult) -> str:
    """Return `black-friday seed 2`; of a comparison `black-friday · naive seed 2`."""
    words = " · ".join(clean(word, 60) for word in (each.scenario, each.variant) if word)
    return f"{words} seed {each.seed}"


def change(each: Change) -> str:
    """Return what changed about one run."""
    kinds = ", ".join(LOOKS[kind].label if kind in LOOKS else clean(kind, 60) for kind in each.kinds)
    return f"{each.before or 'not in the baseline'}, now {each.now}{f' ({kinds})' if kinds else ''}"


def _some(numbers: list[str]) -> str:
    return ", ".join(numbers[:MOST]) + (f" and {len(numbers) - MOST} more" if len(numbers) > MOST else "")
