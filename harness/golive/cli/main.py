"""The command line. Exit status: 0 held, 1 broken, 2 unknown, 3 wrong input, 4 no candidate, 5 our own failure."""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext, redirect_stdout, suppress
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

import golive_reports as reports
from fake_magento.events.typed_events import EVENT_TYPES, VERSIONS
from golive import scenario
from golive.candidates.registry import CANDIDATES, UnknownCandidate, resolve
from golive.chaos.faults import FAULTS
from golive.cli.erp import erp
from golive.cli.load import load
from golive.cli.progress import shown_progress
from golive.cli.serve import ServeProblem, serve
from golive.cli.sweep import compare_command, gate_command, history_command
from golive.cli.traffic import traffic
from golive.errors import CandidateFailed, CompareProblem, LoadProblem, TrafficProblem
from golive.record import folder
from golive.record.ledger import LedgerBroken, StoredLedger, interwoven
from golive.record.run import BROKEN, HELD, LEDGER_FILE, REPORT_FILE, SCORECARD_FILE, Fact
from golive.runner import Plan, execute
from golive.scenario.pages import events_page

HELD_STATUS, BROKEN_STATUS, UNKNOWN_STATUS, INPUT_STATUS, CANDIDATE_STATUS, HARNESS_STATUS = range(6)
INTERRUPTED_STATUS = 130

BAD_INPUT = (
    scenario.ScenarioError,
    UnknownCandidate,
    folder.FolderProblem,
    LedgerBroken,
    reports.NotARun,
    ServeProblem,
    TrafficProblem,
    LoadProblem,
    CompareProblem,
)
LARGEST_SEED = 2**63 - 1
_FAREWELL_S = 0.2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="golive", prog_name="golive")
def golive() -> None:
    """Failure testing of webshop-to-ERP integrations before they go live.

    \b
    golive run black-friday                      the bundled reference integration
    golive run black-friday --candidate naive    the one that is built first
    golive show black-friday-naive-1 000000042   the story of one order
    """


@golive.command()
@click.argument("scenario_named", metavar="SCENARIO")
@click.option(
    "--candidate",
    "candidate_named",
    default="reference",
    show_default=True,
    metavar="NAME|FILE|MODULE:FUNCTION",
    help="The integration under test.",
)
@click.option(
    "--seed",
    default=1,
    show_default=True,
    type=click.IntRange(0, LARGEST_SEED),
    help="All chance follows from it.",
)
@click.option("--clock", type=click.Choice(["virtual", "live"]), default="virtual", show_default=True)
@click.option(
    "--speed",
    type=click.FloatRange(0.01, 10_000),
    default=1.0,
    show_default=True,
    help="Live clock: how many times faster than real time.",
)
@click.option(
    "--load",
    "load_workers",
    default=0,
    metavar="N",
    type=click.IntRange(0, 64),
    help="Live clock: customers check out over HTTP, sent by N processes of Locust.",
)
@click.option("--set", "sets", multiple=True, metavar="PATH=VALUE", help="Change one value of the scenario.")
@click.option("--out", metavar="DIR", help="The run folder; otherwise a new one under runs/.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--quiet", is_flag=True, help="Only the exit status (and what went wrong).")
def run(
    scenario_named: str,
    candidate_named: str,
    seed: int,
    clock: str,
    speed: float,
    load_workers: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Run a candidate through SCENARIO (a bundled name or a path) and judge it."""
    loaded = scenario.load(scenario_named, sets)
    candidate = resolve(candidate_named)
    if clock not in candidate.clocks:
        raise UnknownCandidate(
            f"--candidate {candidate_named}: a separate program needs real time; add --clock live (and --speed 60)"
        )
    if load_workers and clock != "live":
        raise LoadProblem("--load: customers over HTTP need real time; add --clock live (and --speed 60)")
    plan = Plan(loaded, candidate, scenario_named, candidate_named, seed, clock, speed, sets, load_workers)
    run_dir = folder.new_folder(out, loaded.name, candidate.name, seed)
    with (
        _nothing_looked_through(),
        shown_progress(not quiet and form == "text", f"{loaded.name} with {candidate.name}") as progress,
        redirect_stdout(sys.stderr) if form == "json" else nullcontext(),  # a candidate that prints
    ):
        card = execute(plan, run_dir, progress)
    reports.write_all(run_dir)
    with _reader_may_leave():
        if form == "json":
            click.echo((run_dir / SCORECARD_FILE).read_text("utf-8"), nl=False)
        elif not quiet:
            reports.print_scorecard(card, folder.read_run(run_dir), Console(), run_dir / REPORT_FILE)
    return {HELD: HELD_STATUS, BROKEN: BROKEN_STATUS}.get(card.verdict, UNKNOWN_STATUS)


@contextmanager
def _nothing_looked_through() -> Generator[None, None, None]:
    """One run, then the process is nearly over: looking through its world for garbage would only take time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@golive.command()
@click.argument("run_named", metavar="RUN")
@click.argument("order")
def show(run_named: str, order: str) -> int:
    """The story of one ORDER across both systems. RUN is a run folder or its name under runs/."""
    run_dir = folder.find(run_named)
    line = next((each for each in folder.read_orders(run_dir) if each.order == order), None)
    facts = _about(run_dir, (order, *(() if line is None else line.erp_orders)))
    if not facts:
        raise folder.FolderProblem(f"{run_dir}: nothing in this run is about order {order!r}")
    with _reader_may_leave():
        reports.print_story(line, facts, Console(), reports.Wall.of(folder.read_run(run_dir)))
    return 0


def _about(run_dir: Path, keys: tuple[str, ...]) -> list[Fact]:
    """Every fact that names one of the keys, once, and what befell the candidate meanwhile, oldest first."""
    path = run_dir / LEDGER_FILE
    ledger = StoredLedger(path)
    try:
        facts = {fact.seq: fact for key in keys for fact in ledger.about(key)}
        lives = ledger.lives()
    except OSError as error:
        raise folder.FolderProblem(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise folder.FolderProblem(f"{path}: expected one fact per line as JSON: {error}") from error
    return interwoven([facts[number] for number in sorted(facts)], lives)


@golive.command()
@click.argument("run_named", metavar="RUN")
def report(run_named: str) -> int:
    """Render the report of RUN again."""
    run_dir = folder.find(run_named)
    folder.read_scorecard(run_dir)
    paths = reports.write_all(run_dir)
    with _reader_may_leave():
        click.echo("\n".join(map(str, paths)))
    return 0


@golive.command()
def scenarios() -> int:
    """The bundled scenarios, one line each."""
    _table(scenario.names())
    return 0


@golive.command()
def faults() -> int:
    """What can go wrong, one line each."""
    _table([(name, (fault.__doc__ or "").strip().splitlines()[0]) for name, fault in FAULTS.items()])
    return 0


@golive.command()
def candidates() -> int:
    """The bundled candidates, one line each."""
    _table([(name, about) for name, (about, _) in CANDIDATES.items()])
    return 0


@golive.command()
@click.argument("kind", required=False, type=click.Choice(list(EVENT_TYPES)), metavar="[TYPE]")
@click.option(
    "--version", type=click.IntRange(VERSIONS[0], VERSIONS[-1]), default=VERSIONS[-1], show_default=True
)
def events(kind: str | None, version: int) -> int:
    """The shop's business events, one line each; the JSON Schema of one TYPE."""
    if kind is None:
        _table([(name, each.about) for name, each in EVENT_TYPES.items()])
    else:
        with _reader_may_leave():
            click.echo(events_page.schema_text(kind, version))
    return 0


@golive.command()
def schema() -> int:
    """The JSON Schema of the scenario file, for editors."""
    with _reader_may_leave():
        click.echo(json.dumps(scenario.schema(), indent=2))
    return 0


golive.add_command(erp)
golive.add_command(serve)
golive.add_command(traffic)
golive.add_command(load)
golive.add_command(gate_command)
golive.add_command(compare_command)
golive.add_command(history_command)


def _table(rows: list[tuple[str, str]]) -> None:
    table = Table.grid(padding=(0, 2))
    for name, about in rows:
        table.add_row(f"[bold]{name}[/bold]", about)
    with _reader_may_leave():
        Console().print(table)


@contextmanager
def _reader_may_leave() -> Generator[None, None, None]:
    """Print to somebody who may have heard enough, as `head` has: the exit status stays what it is."""
    try:
        yield
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # rich turns the one into the other
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(arguments: list[str] | None = None) -> None:
    """Entry point of the `golive` command."""
    status = status_of(lambda: golive.main(arguments, prog_name="golive", standalone_mode=False))
    if arguments is None:
        _wait_for_no_thread(status)
    sys.exit(status)


def _wait_for_no_thread(status: int) -> None:
    """An interpreter waits for every thread before it ends, also for one that a candidate has left for ever."""
    others = [
        each for each in threading.enumerate() if each is not threading.main_thread() and not each.daemon
    ]
    for each in others:
        each.join(_FAREWELL_S)
    left = [each.name for each in others if each.is_alive()]
    if left:
        _fail(f"the candidate left threads running ({', '.join(left)[:200]}); ended without them", status)
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        os._exit(status)


def status_of(command: Callable[[], Any]) -> int:
    """Run a command and turn whatever comes of it into an exit status, with one clear message."""
    try:
        result = command()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.UsageError as error:
        error.show()
        return INPUT_STATUS
    except BAD_INPUT as error:
        return _fail(str(error), INPUT_STATUS)
    except CandidateFailed as error:
        return _fail(f"the candidate could not be run: {error}", CANDIDATE_STATUS)
    except (KeyboardInterrupt, click.Abort):
        return _fail(
            "interrupted; what was recorded until now is in the run folder's ledger", INTERRUPTED_STATUS
        )
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # as in `golive scenarios | head`
            return INTERRUPTED_STATUS
        return _fail(f"the candidate could not be run: it called exit({error.code})", CANDIDATE_STATUS)
    except Exception as error:
        Console(stderr=True).print_exception(show_locals=False, max_frames=6, extra_lines=1)
        return _fail(
            f"golive itself failed: {type(error).__name__}: {error}; please report this with the lines above",
            HARNESS_STATUS,
        )


def _fail(message: str, status: int) -> int:
    click.echo(f"golive: {message}" if "\n" not in message else message, err=True)
    return status


if __name__ == "__main__":
    main()
