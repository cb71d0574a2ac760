"""The spans of exchanges and notices, from their facts.

An exchange is a span of the system that is called, a notice one of the system that sends it. Names of attributes are
those of OpenTelemetry's semantic conventions for HTTP; what golive knows besides begins with `golive.`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from golive.record.run import Fact
from golive.tracing.identity import SpanContext, TraceIds, exchange_name, notice_name
from golive.tracing.spans.attributes import FAULT
from golive.tracing.spans.recorded import Recorded, RecordedCall
from golive.tracing.spans.routes import Routes
from golive.tracing.spans.span import Attributes, Span, SpanEvent, SpanKind, known

NOTICES = ("notice.delivered", "notice.lost")
_EXCHANGE = ("exchange.committed", "exchange.answered", "exchange.open")
_FAILED = 500
"""The status from which on a span of a server counts as failed. Source: semantic conventions for HTTP spans."""
_REFUSED = 400
CANDIDATE = "candidate"


@dataclass(frozen=True, slots=True)
class Messages:
    """Makes the spans of exchanges and notices of one run."""

    ids: TraceIds
    routes: Routes
    recorded: Recorded

    def spans(self, order: str, facts: Iterable[Fact]) -> Iterator[Span]:
        """Yield the spans of the exchanges and notices among the facts about an order; "" for those about none."""
        exchanges: dict[str, list[Fact]] = {}
        for fact in facts:
            if fact.kind in _EXCHANGE:
                exchanges.setdefault(fact.keys["x"], []).append(fact)
            elif fact.kind in NOTICES:
                yield self._notice(order, fact)
        for number, its_facts in exchanges.items():
            yield self._exchange(order, int(number), its_facts)

    def _exchange(self, order: str, number: int, facts: Sequence[Fact]) -> Span:
        ended = next((fact for fact in facts if fact.kind != "exchange.committed"), facts[-1])
        committed = [fact for fact in facts if fact.kind == "exchange.committed"]
        call = self.recorded.calls.get(number, RecordedCall())
        operation: str = ended.data["op"]
        told = ended.data.get("told", "open")
        how = ended.data.get("how", "")
        context = self.ids.child(order, exchange_name(number))
        parent = self.ids.root(order)
        if call.caller is not None:
            if call.caller.trace_id != context.trace_id:
                context = SpanContext(call.caller.trace_id, context.span_id)
            parent = call.caller
        status = call.status if call.status is not None else ended.data.get("status")
        error = status >= _FAILED if told == "answered" and status is not None else told != "answered"
        method, route = self.routes.get(operation, (None, None))
        attributes = known(
            http__request__method=call.method or method,
            http__route=route,
            http__response__status_code=status if told == "answered" else None,
            url__scheme="http",
            url__path=call.path,
            url__query=call.query,
            server__address=operation.partition(".")[0],
            error__type=(how or str(status or told)) if error else None,
            golive__operation=operation,
            golive__order=order,
            golive__key=ended.keys["key"],
            golive__attempt=ended.data["attempt"],
            golive__exchange=number,
            golive__told=told,
            golive__truth=committed[-1].data["truth"] if committed else None,
            golive__meaning=ended.data.get("status"),
            golive__reason=ended.data.get("reason"),
            golive__instance=ended.data.get("instance"),
        )
        start_ms = ended.data.get("sent_ms", facts[0].at_ms)
        end_ms = max(fact.at_ms for fact in facts)
        events = [
            SpanEvent(
                fact.at_ms, fact.kind, {"golive.truth": fact.data["truth"], "golive.late": fact.data["late"]}
            )
            for fact in committed
        ]
        events += _faults(ended, ended.at_ms)
        words = ended.data.get("reason") or (f"{told}: {how}" if how else told)
        return Span(
            context,
            parent.span_id,
            operation.partition(".")[0],
            operation,
            SpanKind.SERVER,
            start_ms,
            end_ms,
            attributes,
            events,
            links=[self.ids.root(order)] if context.trace_id != self.ids.root(order).trace_id else [],
            error=words if error else None,
        )

    def _notice(self, order: str, fact: Fact) -> Span:
        number, copy = int(fact.keys["x"]), fact.data.get("copy", 0)
        name: str = fact.data["name"]
        status = fact.data.get("status")
        is_lost = fact.kind == "notice.lost"
        error = (
            "lost"
            if is_lost
            else "no answer"
            if status is None
            else str(status)
            if status >= _REFUSED
            else ""
        )
        start_ms = fact.data.get("handed_ms", fact.at_ms)
        url = self.recorded.notices.get(number, "")
        attributes: Attributes = known(
            http__request__method="POST",
            http__response__status_code=status,
            url__full=url,
            server__address=CANDIDATE,
            error__type=error.replace(" ", "_"),
            golive__notice=name,
            golive__event=fact.data["event"],
            golive__order=order,
            golive__attempt=fact.data["attempt"],
            golive__copy=copy,
            golive__exchange=number,
            golive__instance=fact.data.get("instance"),
        )
        return Span(
            self.ids.child(order, notice_name(number, copy)),
            self.ids.root(order).span_id,
            name.partition(".")[0],
            name,
            SpanKind.CLIENT,
            start_ms,
            fact.at_ms,
            attributes,
            _faults(fact, start_ms),
            error=error or None,
        )


def _faults(fact: Fact, at_ms: int) -> list[SpanEvent]:
    """The events of the faults that took effect on a message."""
    return [SpanEvent(at_ms, FAULT, {"golive.fault.id": fault}) for fault in fact.data.get("faults", ())]
