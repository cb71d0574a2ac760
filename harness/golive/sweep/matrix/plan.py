"""The plan of a sweep, checked as a whole before the first cell is played."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from golive import plugins, scenario, size
from golive.candidates.coroutine import InProcess
from golive.candidates.designs.designed import NEEDS, Designed
from golive.candidates.designs.price import FREE
from golive.candidates.registry import bundled
from golive.errors import CompareProblem
from golive.load.expected import check_load
from golive.record.cells import Job
from golive.record.cells.sweep import RunningCost, SweepColumn
from golive.scenario import Scenario
from golive.sweep.cells.fingerprint import fingerprint, own_folders
from golive.sweep.cells.local import Block
from golive.sweep.matrix.suites import Named
from golive.sweep.plan import repeatable
from golive.sweep.variants import Column, columns
from golive.workloads.texts.drawing import check_library

MOST_COLUMNS = 64
BLOCK = 12
"""Cells of one block at most, so that none keeps a process for long."""


@dataclass(frozen=True, slots=True)
class SweepPlan:
    """Columns, and the cells by scenario and seed in the order of the columns; `is_ours` is by the same place."""

    scenarios: tuple[str, ...]
    columns: tuple[SweepColumn, ...]
    seeds: tuple[int, ...]
    jobs: Mapping[tuple[str, int], tuple[Job, ...]]
    is_ours: Mapping[str, tuple[bool, ...]]
    """By scenario, for each column, whether its cells need no code of the user."""
    situations: Mapping[str, str]
    """By scenario, what happens in it: the first sentence of its `about`."""
    warnings: tuple[str, ...] = ()

    def blocks(self, named: str, seed: int, without: Mapping[str, Any]) -> list[Block]:
        """Return the blocks of a scenario and a seed; cells whose key is in `without` are left out."""
        pairs = [
            (job, is_ours)
            for job, is_ours in zip(self.jobs[named, seed], self.is_ours[named], strict=True)
            if job.key not in without
        ]
        ours = [job for job, is_ours in pairs if is_ours]
        grouped = [Block(tuple(ours[at : at + BLOCK])) for at in range(0, len(ours), BLOCK)]
        return [*grouped, *(Block((job,), False) for job, is_ours in pairs if not is_ours)]

    def as_json(self) -> dict[str, Any]:
        """The plan as a process can tell it to another."""
        return {
            "scenarios": self.scenarios,
            "columns": [asdict(each) for each in self.columns],
            "seeds": self.seeds,
            "jobs": [[*place, [job.as_json() for job in jobs]] for place, jobs in self.jobs.items()],
            "is_ours": self.is_ours,
            "situations": self.situations,
            "warnings": self.warnings,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> SweepPlan:
        """The plan that another process told."""
        return cls(
            tuple(row["scenarios"]),
            tuple(map(SweepColumn.from_json, row["columns"])),
            tuple(row["seeds"]),
            {(named, seed): tuple(map(Job.from_json, jobs)) for named, seed, jobs in row["jobs"]},
            {named: tuple(each) for named, each in row["is_ours"].items()},
            row["situations"],
            tuple(row["warnings"]),
        )


def planned(
    scenarios: Sequence[Named],
    candidates: Sequence[str],
    variants: Sequence[str],
    sets: Sequence[str],
    seeds: Sequence[int],
) -> SweepPlan:
    """Return the plan. Raises the error of any scenario, candidate or variant."""
    known = {named: _Known.of(named) for named in candidates}
    found = [
        replace(column, sets=(*known[column.candidate].channel, *column.sets))
        for column in columns(
            [(named, known[named].name) for named in candidates], variants, sets, MOST_COLUMNS
        )
    ]
    jobs: dict[tuple[str, int], tuple[Job, ...]] = {}
    is_ours: dict[str, tuple[bool, ...]] = {}
    situations: dict[str, str] = {}
    warnings: dict[str, None] = {}
    for named in scenarios:
        loaded = _loaded(named, found)
        any_of = next(iter(loaded.values()))[0]
        name = any_of.name
        if name in is_ours:
            raise CompareProblem(f"{named.scenario}: expected another scenario, {name} is named already")
        first = [
            _first(named, column, known[column.candidate].name, *loaded[column.sets]) for column in found
        ]
        situations[name] = _first_sentence(any_of.about)
        is_ours[name] = tuple(
            known[column.candidate].is_ours and not loaded[column.sets][1] for column in found
        )
        for seed in seeds:
            jobs[name, seed] = tuple(replace(job, seed=seed) for job in first)
        warnings.update(dict.fromkeys(text for each, _ in loaded.values() for text in each.warnings))
    return SweepPlan(
        tuple(is_ours),
        tuple(known[each.candidate].column(each) for each in found),
        tuple(seeds),
        jobs,
        is_ours,
        situations,
        tuple(warnings),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What a plan needs of a candidate. `is_ours`: it has no code of the user.

    `channel` is the setting with which the ERP has the channel that a design needs; none for others.
    """

    name: str
    about: str
    cost: RunningCost | None
    channel: tuple[str, ...]
    is_ours: bool

    @classmethod
    def of(cls, named: str) -> _Known:
        """The candidate of that name, resolved once. Raises UnknownCandidate or ScenarioError."""
        plugins.USED.clear()
        candidate = repeatable(named)
        is_ours = named in bundled() or (isinstance(candidate, InProcess) and not plugins.USED)
        price, key = FREE, None
        if isinstance(candidate, Designed):
            price, key = candidate.price, NEEDS.get(candidate.decision.channel)
        cost = None
        if price != FREE:
            cost = RunningCost(price.month.cents, price.thousand_calls.cents, price.currency)
        channel = () if key is None else (f"erp.channels.{key}=on",)
        return cls(candidate.name, bundled().get(named, ""), cost, channel, is_ours)

    def column(self, column: Column) -> SweepColumn:
        """A column with what this candidate is and costs."""
        return SweepColumn(
            column.name, self.name, _variant(column, self.name), column.sets, self.about, self.cost
        )


def _first_sentence(about: str) -> str:
    return " ".join(about.split()).partition(". ")[0].removesuffix(".") + "."


def _loaded(
    named: Named, found: Sequence[Column]
) -> dict[tuple[str, ...], tuple[Scenario, tuple[Path, ...]]]:
    """By the settings of a column: the scenario with them, and the folders with code of the user that it needs."""
    loaded: dict[tuple[str, ...], tuple[Scenario, tuple[Path, ...]]] = {}
    for sets in dict.fromkeys(column.sets for column in found):
        plugins.USED.clear()
        each = scenario.load(named.scenario, (*named.sets, *sets))
        size.check(each, is_confirmed=size.is_confirmed())
        check_load(each, 0)
        check_library(each)
        loaded[sets] = each, own_folders(named.scenario)
    return loaded


def _first(named: Named, column: Column, name: str, loaded: Scenario, folders: Sequence[Path]) -> Job:
    return Job(
        loaded.name,
        name,
        0,
        (*named.sets, *column.sets),
        _variant(column, name),
        fingerprint(loaded, column.candidate, folders),
        named.scenario,
        column.candidate,
    )


def _variant(column: Column, name: str) -> str:
    """The name of the settings of a column whose candidate has that name."""
    return column.name.removeprefix(name).strip()
