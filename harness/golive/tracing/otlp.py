"""Spans in the JSON encoding of OTLP 1.x. Source: the OTLP specification, "JSON Protobuf Encoding"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson
from opentelemetry.proto_json.common.v1.common import AnyValue, ArrayValue, InstrumentationScope, KeyValue
from opentelemetry.proto_json.resource.v1.resource import Resource
from opentelemetry.proto_json.trace.v1 import trace as otlp

from golive.tracing.export import Traces
from golive.tracing.identity import SAMPLED
from golive.tracing.spans.span import GOLIVE, Span, Value

SCHEMA = "https://opentelemetry.io/schemas/1.41.1"
"""The version of the semantic conventions whose names the attributes have."""
SPANS = 2000
"""Spans of one message; the spans of an order are never split."""
_NS = 1_000_000


def messages(traces: Traces) -> Iterator[tuple[int, bytes]]:
    """Yield messages of at least SPANS spans each, the last one smaller: the number of spans, and the JSON."""
    batch: list[Span] = []
    for spans in traces:
        batch += spans
        if len(batch) >= SPANS:
            yield len(batch), encoded(batch, traces)
            batch = []
    if batch:
        yield len(batch), encoded(batch, traces)


def encoded(spans: Iterable[Span], traces: Traces) -> bytes:
    """Return one TracesData as JSON, which is an ExportTraceServiceRequest as well."""
    services: dict[str, list[Span]] = {}
    for span in spans:
        services.setdefault(span.service, []).append(span)
    scope = InstrumentationScope(name=GOLIVE, version=traces.record.golive)
    found = otlp.TracesData(
        [
            otlp.ResourceSpans(
                Resource(
                    _attributes(
                        {
                            "service.name": service,
                            "service.namespace": GOLIVE,
                            "service.version": traces.record.golive,
                            **traces.resource,
                        }
                    )
                ),
                [otlp.ScopeSpans(scope, [_span(span) for span in services[service]], SCHEMA)],
                SCHEMA,
            )
            for service in sorted(services)
        ]
    )
    return orjson.dumps(found.to_dict())


def _span(span: Span) -> otlp.Span:
    return otlp.Span(
        trace_id=span.context.trace_id,
        span_id=span.context.span_id,
        parent_span_id=span.parent,
        flags=SAMPLED,
        name=span.name,
        kind=int(span.kind),
        start_time_unix_nano=span.start_ms * _NS,
        end_time_unix_nano=span.end_ms * _NS,
        attributes=_attributes(span.attributes),
        events=[
            otlp.Span.Event(
                time_unix_nano=event.at_ms * _NS, name=event.name, attributes=_attributes(event.attributes)
            )
            for event in span.events
        ],
        links=[otlp.Span.Link(trace_id=link.trace_id, span_id=link.span_id) for link in span.links],
        dropped_links_count=span.dropped_links,
        status=None
        if span.error is None
        else otlp.Status(message=span.error, code=otlp.Status.StatusCode.STATUS_CODE_ERROR),
    )


def _attributes(values: Mapping[str, Value]) -> list[KeyValue]:
    return [KeyValue(name, _value(value)) for name, value in values.items()]


def _value(value: Value) -> AnyValue:
    if isinstance(value, str):
        return AnyValue(string_value=value)
    if isinstance(value, bool):
        return AnyValue(bool_value=value)
    if isinstance(value, int):
        return AnyValue(int_value=value)
    if isinstance(value, float):
        return AnyValue(double_value=value)
    assert isinstance(value, Sequence)
    return AnyValue(array_value=ArrayValue([AnyValue(string_value=each) for each in value]))
