"""Stock from the shop to the ERP, where the shop owns it since a warehouse system counts there.

Source items have no time of change, so all of them are compared at each round.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.duty import Tools
from golive.candidates.reference.erp import deliveries_of
from golive.candidates.reference.fulfilment import Fulfilment
from golive.candidates.reference.mapping import exact
from golive.candidates.reference.stock import StockSync
from golive.candidates.reference.watch import STOCK

_PAGE = 500
_SEPARATOR = "\t"


class ShopStock(StockSync):
    """Reads the source items and sets what the ERP has otherwise; it writes nothing into the shop."""

    def __init__(self, tools: Tools, fulfilment: Fulfilment) -> None:
        super().__init__(tools, fulfilment)
        self._warehouse = deliveries_of(tools.erp)

    async def run_once(self) -> None:
        """One comparison. Raises CallFailed."""
        shown = await self._shown()
        as_of = await self._read_erp()
        if shown is None or not as_of or not await self._fulfilment.fetch():
            return
        gone = self._in_transit(as_of)
        for place, on_hand in [*self._state.on_hand.items()]:
            item, _, warehouse = place.partition(_SEPARATOR)
            quantity = shown.get((self._codes.in_shop(item), warehouse))
            if quantity is None:
                continue
            wanted = exact(max(0, quantity - gone.get((item, warehouse), 0)))
            if wanted != on_hand and not await self._set(item, warehouse, wanted):
                return
        self._watch.worked(STOCK)

    async def _shown(self) -> dict[tuple[str, str], float] | None:
        """The quantities of all sources by SKU and source; None when the shop does not return them."""
        found: dict[tuple[str, str], float] = {}
        page = 1
        while True:
            query = f"searchCriteria[pageSize]={_PAGE}&searchCriteria[currentPage]={page}"
            reply = await self._shop.get(f"/rest/V1/inventory/source-items?{query}")
            if not reply.ok:
                self._shop_failed(STOCK, reply)
                return None
            rows: list[dict[str, Any]] = reply.data["items"]
            found |= {(row["sku"], row["source_code"]): exact(row["quantity"]) for row in rows}
            if len(rows) < _PAGE:
                return found
            page += 1

    async def _read_erp(self) -> str:
        """Read what has changed in the ERP; the instant that it shows, "" when it did not return all."""
        more, as_of = True, ""
        while more:
            await self._pace.wait()
            reply = await self._erp.stock(self._state.cursors.get("stock", 0), _PAGE)
            if not reply.ok:
                self._erp_failed(STOCK, reply)
                return ""
            for row in reply.data["rows"]:
                self._state.on_hand[f"{row['item']}{_SEPARATOR}{row['warehouse']}"] = row["on_hand"]
            as_of = str(reply.data["as_of"])
            self._state.cursors["stock"], more = reply.data["cursor"], reply.data["more"]
        return as_of

    async def _set(self, item: str, warehouse: str, units: float) -> bool:
        """Set the stock of an item in the ERP; False when the ERP does not take it."""
        await self._pace.wait()
        reply = await self._warehouse.set_stock(item, {"warehouse": warehouse, "on_hand": units})
        if not reply.ok:
            self._erp_failed(STOCK, reply)
        return reply.ok
