"""Buffers other than durable storage: what waits is lost with the process."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.designs.choices.attempts import Counted
from golive.candidates.notices import order_news
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.orders.claims import Claims
from golive.candidates.reference.state import Record, State
from golive.candidates.storage import Storage


class _Volatile(dict[str, Record]):
    """The orders: those with something left to do are in memory alone."""

    def __init__(self, kept: dict[str, Record]) -> None:
        super().__init__(kept)
        self._kept = kept

    def __setitem__(self, order: str, record: Record) -> None:
        super().__setitem__(order, record)
        if not record.is_open:
            self._kept[order] = record

    def __delitem__(self, order: str) -> None:
        super().__delitem__(order)
        self._kept.pop(order, None)


class MemoryState(State):
    """`memory`: an order is stored once nothing is left to do for it."""

    def __init__(self, storage: Storage, claims: Claims) -> None:
        super().__init__(storage, claims)
        self.orders = _Volatile(self.orders)

    def save(self, record: Record) -> None:
        """Keep a record in memory, and in the storage as soon as it is settled."""
        self.orders[record.order] = record


class DirectInbox(Inbox):
    """`none`: an event is answered with 200 when its order is settled, and with 503 when it was given up."""

    def __init__(self, *arguments: Any) -> None:
        self._waiting: dict[str, asyncio.Future[bool]] = {}
        super().__init__(*arguments)

    async def on_event(self, event: dict[str, Any]) -> int:  # type: ignore[override]
        """Answer when the order is settled or given up; at once where nothing is to be done."""
        queued = self.queue.qsize()
        status = super().on_event(event)
        news = order_news(event)
        if news is None or self.queue.qsize() == queued:
            return status
        waiting = self._waiting[news.order] = asyncio.get_running_loop().create_future()
        return status if await waiting else 503

    def settle(self, order: str, is_done: bool) -> None:
        """Answer the event of an order, if one waits."""
        waiting = self._waiting.pop(order, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(is_done)


class Answering(Counted):
    """The part of the exporter in `none`: settles the event of an order that is not tried again.

    What was given up and is not on the desk is forgotten, so that the next delivery of the event begins anew.
    """

    _inbox: DirectInbox

    def _release(self, order: str) -> None:
        super()._release(order)
        if order in self._again:
            self._again.discard(order)
            return
        given_up = order in self._given_up
        self._given_up.discard(order)
        if given_up and not self._state.orders[order].shown:
            del self._state.orders[order]
        self._inbox.settle(order, not given_up)
