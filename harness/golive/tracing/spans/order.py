"""The trace of an order: its root span from placing to its last fact, and its exchanges and notices."""

from __future__ import annotations

from collections.abc import Sequence

from golive.record.run import Fact, Finding, OrderLine
from golive.tracing.identity import SpanContext, TraceIds
from golive.tracing.spans.attributes import of_fact, of_finding
from golive.tracing.spans.span import GOLIVE, Span, SpanKind, known

RIGHT = ("exact", "late", "compensated")
"""Verdicts of orders that are in the ERP as they should be."""


def root(
    line: OrderLine,
    facts: Sequence[Fact],
    findings: Sequence[Finding],
    ids: TraceIds,
    links: list[SpanContext],
) -> Span:
    """Return the root span of an order. `facts` are all about it, oldest first, `findings` those of it."""
    times = {fact.seq: fact.at_ms for fact in facts}
    end_ms = max((fact.at_ms for fact in facts), default=line.placed_ms)
    events = [of_fact(fact) for fact in facts if fact.actor != "wire"]
    events += [
        of_finding(
            each,
            max((times.get(seq, line.placed_ms) for seq in each.evidence), default=end_ms),
            line.currency,
        )
        for each in findings
    ]
    return Span(
        ids.root(line.order),
        b"",
        GOLIVE,
        "order",
        SpanKind.INTERNAL,
        line.placed_ms,
        max(end_ms, line.placed_ms),
        known(
            golive__order=line.order,
            golive__order__verdict=line.verdict,
            golive__order__why=line.why,
            golive__order__total=line.total_cents,
            golive__order__currency=line.currency,
            golive__order__latency_ms=line.latency_ms,
            golive__order__erp_orders=tuple(line.erp_orders) or None,
            golive__order__surfaced=line.surfaced,
            golive__findings=tuple(dict.fromkeys(each.kind for each in findings)) or None,
        ),
        sorted(events, key=lambda event: event.at_ms),
        [ids.root(""), *links],
        error=None if line.verdict in RIGHT else line.why or line.verdict,
    )
