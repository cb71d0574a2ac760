"""What `golive compare` does with several scenarios: cells in memory, a store of results, paired differences."""

from __future__ import annotations

import re
import shlex
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli import options
from golive.record.cells.sweep import SWEEP_FILE, SWEEP_PAGE

if TYPE_CHECKING:
    from golive.record.cells.sweep import Sweep
    from golive.sweep.cells.local import Engine
    from golive.sweep.matrix.baseline import CellBaseline
    from golive.sweep.matrix.plan import SweepPlan

LOCAL, DASK = "local", "dask"
MARGIN_PERCENT = 1.0
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:[^\s:/\[\]]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
"""The address of a scheduler: without a port Dask tries for 20 s to close what it has not opened."""


@dataclass(frozen=True, slots=True)
class Request:
    """The command line of a sweep."""

    scenarios: Sequence[str]
    candidates: Sequence[str]
    variants: Sequence[str]
    sets: Sequence[str]
    seeds: str
    out: str | None
    store: str | None
    time_budget: float | None
    until_settled: bool
    margin: float
    engine: str
    address: str | None
    jobs: int | None
    wall_clock: float | None
    reports: bool
    baseline: str | None = None
    fail_on: str = "any"

    def command(self) -> str:
        """The command line that goes on with it."""
        words = ["golive", "compare", *self.scenarios]
        for option, values in (
            ("--candidate", self.candidates),
            ("--variant", self.variants),
            ("--set", self.sets),
        ):
            words += [word for value in values for word in (option, value)]
        words += ["--seeds", self.seeds]
        named = (self.out, self.store, self.address, self.baseline)
        for option, value in zip(("--out", "--store", "--address", "--baseline"), named, strict=True):
            words += [] if value is None else [option, value]
        words += ["--until-settled"] if self.until_settled else []
        words += [] if self.margin * 100 == MARGIN_PERCENT else ["--margin", f"{self.margin * 100:g}"]
        words += ["--fail-on", self.fail_on] if self.fail_on != "any" else []
        words += ["--reports"] if self.reports else []
        words += [] if self.engine == LOCAL else ["--engine", self.engine]
        return shlex.join(words)


def check(request: Request, clock: str, program: dict[str, Any]) -> None:
    """Raises OptionWithoutEffect for options that a comparison of several scenarios does not have.

    Raises CompareProblem for an address that is none.
    """
    from golive.errors import CompareProblem

    why = "several scenarios are compared in memory"
    if clock != "virtual":
        raise options.without_effect("--clock live", f"{why}, on the virtual clock; compare one scenario")
    if request.baseline is None and request.fail_on != "any":
        raise options.without_effect(
            f"--fail-on {request.fail_on}", "there is no baseline; add --baseline FOLDER"
        )
    given = next((name for name, value in program.items() if value), None)
    if given is not None:
        option = "--" + given.removesuffix("_of_program").replace("_", "-")
        raise options.without_effect(
            option, f"{why}, without programs on the live clock; compare one scenario"
        )
    if request.engine == LOCAL and request.address is not None:
        raise options.without_effect("--address", "cells are played on this machine; add --engine dask")
    if request.address is not None and not _ADDRESS.fullmatch(request.address):
        raise CompareProblem(
            f"--address {request.address[:80]}: expected the address that the Dask scheduler prints, such as "
            "tcp://127.0.0.1:8786"
        )


def sweep(request: Request, summary: str | None, form: str, quiet: bool) -> int:
    """Carry out the sweep and show it. Returns the exit status.

    Raises Interrupted; the files of the sweep then have the cells that were over.
    """
    import golive_reports as reports
    from golive.cli.interrupts import ended_in_order
    from golive.cli.many import append_summary
    from golive.cli.output import console, print_json
    from golive.record import folder
    from golive.record.cells.store import STORE_FILE
    from golive.sweep.gating.terms import WORSE
    from golive.sweep.matrix.baseline import read_cells
    from golive.sweep.output_dir import keep

    plan = _plan(request)
    baseline = None
    if request.baseline is not None:
        baseline = read_cells(request.baseline, plan, only_worse=request.fail_on == WORSE)
    append_summary(summary, "")
    for warning in () if quiet else plan.warnings:
        click.echo(f"golive: warning: {warning}", err=True)
    above = keep(request.out, "compare")
    request = replace(request, out=str(above))
    store = Path(request.store) if request.store else above / STORE_FILE
    under_way = Sweeping(request, plan, above, store, baseline)
    with folder.in_use(above), ended_in_order(under_way.left):
        found = under_way.carried_out(is_shown=form == "text" and not quiet)
        append_summary(summary, reports.sweep_summary(found, under_way.file))
        if form == "json":
            print_json(found.as_json())
        elif not quiet:
            reports.print_sweep(found, under_way.page, under_way.file, console())
    return found.status


@dataclass(frozen=True, slots=True)
class Sweeping:
    """A sweep on its way into the folder `above`; its cells are in `store`."""

    request: Request
    plan: SweepPlan
    above: Path
    store: Path
    baseline: CellBaseline | None = None

    @property
    def file(self) -> str:
        """The path of `sweep.json`."""
        return (self.above / SWEEP_FILE).as_posix()

    @property
    def page(self) -> str:
        """The path of `sweep.html`."""
        return (self.above / SWEEP_PAGE).as_posix()

    @property
    def left(self) -> str:
        """What an interruption leaves, and how to go on."""
        return f"what was over is in {self.page}; the same again goes on: {self.request.command()}"

    def carried_out(self, *, is_shown: bool) -> Sweep:
        """Play the cells, then the reports, and write the files of the sweep. Raises Interrupted after writing."""
        found = self._written(self._played(is_shown=is_shown))
        if not self.request.reports:
            return found
        try:
            self._report(found, is_shown=is_shown)
        finally:
            found = self._written(found)
        return found

    def _played(self, *, is_shown: bool) -> Sweep:
        from golive.cli.progress import cells_shown
        from golive.errors import FolderProblem, Interrupted
        from golive.record.cells.store import Store, StoreProblem
        from golive.sweep.gating.budget import Budget
        from golive.sweep.matrix.course import Course

        request, words = self.request, (self.request.command(), str(self.store))
        try:
            store = Store(self.store)
        except StoreProblem as problem:
            raise FolderProblem(f"--store {problem}") from problem
        with store, cells_shown(is_shown) as show:
            course = Course(
                self.plan,
                _engine(request),
                store,
                show,
                Budget(request.time_budget),
                request.until_settled,
                request.margin,
                self.baseline,
            )
            try:
                return course.run(*words)
            except (Interrupted, KeyboardInterrupt) as stopped:
                number = getattr(stopped, "number", signal.SIGINT)
                self._written(course.concluded(*words, interrupted_by=number))
                raise

    def _report(self, found: Sweep, *, is_shown: bool) -> None:
        from golive.cli.many import executor_of
        from golive.cli.progress import counted
        from golive.sweep.gating.clock import VIRTUAL
        from golive.sweep.matrix.reported import missing_reports
        from golive.sweep.plan import NO_OPTIONS

        request, runs = self.request, missing_reports(found, self.plan, self.above)
        executor = executor_of(VIRTUAL, request.jobs, request.wall_clock, NO_OPTIONS)
        with counted(is_shown and sys.stderr.isatty(), len(runs), "reports") as step:
            executor.run_all(runs, lambda _number, _ended: step())

    def _written(self, found: Sweep) -> Sweep:
        """Write the files of the sweep, with the reports that there are."""
        import golive_reports as reports
        from golive.record import files
        from golive.sweep.matrix.reported import with_reports

        found = with_reports(found, self.plan, self.above)
        files.write_json(self.above / SWEEP_FILE, found.as_json())
        reports.write_sweep(found, self.above)
        reports.write_sweep_csv(found, self.above)
        return found


def _plan(request: Request) -> SweepPlan:
    """The plan, made in a process of its own, because it loads code of the user."""
    from golive.cli.rendering import write_reports
    from golive.sweep.executor import Executor
    from golive.sweep.matrix.plan import SweepPlan, planned
    from golive.sweep.matrix.suites import spelt_out
    from golive.sweep.seeds import seeds_of

    seeds = seeds_of(request.seeds)

    def plan() -> dict[str, Any]:
        scenarios = spelt_out(request.scenarios)
        return planned(scenarios, request.candidates, request.variants, request.sets, seeds).as_json()

    return SweepPlan.from_json(Executor(write_reports, 1, request.wall_clock).planned(plan))


def _engine(request: Request) -> Engine:
    from golive.sweep.cells.local import LocalEngine
    from golive.sweep.cells.on_dask.engine import ADDRESS, DaskEngine
    from golive.sweep.gating.clock import VIRTUAL

    if request.engine == DASK:
        return DaskEngine(request.address or ADDRESS, request.wall_clock)
    return LocalEngine(VIRTUAL.at_once(request.jobs), request.wall_clock)
