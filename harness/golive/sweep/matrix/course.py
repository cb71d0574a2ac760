"""A sweep, carried out: cells that the store has are kept, the others are played until all is settled or time is up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain

from golive.exit_status import SIGNALLED, UNKNOWN_STATUS
from golive.record.batch import FAILED, INTERRUPTED, SETTLED, TIME_BUDGET, NotRun
from golive.record.cells import Cell, CellResult
from golive.record.cells.store import Store
from golive.record.cells.sweep import Place, Standing, Sweep, SweepColumn
from golive.record.run import BROKEN, HELD, ORDER_VERDICTS, UNKNOWN
from golive.sweep.cells.local import Block, Engine
from golive.sweep.gating.budget import Budget
from golive.sweep.matrix.baseline import CellBaseline
from golive.sweep.matrix.differences import Results, differences, standing
from golive.sweep.matrix.looks import CONFIDENCE, Looks
from golive.sweep.matrix.metrics import FIGURES, mean
from golive.sweep.matrix.plan import SweepPlan
from golive.sweep.results import verdict_of

_RANKS = {HELD: 0, UNKNOWN: 1, FAILED: 2, BROKEN: 3}
MARGIN = 0.01
"""The share of the orders, and of the sales, up to which two columns count as the same."""

Report = Callable[[Cell, int], None]
"""Called with each cell that is over, and the number of cells that are planned and not over."""


@dataclass(slots=True)
class Course:
    """A sweep under way. `report` is called with each cell as it is played."""

    plan: SweepPlan
    engine: Engine
    store: Store
    report: Report
    budget: Budget = field(default_factory=Budget)
    until_settled: bool = False
    margin: float = MARGIN
    baseline: CellBaseline | None = None
    _cells: dict[str, Cell] = field(default_factory=dict)
    _kept: int = 0
    _settled: set[str] = field(default_factory=set)
    _is_over: bool = False

    @property
    def looks(self) -> Looks:
        """When the differences are looked at."""
        return Looks(len(self.plan.seeds), self.until_settled)

    def run(self, command: str, store: str) -> Sweep:
        """Carry it out. `command` is the command line that goes on with it, `store` the path of the store.

        Raises Interrupted; the store has every cell that was over, and `concluded` is the result so far.
        """
        every = chain.from_iterable(self.plan.jobs.values())
        stored = self.store.finished(job.key for job in every)
        self._cells = {key: cell for key, cell in stored.items() if not cell.result.is_lost}
        self._kept = len(self._cells)
        for seeds in self.looks.at:
            self._stage(seeds)
            if self._is_over:
                break
        return self.concluded(command, store)

    def _stage(self, seeds: int) -> None:
        """Play what is missing up to a look, then look which scenarios are settled."""
        blocks = [
            block
            for seed in self.plan.seeds[:seeds]
            for named in self.plan.scenarios
            if named not in self._settled
            for block in self.plan.blocks(named, seed, self._cells)
        ]
        if blocks:
            self.engine.play(blocks, self._take, lambda: self._goes_on(blocks))
        if self.until_settled and not self._is_over:
            self._settled |= {each.scenario for each in self._standings() if each.settled}

    def _goes_on(self, blocks: list[Block]) -> bool:
        if not self.budget.takes_another(turns=max(len(block.jobs) for block in blocks)):
            self._is_over = True
        return not self._is_over

    def _take(self, cell: Cell) -> None:
        self.store.add(cell)
        self._cells[cell.job.key] = cell
        self.budget.spent(cell.job.key, cell.result.took_s)
        self.report(cell, self._left())

    def _left(self) -> int:
        planned = sum(len(jobs) for (named, _), jobs in self.plan.jobs.items() if named not in self._settled)
        known = sum(cell.job.scenario not in self._settled for cell in self._cells.values())
        return planned - known

    # -- the result ----------------------------------------------------------------------------------------

    def _results(self, named: str) -> Results:
        return {
            seed: [None if (cell := self._cells.get(job.key)) is None else cell.result for job in jobs]
            for seed in self.plan.seeds
            if (jobs := self.plan.jobs[named, seed])
        }

    def _standings(self) -> list[Standing]:
        names = [column.name for column in self.plan.columns]
        return [
            standing(named, names, self._results(named), self.looks.error, self.margin)
            for named in self.plan.scenarios
        ]

    def concluded(self, command: str, store: str, interrupted_by: int = 0) -> Sweep:
        """Return the result of the cells that are over; `interrupted_by` is the signal that ended golive, or 0.

        A column that was not played in a scenario makes a sweep that would have held unknown.
        """
        plan, names = self.plan, [column.name for column in self.plan.columns]
        results = {named: self._results(named) for named in plan.scenarios}
        verdict, status = verdict_of(cell.result for cell in self._cells.values())
        places = tuple(
            self._place(named, at, column, results[named])
            for named in plan.scenarios
            for at, column in enumerate(plan.columns)
        )
        if verdict == HELD and not all(each.cells for each in places):
            verdict, status = UNKNOWN, UNKNOWN_STATUS
        found = Sweep(
            golive=version("golive"),
            command=command,
            scenarios=plan.scenarios,
            columns=plan.columns,
            seeds=plan.seeds,
            verdict=verdict,
            status=SIGNALLED + interrupted_by if interrupted_by else status,
            played=len(self._cells) - self._kept,
            kept=self._kept,
            places=places,
            differences=tuple(
                each
                for named in plan.scenarios
                for each in differences(named, names, results[named], self.looks.error, self.margin)
            ),
            standings=tuple(self._standings()),
            confidence=CONFIDENCE,
            error=self.looks.error,
            margin=self.margin,
            looks=self.looks.at,
            store=store,
            time_budget_s=self.budget.limit_s,
            not_run=self._not_run(INTERRUPTED if interrupted_by else TIME_BUDGET),
            situations=dict(plan.situations),
            failed={
                cell.job.command: cell.result.error
                for cell in self._cells.values()
                if cell.result.verdict == FAILED
            },
        )
        return found if self.baseline is None else self.baseline.beside(found, self._cells.values())

    def _not_run(self, why: str) -> tuple[NotRun, ...]:
        return tuple(
            NotRun(named, seed, job.command, column.name, SETTLED if named in self._settled else why)
            for (named, seed), jobs in self.plan.jobs.items()
            for column, job in zip(self.plan.columns, jobs, strict=True)
            if job.key not in self._cells
        )

    def _place(self, named: str, at: int, column: SweepColumn, results: Results) -> Place:
        cells = [row[at] for row in results.values()]
        found = [each for each in cells if each is not None]
        judged = [each for each in found if each.verdict != FAILED]
        means = {name: mean(figure, judged) for name, figure in FIGURES.items()}
        seed = _worst(at, results)
        return Place(
            named,
            column.name,
            verdict_of(found)[0] if found else "",
            len(found),
            {key: sum(each.orders[key] for each in judged) for key in ("total", *ORDER_VERDICTS)},
            {name: round(value, 2) for name, value in means.items() if value is not None},
            next((each.currency for each in judged), ""),
            "" if seed is None else self.plan.jobs[named, seed][at].command,
            seed,
            dict(Counter(each.verdict for each in found)),
            "" if seed is None else _reason(results[seed][at]),
        )


def _worst(at: int, results: Results) -> int | None:
    """Return the seed of the worst cell of one place; None without any cell.

    A broken one before one that failed, that before one that is unknown; among them the one with the most harm.
    """
    ranks = [
        (_RANKS[result.verdict], result.harm_cents, -seed)
        for seed, row in results.items()
        if (result := row[at]) is not None
    ]
    return -max(ranks)[2] if ranks else None


def _reason(result: CellResult | None) -> str:
    """Return why a cell did not hold, in the words of its first reason or its error; "" where it held."""
    if result is None or result.verdict == HELD:
        return ""
    return result.error or next(iter(result.reasons), "")
