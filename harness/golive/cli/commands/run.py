"""`golive run`: a scenario, a candidate, a verdict."""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Generator
from contextlib import contextmanager, nullcontext, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli import options
from golive.cli.interrupts import ended_in_order
from golive.cli.output import console, reader_may_leave
from golive.errors import CandidateFailed, LoadProblem, UnknownCandidate
from golive.exit_status import BROKEN_STATUS, HELD_STATUS, UNKNOWN_STATUS

if TYPE_CHECKING:
    from golive.record.run import Scorecard
    from golive.runner import Plan


@contextmanager
def _without_collections() -> Generator[None, None, None]:
    """Switch the garbage collector off: the process ends soon after the run."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@click.command()
@options.scenario("scenario_named", metavar="SCENARIO")
@options.candidate(
    "--candidate",
    "candidate_named",
    default="reference",
    show_default=True,
    help="The integration under test.",
)
@options.seed("Seed of all random decisions.")
@click.option("--clock", type=click.Choice(["virtual", "live"]), default="virtual", show_default=True)
@options.speed_or_auto
@click.option(
    "--load",
    "load_workers",
    default=0,
    metavar="N",
    type=click.IntRange(0, 64),
    help="Live clock: customers check out over HTTP, sent by N processes of Locust.",
)
@options.sets()
@options.program
@click.option("--out", metavar="DIR", help="The run folder; without it, a new one under runs/.")
@options.bodies
@click.option(
    "--counterfactual/--no-counterfactual",
    default=True,
    show_default=True,
    help="Play a short run again without the faults of its three costliest findings.",
)
@options.form
@options.quiet
@options.yes
@_without_collections()
def run(
    scenario_named: str,
    candidate_named: str,
    seed: int,
    clock: str,
    speed: float,
    load_workers: int,
    sets: tuple[str, ...],
    out: str | None,
    bodies: str,
    counterfactual: bool,
    form: str,
    quiet: bool,
    **program: Any,
) -> int:
    """Run a candidate through SCENARIO (a bundled name or a path) and judge it."""
    _check_clock(clock, load_workers)
    options.check_quiet(quiet, form)
    from golive.candidates.registry import resolve
    from golive.record import folder
    from golive.runner import Plan
    from golive.scenario.loading.loader import load

    loaded = load(scenario_named, sets)
    options.check_size(loaded, is_quiet=quiet)
    candidate = resolve(candidate_named)
    if clock not in candidate.clocks:
        raise UnknownCandidate(
            f"--candidate {candidate_named}: a separate program needs real time; add --clock live (and --speed 60)"
        )
    words = options.of_program(candidate, **program)
    plan = Plan(
        loaded,
        candidate,
        scenario_named,
        candidate_named,
        seed,
        clock,
        speed,
        sets,
        load_workers,
        words,
        bodies,
    )
    run_dir = folder.new_folder(out, loaded.name, candidate.name, seed)
    with folder.in_use(run_dir):
        card = _executed(
            plan, run_dir, shows_progress=not quiet and form == "text", keeps_stdout=form == "json"
        )
        if counterfactual:
            card = _worked_out(card, run_dir)
        _write_and_print(card, run_dir, form, quiet)
    return {"held": HELD_STATUS, "broken": BROKEN_STATUS}.get(card.verdict, UNKNOWN_STATUS)


def _check_clock(clock: str, load_workers: int) -> None:
    """Raises an InputError for options that need the live clock."""
    if clock == "live":
        return
    if load_workers:
        raise LoadProblem("--load: customers over HTTP need real time; add --clock live (and --speed 60)")
    if options.is_given("speed"):
        raise options.without_effect("--speed", "the virtual clock does not wait; add --clock live")


def _executed(plan: Plan, run_dir: Path, shows_progress: bool, keeps_stdout: bool) -> Scorecard:
    """Carry out the plan. Raises CandidateFailed, also when the candidate calls exit, Interrupted for Ctrl-C."""
    from golive.cli.progress import shown_progress
    from golive.record.folder import CURE
    from golive.record.run import LEDGER_FILE
    from golive.runner import execute

    left = f"{run_dir / LEDGER_FILE} ends at that moment; {CURE.format(folder=run_dir)}"
    with (
        ended_in_order(left),
        shown_progress(shows_progress, f"{plan.scenario.name} with {plan.candidate.name}") as progress,
        redirect_stdout(sys.stderr) if keeps_stdout else nullcontext(),  # a candidate that prints
    ):
        try:
            return execute(plan, run_dir, progress)
        except SystemExit as ended:
            if isinstance(ended.__context__, BrokenPipeError):  # the reader of the progress is gone
                raise
            raise CandidateFailed(f"it called exit({ended.code})") from ended


def _worked_out(card: Scorecard, run_dir: Path) -> Scorecard:
    """Return the scorecard with the counterfactual of its costliest findings; without it after Ctrl-C."""
    from golive.record import files, folder
    from golive.record.run import SCORECARD_FILE
    from golive.replay.counterfactual import costliest

    with redirect_stdout(io.StringIO()):  # a candidate that prints has done so
        try:
            found = costliest(card, folder.read_run(run_dir))
        except (KeyboardInterrupt, SystemExit, CandidateFailed):
            return card
    if found is not card:
        files.write_json(run_dir / SCORECARD_FILE, found.as_json())
    return found


def _write_and_print(card: Scorecard, run_dir: Path, form: str, quiet: bool) -> None:
    import golive_reports as reports
    from golive.cli.rendering import write_reports
    from golive.record import folder
    from golive.record.run import REPORT_FILE, SCORECARD_FILE

    write_reports(run_dir)
    with reader_may_leave():
        if form == "json":
            click.echo((run_dir / SCORECARD_FILE).read_text("utf-8"), nl=False)
        elif not quiet:
            reports.print_scorecard(card, folder.read_run(run_dir), console(), run_dir / REPORT_FILE)
