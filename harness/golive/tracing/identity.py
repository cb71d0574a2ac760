"""The ids of the traces of a run, and the header `traceparent`. Source: W3C Trace Context, Level 1."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Container
from typing import Any, NamedTuple

import orjson

from golive.record.run import RunRecord

TRACEPARENT = "traceparent"
SAMPLED = 1
"""The flag of a trace that is recorded."""

_HEADER = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_INVALID_VERSION = "ff"


class SpanContext(NamedTuple):
    """A span within its trace: 16 and 8 bytes, neither of them all zero."""

    trace_id: bytes
    span_id: bytes

    @property
    def header(self) -> str:
        """The value of `traceparent` for the children of this span."""
        return f"00-{self.trace_id.hex()}-{self.span_id.hex()}-{SAMPLED:02x}"


def read(header: str) -> SpanContext | None:
    """Return the caller's span of a `traceparent`; None for a value that the specification calls invalid.

    Later versions may append further fields, version 00 may not.
    """
    found = _HEADER.fullmatch(header.strip())
    if found is None or found[1] == _INVALID_VERSION or (found[1] == "00" and found[5]):
        return None
    context = SpanContext(bytes.fromhex(found[2]), bytes.fromhex(found[3]))
    return context if any(context.trace_id) and any(context.span_id) else None


class TraceIds:
    """The ids of one run. They follow from scenario, candidate, seed and clock, so the same run has the same ids."""

    def __init__(self, scenario: dict[str, Any], candidate: str, seed: int, clock: str) -> None:
        settings = orjson.dumps([scenario, candidate, seed, clock], option=orjson.OPT_SORT_KEYS)
        self._key = hashlib.blake2b(settings, digest_size=32).digest()

    def root(self, order: str) -> SpanContext:
        """The root span of an order, the only one without a parent; of the whole run for ""."""
        trace_id = hashlib.blake2b(order.encode(), digest_size=16, key=self._key).digest()
        return SpanContext(trace_id, _span_id(trace_id, "root"))

    def child(self, order: str, name: str) -> SpanContext:
        """A further span of the trace of an order, by a name that is unique in it."""
        trace_id = self.root(order).trace_id
        return SpanContext(trace_id, _span_id(trace_id, name))

    def notice(self, order: str, number: int) -> SpanContext:
        """The span of a notice about an order, by the notice's number on the wire; it is the parent of its answer."""
        return self.child(order, notice_name(number))


def notice_name(number: int, copy: int = 0) -> str:
    """The name of the span of a notice within its trace; later deliveries of the same notice are copies from 1."""
    return f"notice {number}.{copy}"


def exchange_name(number: int) -> str:
    """The name of the span of an exchange within its trace."""
    return f"exchange {number}"


def _span_id(trace_id: bytes, name: str) -> bytes:
    return hashlib.blake2b(name.encode(), digest_size=8, key=trace_id).digest()


def traceparents(record: RunRecord, placed: Container[str]) -> Callable[[str, int], str]:
    """The `traceparent` of a notice by key and number.

    It is in the trace of its order, or in that of the run where the key is no order that was placed.
    """
    ids = TraceIds(record.scenario, record.candidate, record.seed, record.clock)
    return lambda key, number: ids.notice(key if key in placed else "", number).header
