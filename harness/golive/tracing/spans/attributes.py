"""Attributes of facts and findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golive.record.run import Fact, Finding
from golive.tracing.spans.span import Attributes, SpanEvent

FAULT = "golive.fault"
FINDING = "golive.finding"
_OF_CUSTOMERS = frozenset({"email"})
"""Data of customers, which stay in the run folder."""


def of_fact(fact: Fact) -> SpanEvent:
    """Return the event of a fact: its plain keys and data, and its number in the ledger."""
    return SpanEvent(fact.at_ms, fact.kind, {"golive.fact": fact.seq, **plain(fact.keys), **plain(fact.data)})


def plain(values: Mapping[str, Any]) -> Attributes:
    """Return text, numbers and truth values as attributes; lists, tables and data of customers are left out."""
    return {
        f"golive.{name}": value
        for name, value in values.items()
        if isinstance(value, str | bool | int | float) and value != "" and name not in _OF_CUSTOMERS
    }


def of_finding(finding: Finding, at_ms: int, currency: str) -> SpanEvent:
    """Return the event of a finding at the instant of its last evidence."""
    values: Attributes = {
        "golive.finding.kind": finding.kind,
        "golive.finding.oracle": finding.oracle,
        "golive.finding.what": finding.what,
        "golive.finding.cause": finding.cause.code,
        "golive.finding.why": finding.cause.what,
        "golive.finding.fix": finding.cause.fix,
        "golive.finding.harm": finding.harm_cents,
        "golive.finding.currency": currency,
    }
    return SpanEvent(at_ms, FINDING, {name: value for name, value in values.items() if value != ""})
