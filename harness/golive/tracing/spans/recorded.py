"""What `exchanges.jsonl` adds to the ledger: methods, paths, statuses, and the spans of the candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from golive.record.rows import ExchangeLine
from golive.tracing.identity import TRACEPARENT, SpanContext, read


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A call as far as the run kept it. `caller` is the candidate's span, `status` that of the system's reply."""

    method: str = ""
    path: str = ""
    query: str = ""
    status: int | None = None
    caller: SpanContext | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The calls that a run kept, and the URLs of its notices, by number."""

    calls: dict[int, RecordedCall] = field(default_factory=dict)
    notices: dict[int, str] = field(default_factory=dict)


def recorded(lines: Iterable[ExchangeLine]) -> Recorded:
    """Return what the lines of `exchanges.jsonl` add to the ledger."""
    found = Recorded()
    for line in lines:
        if line["kind"] == "notice":
            found.notices[line["x"]] = line["path"]
        else:
            found.calls[line["x"]] = RecordedCall(
                line["method"],
                line["path"],
                line["query"],
                line["status"],
                read(line["request"]["headers"].get(TRACEPARENT, "")),
            )
    return found
