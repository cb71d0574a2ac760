"""An earlier gate or comparison as the baseline of a new one: what fails newly, what is fixed, what is worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, Protocol

import orjson

from golive.errors import CompareProblem, FolderProblem
from golive.record.batch import COMPARE_FILE, FAILED, GATE_FILE, BaselineResult, Change, NotRun, RunResult
from golive.record.run import BROKEN, HELD, ORDER_VERDICTS, UNKNOWN
from golive.sweep.gating.clock import RunClock

_RANKS = {HELD: 0, UNKNOWN: 1, BROKEN: 2, FAILED: 3}
_FAILING = (BROKEN, FAILED)
_NOT_WRONG = ("exact", "compensated", "indeterminate")
CRASH = "crash"

Key = tuple[str, str, int]
"""Variant, scenario and seed. A gate has one variant, ""."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """One run of the baseline: its verdict and the kinds of its wrong orders and other findings."""

    verdict: str
    kinds: frozenset[str]
    command: str


class _Keyed(Protocol):
    @property
    def variant(self) -> str: ...
    @property
    def scenario(self) -> str: ...
    @property
    def seed(self) -> int: ...


def key_of(run: _Keyed) -> Key:
    """Return what makes two runs of two gates or comparisons the same."""
    return run.variant, run.scenario, run.seed


@dataclass(frozen=True, slots=True)
class Baseline:
    """A `gate.json` or `compare.json` of before. `named` is the path as it was given.

    `sets` are by the name of the variant. `command` is `gate` or `compare`.
    """

    named: str
    candidate: str
    sets: Mapping[str, tuple[str, ...]]
    clock: str
    runs: Mapping[Key, Earlier]
    command: str = "gate"

    def check(self, sets: Mapping[str, Sequence[str]], clock: RunClock) -> None:
        """Raises CompareProblem where its runs were made under other conditions; `sets` are by variant."""
        both = [name for name in sets if name in self.sets]
        if not both:
            self._refuse("candidates or variants", ", ".join(sets), ", ".join(self.sets))
        for name in both:
            self._same(
                f"--set{f' in {name}' if name else ''}", " ".join(sets[name]), " ".join(self.sets[name])
            )
        self._same("--clock", clock.kind, self.clock)

    def _same(self, what: str, ours: str, theirs: str) -> None:
        if ours != theirs:
            self._refuse(what, ours, theirs)

    def _refuse(self, what: str, ours: str, theirs: str) -> NoReturn:
        raise CompareProblem(
            f"--baseline {self.named}: expected a golive {self.command} with the same {what}, {ours or 'none'}, "
            f"got one with {theirs or 'none'}; make a new baseline with golive {self.command} --out DIR"
        )

    def beside(self, results: Sequence[RunResult]) -> BaselineResult:
        """Return what is different in `results`."""
        changes = [(self._change(each), self.is_worse(each)) for each in results]
        made = {key_of(each) for each in results}
        return BaselineResult(
            baseline=self.named,
            candidate=self.candidate,
            newly_failing=tuple(
                each for each, _ in changes if each.now in _FAILING and each.before not in _FAILING
            ),
            newly_fixed=tuple(each for each, _ in changes if each.now == HELD and each.before in _FAILING),
            worse=tuple(each for each, is_worse in changes if is_worse),
            missing=tuple(
                NotRun(scenario, seed, earlier.command, variant)
                for (variant, scenario, seed), earlier in self.runs.items()
                if (variant, scenario, seed) not in made
            ),
        )

    def _change(self, result: RunResult) -> Change:
        earlier = self.runs.get(key_of(result))
        return Change(
            result.scenario,
            result.seed,
            "" if earlier is None else earlier.verdict,
            result.verdict,
            tuple(sorted(kinds_of(result) - (frozenset() if earlier is None else earlier.kinds))),
            result.command,
            result.variant,
        )

    def is_worse(self, result: RunResult) -> bool:
        """Whether a run is worse than the earlier one. A run without an earlier one is worse where it does not hold."""
        change = self._change(result)
        before, now = _RANKS[change.before or HELD], _RANKS[result.verdict]
        return now > before or (now == before == _RANKS[BROKEN] and bool(change.kinds))


def earlier_of(result: RunResult) -> Earlier:
    """Return a run as part of a baseline."""
    return Earlier(result.verdict, kinds_of(result), result.command)


def kinds_of(result: RunResult) -> frozenset[str]:
    """Return the kinds of a run's wrong orders and other findings."""
    return frozenset(_kinds(result.orders, result.beside_orders, result.crash))


def _kinds(orders: Mapping[str, int], beside: Mapping[str, int], crash: str) -> Iterator[str]:
    yield from (kind for kind in ORDER_VERDICTS if kind not in _NOT_WRONG and orders.get(kind))
    yield from (title for title, count in beside.items() if count)
    if crash:
        yield CRASH


_FILES = {"gate": GATE_FILE, "compare": COMPARE_FILE}


def read_baseline(named: str, command: str = "gate") -> Baseline:
    """Read the file of `golive gate` or `golive compare`, or that of a folder.

    Raises FolderProblem where there is none, or something else.
    """
    path, file = Path(named), _FILES[command]
    try:
        path = path.expanduser()
        data = orjson.loads((path / file if path.is_dir() else path).read_bytes())
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise FolderProblem(
            f"--baseline {named}: expected the folder of a golive {command} or its {file}: {why}"
        ) from error
    try:
        return _read(named, command, data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FolderProblem(
            f"--baseline {named}: expected a {file} as golive {command} writes it, got another file: "
            f"{type(error).__name__}: {error}"
        ) from error


def _read(named: str, command: str, data: Mapping[str, Any]) -> Baseline:
    if command == "gate":
        candidate, sets = str(data["candidate"]), {"": tuple(map(str, data["sets"]))}
    else:
        candidate = ", ".join(str(each["name"]) for each in data["variants"])
        sets = {str(each["name"]): tuple(map(str, each["sets"])) for each in data["variants"]}
    runs = {
        (
            str(row["variant"]) if command == "compare" else "",
            str(row["scenario"]),
            int(row["seed"]),
        ): _earlier(row)
        for row in data["runs"]
    }
    return Baseline(named, candidate, sets, str(data.get("clock", "virtual")), runs, command)


def _earlier(row: Mapping[str, Any]) -> Earlier:
    verdict = str(row["verdict"])
    if verdict not in _RANKS:
        raise ValueError(f"verdict {verdict[:40]!r}")
    kinds = frozenset(_kinds(row["orders"], row["beside_orders"], str(row["crash"])))
    return Earlier(verdict, kinds, str(row["command"]))
