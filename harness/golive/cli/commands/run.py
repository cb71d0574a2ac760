"""`golive run`: a scenario, a candidate, a verdict."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from golive.cli import options
from golive.cli.commands.recorded.replay import print_replayed
from golive.cli.output import console, print_json, reader_may_leave
from golive.errors import Interrupted, LoadProblem
from golive.exit_status import BROKEN_STATUS, HELD_STATUS, UNKNOWN_STATUS

if TYPE_CHECKING:
    from golive.blueprint.check import Checked
    from golive.blueprint.plan import Blueprint
    from golive.isolation.playing import RunRequest
    from golive.monitor.run import PageOptions
    from golive.replay.again import Replayed

PLAYS = ("first", "second")


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
@options.clock
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
@click.option(
    "--check-determinism",
    "checks_determinism",
    is_flag=True,
    help="Play it twice: the same bytes, or the first fact that differs and exit status 1.",
)
@click.option(
    "--blueprint",
    "plan_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Also test a blueprint; one that is refuted or not exercised changes the exit status.",
)
@options.live_page
@options.form
@options.quiet
@options.yes
@options.wall_clock
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
    checks_determinism: bool,
    plan_file: Path | None,
    live_page: bool,
    live_page_port: int,
    form: str,
    quiet: bool,
    wall_clock: float | None,
    **program: Any,
) -> int:
    """Run a candidate through SCENARIO (a bundled name or a path) and judge it."""
    _check_clock(clock, load_workers)
    if checks_determinism and clock == "live":
        raise options.without_effect(
            "--check-determinism", "on the live clock two runs differ anyway; leave out --clock live"
        )
    options.check_quiet(quiet, form)
    options.check_live_page(clock, live_page, live_page_port)
    from golive.isolation.playing import RunRequest

    planned = None if plan_file is None else _read_blueprint(plan_file)
    request = RunRequest(
        scenario_named,
        candidate_named,
        seed,
        clock,
        speed,
        load_workers,
        sets,
        options.of_program(**program),
        out,
        counterfactual,
        options.shows_progress(quiet, form),
        bodies=bodies,
        live_page=_page(live_page_port) if live_page else None,
    )
    run_dir = _played(request, wall_clock, is_quiet=quiet)
    again = _played_again(request, run_dir, wall_clock) if checks_determinism else None
    checked = None if planned is None else _check_blueprint(planned, run_dir)
    status = _print(run_dir, form, quiet, again, checked)
    return status if again is None or again.is_same else BROKEN_STATUS


def _read_blueprint(path: Path) -> Blueprint:
    from golive.blueprint.plan import load

    return load(path)


def _check_blueprint(planned: Blueprint, run_dir: Path) -> list[Checked]:
    from golive.blueprint.check import check

    return check(planned, [run_dir])


def _page(port: int) -> PageOptions:
    import golive_reports as reports
    from golive.monitor.run import PageOptions

    return PageOptions(reports.live_page(), port)


def _check_clock(clock: str, load_workers: int) -> None:
    """Raises an InputError for options that need the live clock."""
    if clock == "live":
        return
    if load_workers:
        raise LoadProblem("--load: customers over HTTP need real time; add --clock live (and --speed 60)")
    options.check_speed(clock)


def _played(request: RunRequest, wall_clock_s: float | None, *, is_quiet: bool) -> Path:
    """Play the run in a process of its own; its folder. Raises InputError, CandidateFailed and Interrupted."""
    from golive.cli.progress import ShownProgress
    from golive.cli.rendering import write_reports
    from golive.isolation.isolated import Task
    from golive.isolation.playing import warm
    from golive.isolation.supervision import alone, result_of

    warm()
    with ShownProgress(request.shows_progress) as shown:
        task = Task(lambda tell, face: request(tell, face, write_reports), shown.told, wall_clock_s)
        try:
            end = alone(task)
        except Interrupted as interrupted:
            raise Interrupted(_left(shown.folder), interrupted.number) from None
    for warning in () if is_quiet else shown.warnings:
        click.echo(f"golive: warning: {warning}", err=True)
    for remark in end.remarks:
        click.echo(f"golive: {remark}", err=True)
    result_of(end)
    return Path(shown.folder)


def _played_again(request: RunRequest, run_dir: Path, wall_clock_s: float | None) -> Replayed:
    """Play the run again into a folder beside it, which stays only where the plays differ."""
    from golive.record import folder
    from golive.record.run import NO_BODIES
    from golive.replay.again import compared

    out = folder.of_repetition(run_dir)
    second = replace(
        request, out=str(out), counterfactual=False, renders=False, bodies=NO_BODIES, shows_progress=False
    )
    _played(second, wall_clock_s, is_quiet=True)
    found = compared(run_dir, out)
    if found.is_same:
        shutil.rmtree(out)
    return found


def _left(run_dir: str) -> str:
    """What an interrupted run leaves."""
    from golive.record.folder import CURE
    from golive.record.run import LEDGER_FILE

    if not run_dir:
        return ""
    return f"{Path(run_dir) / LEDGER_FILE} ends at that moment; {CURE.format(folder=run_dir)}"


def _print(
    run_dir: Path, form: str, quiet: bool, again: Replayed | None, checked: list[Checked] | None
) -> int:
    """Print the scorecard, where a second play parts from it, and the blueprint; the exit status of the verdicts."""
    import golive_reports as reports
    from golive.record import folder
    from golive.record.run import REPORT_FILE, SCORECARD_FILE

    card = folder.read_scorecard(run_dir)
    with reader_may_leave():
        if form == "json" and (again is not None or checked is not None):
            more: dict[str, Any] = {} if again is None else {"determinism": again.as_json()}
            more |= {} if checked is None else {"blueprint": [asdict(each) for each in checked]}
            print_json({**card.as_json(), **more})
        elif form == "json":
            click.echo((run_dir / SCORECARD_FILE).read_text("utf-8"), nl=False)
        elif not quiet:
            reports.print_scorecard(card, folder.read_run(run_dir), console(), run_dir / REPORT_FILE)
            if again is not None:
                click.echo("\nPlayed twice:")
                print_replayed(again, run_dir, PLAYS)
                if not again.is_same:
                    click.echo(f"the second play is in {folder.of_repetition(run_dir)}")
            if checked is not None:
                _print_blueprint(checked)
    status = {"held": HELD_STATUS, "broken": BROKEN_STATUS}.get(card.verdict, UNKNOWN_STATUS)
    return status if checked is None else _worse(status, checked)


def _print_blueprint(checked: list[Checked]) -> None:
    from golive.blueprint.check import lines

    click.echo("\nThe blueprint:")
    for line in lines(checked):
        click.echo(line)


def _worse(status: int, checked: list[Checked]) -> int:
    """The worse of the exit status of the run and that of its blueprint."""
    from golive.blueprint.check import status_of

    return max(status, status_of(checked), key=(HELD_STATUS, UNKNOWN_STATUS, BROKEN_STATUS).index)
