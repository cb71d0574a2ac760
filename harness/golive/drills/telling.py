"""Drills as studies."""

from __future__ import annotations

from collections.abc import Sequence

from golive.drills.bystanders import MOST_LATER_MS, Moved
from golive.drills.exceptions import Step, Sweep
from golive.drills.planting import KINDS
from golive.drills.reconciliation import MISSED, REPAIRED, REPORTED, SPOILED, Drill
from golive.drills.upgrades import Upgraded
from golive.keys.value_kinds import show_duration
from golive.record.studies import (
    DURATION,
    SHARE,
    TEXT,
    Axis,
    Chart,
    Column,
    Figure,
    Line,
    Study,
    Table,
    Value,
)

_RESULTS = (REPAIRED, REPORTED, MISSED, SPOILED)


def of_reconciliation(drills: Sequence[Drill], command: str) -> Study:
    """The study of one or more reconciliation drills."""
    first = drills[0]
    whose = f"{first.candidate}: " if len(drills) > 1 else ""
    return Study(
        "drill reconcile",
        f"{first.scenario} with {', '.join(each.candidate for each in drills)}",
        "; ".join(
            f"{each.candidate} found {each.found} of {len(each.outcomes)} planted differences"
            for each in drills
        ),
        command,
        (
            Figure("Repaired", first.count(REPAIRED), about=f"{whose}of {len(first.outcomes)} planted"),
            Figure("Reported", first.count(REPORTED), about=f"{whose}at the desk or by an alert"),
            Figure("Missed", first.count(MISSED), about=f"{whose}still there, and not reported"),
            Figure(
                "False",
                len(first.false_reports),
                about=f"{whose}reports of orders that nothing is wrong with",
            ),
        ),
        (
            f"Planted an hour after the beginning, looked at {show_duration(first.waited_ms)} later and after ten "
            "minutes to settle, in both systems themselves.",
            "Repaired: the difference is gone. Reported: an entry of the desk or an alert names the order or article. "
            "Made worse: another difference is in its place.",
        ),
        (
            Table(
                "Differences by kind",
                (Column("candidate", TEXT), Column("planted", TEXT), *(Column(name) for name in _RESULTS)),
                tuple(
                    (each.candidate, about, *(each.count(result, kind) for result in _RESULTS))
                    for each in drills
                    for kind, about in KINDS.items()
                ),
            ),
            Table(
                "Beside what was planted",
                (
                    Column("candidate", TEXT),
                    Column("false reports"),
                    Column("other orders missing or doubled"),
                    Column("alerts"),
                ),
                tuple(
                    (each.candidate, len(each.false_reports), len(each.spoiled), each.alerts)
                    for each in drills
                ),
            ),
            Table(
                "Each difference",
                (
                    Column("candidate", TEXT),
                    Column("kind", TEXT),
                    Column("order or article", TEXT),
                    Column("result", TEXT),
                    Column("reported after", DURATION),
                ),
                tuple(
                    (drill.candidate, each.kind, each.key, each.result, each.after_ms)
                    for drill in drills
                    for each in drill.outcomes
                ),
            ),
        ),
    )


def of_exceptions(sweeps: Sequence[Sweep], scenario: str, command: str) -> Study:
    """The study of a sweep over the share of exceptions."""
    steps = [(sweep.candidate, step) for sweep in sweeps for step in sweep.steps]
    return Study(
        "drill exceptions",
        f"{scenario} with {', '.join(each.candidate for each in sweeps)}",
        "; ".join(f"{each.candidate} {_worth(each)}" for each in sweeps),
        command,
        tuple(
            Figure(each.candidate, _share_or_all(each), TEXT, "of exceptions, until typing is as cheap")
            for each in sweeps[:4]
        ),
        (
            "An exception is an order that the ERP refuses until a person deals with it: one below a minimum order "
            "value, which is set so that the share of the orders is below it.",
            "The cost of an integration is the harm of its run: work at the desk, orders lost, late, booked twice or "
            "wrong. It is held against typing every order into the ERP (costs.order_rekey, costs.hourly_wage).",
        ),
        (
            Table(
                "Shares",
                (
                    Column("candidate", TEXT),
                    Column("exceptions", SHARE),
                    Column("orders"),
                    Column("right"),
                    Column("at the desk"),
                    Column("wrong and silent"),
                    Column("cost"),
                    Column("cost of typing"),
                    Column("work, minutes"),
                    Column("cost beside typing", SHARE),
                ),
                tuple(_row(candidate, step) for candidate, step in steps),
            ),
        ),
        (
            Chart(
                "Cost beside that of typing every order",
                Axis("share of exceptions", SHARE),
                Axis("cost of the integration beside that of typing", SHARE),
                (
                    *(
                        Line(each.candidate, tuple((step.share, step.ratio) for step in each.steps))
                        for each in sweeps
                    ),
                    Line("typing every order", tuple((step.share, 1.0) for step in sweeps[0].steps)),
                ),
            ),
            Chart(
                "Orders that end right without a person",
                Axis("share of exceptions", SHARE),
                Axis("share of the orders", SHARE),
                tuple(
                    Line(
                        each.candidate,
                        tuple((step.share, step.right / max(1, step.orders)) for step in each.steps),
                    )
                    for each in sweeps
                ),
            ),
        ),
    )


def _worth(sweep: Sweep) -> str:
    if sweep.worth_up_to is None:
        return f"is cheaper than typing every order up to {sweep.steps[-1].share:.0%} of exceptions"
    if not sweep.worth_up_to:
        return "costs as much as typing every order without any exception"
    return f"costs as much as typing every order from {sweep.worth_up_to:.0%} of exceptions on"


def _share_or_all(sweep: Sweep) -> str:
    return f"over {sweep.steps[-1].share:.0%}" if sweep.worth_up_to is None else f"{sweep.worth_up_to:.0%}"


def _row(candidate: str, step: Step) -> tuple[Value, ...]:
    return (
        candidate,
        step.share,
        step.orders,
        step.right,
        step.at_desk,
        step.silent,
        step.harm_cents / 100,
        step.by_hand_cents / 100,
        step.work_minutes,
        step.ratio,
    )


def of_upgrades(found: Sequence[Upgraded], scenario: str, candidate: str, command: str) -> Study:
    """The study of rehearsed upgrades."""
    bad = [each.upgrade for each in found if not each.is_survived]
    headline = (
        f"{candidate} survives all upgrades" if not bad else f"{candidate} does harm after: {', '.join(bad)}"
    )
    counts = ("orders", "right", "late", "lost", "doubled", "wrong", "visible")
    return Study(
        "drill upgrades",
        f"{scenario} with {candidate}",
        headline,
        command,
        (Figure("Survived", len(found) - len(bad), about=f"of {len(found)} upgrades"),),
        (
            "Each upgrade comes at half of the traffic. It is survived when no order is lost, booked twice or wrong; "
            "orders may be at the desk.",
        ),
        (
            Table(
                "Orders before and after each upgrade",
                (
                    Column("upgrade", TEXT),
                    Column("orders placed", TEXT),
                    *(
                        Column(name)
                        for name in ("orders", "right", "late", "lost", "twice", "wrong", "at the desk")
                    ),
                    Column("desk entries"),
                    Column("alerts"),
                ),
                tuple(
                    (
                        each.upgrade,
                        phase.name,
                        *(getattr(phase, name) for name in counts),
                        each.entries if phase is each.after else None,
                        each.alerts if phase is each.after else None,
                    )
                    for each in found
                    for phase in (each.before, each.after)
                ),
            ),
            Table(
                "The upgrades",
                (Column("upgrade", TEXT), Column("what changes", TEXT), Column("survived", TEXT)),
                tuple((each.upgrade, each.about, "yes" if each.is_survived else "no") for each in found),
            ),
        ),
    )


def of_bystanders(found: Sequence[Moved], scenario: str, candidate: str, command: str) -> Study:
    """The study of exceptions and the orders beside them."""
    bad = [each.exception for each in found if not each.is_local]
    headline = (
        f"no exception moves orders that it does not concern with {candidate}"
        if not bad
        else f"with {candidate} orders are moved by an exception that does not concern them: {', '.join(bad)}"
    )
    return Study(
        "drill bystanders",
        f"{scenario} with {candidate}",
        headline,
        command,
        (Figure("Local", len(found) - len(bad), about=f"of {len(found)} exceptions"),),
        (
            "Each exception comes at half of the traffic, and the same run is played without it. An order that it does "
            "not concern is moved when it was right and is not, or is in the ERP more than "
            f"{show_duration(MOST_LATER_MS)} later.",
            "Where no concerned order has another result than without the exception, the exception proves nothing.",
        ),
        (
            Table(
                "Exceptions",
                (
                    Column("exception", TEXT),
                    Column("what changes", TEXT),
                    Column("concerns", TEXT),
                    Column("concerned"),
                    Column("of them touched"),
                    Column("bystanders"),
                    Column("of them worse"),
                    Column("of them later"),
                    Column("moved, the first", TEXT),
                ),
                tuple(
                    (
                        each.exception,
                        each.about,
                        each.concerned,
                        each.concerned_orders,
                        each.touched,
                        each.bystanders,
                        len(each.worse),
                        len(each.later),
                        ", ".join((*each.worse, *each.later)[:5]) or "none",
                    )
                    for each in found
                ),
            ),
        ),
    )
