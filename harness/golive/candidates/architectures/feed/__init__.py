"""Feeds on both sides: a narrow subscription to the shop's events, and the ERP's one feed of all changes.

Quantities and parcels are read at the addresses that the feed names; nothing is read by cursors of lists.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from golive.candidates.architectures.parts.after_sales import AfterSales
from golive.candidates.architectures.parts.api import Api, Refused, erp_of, shop_of
from golive.candidates.architectures.parts.clock import every
from golive.candidates.architectures.parts.crew import Crew
from golive.candidates.architectures.parts.events import order_of
from golive.candidates.architectures.parts.goods import Goods
from golive.candidates.architectures.parts.leading import keep_lead, wait_for_lead
from golive.candidates.architectures.parts.orders import NEW, OVER, SENDING, Orders
from golive.candidates.architectures.parts.polling import Poll
from golive.candidates.architectures.parts.stock_writes import write_stock
from golive.candidates.kit import Kit

SAVED = "observer.sales_order_save_commit_after"
SUBSCRIPTIONS = {
    "observer.order_to_look_at": [
        {"field": "state", "operator": "in", "value": "processing,complete,canceled,closed"},
        {"field": "state", "operator": "onChange", "value": ""},
    ],
    "observer.order_on_account": [
        {"field": "state", "operator": "equal", "value": "new"},
        {"field": "payment.method", "operator": "equal", "value": "purchaseorder"},
    ],
}


async def subscribe(shop: Api) -> None:
    """Ask for the events that matter, then give up the general one."""
    for name, rules in SUBSCRIPTIONS.items():
        event = {"name": name, "parent": SAVED, "fields": [{"name": "*"}], "rules": rules}
        await shop.send("POST", "/rest/V1/eventing/eventSubscribe", {"event": event})
    with suppress(Refused):  # given up before a restart
        await shop.send("POST", f"/rest/V1/eventing/eventUnsubscribe/{SAVED}", None)


class FeedGoods(Goods):
    """Parcels and stock by the feed of changes."""

    def __init__(self, kit: Kit, shop: Api, erp: Api, ids: dict[str, Any]) -> None:
        super().__init__(kit, shop, erp, ids)
        self._token = kit.storage.table("token")
        self._dirty = kit.storage.table("dirty")  # address to how often it was named
        self._known = kit.storage.table("known_parcels")

    async def read_parcels(self) -> None:
        """Follow the feed: store parcels, and which articles have moved."""
        more = True
        while more:
            after = self._token.get("after")
            query = f"kinds=delivery,stock&limit=500{f'&after={after}' if after else ''}"
            try:
                page = await self._erp.get(f"/api/v1/changes?{query}")
            except Refused as refused:
                if refused.code != "token_expired":
                    raise
                self._token.clear()
                continue
            for change in page["rows"]:
                if change["kind"] == "stock":
                    self._mark(change["address"])
                elif change["external_reference"] in self._ids:
                    row = await self._erp.get(change["address"])
                    if row["number"] not in self._known:
                        self._known[row["number"]] = None
                        self._parcels[row["number"]] = {"row": row, "tries": 0, "unsure": False}
            self._token["after"], more = page["token"], page["more"]

    def _mark(self, address: str) -> None:
        self._dirty[address] = self._dirty.get(address, 0) + 1

    def again(self, row: dict[str, Any]) -> None:
        """Have the articles of a parcel sent again."""
        for line in row["lines"]:
            self._mark(f"/api/v1/stock/{line['item']}")

    async def push_stock(self) -> None:
        """Read what has moved, and send it."""
        marks = [*self._dirty.items()]
        for start in range(0, len(marks), 50):
            part = marks[start : start + 50]
            read = [await self._erp.get(address) for address, _ in part]
            await self.read_parcels()
            rows = [
                self._source_item(row, self._on_road(stock["as_of"]))
                for stock in read
                for row in stock["rows"]
            ]
            await write_stock(self._shop, rows)
            for address, count in part:
                if self._dirty[address] == count:
                    del self._dirty[address]


async def integrate(kit: Kit) -> None:
    """Events of the shop and changes of the ERP; a poll every quarter of an hour for what got lost."""
    shop, erp = shop_of(kit), erp_of(kit)
    orders = Orders(kit, shop, erp)
    crew, poll = Crew(kit, orders, size=6), Poll(kit, shop, orders)
    goods, after_sales = FeedGoods(kit, shop, erp, orders.ids), AfterSales(kit, shop, erp, orders.numbers)

    leads = False

    def on_event(event: dict[str, Any]) -> int:
        found = order_of(event)
        if found is not None and found[1]:
            row = orders.note(*found)
            if row["state"] != OVER and leads:
                crew.take(row)
        return 200

    kit.on_webhook(on_event)
    kit.on_retry(orders.retry)

    async def sweep() -> None:
        for row in [*await poll.read(), *await orders.audit()]:
            crew.take(row)
        await after_sales.round()

    await wait_for_lead(kit)
    leads = True
    for row in orders.rows.values():
        if row["state"] in (NEW, SENDING):
            crew.take(row)
    await asyncio.gather(
        keep_lead(kit), subscribe(shop), every(180, goods.round, kit), every(600, sweep, kit)
    )
