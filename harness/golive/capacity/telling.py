"""A capacity as a study: headline, tables and charts."""

from __future__ import annotations

from collections.abc import Iterator

from golive.capacity.erp_probe import LASTS_MS
from golive.capacity.load import GROWS, TOLERATED
from golive.capacity.measuring import Capacity, OfCandidate
from golive.capacity.search import Highest
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

RATE = Axis("orders per hour")


def study_of(capacity: Capacity, command: str) -> Study:
    """The study of a capacity."""
    first = capacity.candidates[0]
    return Study(
        "capacity",
        f"{capacity.scenario} with {', '.join(each.candidate for each in capacity.candidates)}",
        "; ".join(_headline(each) for each in capacity.candidates),
        command,
        tuple(_figures(capacity, first)),
        tuple(_notes(capacity)),
        tuple(_tables(capacity)),
        tuple(_charts(capacity)),
    )


def _headline(found: OfCandidate) -> str:
    if not found.sustained.held:
        return (
            f"{found.candidate} sustains no rate that was tried, not even {found.sustained.failed:g} orders/h"
        )
    return f"{found.candidate} sustains {_least(found.sustained, f'{found.sustained.held:,.0f} orders/h')}"


def _least(found: Highest, words: str) -> str:
    """The highest value in words; where the search ended at its limit, "at least" that."""
    return f"at least {words}" if found.failed is None else words


def _survived(found: OfCandidate) -> str:
    if found.survived is None:
        return "not measured"
    if not found.survived.held:
        return "none"
    return _least(found.survived, show_duration(int(found.survived.held)))


def _figures(capacity: Capacity, first: OfCandidate) -> Iterator[Figure]:
    whose = f"{first.candidate}: " if len(capacity.candidates) > 1 else ""
    sustained = _least(first.sustained, f"{first.sustained.held:,.0f}")
    yield Figure("Sustained", sustained, TEXT, f"{whose}orders per hour")
    rate = "" if first.rate is None else f" of the ERP, at {first.rate:,.0f} orders per hour"
    yield Figure("Survived", _survived(first), TEXT, f"{whose}the longest outage{rate}")
    if first.recovery is not None:
        drained = first.recovery.drained_ms
        about = f"{whose}after an outage of {show_duration(first.recovery.outage_ms)}"
        yield Figure("Drained", "never" if drained is None else drained, DURATION, about)
    if capacity.erp is not None:
        held = _least(capacity.erp, f"{capacity.erp.held:,.0f}")
        yield Figure("ERP", held, TEXT, "calls per hour that it takes safely")


def _notes(capacity: Capacity) -> Iterator[str]:
    limits = capacity.limits
    yield (
        f"Sustained: for {show_duration(limits.lasts_ms)} the backlog gains at most {GROWS:.0%} of the orders that "
        f"arrive (lowest level of the last third against that of the second), and at most {TOLERATED:.0%} of the "
        "orders are late, lost or booked twice."
    )
    yield (
        "Survived: no order is lost, and the backlog is back at its former level within "
        f"{show_duration(limits.drain_ms)} after the outage, while orders go on arriving."
    )
    yield (
        f"The ERP takes a rate safely: at most {TOLERATED:.0%} of the orders sent in "
        f"{show_duration(LASTS_MS)}, each in one call, are refused for load or unanswered, and 95 % are answered "
        f"within {show_duration(limits.erp_within_ms)}."
    )
    yield (
        "The demand of the scenario is replaced by a constant rate, its faults are left out, and stock does not "
        "run out."
    )


def _tables(capacity: Capacity) -> Iterator[Table]:
    yield Table(
        "Candidates",
        (
            Column("candidate", TEXT),
            Column("sustained, orders/h", TEXT),
            Column("longest outage", TEXT),
            Column("peak backlog"),
            Column("oldest order", DURATION),
            Column("order-hours of backlog"),
            Column("drained after", DURATION),
            Column("lost"),
            Column("twice"),
        ),
        tuple(_row(each) for each in capacity.candidates),
        f"From the peak backlog on: after an outage of {show_duration(capacity.limits.outage_ms)}.",
    )
    yield Table(
        "Orders in the ERP per hour",
        (
            Column("candidate", TEXT),
            Column("arriving"),
            Column("before the outage"),
            Column("during it"),
            Column("until drained"),
        ),
        tuple(
            (each.candidate, each.rate, *(round(rate) for rate in each.recovery.goodput))
            for each in capacity.candidates
            if each.recovery is not None
        ),
    )
    yield Table(
        "Rates tried",
        (
            Column("candidate", TEXT),
            Column("orders/h"),
            Column("outage", DURATION),
            Column("orders"),
            Column("late"),
            Column("lost"),
            Column("twice"),
            Column("p95", DURATION),
            Column("backlog gained", SHARE),
            Column("sustained", TEXT),
        ),
        tuple(
            (
                each.candidate,
                tried.per_hour,
                tried.outage_ms or None,
                tried.orders,
                tried.late,
                tried.lost,
                tried.duplicated,
                tried.p95_ms,
                tried.growth,
                "yes" if tried.is_sustained else "no",
            )
            for each in capacity.candidates
            for tried in each.cliff
        ),
    )
    yield Table(
        "Orders sent straight to the ERP",
        (
            Column("calls/h"),
            Column("calls"),
            Column("refused"),
            Column("p95", DURATION),
            Column("safe", TEXT),
        ),
        tuple(
            (
                round(each.per_hour, 1),
                each.calls,
                each.refused,
                each.p95_ms,
                "yes" if each.is_safe(capacity.limits.erp_within_ms) else "no",
            )
            for each in capacity.erp_answers
        ),
    )


def _row(found: OfCandidate) -> tuple[Value, ...]:
    seen = found.recovery
    sustained = _least(found.sustained, f"{found.sustained.held:,.0f}")
    recovered: tuple[Value, ...] = (None,) * 6
    if seen is not None:
        recovered = (
            seen.peak,
            seen.oldest_ms,
            round(seen.area, 1),
            seen.drained_ms,
            seen.lost,
            seen.duplicated,
        )
    return (found.candidate, sustained, _survived(found), *recovered)


def _charts(capacity: Capacity) -> Iterator[Chart]:
    yield Chart(
        "The cliff: share of orders late, lost or booked twice",
        RATE,
        Axis("late, lost or twice", SHARE),
        tuple(
            Line(
                each.candidate + (f", outage {show_duration(outage_ms)}" if outage_ms else ""),
                tuple(
                    (tried.per_hour, tried.trouble) for tried in each.cliff if tried.outage_ms == outage_ms
                ),
            )
            for each in capacity.candidates
            for outage_ms in capacity.limits.cliff_outages_ms
        ),
    )
    curves = [(each.candidate, each.recovery) for each in capacity.candidates if each.recovery is not None]
    since = Axis("time since the outage began", DURATION)
    for title, axis, of in (
        ("Recovery: backlog", Axis("orders due and not in the ERP"), "backlog"),
        ("Recovery: latency", Axis("p95 from paid to booked", DURATION), "latency"),
    ):
        if curves:
            outage_ms = curves[0][1].outage_ms
            yield Chart(
                title,
                since,
                axis,
                tuple(
                    Line(name, tuple((float(at_ms), value) for at_ms, value in getattr(seen, of)))
                    for name, seen in curves
                ),
                marks=(("outage begins", 0.0), ("outage ends", float(outage_ms))),
            )
    calls = Axis("calls per hour")
    refused = tuple((each.per_hour, each.refused / max(1, each.calls)) for each in capacity.erp_answers)
    yield Chart("The ERP: calls refused", calls, Axis("share refused", SHARE), (Line("refused", refused),))
    times = tuple((each.per_hour, each.p95_ms) for each in capacity.erp_answers)
    yield Chart("The ERP: time of an answer", calls, Axis("p95", DURATION), (Line("p95", times),))
