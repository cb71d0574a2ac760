"""An earlier gate as the baseline of a new one: what fails now and did not, what is fixed, what is worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from golive.errors import CompareProblem, FolderProblem
from golive.record.batch import FAILED, GATE_FILE, BaselineResult, Change, NotRun, RunResult
from golive.record.run import BROKEN, HELD, ORDER_VERDICTS, UNKNOWN
from golive.sweep.gating.clock import RunClock

_RANKS = {HELD: 0, UNKNOWN: 1, BROKEN: 2, FAILED: 3}
_FAILING = (BROKEN, FAILED)
_NOT_WRONG = ("exact", "compensated", "indeterminate")
CRASH = "crash"

Key = tuple[str, int]
"""Scenario and seed."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One run of the baseline: its verdict and the kinds of its wrong orders and other findings."""

    verdict: str
    kinds: frozenset[str]
    command: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """A `gate.json` of before. `named` is the path as it was given."""

    named: str
    candidate: str
    sets: tuple[str, ...]
    clock: str
    runs: Mapping[Key, Earlier]

    def check(self, sets: Sequence[str], clock: RunClock) -> None:
        """Raises CompareProblem where its runs were made under other conditions."""
        for option, theirs, ours in (
            ("--set", " ".join(self.sets), " ".join(sets)),
            ("--clock", self.clock, clock.kind),
        ):
            if theirs != ours:
                raise CompareProblem(
                    f"--baseline {self.named}: expected a gate with the same {option}, {ours or 'none'}, "
                    f"got one with {theirs or 'none'}; make a new baseline with golive gate --out DIR"
                )

    def beside(self, results: Sequence[RunResult]) -> BaselineResult:
        """Return what is different in `results`."""
        changes = [(self._change(each), self._is_worse(each)) for each in results]
        made = {(each.scenario, each.seed) for each in results}
        return BaselineResult(
            baseline=self.named,
            candidate=self.candidate,
            newly_failing=tuple(
                each for each, _ in changes if each.now in _FAILING and each.before not in _FAILING
            ),
            newly_fixed=tuple(each for each, _ in changes if each.now == HELD and each.before in _FAILING),
            worse=tuple(each for each, is_worse in changes if is_worse),
            missing=tuple(
                NotRun(*key, earlier.command) for key, earlier in self.runs.items() if key not in made
            ),
        )

    def _change(self, result: RunResult) -> Change:
        earlier = self.runs.get((result.scenario, result.seed))
        return Change(
            result.scenario,
            result.seed,
            "" if earlier is None else earlier.verdict,
            result.verdict,
            tuple(sorted(kinds_of(result) - (frozenset() if earlier is None else earlier.kinds))),
            result.command,
        )

    def _is_worse(self, result: RunResult) -> bool:
        """A run without an earlier one is worse where it does not hold."""
        change = self._change(result)
        before, now = _RANKS[change.before or HELD], _RANKS[result.verdict]
        return now > before or (now == before == _RANKS[BROKEN] and bool(change.kinds))


def kinds_of(result: RunResult) -> frozenset[str]:
    """Return the kinds of a run's wrong orders and other findings."""
    return frozenset(_kinds(result.orders, result.beside_orders, result.crash))


def _kinds(orders: Mapping[str, int], beside: Mapping[str, int], crash: str) -> Iterator[str]:
    yield from (kind for kind in ORDER_VERDICTS if kind not in _NOT_WRONG and orders.get(kind))
    yield from (title for title, count in beside.items() if count)
    if crash:
        yield CRASH


def read_baseline(named: str) -> Baseline:
    """Read a `gate.json`, or that of a folder. Raises FolderProblem where there is none, or something else."""
    path = Path(named)
    try:
        path = path.expanduser()
        data = orjson.loads((path / GATE_FILE if path.is_dir() else path).read_bytes())
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise FolderProblem(
            f"--baseline {named}: expected the folder of a gate or its {GATE_FILE}: {why}"
        ) from error
    try:
        return Baseline(
            named,
            str(data["candidate"]),
            tuple(map(str, data["sets"])),
            str(data.get("clock", "virtual")),
            {(str(row["scenario"]), int(row["seed"])): _earlier(row) for row in data["runs"]},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FolderProblem(
            f"--baseline {named}: expected a {GATE_FILE} as golive gate writes it, got another file: "
            f"{type(error).__name__}: {error}"
        ) from error


def _earlier(row: Mapping[str, Any]) -> Earlier:
    verdict = str(row["verdict"])
    if verdict not in _RANKS:
        raise ValueError(f"verdict {verdict[:40]!r}")
    kinds = frozenset(_kinds(row["orders"], row["beside_orders"], str(row["crash"])))
    return Earlier(verdict, kinds, str(row["command"]))
