"""The trace of the run itself: its root span, its phases, faults and changes, and what is about no order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from golive.record.run import BROKEN, LIVES, Band, Fact, Finding, OrderLine, RunRecord, Scorecard
from golive.tracing.identity import TraceIds
from golive.tracing.spans.attributes import of_fact, of_finding
from golive.tracing.spans.order import RIGHT
from golive.tracing.spans.span import GOLIVE, Attributes, Span, SpanKind, known

MOST_LINKS = 1000
"""Orders that the span of a run links to; those with a wrong verdict come first."""
_EVENTS = frozenset({*LIVES, "change.made", "change.ended", "desk.alert", "run.phase"})


def is_event(fact: Fact) -> bool:
    """Whether a fact is an event of the span of its run."""
    return fact.kind in _EVENTS


def resource(record: RunRecord, card: Scorecard) -> Attributes:
    """Return the attributes of a run that all its spans have."""
    return known(
        golive__scenario=card.scenario,
        golive__candidate=record.candidate,
        golive__seed=record.seed,
        golive__clock=record.clock,
        golive__verdict=card.verdict,
        golive__ledger__sha256=card.ledger_sha256,
    )


def root(
    record: RunRecord,
    card: Scorecard,
    events: Sequence[Fact],
    findings: Sequence[Finding],
    orders: Sequence[OrderLine],
    ids: TraceIds,
) -> Span:
    """Return the span of a run, with links to its orders. `findings` are those about no order."""
    currency = str(card.harm.get("currency", ""))
    linked = sorted(orders, key=lambda line: line.verdict in RIGHT)[:MOST_LINKS]
    found = [of_fact(fact) for fact in events]
    found += [of_finding(each, record.end_ms, currency) for each in findings]
    return Span(
        ids.root(""),
        b"",
        GOLIVE,
        "run",
        SpanKind.INTERNAL,
        record.start_ms,
        record.end_ms,
        known(
            golive__command=record.command,
            golive__score=card.score,
            golive__coverage=card.coverage,
            golive__orders=len(orders),
            golive__reasons=tuple(card.reasons) or None,
        ),
        sorted(found, key=lambda event: event.at_ms),
        [ids.root(line.order) for line in linked],
        len(orders) - len(linked),
        error="; ".join(card.reasons) if card.verdict == BROKEN else None,
    )


def bands(record: RunRecord, ids: TraceIds) -> Iterator[Span]:
    """Yield a span for each phase, and for each window of a fault, a change or an interruption."""
    for number, band in enumerate([*record.phases, *record.windows]):
        yield _band(number, band, ids)


def _band(number: int, band: Band, ids: TraceIds) -> Span:
    return Span(
        ids.child("", f"band {number}"),
        ids.root("").span_id,
        GOLIVE,
        f"{band.kind} {band.label}",
        SpanKind.INTERNAL,
        band.start_ms,
        max(band.start_ms, band.end_ms),
    )
