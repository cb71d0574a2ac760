"""`golive cutover`: the change from an old integration to a new one, rehearsed in phases."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.commands.studies import shown

MOST_DAYS = 14
"""The longest rehearsal."""


@click.command()
@options.scenario("scenario", metavar="[SCENARIO]", default="calm")
@click.option(
    "--plan", default="switch", show_default=True, metavar="NAME", help="A bundled plan; see below."
)
@click.option(
    "--phase",
    "phases",
    multiple=True,
    metavar="'NAME: RUNS LASTS ...'",
    help="A phase of a plan of your own; repeat it in order. RUNS is old, new, both, none or canary 10%.",
)
@options.candidate("--old", default="naive", show_default=True, help="The integration that runs today.")
@options.candidate("--new", default="reference", show_default=True, help="The integration that takes over.")
@options.seed("Seed of the run.")
@options.sets()
@shown.shared
def cutover(
    scenario: str,
    plan: str,
    phases: tuple[str, ...],
    old: str,
    new: str,
    seed: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """Rehearse the change from an old integration to a new one, in phases with budgets of their own.

    Both are coroutine functions or designs. Plans: switch, initial-load, dual-run, canary, rollback, hand-over.

    \b
    golive cutover --plan dual-run --old naive --new reference
    golive cutover calm --phase 'before: old 1h' --phase 'new: new 2h' --phase 'stable: new 4h order 5m drift 2'

    The exit status is 1 when a phase is broken.
    """  # noqa: D301
    from golive.errors import InputError
    from golive.exit_status import BROKEN_STATUS, HELD_STATUS
    from golive.rehearsal.phases import PLANS, CutOver, phase_of
    from golive.rehearsal.rehearsing import rehearse
    from golive.rehearsal.telling import study_of

    if phases and options.is_given("plan"):
        raise options.without_effect("--plan", "--phase makes a plan of its own")
    if plan not in PLANS:
        raise InputError(f"--plan {plan}: expected one of {', '.join(PLANS)}; or write phases with --phase")
    chosen = PLANS[plan]
    if phases:
        _check_names(phases)
        chosen = CutOver("own plan", "Phases of the command line.", tuple(map(phase_of, phases)))
        _check_length(chosen.lasts_ms)
    command = shown.command_line()

    def make(say: shown.Say) -> shown.Made:
        found = rehearse(scenario, chosen, old, new, seed, sets, say)
        return {**found.as_json(), "is_held": found.is_held}, study_of(found, chosen, command)

    result = shown.study("cutover", f"cutover-{chosen.name.replace(' ', '-')}", make, seed, out, form, quiet)
    return HELD_STATUS if result["is_held"] else BROKEN_STATUS


def _check_length(lasts_ms: int) -> None:
    """Raises InputError for phases of more than MOST_DAYS together."""
    from golive.errors import InputError
    from golive.keys.value_kinds import DAY_MS, show_duration

    if lasts_ms > MOST_DAYS * DAY_MS:
        raise InputError(
            f"--phase: expected phases of at most {MOST_DAYS}d together, because every order of that time is played, "
            f"got {show_duration(lasts_ms)}"
        )


def _check_names(phases: tuple[str, ...]) -> None:
    """Raises InputError where two phases have one name: what broke could not be told apart."""
    from golive.errors import InputError

    names = [text.partition(":")[0].strip() for text in phases]
    for name in names:
        if names.count(name) > 1:
            raise InputError(
                f"--phase {name[:80]!r}: expected a name of its own for each phase, it is named twice"
            )
