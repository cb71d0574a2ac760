"""The durable inbox: an event is answered as soon as it is written down, and worked on afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from golive.candidates.notices import order_news
from golive.candidates.reference.mapping import ENDED_STATES, PAID_STATES
from golive.candidates.reference.state import NOT_WANTED, SENT, TO_SEND, WAITING, Record, State


class Inbox:
    """Decides from an order's state whether anything is to be done, and queues the order once if so."""

    def __init__(self, state: State, now_ms: Callable[[], int], unsure_wait_s: float) -> None:
        self.queue: asyncio.Queue[str] = asyncio.Queue()
        self._state = state
        self._now_ms = now_ms
        self._unsure_wait_s = unsure_wait_s
        self._adopted: dict[str, tuple[str, bool, bool]] = {}
        self._resume()

    def _resume(self) -> None:
        """After a restart, queue unfinished orders; those in flight only after the ERP has had time to finish."""
        for order, record in self._state.orders.items():
            if record.unsure:
                self.again(order, self._unsure_wait_s)
            elif record.is_open:
                self.queue.put_nowait(order)

    def adopt(self) -> None:
        """Queue open orders of another instance, which may be gone; once in each state of an order."""
        for order in self._state.claims.of_others():
            record = self._state.orders[order]
            if self._adopted.get(order) == (record.state, record.unsure, record.cancel):
                continue
            self._adopted[order] = record.state, record.unsure, record.cancel
            if record.unsure:
                self.again(order, self._unsure_wait_s)
            else:
                self.queue.put_nowait(order)

    def on_event(self, event: dict[str, Any]) -> int:
        """Record the order of an event and queue it. Returns status 200, also for events of no interest."""
        news = order_news(event)
        if news is not None and news.entity_id:  # without the id, reconciliation will find it
            self.note(*news)
        return 200

    def note(self, order: str, entity_id: str, shop_state: str) -> None:
        """Record the state of an order; duplicates and any order of events are safe. "" means unknown state."""
        record = self._state.orders.get(order)
        if record is None:
            record = Record(order, entity_id, seen_ms=self._now_ms())
            if shop_state in ENDED_STATES:
                record.state, record.cancel, record.cancelled = NOT_WANTED, True, True
            elif shop_state in PAID_STATES:
                record.state = TO_SEND
            self._state.save(record)
            if record.state != NOT_WANTED:
                self.queue.put_nowait(order)
        elif shop_state in ENDED_STATES:
            if not record.cancel:
                record.cancel = True
                self._state.save(record)
                self.queue.put_nowait(order)
        elif record.state == WAITING and (shop_state in PAID_STATES or not shop_state):
            record.state = TO_SEND if shop_state else WAITING
            self._state.save(record)
            self.queue.put_nowait(order)

    def again(self, order: str, after_s: float) -> None:
        """Queue the order once more after a delay in seconds."""
        asyncio.get_running_loop().call_later(after_s, self.queue.put_nowait, order)

    def send_again(self, record: Record) -> None:
        """Send an order again that the ERP acknowledged and does not have, or has cancelled."""
        if record.state == SENT and not record.cancel:
            record.state, record.number, record.gone = TO_SEND, "", False
            self._state.save(record)
            self.queue.put_nowait(record.order)
