"""Whole runs, each made once and read by many tests.

A run is a function of scenario, candidate, seed and settings, so tests that only read what it left can share it:
within a process, and between the workers of pytest-xdist through one folder.
"""

from __future__ import annotations

import fcntl
import pickle
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from golive import scenario
from golive.candidates.registry import resolve
from golive.record.folder import read_orders
from golive.record.ledger import StoredLedger
from golive.record.run import LEDGER_FILE, Fact, OrderLine, Scorecard
from golive.runner import Plan, execute
from golive.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Played:
    """A run that is over. `card` is what `execute` returned. Tests must not write below `folder`."""

    scenario: Scenario
    folder: Path
    card: Scorecard

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The whole ledger, in order."""
        return _facts(self.folder)

    @property
    def orders(self) -> list[OrderLine]:
        return read_orders(self.folder)

    def of_kind(self, kind: str) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]


@lru_cache(maxsize=4)
def _facts(folder: Path) -> tuple[Fact, ...]:
    return tuple(StoredLedger(folder / LEDGER_FILE))


class Runs:
    """`runs(name, candidate, *sets, seed=1)` is the run of a bundled scenario with a bundled candidate.

    It is made on the first call with these arguments, below `folder`, by whichever process comes first; the others
    wait for it. It counts as made once its scorecard is there under its final name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._played: dict[Path, Played] = {}

    def __call__(self, name: str, candidate: str = "reference", *sets: str, seed: int = 1) -> Played:
        words = "\n".join((name, candidate, str(seed), *sets))
        label = re.sub(r"[^\w-]", "_", f"{name}-{candidate}-{seed}")
        folder = self._folder / f"{label}-{zlib.crc32(words.encode()):08x}"
        if folder not in self._played:
            plan = Plan(scenario.load(name, sets), resolve(candidate), name, candidate, seed, sets=sets)
            self._played[folder] = Played(plan.scenario, folder, self._card(plan, folder))
        return self._played[folder]

    def _card(self, plan: Plan, folder: Path) -> Scorecard:
        """The scorecard of the run in the folder; makes the run unless it is there."""
        made = folder.with_suffix(".card")
        with locked(folder.with_suffix(".lock")):
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)  # what a process that was killed had begun
                folder.mkdir()
                part = folder.with_suffix(".part")
                part.write_bytes(pickle.dumps(execute(plan, folder)))
                part.rename(made)
        card: Scorecard = pickle.loads(made.read_bytes())
        return card


def execute_into(
    folder: Path, name: str, candidate: str = "reference", *sets: str, seed: int = 1
) -> Scorecard:
    """The same run made anew, for tests of runs that are made twice or that change what is in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return execute(
        Plan(scenario.load(name, sets), resolve(candidate), name, candidate, seed, sets=sets), folder
    )


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Holds the file for this process; waits while another process holds it."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
