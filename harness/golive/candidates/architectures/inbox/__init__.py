"""A webhook that writes down, a worker that reads what was written, and a sweep for events that never came."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.architectures.parts.after_sales import AfterSales
from golive.candidates.architectures.parts.api import Refused, erp_of, search, shop_of
from golive.candidates.architectures.parts.clock import every
from golive.candidates.architectures.parts.events import order_of
from golive.candidates.architectures.parts.goods import Goods
from golive.candidates.architectures.parts.leading import keep_lead, wait_for_lead
from golive.candidates.architectures.parts.orders import NotYet, Orders
from golive.candidates.architectures.parts.polling import Poll
from golive.candidates.kit import Kit

WORKERS = 5
AGAIN_MS = 60_000
"""After how long a message is taken again whose order could not be brought further."""


class Inbox:
    """The table of messages: one per order, with a count that tells whether another came meanwhile."""

    def __init__(self, kit: Kit, orders: Orders) -> None:
        self._kit = kit
        self._messages = kit.storage.table("messages")
        self._taken: set[str] = set()
        self._later_ms: dict[str, int] = {}
        self._orders = orders

    def on_event(self, event: dict[str, Any]) -> int:
        """Store, and answer."""
        found = order_of(event)
        if found is not None:
            self.put(*found)
        return 200

    def put(self, number: str, entity_id: str) -> None:
        """Store a message."""
        known = self._messages.get(number, {"id": "", "count": 0})
        self._messages[number] = {"id": entity_id or known["id"], "count": known["count"] + 1}

    def _next(self) -> str | None:
        now_ms = self._kit.now_ms()
        for number in self._messages:
            if number not in self._taken and self._later_ms.get(number, 0) <= now_ms:
                self._later_ms.pop(number, None)
                return number
        return None

    async def work(self, find_id: Any) -> None:
        """Take one message after the other; it goes when its order is where it belongs."""
        while True:
            number = self._next()
            if number is None:
                await asyncio.sleep(2)
                continue
            self._taken.add(number)
            message = self._messages[number]
            try:
                entity_id = message["id"] or await find_id(number)
                if entity_id:
                    await self._orders.advance(self._orders.note(number, entity_id))
            except Exception as error:
                if not isinstance(error, NotYet):
                    self._kit.log(f"{number}: {error!r}")
                self._later_ms[number] = self._kit.now_ms() + AGAIN_MS
            else:
                if self._messages[number]["count"] == message["count"]:
                    del self._messages[number]
            finally:
                self._taken.discard(number)


async def integrate(kit: Kit) -> None:
    """Orders by event, the rest by cadence."""
    shop, erp = shop_of(kit), erp_of(kit)
    orders = Orders(kit, shop, erp)
    inbox, poll = Inbox(kit, orders), Poll(kit, shop, orders)
    goods, after_sales = Goods(kit, shop, erp, orders.ids), AfterSales(kit, shop, erp, orders.numbers)
    kit.on_webhook(inbox.on_event)
    kit.on_retry(orders.retry)

    async def find_id(number: str) -> str:
        items = (await shop.get(f"/rest/V1/orders?{search(('increment_id', 'eq', number))}"))["items"]
        return str(items[0]["entity_id"]) if items else ""

    async def sweep() -> None:
        rows = await poll.read()
        try:
            rows += await orders.audit()
        except Refused as refused:
            kit.log(f"audit: {refused}")
        for row in rows:
            inbox.put(row["number"], row["id"])
        await after_sales.round()

    await wait_for_lead(kit)
    workers = [inbox.work(find_id) for _ in range(WORKERS)]
    await asyncio.gather(*workers, keep_lead(kit), every(300, goods.round, kit), every(600, sweep, kit))
