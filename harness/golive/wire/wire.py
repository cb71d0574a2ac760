"""The wire: where exchanges and notices travel, and the only place where their fates are applied.

A generator walks each exchange through its stages and yields how long it waits in between, in ms

    travel -> admission -> service -> commit -> travel back

*Commit* calls the fake's route table at one instant and is atomic. What the system did (`exchange.committed`)
and what the candidate was told (`exchange.answered`) are two separate facts: a lost reply is never recorded
as a failure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import simpy

from golive.chaos.injector import Armed, Chaos, Fates
from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.gateway_replies import refusal
from golive.wire.messages import (
    ANSWERED,
    APPLIED,
    DROPPED,
    NOT_APPLIED,
    REFUSED,
    SAFE_METHODS,
    UNHEARD,
    UNKNOWN,
    Again,
    Exchange,
    Late,
    Lost,
    Notice,
    Overtaken,
    System,
    Told,
    Turn,
    Walk,
)
from golive.wire.reply_gate import Ear

LINK_MS = 3
"""One way between candidate and system: the same region of a cloud, not the same rack."""

ACCEPTED = 202

HELD_OPEN_MS = 120_000
"""How long a connection without an answer stays open when its caller does not say when it gives up."""

Deliver = Callable[[Notice, Callable[[int | None], None]], None]
"""Hands a notice to the candidate; the callback takes its HTTP status, None for no answer."""


class Wire:
    """Carries everything between the candidate and the systems, and records what became of it.

    `pace` says how long a system works on an operation, in ms, where a scenario overrides the system's own.
    """

    def __init__(
        self,
        env: Environment,
        chaos: Chaos,
        emit: Emit,
        systems: dict[str, System],
        pace: dict[str, Callable[[str], int]],
    ) -> None:
        self.env = env
        self.chaos = chaos
        self.systems = systems
        self.open = 0
        self._pace = {name: pace.get(name, system.service_ms) for name, system in systems.items()}
        self._emit = emit
        self._numbers = 0
        self._attempts: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self._deliver: Deliver | None = None
        self._held: dict[str, Callable[[int, bool], None]] = {}
        self.ear = Ear(lambda: self._numbers)

    def connect(self, deliver: Deliver | None) -> None:
        """Say where notices go; None while the candidate is down."""
        self._deliver = deliver

    # -- exchanges: candidate to system ----------------------------------------------------------------

    def send(
        self, system: str, request: Any, answer: Callable[[Told], None], timeout_ms: int | None
    ) -> Exchange:
        """Put a request on the wire. `answer` is called exactly once, later, on the clock's thread.

        A caller who leaves early sets `abandoned` on the exchange. Nobody gives up before the request has arrived, so
        time passes even for one who calls for ever without any patience.
        """
        now = self.env.now_ms()
        match = self.systems[system].surface.match(request.method, request.path)
        operation, key = ("unknown", "") if match is None else (match.operation, match.key(request) or "")
        self._numbers += 1
        attempts = self._attempts[system, operation]
        attempt = attempts[key] = attempts.get(key, 0) + 1
        deadline = None if timeout_ms is None else now + max(timeout_ms, LINK_MS)
        exchange = Exchange(
            self._numbers, system, operation, key, attempt, request, match, now, deadline, answer
        )
        exchange.walk = self._walk(exchange)
        self.open += 1
        try:
            self._go_on(exchange)
        except Exception as error:  # a fault has failed, which is no affair of the caller's
            self.env.after(0, _fail, error)
        return exchange

    def _go_on(self, x: Exchange) -> None:
        """Walk up to the next wait. A caller who gives up during it learns nothing, and the exchange goes on."""
        wait_ms = next(x.walk, None)
        if wait_ms is None:
            self.open -= 1
            return
        if x.deadline_ms is not None and not x.answered:
            left_ms = max(0, x.deadline_ms - self.env.now_ms())
            if wait_ms > left_ms:
                self.env.after(left_ms, self._give_up, (x, wait_ms - left_ms))
                return
        self.env.after(wait_ms, self._go_on, x)

    def _give_up(self, left: tuple[Exchange, int]) -> None:
        x, wait_ms = left
        self._answer(x, Told(UNKNOWN, how="timeout"))
        self.env.after(wait_ms, self._go_on, x)

    def _walk(self, x: Exchange) -> Walk:
        system = self.systems[x.system]
        fates = self.chaos.judge(x, x.name)
        if fates is not None and self.ear.dies_of(x, fates, "before"):
            self._answer(x, UNHEARD)
            return
        travel = _take(x, fates, "travel")
        if travel is None:
            yield LINK_MS
        elif hasattr(travel, "delay_ms"):
            yield LINK_MS + travel.delay_ms
        else:
            yield from self._silence(x)
            return
        turned_away = _take(x, fates, "admission")
        if turned_away is not None:
            yield from self._turn_away(x, turned_away)
            return
        reply = system.admit(x.request, x.match)
        if reply is not None:
            self._committed(x, NOT_APPLIED, reply.status)
        else:
            slow = _take(x, fates, "service")
            service_ms = self._pace[x.system](x.operation) + (slow.delay_ms if slow is not None else 0)
            try:
                turn = system.begin(x.request, x.match, service_ms)
                if turn is None:
                    yield service_ms
                else:
                    yield from self._queue(x, turn)
                reply = self._commit(x, system, fates)
            finally:
                system.leave(x.request, x.match)
            if fates is not None and reply.status < 400:
                self.ear.dies_of(x, fates, "after")
        if x.answered:
            return
        lost = _take(x, fates, "back")
        if lost is None or lost.how == "reset":
            yield LINK_MS
            self._answer(x, Told(ANSWERED, reply) if lost is None else Told(UNKNOWN, how="reset"))
        else:
            yield from self._silence(x)

    def _queue(self, x: Exchange, turn: Turn) -> Walk:
        """Wait for a turn, whose end may move on meanwhile. A gateway that has waited enough answers before it."""
        now_ms = self.env.now_ms
        if turn.given_up_ms >= 0:
            while (left_ms := min(turn.done_ms, turn.given_up_ms) - now_ms()) > 0:
                yield left_ms
            if turn.done_ms > now_ms():
                yield LINK_MS
                self._answer(x, Told(ANSWERED, refusal(504, None, html=True)))
        while (left_ms := turn.done_ms - now_ms()) > 0:
            yield left_ms

    def _commit(self, x: Exchange, system: System, fates: Fates | None) -> Any:
        is_to_drop = fates is not None and "commit" in fates
        if is_to_drop:
            x.request.discard = True
        reply = system.surface.call(x.match, x.request)
        if x.request.method not in SAFE_METHODS:
            unsaid = getattr(reply, "unsaid", "")  # what the status hides, where a system hides anything
            if reply.status >= 400 or unsaid == "refused":
                truth = NOT_APPLIED
            else:
                kept = _take(x, fates, "commit") is None and unsaid != "dropped"
                truth = APPLIED if kept else DROPPED
            self._committed(x, truth, reply.status)
        return reply

    def _turn_away(self, x: Exchange, fate: Any) -> Walk:
        self._committed(x, NOT_APPLIED, fate.status)
        yield LINK_MS
        if fate.status is None:
            over_http = (
                x.deadline_ms is None
            )  # there the connection is accepted first: a caller cannot be sure
            self._answer(x, Told(UNKNOWN, how="reset") if over_http else Told(REFUSED, how="refused"))
        else:
            self._answer(x, Told(ANSWERED, refusal(fate.status, fate.retry_after_s, fate.html)))

    def _silence(self, x: Exchange) -> Walk:
        """No answer ever: the caller waits as long as it is willing to, or until the connection is dropped."""
        if not x.answered:
            yield HELD_OPEN_MS if x.deadline_ms is None else max(0, x.deadline_ms - self.env.now_ms())
        self._answer(x, Told(UNKNOWN, how="timeout"))

    def _answer(self, x: Exchange, told: Told) -> None:
        if x.answered:
            return
        x.answered = True
        if x.number <= self.ear.deaf_to:
            told = UNHEARD
        elif x.abandoned:
            told = Told(UNKNOWN, how="timeout")
        status = None if told.reply is None else told.reply.status
        self._emit(
            "exchange.answered",
            {"x": str(x.number), "key": x.key},
            {
                "op": x.name,
                "attempt": x.attempt,
                "sent_ms": x.sent_ms,
                "told": told.outcome,
                "status": status,
                "how": told.how,
                "faults": x.fates,
            },
        )
        if self.ear.unread is None:
            x.answer(told)
        else:
            self.ear.unread.append(lambda: x.answer(told))

    def _committed(self, x: Exchange, truth: str, status: int | None) -> None:
        self._emit(
            "exchange.committed",
            {"x": str(x.number), "key": x.key},
            {
                "op": x.name,
                "attempt": x.attempt,
                "truth": truth,
                "status": status,
                "late": x.answered or x.abandoned or x.number <= self.ear.deaf_to,
            },
        )

    # -- notices: system to candidate ------------------------------------------------------------------

    def notify(self, system: str, event: Any, attempt: int) -> simpy.Event:
        """Deliver an event; the simpy event that is returned ends with the status, None for no answer."""
        self._numbers += 1
        name = f"{system}.{event.name}"
        notice = Notice(
            self._numbers,
            system,
            name,
            event.event_id,
            event.increment_id,
            attempt,
            event.payload,
            self.env.now_ms(),
            event=event,
        )
        done = self.env.event()
        fates = self.chaos.judge(notice, name)
        held = self._held.pop(notice.key, None) if self._held else None
        if fates is not None and "notice" in fates:
            self._divert(notice, done, *fates["notice"], is_passing=held is not None)
        else:
            self._later(LINK_MS, notice, 0, done, "")
        if held is not None:
            held(LINK_MS + 1, True)
        return done

    def _divert(
        self, notice: Notice, done: simpy.Event, fault: Armed, fate: Any, *, is_passing: bool
    ) -> None:
        """What a fault makes of a delivery. Who passes one that is held is not held as well."""
        match fate:
            case Again():
                fault.effective += 1
                for copy, delay_ms in enumerate(fate.delays_ms, 1):
                    self._later(delay_ms, notice, copy, None, fault.id)
            case Late():
                fault.effective += 1
                self._later(LINK_MS + fate.delay_ms, notice, 0, done, fault.id)
                return
            case Lost():
                fault.effective += 1
                data = {"name": notice.name, "event": notice.event_id, "attempt": notice.attempt}
                keys = {"x": str(notice.number), "key": notice.key}
                self._emit("notice.lost", keys, {**data, "faults": (fault.id,)})
                self.env.after(LINK_MS, done.succeed, ACCEPTED)
                return
            case Overtaken() if not is_passing:
                self._hold(notice, done, fault, fate.longest_ms)
                return
        self._later(LINK_MS, notice, 0, done, "")

    def _hold(self, notice: Notice, done: simpy.Event, fault: Armed, longest_ms: int) -> None:
        """Keep a notice back until another about the same record has passed it."""

        def let_go(in_ms: int, is_overtaken: bool) -> None:
            fault.effective += is_overtaken
            self._later(in_ms, notice, 0, done, fault.id if is_overtaken else "")

        def nobody_came(key: str) -> None:
            if self._held.get(key) is let_go:
                self._held.pop(key)(LINK_MS, False)

        self._held[notice.key] = let_go
        self.env.after(longest_ms, nobody_came, notice.key)

    def _later(self, delay_ms: int, notice: Notice, copy: int, done: simpy.Event | None, fault: str) -> None:
        self.env.after(delay_ms, self._hand_over, (notice, copy, done, fault))

    def _hand_over(self, delivery: tuple[Notice, int, simpy.Event | None, str]) -> None:
        notice, copy, done, fault = delivery
        handed_ms = self.env.now_ms()

        def answered(status: int | None) -> None:
            self._emit(
                "notice.delivered",
                {"x": str(notice.number), "key": notice.key},
                {
                    "name": notice.name,
                    "event": notice.event_id,
                    "attempt": notice.attempt,
                    "copy": copy,
                    "handed_ms": handed_ms,
                    "status": status,
                    "faults": (fault,) if fault else (),
                },
            )
            if done is not None:
                done.succeed(status)

        if self._deliver is None:
            answered(None)
        else:
            self._deliver(notice, answered)


def _fail(error: Exception) -> None:
    raise error


def _take(x: Exchange, fates: Fates | None, stage: str) -> Any:
    """The fate for this stage, if any; taking it is what makes a hit effective."""
    if fates is None:
        return None
    decided = fates.get(stage)
    if decided is None:
        return None
    fault: Armed = decided[0]
    fault.effective += 1
    x.fates = (*x.fates, fault.id)
    return decided[1]
