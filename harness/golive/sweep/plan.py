"""The plan of several runs, checked as a whole before the first of them starts."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from golive import scenario, size
from golive.candidates.registry import resolve
from golive.errors import UnknownCandidate
from golive.sweep.executors.local import Job


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """One run: scenario and candidate as they were given, their names, and the folder."""

    scenario_named: str
    scenario: str
    candidate_named: str
    called: str
    variant: str
    seed: int
    sets: tuple[str, ...]
    folder: Path

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments of `golive run` that repeat it."""
        sets = [word for each in self.sets for word in ("--set", each)]
        return (self.scenario_named, "--candidate", self.candidate_named, "--seed", str(self.seed), *sets)

    @property
    def command(self) -> str:
        """The command line that repeats it."""
        return shlex.join(["golive", "run", *self.words])

    @property
    def job(self) -> Job:
        """The run as a job of an executor."""
        return Job((*self.words, "--out", str(self.folder), "--quiet"), self.folder)


def called(candidate_named: str) -> str:
    """Return the name of a candidate. Raises UnknownCandidate where none of this name can run in virtual time."""
    candidate = resolve(candidate_named)
    if "virtual" not in candidate.clocks:
        raise UnknownCandidate(
            f"--candidate {candidate_named}: a separate program needs real time, many runs are made in virtual time; "
            "run it with golive run --clock live"
        )
    return candidate.name


def check(scenario_named: str, sets: Sequence[str]) -> str:
    """Return the name of the scenario. Raises ScenarioError with all its errors, or TooLarge."""
    loaded = scenario.load(scenario_named, sets)
    size.check(loaded, is_confirmed=size.is_confirmed())
    return loaded.name
