"""The clerks: each reads the desk at intervals, takes one entry at a time, and repairs or retries it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Any, TypeAlias

import simpy

from fake_erp.chance import between, happens
from fake_erp.errors import ErpError
from fake_erp.model import Order as ErpOrder
from fake_erp.schedules import Schedule
from golive.people.desk import DeskChannel, Retry, RetryAnswer
from golive.people.entries import MOST_ROUNDS, DeskEntry, Pile
from golive.people.rekeying import typed
from golive.people.repairs import NotAllowed, put_right, repair_of, stands_wrongly
from golive.people.screens import Screens, Sight
from golive.record.ledger import Emit
from golive.scenario.model.people import Clerks
from golive.sim import Environment

SOLVED, RETRIED, UNANSWERED = "already resolved", "retried", "no answer to retry"
TYPED, HANDED_ON, REFUSED = "entered manually", "handed on", "refused; the entry has changed"
"""Outcomes of the work on an entry."""

_FINGERS_MS = (2_000, 9_000)
"""Time until an impatient clerk presses again."""

Steps: TypeAlias = Generator[simpy.Event, Any, None]


@dataclass(slots=True)
class Clerk:
    """One person at the desk. `by_hours`: works in office hours only. `spent_ms` is work on the present entry."""

    name: str
    by_hours: bool = True
    spent_ms: int = 0


class Office:
    """Emits `clerk.opened`, `.repaired`, `.retried`, `.heard`, `.rekeyed`, `.handed_on`, `.done` and `.called`.

    `rekey_ms` is the work to type an order in, `offset_ms` what local time is ahead of UTC, `salt` addresses chance.
    """

    def _worded(self, error: NotAllowed | ErpError) -> str:
        """The refusal as the ERP shows it on its screens."""
        return error.message(self._screens.erp.words) if isinstance(error, ErpError) else str(error)

    def __init__(
        self,
        env: Environment,
        clerks: Clerks,
        rekey_ms: int,
        offset_ms: int,
        salt: int,
        screens: Screens,
        line: DeskChannel,
        emit: Emit,
    ) -> None:
        self._env = env
        self._clerks = clerks
        self._rekey_ms = rekey_ms
        self._offset_ms = offset_ms
        self._salt = salt
        self._screens = screens
        self._line = line
        self._emit = emit
        self._pile = Pile()
        self._typed: dict[str, ErpOrder] = {}  # by the shop's number; shared by all clerks
        self._is_called = False
        every_ms = clerks.desk_every_ms
        assert every_ms is not None
        self._every_ms = every_ms

    def open(self) -> None:
        """Start the clerks."""
        self._line.reader = self._on_fact
        for number in range(self._clerks.count):
            self._env.process(self._shift(number))

    def _on_fact(self, kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
        self._pile.note(kind, keys, data)
        if kind == "desk.alert" and self._clerks.on_call_ms is not None and not self._is_called:
            now_ms = self._env.now_ms()
            if not self._clerks.hours.is_open(now_ms, self._offset_ms):
                self._is_called = True
                self._env.process(self._called(data["text"], self._clerks.on_call_ms))

    def _shift(self, number: int) -> Steps:
        """The looks of several clerks are spread evenly."""
        clerk, hours = Clerk(f"clerk:{number + 1}"), self._clerks.hours
        begun_ms = self._env.now_ms() + number * self._every_ms // self._clerks.count
        looks = Schedule(begun_ms, self._every_ms)
        while True:
            now_ms = self._env.now_ms()
            at_ms = looks.after(now_ms)
            assert at_ms is not None
            yield self._env.timeout(hours.opening(at_ms, self._offset_ms) - now_ms)
            self._pile.look()
            while hours.is_open(self._env.now_ms(), self._offset_ms):
                entry = self._pile.next()
                if entry is None:
                    break
                yield from self._handle(clerk, entry)

    def _called(self, text: str, within_ms: int) -> Steps:
        """An on-call clerk comes after `within_ms` and stays until the desk is empty or the office opens."""
        self._emit("clerk.called", {}, {"text": text})
        yield self._env.timeout(within_ms)
        clerk, hours = Clerk("clerk:on call", by_hours=False), self._clerks.hours
        while not hours.is_open(self._env.now_ms(), self._offset_ms):
            self._pile.look()
            while (entry := self._pile.next()) is not None:
                yield from self._handle(clerk, entry)
            if not any(not entry.is_handed_on for entry in self._pile.open.values()):
                break
            yield self._env.timeout(self._every_ms)
        self._is_called = False

    # -- one entry ---------------------------------------------------------------------------------------

    def _handle(self, clerk: Clerk, entry: DeskEntry) -> Steps:
        entry.rounds += 1
        clerk.spent_ms = 0
        self._state("opened", entry, clerk, what=entry.what)
        again, outcome = False, SOLVED
        yield from self._work(clerk, self._clerks.look_ms)
        try:
            if entry.is_open and self._was_typed(self._sight(entry)):
                self._take_off(clerk, entry)
            if entry.is_open:
                yield from self._repair(clerk, entry)
            if entry.is_open and self._types_it_in(entry) and (yield from self._rekey(clerk, entry)):
                outcome = TYPED
            elif entry.is_open:
                answer = yield from self._retry(clerk, entry)
                again, outcome = not answer.is_good, RETRIED if answer.is_good else UNANSWERED
        except (NotAllowed, ErpError) as error:
            if entry.is_news and entry.rounds < MOST_ROUNDS:  # it may name the cause by now
                outcome = REFUSED
            else:
                entry.is_handed_on, outcome = True, HANDED_ON
                self._state("handed_on", entry, clerk, why=self._worded(error))
        self._state("done", entry, clerk, outcome=outcome, ms=clerk.spent_ms)
        self._pile.put_back(entry, again)

    def _repair(self, clerk: Clerk, entry: DeskEntry) -> Steps:
        """Lift what stands in the way, if anything does. Raises NotAllowed or ErpError when it cannot be lifted."""
        if entry.rounds > MOST_ROUNDS:
            raise NotAllowed(f"tried {MOST_ROUNDS} times without success")
        erp, sight = self._screens.erp, self._sight(entry)
        code, repair = repair_of(sight)
        stands = repair is not None and repair.stands(erp, sight)
        if not (stands or stands_wrongly(sight)):
            return
        yield from self._work(clerk, self._clerks.repair_ms)
        done = []
        if repair is not None and repair.stands(erp, sight):  # unless another clerk has lifted it meanwhile
            done.append(repair.lift(erp, sight))
        sight = self._sight(entry)
        if stands_wrongly(sight):
            done.append(put_right(erp, sight, clerk.name))
        if done:
            self._state("repaired", entry, clerk, code=code, what=", ".join(done))

    def _types_it_in(self, entry: DeskEntry) -> bool:
        if not (self._clerks.rekeys and self._lot(self._clerks.rekeys, entry, "rekeys")):
            return False
        sight = self._sight(entry)
        return sight.is_wanted and sight.erp_order is None

    def _was_typed(self, sight: Sight) -> bool:
        """Whether a clerk has keyed the order in so that no reference on the screens leads to it."""
        if sight.shop_order is None or sight.erp_order is not None:
            return False
        typed_order = self._typed.get(sight.shop_order.increment_id)
        return typed_order is not None and typed_order.status != "cancelled"

    def _rekey(self, clerk: Clerk, entry: DeskEntry) -> Generator[simpy.Event, Any, bool]:
        """Type the order in and take the entry off the desk; False where it has come meanwhile. Raises ErpError."""
        yield from self._work(clerk, self._rekey_ms)
        sight = self._sight(entry)
        shop_order = sight.shop_order
        if sight.erp_order is not None or shop_order is None or not sight.is_wanted or self._was_typed(sight):
            return False
        with_reference = self._lot(self._clerks.with_reference, entry, "with_reference")
        order = typed(self._screens.erp, sight, clerk.name, with_reference)
        self._emit(
            "clerk.rekeyed",
            {"order": shop_order.increment_id, "number": order.number},
            {"clerk": clerk.name, "with_reference": with_reference},
        )
        self._typed[shop_order.increment_id] = order
        self._take_off(clerk, entry)
        return True

    def _take_off(self, clerk: Clerk, entry: DeskEntry) -> None:
        self._line.emit("desk.resolved", {"order": entry.order}, {"by": clerk.name})

    def _retry(self, clerk: Clerk, entry: DeskEntry) -> Generator[simpy.Event, Any, RetryAnswer]:
        """Press the button, impatient people twice; what the first press came to."""
        first = self._press(clerk, entry, 1)
        if self._lot(self._clerks.impatient, entry, "impatient"):
            yield self._env.timeout(between(*_FINGERS_MS, self._salt, "fingers", entry.order, entry.rounds))
            yield self._press(clerk, entry, 2)
        answer: RetryAnswer = yield first
        return answer

    def _press(self, clerk: Clerk, entry: DeskEntry, press: int) -> simpy.Event:
        self._state("retried", entry, clerk, press=press)
        done = self._line.press(Retry(entry.order, entry.url))
        assert done.callbacks is not None
        done.callbacks.append(lambda event: self._note_answer(entry, clerk, press, event.value))
        return done

    def _note_answer(self, entry: DeskEntry, clerk: Clerk, press: int, answer: RetryAnswer) -> None:
        self._state("heard", entry, clerk, press=press, status=answer.status, said=answer.text)

    def _sight(self, entry: DeskEntry) -> Sight:
        return self._screens.look(entry.order, entry.what, entry.why, entry.fix)

    def _work(self, clerk: Clerk, work_ms: int) -> Steps:
        now_ms, done_ms = self._env.now_ms(), self._env.now_ms() + work_ms
        if clerk.by_hours:
            done_ms = self._clerks.hours.later(now_ms, work_ms, self._offset_ms)
        yield self._env.timeout(done_ms - now_ms)
        clerk.spent_ms += work_ms

    def _lot(self, share: float, entry: DeskEntry, purpose: str) -> bool:
        return happens(share, self._salt, f"clerks.{purpose}", entry.order, entry.rounds)

    def _state(self, action: str, entry: DeskEntry, clerk: Clerk, **details: Any) -> None:
        self._emit(f"clerk.{action}", {"order": entry.order}, {"clerk": clerk.name, **details})
