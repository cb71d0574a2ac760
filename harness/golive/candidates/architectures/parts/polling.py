"""The shop's orders by their time of change: the bound is the last look less an overlap."""

from __future__ import annotations

from typing import Any

from golive.candidates.architectures.parts.api import Api, search
from golive.candidates.architectures.parts.clock import stamp
from golive.candidates.architectures.parts.mapping import ENDED, is_due
from golive.candidates.architectures.parts.orders import NEW, OVER, SENDING, Orders
from golive.candidates.kit import Kit

OVERLAP_MS = 900_000
"""By how much the clocks of the shop and of this host may differ."""
SIZE = 100


class Poll:
    """Finds the orders with something to do."""

    def __init__(self, kit: Kit, shop: Api, orders: Orders) -> None:
        self._kit = kit
        self._shop = shop
        self._orders = orders
        self._cursor = kit.storage.table("poll_cursor")
        self._cursor.setdefault("ms", kit.now_ms())

    async def read(self) -> list[dict[str, Any]]:
        """Return the rows of orders with something to do, all stored. Raises Refused."""
        started_ms, page, found = self._kit.now_ms(), 1, []
        since = stamp(self._cursor["ms"] - OVERLAP_MS)
        fields = "items[increment_id,entity_id,state,payment[method]],total_count"
        while True:
            criteria = search(("updated_at", "gteq", since), page=page, size=SIZE)
            reply = await self._shop.get(f"/rest/V1/orders?{criteria}&fields={fields}")
            items = reply["items"] or [] if isinstance(reply, dict) else []
            for order in items:
                row = self._needs(order)
                if row is not None:
                    found.append(row)
            if len(items) < SIZE:
                break
            page += 1
        self._cursor["ms"] = started_ms
        return found

    def _needs(self, order: dict[str, Any]) -> dict[str, Any] | None:
        number = order["increment_id"]
        if order["state"] in ENDED:
            row = self._orders.rows.get(number)
            return row if row is not None and row["state"] != OVER else None
        if not is_due(order):
            return None
        row = self._orders.note(number, order["entity_id"])
        return row if row["state"] in (NEW, SENDING) else None
