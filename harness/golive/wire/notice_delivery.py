"""Delivery of notices from a system to the candidate, with the outcomes that faults decide about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import partial
from typing import Any, assert_never

import orjson
import simpy

from golive.record.ledger import Emit
from golive.sim import Environment
from golive.wire.alterations import altered
from golive.wire.messages import LINK_MS, Notice, Recorder
from golive.wire.outcomes import (
    ChangeNotice,
    CutNotice,
    Duplicate,
    Hit,
    Injector,
    LoseNotice,
    NoticeOutcome,
    Postpone,
    Reorder,
)

ACCEPTED = 202

Deliver = Callable[[Notice, Callable[[int | None], None]], None]
"""Hands a notice to the candidate; the callback takes its HTTP status, None for no answer."""


Trace = Callable[[str, int], str]
"""The `traceparent` of a notice, from its business key and its number on the wire."""


class NoticeDelivery:
    """The delivery of notices, with the facts `notice.delivered` and `notice.lost`.

    `next_number` numbers the notices of a wire.
    """

    def __init__(
        self, env: Environment, injector: Injector, emit: Emit, next_number: Callable[[], int]
    ) -> None:
        self.env = env
        self.injector = injector
        self._emit = emit
        self._next_number = next_number
        self.recorder: Recorder | None = None
        self.trace: Trace | None = None
        self.open = 0
        """Notices that a system has sent and that have no answer yet."""
        self._receivers: dict[int, Deliver] = {}
        self._turn = 0
        self._held: dict[str, Callable[[int, bool], None]] = {}

    def connect(self, deliver: Deliver | None) -> None:
        """Set the only receiver of notices; None while the candidate is down."""
        self._receivers = {} if deliver is None else {0: deliver}

    def balance(self, receivers: Mapping[int, Deliver]) -> None:
        """Deliver notices to these receivers in turn; facts about a notice name the number of its receiver."""
        self._receivers = dict(receivers)

    def _next_receiver(self) -> tuple[int, Deliver | None]:
        if not self._receivers:
            return 0, None
        self._turn += 1
        numbers = list(self._receivers)
        number = numbers[self._turn % len(numbers)]
        return number, self._receivers[number]

    def notify(self, system: str, event: Any, attempt: int) -> simpy.Event:
        """Deliver an event; the returned simpy event ends with the status, None for no answer."""
        name = f"{system}.{event.name}"
        notice = Notice(
            self._next_number(),
            system,
            name,
            event.event_id,
            event.increment_id,
            attempt,
            event.payload,
            self.env.now_ms(),
            event=event,
        )
        if self.trace is not None:
            notice.traceparent = self.trace(notice.key, notice.number)
        done = self.env.event()
        self.open += 1
        outcomes = self.injector.judge(notice)
        overtaken = self._held.pop(notice.key, None) if self._held else None
        if outcomes is not None and outcomes.notice is not None:
            self._divert(notice, done, outcomes.notice, is_overtaking=overtaken is not None)
        else:
            self._later(LINK_MS, notice, 0, done, "")
        if overtaken is not None:
            overtaken(LINK_MS + 1, True)
        return done

    def _divert(
        self, notice: Notice, done: simpy.Event, hit: Hit[NoticeOutcome], *, is_overtaking: bool
    ) -> None:
        """Carry out the outcome of a fault. A notice that overtakes a held one is not held itself."""
        outcome = hit.outcome
        match outcome:
            case Duplicate():
                hit.took_effect()
                for copy, delay_ms in enumerate(outcome.delays_ms, 1):
                    self._later(delay_ms, notice, copy, None, hit.fault)
                self._later(LINK_MS, notice, 0, done, "")
            case Postpone():
                hit.took_effect()
                self._later(LINK_MS + outcome.delay_ms, notice, 0, done, hit.fault)
            case LoseNotice():
                hit.took_effect()
                self.open -= 1
                data = {"name": notice.name, "event": notice.event_id, "attempt": notice.attempt}
                keys = {"x": str(notice.number), "key": notice.key}
                self._emit("notice.lost", keys, {**data, "faults": (hit.fault,)})
                self.env.after(LINK_MS, done.succeed, ACCEPTED)
            case Reorder():
                if is_overtaking:
                    self._later(LINK_MS, notice, 0, done, "")
                else:
                    self._hold(notice, done, hit, outcome.longest_ms)
            case ChangeNotice():
                changed = altered(orjson.loads(orjson.dumps(notice.payload())), outcome.change)
                if changed is not None:
                    hit.took_effect()
                    notice.payload = partial(deepcopy, changed)
                self._later(LINK_MS, notice, 0, done, hit.fault if changed is not None else "")
            case CutNotice():
                hit.took_effect()
                self._cut(notice, done, hit.fault, outcome.arrives)
            case _:
                assert_never(outcome)

    def _cut(self, notice: Notice, done: simpy.Event, fault: str, arrives: bool) -> None:
        """Leave the sender without an answer; where the notice arrives, the receiver's is lost."""
        if arrives:
            self.open -= 1
            self._later(LINK_MS, notice, 0, None, fault)
            self.env.after(LINK_MS, done.succeed, None)
        else:
            self.env.after(LINK_MS, self._answered, (notice, 0, done, fault, None))

    def _hold(self, notice: Notice, done: simpy.Event, hit: Hit[NoticeOutcome], longest_ms: int) -> None:
        """Hold a notice until another about the same record has overtaken it, or for `longest_ms`."""

        def let_go(in_ms: int, is_overtaken: bool) -> None:
            if is_overtaken:
                hit.took_effect()
            self._later(in_ms, notice, 0, done, hit.fault if is_overtaken else "")

        def time_is_up(key: str) -> None:
            if self._held.get(key) is let_go:
                self._held.pop(key)(LINK_MS, False)

        self._held[notice.key] = let_go
        self.env.after(longest_ms, time_is_up, notice.key)

    def _later(self, delay_ms: int, notice: Notice, copy: int, done: simpy.Event | None, fault: str) -> None:
        self.env.after(delay_ms, self._hand_over, (notice, copy, done, fault))

    def _hand_over(self, delivery: tuple[Notice, int, simpy.Event | None, str]) -> None:
        notice, copy, done, fault = delivery
        handed_ms = self.env.now_ms()
        instance, deliver = self._next_receiver()

        def answered(status: int | None) -> None:
            self._answered((notice, copy, done, fault, status), handed_ms, instance)

        if deliver is None:
            answered(None)
        else:
            deliver(notice, answered)

    def _answered(
        self,
        delivery: tuple[Notice, int, simpy.Event | None, str, int | None],
        handed_ms: int | None = None,
        instance: int = 0,
    ) -> None:
        """Record the end of a delivery and tell its sender; without `handed_ms` it is handed over now."""
        notice, copy, done, fault, status = delivery
        data = {
            "name": notice.name,
            "event": notice.event_id,
            "attempt": notice.attempt,
            "copy": copy,
            "handed_ms": self.env.now_ms() if handed_ms is None else handed_ms,
            "status": status,
            "faults": (fault,) if fault else (),
        }
        if instance:
            data["instance"] = instance
        self._emit("notice.delivered", {"x": str(notice.number), "key": notice.key}, data)
        if self.recorder is not None:
            self.recorder.notice(notice, copy, status)
        if done is not None:
            self.open -= 1
            done.succeed(status)
