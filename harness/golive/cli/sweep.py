"""`golive gate`, `golive compare`, `golive history`."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import orjson
from rich.console import Console

import golive_reports as reports
from golive.record.batch import RunResult
from golive.record.folder import slug
from golive.sweep import comparison, gate
from golive.sweep.output_dir import place
from golive.sweep.past_runs import past
from golive.sweep.plan import called
from golive.sweep.seeds import seeds_of

Command = Callable[..., Any]


def _many(command: Command) -> Command:
    """The options that several runs share."""
    for option in (
        click.option("--quiet", is_flag=True, help="Only the exit status (and what went wrong)."),
        click.option(
            "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
        ),
        click.option(
            "--out", metavar="DIR", help="The folder of all of them; otherwise a new one under runs/."
        ),
        click.option(
            "--set", "sets", multiple=True, metavar="PATH=VALUE", help="Change one value of the scenario."
        ),
        click.option(
            "--jobs",
            default=None,
            metavar="N",
            type=click.IntRange(1, 256),
            help="Runs at once; one per processor.",
        ),
    ):
        command = option(command)
    return command


@click.command("gate")
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@click.option(
    "--candidate",
    default="reference",
    show_default=True,
    metavar="NAME|FILE|MODULE:FUNCTION",
    help="The integration under test.",
)
@click.option(
    "--seeds", default="1", show_default=True, metavar="1..8|1,2,5", help="Every scenario with each of them."
)
@click.option("--keep-all", is_flag=True, help="Keep ledger and report of the runs that held, too.")
@_many
def gate_command(
    scenarios: tuple[str, ...],
    candidate: str,
    seeds: str,
    keep_all: bool,
    jobs: int | None,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """One verdict over every SCENARIO with every seed, in virtual time.

    Exit status: 1 as soon as one run is broken, else 5 or 4 when one failed, else 2 when one is unknown, else 0.
    """
    numbers = seeds_of(seeds)
    gate.asked(scenarios, candidate, numbers, sets, Path())  # what is wrong is said before a folder is made
    above = place(out, f"gate-{slug(called(candidate))}")
    runs = gate.asked(scenarios, candidate, numbers, sets, above)
    with _watched(form == "text" and not quiet, len(runs)) as told:
        found = gate.run_gate(runs, above, jobs or _processors(), keep_all, told)
    reports.write_gate_junit(found, above)
    if form == "json":
        _echo(found.as_json())
    elif not quiet:
        reports.print_gate(found, above, Console())
    return found.status


@click.command("compare")
@click.argument("scenario", metavar="SCENARIO")
@click.option(
    "--candidate",
    "candidates",
    multiple=True,
    metavar="NAME|FILE|MODULE:FUNCTION",
    help="One of the integrations to compare; reference where none is named.",
)
@click.option(
    "--variant",
    "variants",
    multiple=True,
    metavar="NAME:PATH=VALUE,...",
    help="One of the settings to compare, such as test-like:erp.profile=test-like.",
)
@click.option(
    "--seeds", default="1", show_default=True, metavar="1..8|1,2,5", help="The days to compare them on."
)
@_many
def compare_command(
    scenario: str,
    candidates: tuple[str, ...],
    variants: tuple[str, ...],
    seeds: str,
    jobs: int | None,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """The same days under several candidates, several settings, or both, side by side.

    \b
    golive compare black-friday --candidate naive --candidate reference
    golive compare opening-day --candidate naive \\
        --variant test-like:erp.profile=test-like --variant production-like:erp.profile=production-like

    Customers and misfortune are the same for all, order by order. The exit status is that of golive gate.
    """
    numbers = seeds_of(seeds)
    candidates = candidates or ("reference",)
    _, runs = comparison.asked(scenario, candidates, variants, sets, numbers, Path())
    above = place(out, f"compare-{slug(runs[0].scenario)}")
    columns, runs = comparison.asked(scenario, candidates, variants, sets, numbers, above)
    words = [word for option, values in (("--candidate", candidates), ("--variant", variants), ("--set", sets))
             for value in values for word in (option, value)]  # fmt: skip
    command = shlex.join(["golive", "compare", scenario, *words, "--seeds", seeds])
    with _watched(form == "text" and not quiet, len(runs)) as told:
        found = comparison.run_comparison(columns, runs, above, jobs or _processors(), told, command)
    page = reports.write_comparison(found, above)
    if form == "json":
        _echo(found.as_json())
    elif not quiet:
        reports.print_comparison(found, page, Console())
    return found.status


@click.command("history")
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def history_command(folder: str | None, form: str) -> int:
    """The runs below DIR (runs/), oldest first, and how each scenario went with each candidate over time."""
    found = past(folder)
    if form == "json":
        _echo(found.as_json())
    else:
        reports.print_history(found, Console())
    return 0


def _echo(value: dict[str, Any]) -> None:
    click.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def _processors() -> int:
    return os.cpu_count() or 1


@contextmanager
def _watched(wanted: bool, runs: int) -> Generator[Callable[[RunResult], None], None, None]:
    """Gives what is called with each result; a terminal shows in between that something goes on."""
    console = Console()
    count = 0

    def told(result: RunResult) -> None:
        nonlocal count
        count += 1
        if wanted:
            reports.print_run(result, console)
            if status is not None:
                status.update(f"{count} of {runs} runs")

    status = Console(stderr=True).status(f"0 of {runs} runs") if wanted and console.is_terminal else None
    if status is None:
        yield told
        return
    with status:
        yield told
