"""`golive drill`: planted differences, a growing share of exceptions, upgrades, bystanders, and drawn installations."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from typing import Any

import click

from golive.cli import options
from golive.cli.commands.studies import shown
from golive.cli.commands.studies.durations import MOST_MS, Duration

Command = Callable[..., Any]


@click.group()
def drill() -> None:
    """Drills: planted differences, a growing share of exceptions, upgrades, bystanders, drawn installations."""


def _several(command: Command) -> Command:
    """The arguments of a drill with several candidates."""
    for option in (
        options.sets(),
        options.seed("Seed of all runs."),
        options.candidate(
            "--candidate",
            "candidates",
            multiple=True,
            help="An integration that runs in simulated time; may be repeated; without it, reference.",
        ),
        options.scenario("scenario", metavar="[SCENARIO]", default="calm"),
    ):
        command = option(command)
    return command


@drill.command("reconcile")
@_several
@click.option(
    "--each", type=click.IntRange(1, 20), default=2, show_default=True, help="Differences of each kind."
)
@click.option(
    "--wait",
    type=Duration(600_000, 7 * MOST_MS),
    default="3h",
    show_default=True,
    help="Time from the planting until it is looked what was found.",
)
@shown.shared
def reconcile_command(
    scenario: str,
    candidates: tuple[str, ...],
    seed: int,
    sets: tuple[str, ...],
    each: int,
    wait: int,
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Plant differences in both systems, and tell which of them a candidate repairs, reports or misses.

    \b
    golive drill reconcile calm --candidate reference --candidate naive
    """  # noqa: D301
    from golive.drills.reconciliation import reconcile
    from golive.drills.telling import of_reconciliation

    named = candidates or ("reference",)
    command = shown.command_line()

    def make(say: shown.Say) -> shown.Made:
        found = []
        for at, name in enumerate(named):
            part = shown.part_of(say, at, len(named), name)
            found.append(reconcile(scenario, name, each=each, wait_ms=wait, seed=seed, sets=sets, say=part))
        return {"drills": [each.as_json() for each in found]}, of_reconciliation(found, command)

    shown.study("drill reconcile", "drill-reconcile", make, seed, out, form, quiet)
    return 0


@drill.command("exceptions")
@_several
@shown.shared
def exceptions_command(
    scenario: str,
    candidates: tuple[str, ...],
    seed: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Raise the share of orders that need a person from 0 to 60 %, and tell when typing every order is as cheap.

    \b
    golive drill exceptions calm --candidate reference --candidate naive
    """  # noqa: D301
    from golive.drills.exceptions import sweep
    from golive.drills.telling import of_exceptions

    named = candidates or ("reference",)
    command = shown.command_line()

    def make(say: shown.Say) -> shown.Made:
        found = sweep(scenario, named, seed=seed, sets=sets, say=say)
        return {"sweeps": [each.as_json() for each in found]}, of_exceptions(found, scenario, command)

    shown.study("drill exceptions", "drill-exceptions", make, seed, out, form, quiet)
    return 0


@drill.command("upgrades")
@options.scenario("scenario", metavar="[SCENARIO]", default="calm")
@options.candidate("--candidate", default="reference", show_default=True, help="The integration to test.")
@options.seed("Seed of all runs.")
@options.sets()
@shown.shared
def upgrades_command(
    scenario: str,
    candidate: str,
    seed: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Upgrade the shop or the ERP in the middle of a run, in several ways, and tell what becomes of the orders.

    The exit status is 1 when an order is lost, booked twice or wrong after an upgrade.
    """
    from golive.drills.telling import of_upgrades
    from golive.drills.upgrades import rehearse_upgrades
    from golive.exit_status import BROKEN_STATUS, HELD_STATUS

    command = shown.command_line()

    def make(say: shown.Say) -> shown.Made:
        found = rehearse_upgrades(scenario, candidate, seed=seed, sets=sets, say=say)
        rows = [each.as_json() for each in found]
        return {"upgrades": rows}, of_upgrades(found, scenario, candidate, command)

    result = shown.study("drill upgrades", "drill-upgrades", make, seed, out, form, quiet)
    return HELD_STATUS if all(row["is_survived"] for row in result["upgrades"]) else BROKEN_STATUS


@drill.command("bystanders")
@options.scenario("scenario", metavar="[SCENARIO]", default="calm")
@options.candidate("--candidate", default="reference", show_default=True, help="The integration to test.")
@options.seed("Seed of all runs.")
@options.sets()
@shown.shared
def bystanders_command(
    scenario: str,
    candidate: str,
    seed: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Make exceptions for one customer, region, warehouse and article, and tell which other orders they move.

    The exit status is 1 when an order is moved by an exception that does not concern it.
    """
    from golive.drills.bystanders import find_bystanders
    from golive.drills.telling import of_bystanders
    from golive.exit_status import BROKEN_STATUS, HELD_STATUS

    command = shown.command_line()

    def make(say: shown.Say) -> shown.Made:
        found = find_bystanders(scenario, candidate, seed=seed, sets=sets, say=say)
        return {"exceptions": [each.as_json() for each in found]}, of_bystanders(
            found, scenario, candidate, command
        )

    result = shown.study("drill bystanders", "drill-bystanders", make, seed, out, form, quiet)
    return HELD_STATUS if all(row["is_local"] for row in result["exceptions"]) else BROKEN_STATUS


@drill.command("installations")
@options.scenario("scenario", metavar="[SCENARIO]", default="calm")
@options.candidate("--candidate", default="reference", show_default=True, help="The integration to test.")
@click.option(
    "--installations",
    default="1..10",
    show_default=True,
    metavar="1..10|3,8",
    help="Seeds of the installations: the same seed is the same installation.",
)
@click.option(
    "--share",
    type=click.FloatRange(0.01, 1.0),
    default=0.12,
    show_default=True,
    help="How many of all settings an installation has on average.",
)
@options.seed("Seed of all runs.")
@options.sets()
@shown.shared
def installations_command(
    scenario: str,
    candidate: str,
    installations: str,
    share: float,
    seed: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Draw installations of the ERP from all rules, quirks and limits, and tell which combination does harm.

    Each is written as a scenario file, and the smallest part of it that does harm as another. The exit status is 1
    when an order is lost, booked twice or wrong in one.

    \b
    golive drill installations calm --candidate naive --installations 1..20
    """  # noqa: D301
    from golive.drills.installations.telling import of_installations
    from golive.drills.installations.trying import try_installations
    from golive.exit_status import BROKEN_STATUS, HELD_STATUS
    from golive.sweep.seeds import seeds_of

    numbers = seeds_of(installations, "--installations")
    command = shown.command_line()
    replay = shlex.join(
        ["--candidate", candidate, "--seed", str(seed), *(word for each in sets for word in ("--set", each))]
    )

    def make(say: shown.Say) -> shown.Made:
        trial = try_installations(scenario, candidate, numbers, seed=seed, share=share, sets=sets, say=say)
        return {**trial.as_json(), shown.FILES: trial.files()}, of_installations(trial, command, replay)

    result = shown.study("drill installations", "drill-installations", make, seed, out, form, quiet)
    is_survived = all(row["is_survived"] for row in (result["plain"], *result["installations"]))
    return HELD_STATUS if is_survived else BROKEN_STATUS
