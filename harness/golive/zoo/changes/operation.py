"""Defects in operation: what people are told, what a stop leaves behind, what a clock does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from golive.candidates import reference
from golive.candidates.kit import Response
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.state import ON_DESK, TO_SEND, Pulse, Record
from golive.candidates.reference.watch import Watch
from golive.zoo.changes.reading import Poller
from golive.zoo.patches import Patches

WINDOW_MS = 5 * 60_000
"""How far the time of an event may be from the receiver's own."""
COMPANY_ZONE = ZoneInfo("Europe/Berlin")


class LogsTheRefusal(Exporter):
    """OPS-01: a refused order keeps its state, and the reason is in the log file."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        record.state = ON_DESK
        self._state.save(record)
        self._kit.log(f"ERROR {record.order}: {noun} refused: {reply.status} {reply.data}")


class GreenWithoutNewFailures(Exporter):
    """OPS-02: a run without a failure of its own is reported as successful, and closes what is reported."""

    async def adopt(self) -> None:
        before: set[str] = set()
        while True:
            await asyncio.sleep(600)
            failed = {order for order, record in self._state.orders.items() if record.state == ON_DESK}
            if failed <= before:
                for order in failed:
                    self._board.solved(self._state.orders[order])
            before = failed


class FreshWhenTried(Watch):
    """OPS-06: the time of the last synchronisation is written after every attempt."""

    def failed(self, duty: str, why: str) -> None:
        self._pulses[duty] = Pulse(self._now_ms(), why)


class FixedWindow(Inbox):
    """OPS-07: an event whose time is more than five minutes from the receiver's own is refused."""

    def on_event(self, event: dict[str, Any]) -> int:
        sent_ms = _time_of(event)
        if sent_ms is not None and abs(self._now_ms() - sent_ms) > WINDOW_MS:
            return 401
        return super().on_event(event)


def _time_of(event: dict[str, Any]) -> int | None:
    text = event.get("time") or event.get("occurred_at")
    if not text:
        return None
    at = datetime.fromisoformat(str(text))
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)


class OneTransaction(Exporter):
    """OPS-10: a batch is one transaction, and a refused order rolls back what was noted of the others."""

    async def work(self) -> None:
        while True:
            await asyncio.sleep(60)
            batch = [self._inbox.queue.get_nowait() for _ in range(self._inbox.queue.qsize())]
            before = {order: replace(self._state.orders[order]) for order in batch}
            for order in before:
                record = self._state.orders[order]
                await self._advance(record)
                if record.state == ON_DESK:
                    self._roll_back(before, order)
                    break

    def _roll_back(self, before: dict[str, Record], refused: str) -> None:
        for order, record in before.items():
            if order != refused:
                self._state.save(record)
                self._inbox.again(order, 60)


class NaiveCursor(Poller):
    """OPS-11: the cursor is local time without its offset, and read with the offset of the moment."""

    async def _read_shop(self) -> None:
        started_ms = self._kit.now_ms()
        offset_ms = self._offset_ms(started_ms)
        since_ms = self._state.cursors.get("local_ms", self.since_ms + offset_ms) - offset_ms
        await self.take_all(since_ms)
        self._state.cursors["local_ms"] = started_ms + offset_ms - 120_000

    def _offset_ms(self, at_ms: int) -> int:
        offset = datetime.fromtimestamp(at_ms / 1000, COMPANY_ZONE).utcoffset()
        return 0 if offset is None else int(offset.total_seconds() * 1000)


class RemovedWhenTaken(Inbox):
    """OPS-12: a job leaves its queue when a worker takes it; what a stop interrupts is in no queue."""

    def _resume(self) -> None:
        taken = self._state.claims._held
        for order, record in self._state.orders.items():
            if record.state == TO_SEND and order not in taken:
                self.queue.put_nowait(order)

    def adopt(self) -> None:
        """Nothing is taken over from an instance that is gone."""


def watches_as(watch: type[Watch]) -> Any:
    """The change that puts another watch in place."""

    def plant(patch: Patches) -> None:
        patch.setattr(reference, "Watch", watch)

    return plant
