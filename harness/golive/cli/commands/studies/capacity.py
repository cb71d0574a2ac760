"""`golive capacity`: how much an integration takes, and how it recovers."""

from __future__ import annotations

import click

from golive.cli import options
from golive.cli.commands.studies import shown
from golive.cli.commands.studies.durations import Duration, OrderRate

MOST_ORDERS = 200_000
"""The most orders of one run."""


@click.command()
@options.scenario("scenario", metavar="[SCENARIO]", default="calm")
@options.candidate(
    "--candidate",
    "candidates",
    multiple=True,
    help="An integration in Python; may be repeated, for one chart; without it, reference.",
)
@options.seed("Seed of all runs.")
@click.option(
    "--lasting",
    type=Duration(600_000),
    default="30m",
    show_default=True,
    help="Traffic of each run at a rate.",
)
@click.option(
    "--up-to",
    type=OrderRate(),
    default="3600/h",
    show_default=True,
    help="The highest rate of orders that is tried.",
)
@click.option(
    "--rate",
    type=OrderRate(),
    help="Orders during outages; without it, half of what is sustained, at most 240/h.",
)
@click.option(
    "--outage",
    type=Duration(60_000),
    default="30m",
    show_default=True,
    help="The outage of the recovery curve.",
)
@click.option(
    "--longest-outage",
    type=Duration(60_000),
    default="4h",
    show_default=True,
    help="The longest outage that is tried.",
)
@click.option(
    "--drain",
    type=Duration(60_000),
    default="1h",
    show_default=True,
    help="Time for the backlog after an outage.",
)
@click.option(
    "--erp-within",
    type=Duration(1, 3_600_000, "no integration waits longer for an answer"),
    default="5s",
    show_default=True,
    help="Time in which 95 % of the ERP's answers must come.",
)
@options.sets()
@shown.shared
def capacity(
    scenario: str,
    candidates: tuple[str, ...],
    seed: int,
    lasting: int,
    up_to: float,
    rate: float | None,
    outage: int,
    longest_outage: int,
    drain: int,
    erp_within: int,
    sets: tuple[str, ...],
    out: str | None,
    form: str,
    quiet: bool,
) -> int:
    """The order rate that an integration sustains, the outage it survives, and how it recovers.

    SCENARIO gives shop, ERP and kinds of orders; its peaks and faults are left out. All runs are made in simulated
    time, in memory. Also measured: the rate of calls that the ERP takes safely, without an integration.

    \b
    golive capacity calm --candidate reference --candidate naive
    golive capacity calm --set 'erp.limits={rate: 2/s}' --outage 2h
    """  # noqa: D301
    from golive.capacity.load import Conditions
    from golive.capacity.measuring import Limits, measure
    from golive.capacity.telling import study_of
    from golive.record.folder import slug

    _check_orders("--up-to", up_to, lasting, "--lasting")
    if rate is not None:
        _check_orders("--rate", rate, longest_outage + drain, "--longest-outage and --drain")
    named = candidates or ("reference",)
    limits = Limits(lasting, up_to, rate, outage, longest_outage, drain, erp_within)
    command = shown.command_line()

    def make(say: shown.Say) -> shown.Made:
        found = measure(Conditions(scenario, named[0], seed, sets), named, limits, say)
        return found.as_json(), study_of(found, command)

    shown.study("capacity", f"capacity-{slug(scenario)}", make, seed, out, form, quiet)
    return 0


def _check_orders(option: str, per_hour: float, lasts_ms: int, of_option: str) -> None:
    """Raises InputError for a run of more than MOST_ORDERS orders."""
    from golive.errors import InputError
    from golive.keys.value_kinds import HOUR_MS, show_duration

    orders = per_hour * lasts_ms / HOUR_MS
    if orders > MOST_ORDERS:
        raise InputError(
            f"{option} {per_hour:g}/h with {show_duration(lasts_ms)} of {of_option}: expected at most "
            f"{MOST_ORDERS:,} orders in a run, because every order is played, and a study makes up to 30 runs, got "
            f"{orders:,.0f}; lower the rate or the time"
        )
