"""OTLP JSON as a receiver reads it."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

from google.protobuf.json_format import ParseDict
from opentelemetry.proto.trace.v1.trace_pb2 import Span, TracesData


def traces(content: bytes) -> list[TracesData]:
    """The messages of a file, by OpenTelemetry's own protobuf definitions: unknown fields and wrong types raise."""
    return [ParseDict(_in_base64(json.loads(line)), TracesData()) for line in content.splitlines()]


def _in_base64(value: Any) -> Any:
    """Ids in base64, as protobuf's JSON has them; OTLP writes them in hex."""
    if isinstance(value, list):
        return [_in_base64(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        name: base64.b64encode(bytes.fromhex(each)).decode()
        if name in ("traceId", "spanId", "parentSpanId")
        else _in_base64(each)
        for name, each in value.items()
    }


def spans(path: Path) -> list[Span]:
    """All spans of a file."""
    return [
        span
        for message in traces(path.read_bytes())
        for resource in message.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def attributes(of: Any) -> dict[str, Any]:
    """The attributes of a span, an event or a resource."""
    return {each.key: getattr(each.value, each.value.WhichOneof("value")) for each in of.attributes}


def by_name(found: list[Span], name: str) -> list[Span]:
    """The spans of that name."""
    return [span for span in found if span.name == name]
