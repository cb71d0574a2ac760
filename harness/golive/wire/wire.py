"""The wire: the transport of exchanges and notices, and the only place where their outcomes are carried out.

A generator walks each exchange through its stages and yields the time to wait in between, in ms

    travel -> admission -> service -> commit -> travel back

*Commit* calls the fake's route table at one instant and is atomic. The effect in the system (`exchange.committed`)
and the result for the candidate (`exchange.answered`) are two separate facts: a lost reply is never recorded
as a failure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Mapping
from functools import partial
from typing import Any, assert_never

import simpy

from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.alterations import arriving
from golive.wire.gateway_replies import refusal
from golive.wire.messages import (
    ANSWERED,
    APPLIED,
    CALLER_KILLED,
    DROPPED,
    LINK_MS,
    NOT_APPLIED,
    REFUSED,
    UNKNOWN,
    CallResult,
    Exchange,
    Recorder,
    Reply,
    System,
    Turn,
    Walk,
    failed_walk,
)
from golive.wire.notice_delivery import Deliver, NoticeDelivery, Trace
from golive.wire.outcomes import (
    ChangeReply,
    CommitOutcome,
    Delay,
    DropSilently,
    Hang,
    Hit,
    Injector,
    LoseReply,
    Outcomes,
    Refuse,
    ReplyOutcome,
    TruncateReply,
    apply,
)
from golive.wire.reply_facts import answered, listing, meaning
from golive.wire.reply_gate import ReplyGate
from golive.wire.rows import RowFaults

HELD_OPEN_MS = 120_000
"""How long a connection without an answer stays open for a caller without a timeout, in ms."""

_NOTHING = Outcomes()

Contain = Callable[[str, Any, Exception], Reply]
"""From a system, a request and the exception in which it ended to the reply that its caller gets."""


class Wire:
    """The transport between the candidate and the systems. It records every exchange.

    `pace` gives the service time of an operation, in ms, where a scenario overrides the system's own. An exception in
    a system ends the clock's run, unless `contain` gives the reply to the request that caused it.
    """

    def __init__(
        self,
        env: Environment,
        injector: Injector,
        emit: Emit,
        systems: dict[str, System],
        pace: dict[str, Callable[[str], int]],
        contain: Contain | None = None,
    ) -> None:
        self.env = env
        self._contain = contain
        self.injector = injector
        self.systems = systems
        self.open, self.has_several_callers = 0, False
        self._unanswered: dict[int, Exchange] = {}
        self._pace = {name: pace.get(name, system.service_ms) for name, system in systems.items()}
        self._emit = emit
        self._numbers = 0
        self._attempts: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self.notices = NoticeDelivery(env, injector, emit, self._next_number)
        self.reply_gate = ReplyGate(lambda: self._numbers)
        self._recorder: Recorder | None = None
        self.rows = RowFaults(
            env.now_ms, injector, emit, self.reply_gate, partial(self._next_attempt, "erp"), self._next_number
        )

    def record(self, recorder: Recorder) -> None:
        """Pass every call and notice to a recorder once it has ended."""
        self._recorder = self.notices.recorder = recorder

    def trace(self, trace: Trace) -> None:
        """Give every notice the header `traceparent` that this makes."""
        self.notices.trace = trace

    def _next_number(self) -> int:
        """Exchanges and notices are numbered together, from 1."""
        self._numbers += 1
        return self._numbers

    def _next_attempt(self, system: str, operation: str, key: str) -> int:
        """Calls and rows of one operation and key are counted together, from 1."""
        attempts = self._attempts[system, operation]
        attempt = attempts[key] = attempts.get(key, 0) + 1
        return attempt

    # -- exchanges: candidate to system ----------------------------------------------------------------

    def send(
        self,
        system: str,
        request: Any,
        answer: Callable[[CallResult], None],
        timeout_ms: int | None,
        instance: int = 1,
    ) -> Exchange:
        """Put a request on the wire. `answer` is called exactly once, later, on the clock's thread.

        `instance` is the caller's number, 0 for an unknown one. A caller that is cancelled sets `abandoned` on the
        exchange. A timeout never ends before the request has arrived, so time passes even for a caller that repeats a
        call for ever with a timeout of 0.
        """
        now = self.env.now_ms()
        match, operation, key, failure = None, "unknown", "", None
        try:
            match = self.systems[system].recognise(request)
            if match is not None:
                operation, key = match.operation, match.key(request) or ""
        except Exception as error:
            failure = error
        number = self._next_number()
        attempt = self._next_attempt(system, operation, key)
        deadline = None if timeout_ms is None else now + max(timeout_ms, LINK_MS)
        exchange = Exchange(number, system, operation, key, attempt, request, match, now, deadline, answer)
        exchange.instance, exchange.is_one_of_several = instance, self.has_several_callers
        exchange.walk = self._walk(exchange) if failure is None else failed_walk(failure)
        self._unanswered[number] = exchange
        self.open += 1
        try:
            self._go_on(exchange)
        except Exception as error:  # raised by a fault or a system: not the caller's error
            self.env.after(0, _fail, error)
        return exchange

    def fail(self, system: str, request: Any, error: Exception) -> None:
        """Take an exception of a system that came after its reply, as when it cannot be encoded."""
        if self._contain is None:
            self.env.after(0, _fail, error)
        else:
            self._contain(system, request, error)

    def _go_on(self, x: Exchange) -> None:
        """Walk to the next wait. A caller whose timeout ends during it gets no result, and the exchange goes on."""
        try:
            wait_ms = next(x.walk, None)
        except Exception as error:
            if self._contain is None:
                raise
            wait_ms = None
            self._answer(x, CallResult(ANSWERED, self._contain(x.system, x.request, error)))
        if wait_ms is None:
            self.open -= 1
            if self._recorder is not None:
                self._recorder.call(x)
            return
        if x.deadline_ms is not None and not x.answered:
            left_ms = max(0, x.deadline_ms - self.env.now_ms())
            if wait_ms > left_ms:
                self.env.after(left_ms, self._give_up, (x, wait_ms - left_ms))
                return
        self.env.after(wait_ms, self._go_on, x)

    def _give_up(self, left: tuple[Exchange, int]) -> None:
        x, wait_ms = left
        self._answer(x, CallResult(UNKNOWN, how="timeout"))
        self.env.after(wait_ms, self._go_on, x)

    def hang_up(self, x: Exchange) -> None:
        """The caller has closed the connection: it gets no result, and the exchange goes on."""
        self._answer(x, CallResult(UNKNOWN, how="timeout"))

    def _walk(self, x: Exchange) -> Walk:
        system = self.systems[x.system]
        outcomes = self.injector.judge(x) or _NOTHING
        if self.reply_gate.kills(x, outcomes.before):
            self._answer(x, CALLER_KILLED)
            return
        travel = apply(x, outcomes.travel)
        match travel:
            case None:
                yield LINK_MS
            case Delay():
                yield LINK_MS + travel.delay_ms
            case Hang():
                yield from self._silence(x)
                return
            case _:
                assert_never(travel)
        admission = apply(x, outcomes.admission)
        match admission:
            case None:
                reply = system.admit(x.request, x.match)
            case Refuse():
                yield from self._turn_away(x, admission)
                return
            case _:
                assert_never(admission)
        if reply is not None:
            self._committed(x, NOT_APPLIED, meaning(reply))
        else:
            reply = yield from self._serve(x, system, outcomes)
        x.reply = reply
        if not x.answered:
            yield from self._reply(x, *arriving(x, reply, outcomes.reply))

    def _serve(self, x: Exchange, system: System, outcomes: Outcomes) -> Generator[int, None, Any]:
        """Walk from admission to commit; the generator's value is the system's reply."""
        service_ms = self._pace[x.system](x.operation)
        service = apply(x, outcomes.service)
        match service:
            case None:
                pass
            case Delay():
                service_ms += service.delay_ms
            case _:
                assert_never(service)
        try:
            turn = system.begin(x.request, x.match, service_ms)
            if turn is None:
                yield service_ms
            else:
                yield from self._queue(x, turn)
            reply = self._commit(x, system, outcomes.commit)
        finally:
            system.leave(x.request, x.match)
        if meaning(reply) < 400:
            self.reply_gate.kills(x, outcomes.after)
        return reply

    def _reply(self, x: Exchange, reply: Reply, outcome: ReplyOutcome | None) -> Walk:
        """Walk back to the caller."""
        match outcome:
            case None | ChangeReply() | Delay():
                if isinstance(outcome, Delay):
                    yield outcome.delay_ms
                result = CallResult(ANSWERED, reply)
            case LoseReply(how="timeout"):
                yield from self._silence(x)
                return
            case LoseReply():
                result = CallResult(UNKNOWN, how="reset")
            case TruncateReply():
                result = CallResult(UNKNOWN, reply, how="reset", is_truncated=True)
            case _:
                assert_never(outcome)
        yield LINK_MS
        self._answer(x, result)

    def _queue(self, x: Exchange, turn: Turn) -> Walk:
        """Wait for a turn, whose end may move. A gateway whose timeout ends first answers before it."""
        now_ms = self.env.now_ms
        if turn.given_up_ms >= 0:
            while (left_ms := min(turn.done_ms, turn.given_up_ms) - now_ms()) > 0:
                yield left_ms
            if turn.done_ms > now_ms():
                yield LINK_MS
                self._answer(x, CallResult(ANSWERED, refusal(504, None, html=True)))
        while (left_ms := turn.done_ms - now_ms()) > 0:
            yield left_ms

    def _commit(self, x: Exchange, system: System, hit: Hit[CommitOutcome] | None) -> Any:
        """Call the system. A drop takes effect only where there was something to drop."""
        if hit is not None:
            x.request.discard = True
        reply = system.surface.call(x.match, x.request)
        if not x.reads:
            concealed = getattr(reply, "concealed", "")  # what the status does not show
            if (reply.status >= 400 and concealed != "applied") or concealed == "refused":
                truth = NOT_APPLIED
            else:
                outcome = apply(x, hit)
                match outcome:
                    case None:
                        truth = DROPPED if concealed == "dropped" else APPLIED
                    case DropSilently():
                        truth = DROPPED
                    case _:
                        assert_never(outcome)
            self._committed(x, truth, meaning(reply))
        return reply

    def _turn_away(self, x: Exchange, refused: Refuse) -> Walk:
        """Over HTTP a connection is accepted before it is refused, so that its caller cannot be sure."""
        self._committed(x, NOT_APPLIED, refused.status)
        yield LINK_MS
        if refused.status is not None:
            reply = refusal(refused.status, refused.retry_after_s, refused.html, refused.headers)
            result = CallResult(ANSWERED, reply)
        elif x.deadline_ms is None:
            result = CallResult(UNKNOWN, how="reset")
        else:
            result = CallResult(REFUSED, how="refused")
        self._answer(x, result)

    def _silence(self, x: Exchange) -> Walk:
        """Give no answer: the caller waits for its whole timeout, or until the connection is dropped."""
        if not x.answered:
            yield HELD_OPEN_MS if x.deadline_ms is None else max(0, x.deadline_ms - self.env.now_ms())
        self._answer(x, CallResult(UNKNOWN, how="timeout"))

    def _answer(self, x: Exchange, result: CallResult) -> None:
        if x.answered:
            return
        x.answered = True
        del self._unanswered[x.number]
        if self.reply_gate.drops(x):
            result = CALLER_KILLED
        elif x.abandoned:
            result = CallResult(UNKNOWN, how="timeout")
        x.result = result
        reply = None if result.is_truncated else result.reply
        self._emit("exchange.answered", {"x": str(x.number), "key": x.key}, answered(x, result, reply))
        listed = None if reply is None else listing(reply)
        if listed is not None:
            self._emit(
                "exchange.listed", {"x": str(x.number)}, {"op": x.name, "sent_ms": x.sent_ms, **listed}
            )
        if self.reply_gate.held is None:
            x.answer(result)
        else:
            self.reply_gate.held.append(lambda: x.answer(result))

    def report_open(self) -> None:
        """Record the exchanges without an end for their callers, as `exchange.open`: the run is over."""
        for x in self._unanswered.values():
            keys = {"x": str(x.number), "key": x.key}
            self._emit("exchange.open", keys, {"op": x.name, "attempt": x.attempt, "sent_ms": x.sent_ms})
            if self._recorder is not None:
                self._recorder.call(x)

    def _committed(self, x: Exchange, truth: str, status: int | None) -> None:
        data = {
            "op": x.name,
            "attempt": x.attempt,
            "truth": truth,
            "status": status,
            "late": x.answered or x.abandoned or self.reply_gate.drops(x),
            **x.caller,
        }
        self._emit("exchange.committed", {"x": str(x.number), "key": x.key}, data)

    # -- notices: system to candidate ------------------------------------------------------------------

    def connect(self, deliver: Deliver | None) -> None:
        """Set the receiver of notices; None while the candidate is down."""
        self.notices.connect(deliver)

    def balance(self, receivers: Mapping[int, Deliver]) -> None:
        """Deliver notices to instances of the candidate, by number, in turn, as a load balancer does."""
        self.notices.balance(receivers)

    def notify(self, system: str, event: Any, attempt: int) -> simpy.Event:
        """Deliver an event; the returned simpy event ends with the status, None for no answer."""
        return self.notices.notify(system, event, attempt)


def _fail(error: Exception) -> None:
    raise error
