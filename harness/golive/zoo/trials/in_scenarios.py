"""Defects in other scenarios than their own: which of them these scenarios could not have caught."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from golive import size
from golive.candidates.reference.design import Design
from golive.isolation.isolated import End
from golive.scenario import load
from golive.zoo.defect import Defect
from golive.zoo.playing import changed, judged
from golive.zoo.table import DEFECTS
from golive.zoo.trials.many import Work, carried_out, told

CAUGHT, MISSED, FAILED = "caught", "missed", "failed"


@dataclass(frozen=True, slots=True)
class Try:
    """A defect in one scenario. `kinds` are those of the findings that the unchanged reference does not have there."""

    scenario: str
    result: str
    kinds: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """A defect in all of the scenarios. `by` is the bundled scenario that reveals it."""

    defect: str
    title: str
    result: str
    by: str
    tries: tuple[Try, ...]

    @property
    def caught_by(self) -> tuple[str, ...]:
        """The scenarios that catch it."""
        return tuple(each.scenario for each in self.tries if each.result == CAUGHT)


_Run = tuple[str, Design, int]
"""An unchanged run: its scenario, the design of the reference, and the seed."""


@dataclass(frozen=True, slots=True)
class Against:
    """The unchanged reference in one of the scenarios: how many findings it has, and whether the verdict is broken."""

    scenario: str
    findings: int
    is_broken: bool


def checked(scenarios: Sequence[str]) -> list[str]:
    """The scenarios, each once. Raises ScenarioError for one that cannot be loaded, TooLarge for a large one."""
    found = list(dict.fromkeys(scenarios))
    for name in found:
        size.check(load(name), is_confirmed=size.is_confirmed())
    return found


def runs_of(scenarios: Sequence[str], codes: Sequence[str]) -> int:
    """How many runs `try_all` carries out."""
    defects = [each for each in DEFECTS if each.code in codes]
    return len(_unchanged(scenarios, defects)) + len(scenarios) * len(defects)


def try_all(
    scenarios: Sequence[str], codes: Sequence[str], at_once: int, report: Callable[[], None]
) -> tuple[list[Against], list[Tried]]:
    """Play each of the defects in each of the scenarios, and the unchanged reference once in each design.

    `report` is called after each run. Raises Interrupted.
    """
    defects = [each for each in DEFECTS if each.code in codes]
    before = _unchanged(scenarios, defects)
    after = [(defect, name) for defect in defects for name in scenarios]
    work: list[Work] = [partial(_before, run) for run in before]
    work += [partial(_after, defect, name) for defect, name in after]
    ends: dict[int, End] = {}

    def take(number: int, end: End) -> None:
        ends[number] = end
        report()

    carried_out(work, at_once, take)
    unchanged = {run: ends[number] for number, run in enumerate(before)}
    tries = {
        (defect.code, name): _try(name, unchanged[_run(defect, name)], ends[number])
        for number, (defect, name) in enumerate(after, len(before))
    }
    tried = [_tried(each, [tries[each.code, name] for name in scenarios]) for each in defects]
    return _against(unchanged), tried


def _unchanged(scenarios: Sequence[str], defects: Sequence[Defect]) -> list[_Run]:
    return list(dict.fromkeys(_run(defect, name) for name in scenarios for defect in defects))


def _run(defect: Defect, scenario: str) -> _Run:
    return scenario, defect.design, defect.seed


def _before(run: _Run) -> Mapping[str, Any]:
    return told(judged(*run))


def _after(defect: Defect, scenario: str) -> Mapping[str, Any]:
    return told(changed(replace(defect, scenario=scenario), defect.seed))


def _try(scenario: str, before: End, after: End) -> Try:
    if before.result is None or after.result is None:
        return Try(scenario, FAILED, why=before.message if before.result is None else after.message)
    known = {(kind, key) for kind, key, _ in before.result["findings"]}
    new = {kind for kind, key, _ in after.result["findings"] if (kind, key) not in known}
    is_caught = new or (after.result["is_broken"] and not before.result["is_broken"])
    return Try(scenario, CAUGHT if is_caught else MISSED, tuple(sorted(new)))


def _tried(defect: Defect, tries: Sequence[Try]) -> Tried:
    results = {each.result for each in tries}
    result = CAUGHT if CAUGHT in results else FAILED if FAILED in results else MISSED
    return Tried(defect.code, defect.title, result, defect.scenario, tuple(tries))


def _against(unchanged: Mapping[_Run, End]) -> list[Against]:
    found: dict[str, Against] = {}
    for (name, _, _), end in unchanged.items():
        if end.result is None:
            continue
        so_far = found.get(name, Against(name, 0, False))
        findings = max(so_far.findings, len(end.result["findings"]))
        found[name] = Against(name, findings, so_far.is_broken or end.result["is_broken"])
    return [each for each in found.values() if each.findings or each.is_broken]


def summary(tried: Sequence[Tried]) -> dict[str, int]:
    """The counts, by name."""
    results = [each.result for each in tried]
    return {"defects": len(results), **{kind: results.count(kind) for kind in (CAUGHT, MISSED, FAILED)}}
