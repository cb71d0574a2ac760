"""False alarms: integrations that are right, in scenarios that they can play."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from golive.candidates.programs.options import Options
from golive.errors import UnknownCandidate
from golive.isolation.isolated import End
from golive.isolation.playing import resolved, seed_candidate
from golive.runner import Plan, carry_out
from golive.scenario import load
from golive.zoo.table import DEFECTS
from golive.zoo.trials.correct import LEFT_OUT, Correct
from golive.zoo.trials.many import carried_out, told

CLEAN, ACCUSED, LEFT, FAILED = "clean", "accused", "left out", "failed"
SEED = 1


@dataclass(frozen=True, slots=True)
class Trial:
    """What the judge said of one integration in one scenario.

    It is accused where the run is broken, or has a finding for which the integration is at fault. Sales of goods that
    were gone within the agreed age of the stock are none, in as far as the scenario expects them.
    `findings` counts them by kind and cause, `lost: retries_exhausted`. `reasons` are those of the verdict. `defects`
    are those that this scenario reveals by findings of these kinds. `why` is why it was not played.
    """

    integration: str
    scenario: str
    result: str
    findings: Mapping[str, int]
    reasons: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    took_s: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """An integration to play in a scenario. `play` carries out the run."""

    integration: str
    scenario: str
    play: Callable[[], Mapping[str, Any]]
    why_not: str = ""


def pairs_of(correct: Sequence[Correct], scenarios: Sequence[str]) -> list[Pair]:
    """Each correct integration in each of the scenarios."""
    return [
        Pair(each.name, name, partial(_correct, each, name), LEFT_OUT.get((each.name, name), ""))
        for each in correct
        for name in scenarios
    ]


def pairs_of_candidate(named: str, scenarios: Sequence[str]) -> list[Pair]:
    """A candidate, as `--candidate` takes it, in each of the scenarios. Raises UnknownCandidate and ScenarioError."""
    candidate = resolved(named, Options())
    if "virtual" not in candidate.clocks:
        raise UnknownCandidate(
            f"--candidate {named}: expected an integration for the virtual clock, got a program that needs real "
            f"time; play it with golive gate {scenarios[0]} --candidate {named} --clock live --speed auto"
        )
    return [Pair(candidate.name, name, partial(_given, named, name)) for name in scenarios]


def play_all(pairs: Sequence[Pair], at_once: int, report: Callable[[Trial], None]) -> list[Trial]:
    """Play the pairs; `report` is called with each trial as soon as it is known. Raises Interrupted."""
    found = {
        (each.integration, each.scenario): Trial(each.integration, each.scenario, LEFT, {}, why=each.why_not)
        for each in pairs
        if each.why_not
    }
    played = [each for each in pairs if not each.why_not]

    def take(number: int, end: End) -> None:
        trial = _trial(played[number], end)
        found[trial.integration, trial.scenario] = trial
        report(trial)

    carried_out([each.play for each in played], at_once, take)
    return [found[each.integration, each.scenario] for each in pairs]


def _correct(correct: Correct, scenario: str) -> Mapping[str, Any]:
    sets = correct.sets_for(scenario)
    plan = Plan(load(scenario, sets), correct.candidate(), scenario, correct.name, SEED, sets=sets)
    return told(carry_out(plan, None).scorecard)


def _given(named: str, scenario: str) -> Mapping[str, Any]:
    seed_candidate(SEED)
    plan = Plan(load(scenario), resolved(named, Options()), scenario, named, SEED)
    with tempfile.TemporaryDirectory(prefix="golive-") as folder:
        return told(carry_out(plan, Path(folder)).scorecard)


def _trial(pair: Pair, end: End) -> Trial:
    if end.result is None:
        return Trial(pair.integration, pair.scenario, FAILED, {}, why=end.message)
    said = end.result
    kinds = {kind for kind, _, _ in said["findings"]}
    suspected = [each.code for each in DEFECTS if each.scenario == pair.scenario and kinds & {*each.kinds}]
    is_accused = said["is_broken"] or not kinds.isdisjoint(said["accuses"])
    accusing = said["findings"] if is_accused else ()
    counted = Counter(f"{kind}: {cause}" if cause else str(kind) for kind, _, cause in accusing)
    return Trial(
        pair.integration,
        pair.scenario,
        ACCUSED if is_accused else CLEAN,
        dict(sorted(counted.items())),
        tuple(said["reasons"]),
        tuple(suspected),
        round(end.took_s, 2),
    )


def summary(trials: Sequence[Trial]) -> dict[str, int]:
    """The counts, by name."""
    results = [each.result for each in trials]
    return {
        "correct_played": len(results) - results.count(LEFT),
        "correct_clean": results.count(CLEAN),
        "correct_accused": results.count(ACCUSED),
        "correct_left_out": results.count(LEFT),
        "correct_failed": results.count(FAILED),
        "findings_against_correct": sum(sum(each.findings.values()) for each in trials),
    }


def are_clean(trials: Sequence[Trial]) -> bool:
    """Whether none was accused, and all were played that can be."""
    return all(each.result in (CLEAN, LEFT) for each in trials)
