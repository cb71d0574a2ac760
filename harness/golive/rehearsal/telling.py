"""A rehearsal as a study: the phases side by side."""

from __future__ import annotations

from collections.abc import Iterator

from golive.record.run import HELD
from golive.record.studies import DURATION, TEXT, Axis, Chart, Column, Figure, Line, Study, Table
from golive.rehearsal.phases import CutOver
from golive.rehearsal.rehearsing import PhaseResult, Rehearsal
from golive.rehearsal.relay import GRACE_S

HARM = (
    ("lost", "lost"),
    ("booked twice", "doubled"),
    ("wrong", "wrong"),
    ("late", "late"),
    ("at the desk", "visible"),
)


def study_of(found: Rehearsal, plan: CutOver, command: str) -> Study:
    """The study of a rehearsal."""
    bad = [phase for phase in found.phases if phase.verdict != HELD]
    headline = (
        "every phase held"
        if not bad
        else f"{len(bad)} of {len(found.phases)} phases broken: "
        + ", ".join(f"{phase.name} ({phase.broken[0]})" for phase in bad)
    )
    return Study(
        "cutover",
        f"{plan.name} in {found.scenario}, from {found.old} to {found.new}",
        headline,
        command,
        (
            Figure("Lost", sum(phase.lost for phase in found.phases), about="orders"),
            Figure("Booked twice", sum(phase.doubled for phase in found.phases), about="orders"),
            Figure("Wrong", sum(phase.wrong for phase in found.phases), about="orders"),
            Figure("Stock apart", max(phase.drift_most for phase in found.phases), about="units at most"),
        ),
        tuple(_notes(found, plan)),
        tuple(_tables(found)),
        (_chart(found),),
    )


def _notes(found: Rehearsal, plan: CutOver) -> Iterator[str]:
    yield plan.about
    yield (
        "A phase holds when none of the orders placed in it is lost, booked twice or wrong, few enough are late "
        "beyond its own budget, and the stock of the shop differs on average by no more units than it allows."
    )
    yield (
        f"An integration that is taken out of service gets no more events, and is cut off after {GRACE_S:g} s. It "
        "keeps what it has stored; the other one starts with nothing unless the phase hands it over."
    )
    yield (
        f"The run as a whole is {found.verdict} under the expectations of the scenario"
        + (f": {'; '.join(found.reasons[:3])}" if found.reasons else ".")
    )


def _tables(found: Rehearsal) -> Iterator[Table]:
    yield Table(
        "Phases",
        (
            Column("phase", TEXT),
            Column("runs", TEXT),
            Column("lasts", DURATION),
            Column("verdict", TEXT),
            Column("orders"),
            Column("right"),
            *(Column(name) for name, _ in HARM),
            Column("budget", DURATION),
            Column("stock apart, mean"),
            Column("stock apart, most"),
            Column("calls"),
        ),
        tuple(
            (
                phase.name,
                phase.runs,
                phase.end_ms - phase.begin_ms,
                phase.verdict,
                phase.orders,
                phase.right,
                *(getattr(phase, name) for _, name in HARM),
                phase.budget_ms,
                phase.drift,
                round(phase.drift_most, 1),
                phase.calls,
            )
            for phase in found.phases
        ),
        "The last phase goes on until the end of the run.",
    )
    yield Table(
        "Why phases are broken",
        (Column("phase", TEXT), Column("why", TEXT)),
        tuple((phase.name, why) for phase in found.phases for why in phase.broken),
    )


def _chart(found: Rehearsal) -> Chart:
    start_ms = found.phases[0].begin_ms
    return Chart(
        "Share of the orders of a phase that went wrong",
        Axis("time since the beginning", DURATION),
        Axis("share of its orders", "share"),
        tuple(
            Line(
                name,
                tuple(
                    (float(at_ms - start_ms), _share(phase, attribute))
                    for phase in found.phases
                    for at_ms in (phase.begin_ms, phase.end_ms - 1)
                ),
            )
            for name, attribute in HARM
        ),
        marks=tuple((phase.name, float(phase.begin_ms - start_ms)) for phase in found.phases),
    )


def _share(phase: PhaseResult, attribute: str) -> float:
    count: int = getattr(phase, attribute)
    return count / max(1, phase.orders)
