"""What `golive compare` does with several scenarios: cells in memory, a store of results, paired differences."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli import options

if TYPE_CHECKING:
    from golive.record.cells.sweep import Sweep
    from golive.sweep.cells.local import Engine
    from golive.sweep.matrix.plan import SweepPlan

LOCAL, DASK = "local", "dask"
MARGIN_PERCENT = 1.0


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
        for option, value in (("--out", self.out), ("--store", self.store), ("--address", self.address)):
            words += [] if value is None else [option, value]
        words += ["--until-settled"] if self.until_settled else []
        words += [] if self.margin * 100 == MARGIN_PERCENT else ["--margin", f"{self.margin * 100:g}"]
        words += ["--reports"] if self.reports else []
        words += [] if self.engine == LOCAL else ["--engine", self.engine]
        return shlex.join(words)


def check(request: Request, clock: str, baseline: str | None, fail_on: str, program: dict[str, Any]) -> None:
    """Raises OptionWithoutEffect for options that a comparison of several scenarios does not have."""
    why = "several scenarios are compared in memory"
    if clock != "virtual":
        raise options.without_effect("--clock live", f"{why}, on the virtual clock; compare one scenario")
    if baseline is not None or fail_on != "any":
        raise options.without_effect("--baseline", "it is for one scenario; compare one, or use golive gate")
    given = next((name for name, value in program.items() if value), None)
    if given is not None:
        option = "--" + given.removesuffix("_of_program").replace("_", "-")
        raise options.without_effect(
            option, f"{why}, without programs on the live clock; compare one scenario"
        )
    if request.engine == LOCAL and request.address is not None:
        raise options.without_effect("--address", "cells are played on this machine; add --engine dask")


def sweep(request: Request, summary: str | None, form: str, quiet: bool) -> int:
    """Carry out the sweep and show it. Returns the exit status."""
    import golive_reports as reports
    from golive.cli.interrupts import ended_in_order
    from golive.cli.many import append_summary
    from golive.cli.output import console, print_json
    from golive.cli.progress import cells_shown
    from golive.record import files, folder
    from golive.record.cells.store import STORE_FILE
    from golive.record.cells.sweep import SWEEP_FILE
    from golive.sweep.output_dir import keep

    plan = _plan(request)
    append_summary(summary, "")
    for warning in () if quiet else plan.warnings:
        click.echo(f"golive: warning: {warning}", err=True)
    above = keep(request.out, "compare")
    request = replace(request, out=str(above))
    store = Path(request.store) if request.store else above / STORE_FILE
    left = f"the cells that were over are in {store}; the same again goes on: {request.command()}"
    with folder.in_use(above), ended_in_order(left), cells_shown(form == "text" and not quiet) as show:
        found = _carried_out(request, plan, store, show)
    if request.reports:
        found = _reported(request, found, plan, above, is_quiet=quiet or form != "text")
    files.write_json(above / SWEEP_FILE, found.as_json())
    shown = (above / SWEEP_FILE).as_posix()
    page = reports.write_sweep(found, above).as_posix()
    reports.write_sweep_csv(found, above)
    append_summary(summary, reports.sweep_summary(found, shown))
    if form == "json":
        print_json(found.as_json())
    elif not quiet:
        reports.print_sweep(found, page, shown, console())
    return found.status


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


def _carried_out(request: Request, plan: SweepPlan, path: Path, show: Any) -> Sweep:
    from golive.errors import FolderProblem
    from golive.record.cells.store import Store, StoreProblem
    from golive.sweep.gating.budget import Budget
    from golive.sweep.matrix.course import Course

    try:
        store = Store(path)
    except StoreProblem as problem:
        raise FolderProblem(f"--store {problem}") from problem
    with store:
        course = Course(
            plan,
            _engine(request),
            store,
            show,
            Budget(request.time_budget),
            request.until_settled,
            request.margin,
        )
        return course.run(request.command(), str(path))


def _reported(request: Request, found: Sweep, plan: SweepPlan, above: Path, *, is_quiet: bool) -> Sweep:
    from golive.cli.many import executor_of
    from golive.cli.progress import counted
    from golive.record import folder
    from golive.sweep.gating.clock import VIRTUAL
    from golive.sweep.matrix.reported import chosen_places, reported
    from golive.sweep.plan import NO_OPTIONS

    wanted = not is_quiet and sys.stderr.isatty()
    executor = executor_of(VIRTUAL, request.jobs, request.wall_clock, NO_OPTIONS)
    with folder.in_use(above), counted(wanted, len(chosen_places(found)), "reports") as step:
        return reported(found, plan, above, executor, step)


def _engine(request: Request) -> Engine:
    from golive.sweep.cells.local import LocalEngine
    from golive.sweep.cells.on_dask.engine import ADDRESS, DaskEngine
    from golive.sweep.gating.clock import VIRTUAL

    if request.engine == DASK:
        return DaskEngine(request.address or ADDRESS, request.wall_clock)
    return LocalEngine(VIRTUAL.at_once(request.jobs), request.wall_clock)
