"""What a cell plays: a scenario, a candidate, settings and a seed."""

from __future__ import annotations

import hashlib
import json
import shlex
from dataclasses import asdict, dataclass
from typing import Any

VIRTUAL = "virtual"


@dataclass(frozen=True, slots=True)
class Job:
    """One cell to play.

    `scenario` and `candidate` are names, `scenario_named` and `candidate_named` what the command line calls them.
    `variant` is the name of the settings `sets`, "" for none. `fingerprint` is a SHA-256 over the version and the code
    of golive, the scenario with its settings, and the content of the candidate.
    """

    scenario: str
    candidate: str
    seed: int
    sets: tuple[str, ...] = ()
    variant: str = ""
    fingerprint: str = ""
    scenario_named: str = ""
    candidate_named: str = ""
    clock: str = VIRTUAL
    speed: float = 1.0

    @property
    def column(self) -> str:
        """Candidate and variant, as the heading of a column."""
        return f"{self.candidate} {self.variant}".rstrip()

    @property
    def key(self) -> str:
        """The identity: two jobs with the same key have the same result on the virtual clock. 32 hexadecimal digits."""
        parts = [self.fingerprint, self.scenario, self.candidate, list(self.sets), self.seed]
        parts += [] if self.clock == VIRTUAL else [self.clock, self.speed]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]

    @property
    def words(self) -> tuple[str, ...]:
        """The arguments of `golive run` that play it alone."""
        clock = () if self.clock == VIRTUAL else ("--clock", self.clock, "--speed", f"{self.speed:g}")
        return (
            self.scenario_named or self.scenario,
            "--candidate",
            self.candidate_named or self.candidate,
            "--seed",
            str(self.seed),
            *(word for each in self.sets for word in ("--set", each)),
            *clock,
        )

    @property
    def command(self) -> str:
        """The command line that plays it alone."""
        return shlex.join(["golive", "run", *self.words])

    def as_json(self) -> dict[str, Any]:
        """Return the job as a JSON object."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Job:
        """Return the job of a JSON object. Raises KeyError or TypeError for another shape."""
        return cls(**{**row, "sets": tuple(row["sets"])})
