"""A span as OpenTelemetry defines it, without an encoding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from golive.tracing.identity import SpanContext

Value = str | bool | int | float | Sequence[str]
Attributes = dict[str, Value]

GOLIVE = "golive"
"""The service of the spans of runs and orders; those of exchanges and notices have the name of their system."""


class SpanKind(IntEnum):
    """The side of a request that a span is about. The numbers are those of OTLP."""

    INTERNAL = 1
    SERVER = 2
    CLIENT = 3


@dataclass(frozen=True, slots=True)
class SpanEvent:
    """Something that happened at an instant of a span."""

    at_ms: int
    name: str
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class Span:
    """One operation of `service`. `error` is None where it did not fail, "" where there are no words for the failure.

    Times are milliseconds since the Unix epoch on the clock of the run. `dropped_links` were left out of `links`.
    """

    context: SpanContext
    parent: bytes
    service: str
    name: str
    kind: SpanKind
    start_ms: int
    end_ms: int
    attributes: Attributes = field(default_factory=dict)
    events: list[SpanEvent] = field(default_factory=list)
    links: list[SpanContext] = field(default_factory=list)
    dropped_links: int = 0
    error: str | None = None


def known(**values: Value | None) -> Attributes:
    """Return attributes by name, `__` for a dot; those without a value are left out."""
    return {
        name.replace("__", "."): value for name, value in values.items() if value is not None and value != ""
    }
