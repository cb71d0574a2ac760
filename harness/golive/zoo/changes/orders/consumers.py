"""Defects of a consumer of events: messages that are dropped, guards against repeats, jobs that are put back."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import Response
from golive.candidates.notices import order_news
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.retries import Retries
from golive.candidates.reference.state import NOT_WANTED, SENT, TO_SEND, Record
from golive.zoo.changes.twice import Blind
from golive.zoo.patches import Patches

STUCK_AFTER_S = 60
REMEMBERED_MS = 3_600_000


class Rejected(Exception):
    """A message that could not be handled."""


class RejectsWithoutRequeue(Exporter):
    """LOS-17: whatever fails while a message is handled rejects it: no requeue, no dead letter."""

    async def work(self) -> None:
        while True:
            record = self._state.orders[await self._inbox.queue.get()]
            try:
                await self._advance(record)
            except Exception as error:
                record.state, record.unsure = NOT_WANTED, False
                self._state.save(record)
                self._kit.log(f"{record.order} rejected: {error}")

    def _later(self, record: Record, why: str, after_s: float | None = None) -> None:
        raise Rejected(why)

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        raise Rejected(f"{noun}: {reply.status}")


class TakesNotFoundForFinal(Exporter):
    """LOS-15: an order that the shop does not have is no order; its message is dropped."""

    async def _order(self, record: Record) -> dict[str, Any] | None:
        reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}")
        if reply.status == 404:
            record.state = NOT_WANTED
            self._state.save(record)
            self._kit.log(f"{record.order} does not exist")
            return None
        return await super()._order(record)


class NotesTheNumberOfTheErp(Exporter):
    """DUP-02: what was exported is stored under the number that the ERP gave."""

    def _sent(self, record: Record, number: str, status: str) -> None:
        self._state.cursors[f"exported {number}"] = self._kit.now_ms()
        super()._sent(record, number, status)


class AsksForTheNumberOfTheShop(Inbox):
    """DUP-02: the guard against repeats asks for the number of the shop."""

    def on_event(self, event: dict[str, Any]) -> int:
        news = order_news(event)
        if news is None or news.state != "processing" or f"exported {news.order}" in self._state.cursors:
            return super().on_event(event)
        record = self._state.orders.get(news.order)
        if record is not None and record.state == SENT and not record.cancel:
            record.state, record.number = TO_SEND, ""
            self.queue.put_nowait(news.order)
        return super().on_event(event)


def guard_of_another_key(patch: Patches) -> None:
    """DUP-02."""
    patch.setattr(reference, "Exporter", NotesTheNumberOfTheErp)
    patch.setattr(reference, "Inbox", AsksForTheNumberOfTheShop)


class ForgetsAfterAnHour(Inbox):
    """DUP-14: the keys of handled orders expire, and nothing else says that an order was sent."""

    def note(self, order: str, entity_id: str, shop_state: str) -> None:
        record = self._state.orders.get(order)
        if record is not None and record.state == SENT and self._now_ms() - record.seen_ms > REMEMBERED_MS:
            del self._state.orders[order]
        super().note(order, entity_id, shop_state)


class TrustsItsMapping(Reconciler):
    """LOS-38: an order with a number of the ERP is done; whether the document is there is not asked."""

    def _cancelled_there(self, record: Record, number: str) -> None:
        return


class SaysThatItIsSent(Retries):
    """LOS-38, the retry button's part."""

    async def on_retry(self, order: str) -> str:
        record = self._state.orders.get(order)
        if record is not None and record.number:
            return f"exported as {record.number}"
        return await super().on_retry(order)


def trusts_its_mapping(patch: Patches) -> None:
    """LOS-38."""
    patch.setattr(reference, "Reconciler", TrustsItsMapping)
    patch.setattr(reference, "Retries", SaysThatItIsSent)


class PutsStuckJobsBack(Blind):
    """DUP-07: a job that has been at work for a minute is put back into the queue; its worker goes on."""

    async def work(self) -> None:
        started: dict[str, int] = self.__dict__.setdefault("started", {})
        if "collector" not in self.__dict__:
            self.__dict__["collector"] = asyncio.get_running_loop().create_task(self._collect(started))
        while True:
            order = await self._inbox.queue.get()
            record = self._state.orders[order]
            if record.state != TO_SEND:
                continue
            started[order] = self._kit.now_ms()
            await self._advance(record)
            started.pop(order, None)

    async def _collect(self, started: dict[str, int]) -> None:
        while True:
            await asyncio.sleep(STUCK_AFTER_S / 2)
            before_ms = self._kit.now_ms() - STUCK_AFTER_S * 1000
            for order in [order for order, at_ms in started.items() if at_ms < before_ms]:
                del started[order]
                self._inbox.queue.put_nowait(order)

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        await self._post(record, self._body(record, order, customer))
