"""The plan of several runs, checked as a whole before the first of them starts."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from golive import scenario, size
from golive.candidates.programs.options import Options
from golive.candidates.programs.program import Program
from golive.candidates.registry import Candidate, resolve
from golive.errors import OptionWithoutEffect, UnknownCandidate
from golive.isolation.playing import RunRequest, resolved
from golive.load.expected import check_load
from golive.sweep.gating.clock import VIRTUAL, RunClock
from golive.workloads.texts.drawing import check_library

NO_OPTIONS = Options()


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
    clock: RunClock = VIRTUAL
    program: Options = NO_OPTIONS
    warnings: tuple[str, ...] = ()
    """What golive says of the scenario and runs all the same."""

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments of `golive run` that repeat it."""
        sets = [word for each in self.sets for word in ("--set", each)]
        return (
            self.scenario_named,
            "--candidate",
            self.candidate_named,
            "--seed",
            str(self.seed),
            *sets,
            *self.words_of_clock,
        )

    @property
    def words_of_clock(self) -> tuple[str, ...]:
        """The arguments for the clock and for a program."""
        return (*self.clock.words, *self.program.words())

    @property
    def command(self) -> str:
        """The command line that repeats it."""
        return shlex.join(["golive", "run", *self.words])

    def request(self, renders: bool = True) -> RunRequest:
        """The run as an executor takes it. `renders`: with the reports of a run that held, too."""
        return RunRequest(
            self.scenario_named,
            self.candidate_named,
            self.seed,
            self.clock.kind,
            self.clock.speed,
            sets=self.sets,
            program=self.program,
            out=str(self.folder),
            renders=renders,
        )

    def below(self, above: Path) -> PlannedRun:
        """The same with its folder below `above`."""
        return replace(self, folder=above / self.folder)

    def as_json(self) -> dict[str, Any]:
        """The run as a process can tell it to another."""
        return {**asdict(self), "folder": str(self.folder)}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> PlannedRun:
        """The run that another process told."""
        typed = {
            "sets": tuple(row["sets"]),
            "folder": Path(row["folder"]),
            "clock": RunClock(**row["clock"]),
            "program": Options(**row["program"]),
            "warnings": tuple(row["warnings"]),
        }
        return cls(**{**row, **typed})


def told(runs: Sequence[PlannedRun]) -> dict[str, Any]:
    """Return the runs as a process can tell them to another."""
    return {"runs": [each.as_json() for each in runs]}


def called(candidate_named: str, clock: RunClock = VIRTUAL) -> str:
    """Return the name of a candidate. Raises UnknownCandidate where it cannot run many times on that clock."""
    return repeatable(candidate_named, clock).name


def repeatable(candidate_named: str, clock: RunClock = VIRTUAL) -> Candidate:
    """Return a candidate. Raises UnknownCandidate where it cannot run many times on that clock."""
    candidate = resolve(candidate_named)
    if clock.kind not in candidate.clocks:
        raise UnknownCandidate(
            f"--candidate {candidate_named}: a separate program needs real time; add --clock live --speed 60"
        )
    if isinstance(candidate, Program) and candidate.is_attached:
        raise UnknownCandidate(
            f"--candidate {candidate_named}: expected a program that each run starts with its own ports and data, "
            "got one that runs already (attach:); write a command: in its place, or use golive run --clock live"
        )
    return candidate


def programs(candidates: Sequence[str], wanted: Options) -> dict[str, Options]:
    """Return the options for each candidate: those that are wanted for programs, none for others.

    Raises OptionWithoutEffect where none of them is a program.
    """
    found: dict[str, Options] = {}
    refusal: OptionWithoutEffect | None = None
    for named in candidates:
        try:
            resolved(named, wanted)
            found[named] = wanted
        except OptionWithoutEffect as error:
            refusal, found[named] = error, NO_OPTIONS
    if refusal is not None and wanted not in found.values():
        raise refusal
    return found


def check(scenario_named: str, sets: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the name and the warnings of the scenario.

    Raises ScenarioError, TooLarge, LoadProblem or LibraryMissing.
    """
    loaded = scenario.load(scenario_named, sets)
    size.check(loaded, is_confirmed=size.is_confirmed())
    check_load(loaded, 0)
    check_library(loaded)
    return loaded.name, loaded.warnings
