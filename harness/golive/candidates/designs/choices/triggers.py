"""What starts the work on orders other than an event of the shop."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from golive.candidates.designs.choices.times import pause_s
from golive.candidates.designs.kinds import Trigger
from golive.candidates.kit import CallFailed
from golive.candidates.notices import order_news
from golive.candidates.reference.design import Design
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.watch import Watch

READING = "the reading of orders from the shop"


class ReadsByTime(Reconciler):
    """`poll` and `batch`: reads the orders that have changed in the shop, and takes no events."""

    trigger: ClassVar[Trigger]
    duty = READING
    cursor = "read_ms"

    async def run(self) -> None:
        """Read at each turn until cancelled."""
        while True:
            await asyncio.sleep(pause_s(self.trigger, self._kit.now_ms()))
            self._is_complete = True
            try:
                await self._shop_advice.wait()
                await self._read_shop()
            except CallFailed as failure:
                self._watch.failed(READING, str(failure))
                continue
            if self._is_complete:
                self._watch.worked(READING)


class WatchesReading(Watch):
    """Alerts when the shop has not been read for `silent_s` beyond the interval."""

    silent_s: ClassVar[float]

    def recurring_s(self, design: Design) -> dict[str, float]:
        """For each recurring duty how long it may be silent, in seconds."""
        return {**super().recurring_s(design), READING: self.silent_s}


class QueueInbox(Inbox):
    """`queue`: a message is delivered again while its order is not settled, and at each start."""

    VISIBLE_S: ClassVar[float] = 120

    def on_event(self, event: dict[str, Any]) -> int:
        """Record the order of a message, and deliver the message again later if it is not settled."""
        status = super().on_event(event)
        news = order_news(event)
        if news is not None and news.order in self._state.orders:
            asyncio.get_running_loop().call_later(self.VISIBLE_S, self._deliver_again, news.order)
        return status

    def _resume(self) -> None:
        """Every order that is not settled is delivered at once, also one that was in flight."""
        for order, record in self._state.orders.items():
            if record.is_open:
                self.queue.put_nowait(order)

    def _deliver_again(self, order: str) -> None:
        if self._state.orders[order].is_open:
            self.queue.put_nowait(order)
            asyncio.get_running_loop().call_later(self.VISIBLE_S, self._deliver_again, order)
