"""A sweep, carried out: cells that the store has are kept, the others are played until all is settled or time is up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import chain

from golive.record.batch import FAILED, SETTLED, TIME_BUDGET, NotRun
from golive.record.cells import Cell
from golive.record.cells.store import Store
from golive.record.cells.sweep import Place, Standing, Sweep, SweepColumn
from golive.record.run import ORDER_VERDICTS
from golive.sweep.cells.local import Block, Engine
from golive.sweep.gating.budget import Budget
from golive.sweep.matrix.differences import Results, differences, standing
from golive.sweep.matrix.looks import CONFIDENCE, Looks
from golive.sweep.matrix.metrics import FIGURES, mean
from golive.sweep.matrix.plan import SweepPlan
from golive.sweep.results import verdict_of

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

        Raises Interrupted; the store has every cell that was over.
        """
        every = chain.from_iterable(self.plan.jobs.values())
        stored = self.store.finished(job.key for job in every)
        self._cells = {key: cell for key, cell in stored.items() if not cell.result.is_lost}
        self._kept = len(self._cells)
        for seeds in self.looks.at:
            self._stage(seeds)
            if self._is_over:
                break
        return self._concluded(command, store)

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

    def _concluded(self, command: str, store: str) -> Sweep:
        plan, names = self.plan, [column.name for column in self.plan.columns]
        results = {named: self._results(named) for named in plan.scenarios}
        verdict, status = verdict_of(cell.result for cell in self._cells.values())
        return Sweep(
            golive=version("golive"),
            command=command,
            scenarios=plan.scenarios,
            columns=plan.columns,
            seeds=plan.seeds,
            verdict=verdict,
            status=status,
            played=len(self._cells) - self._kept,
            kept=self._kept,
            places=tuple(
                self._place(named, at, column, results[named])
                for named in plan.scenarios
                for at, column in enumerate(plan.columns)
            ),
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
            not_run=self._not_run(),
            situations=dict(plan.situations),
            failed={
                cell.job.command: cell.result.error
                for cell in self._cells.values()
                if cell.result.verdict == FAILED
            },
        )

    def _not_run(self) -> tuple[NotRun, ...]:
        return tuple(
            NotRun(named, seed, job.command, column.name, SETTLED if named in self._settled else TIME_BUDGET)
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
        )


def _worst(at: int, results: Results) -> int | None:
    """Return the seed of the cell with the most harm of one place; None without any cell."""
    harms = [(result.harm_cents, -seed) for seed, row in results.items() if (result := row[at]) is not None]
    return -max(harms)[1] if harms else None
