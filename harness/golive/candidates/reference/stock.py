"""Stock from the ERP to the shop, by cadence, as absolute quantities per source.

The shop subtracts its own open orders itself (reservations). So the pushed quantity is the stock on hand, less
allocations of other channels and the safety stock, plus units that have left the warehouse but are not booked as
shipped in the shop yet: they are still reserved there and would be subtracted twice.
"""

from __future__ import annotations

from typing import Any, ClassVar

from golive.candidates.kit import Response
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.fulfilment import Fulfilment
from golive.candidates.reference.mapping import exact
from golive.candidates.reference.masters.articles import Articles
from golive.candidates.reference.watch import STOCK
from golive.scenario.model.staff.roles import BUSINESS

_PAGE = 500
_BATCH = 100


class StockSync(Duty):
    """Reads changed stock rows by cursor and writes them to the shop's sources, at most `most` by a call."""

    most: ClassVar[int] = _BATCH

    def __init__(self, tools: Tools, fulfilment: Fulfilment) -> None:
        super().__init__(tools)
        self._fulfilment = fulfilment
        self._batch = self.most

    async def run_once(self) -> None:
        """Push every row that changed since the last time. The cursor moves only after the shop has taken it."""
        more = True
        while more:
            await self._pace.wait()
            after = self._state.cursors.get("stock", 0)
            reply = await self._erp.stock(after, _PAGE)
            if not reply.ok:
                self._erp_failed(STOCK, reply)
                return
            page = reply.data
            if not await self._fulfilment.fetch():
                return  # without knowing what has left meanwhile the figures would be wrong
            if not await self._push_read(page):
                return
            self._state.cursors["stock"], more = page["cursor"], page["more"]
        if await self._push_again():
            self._watch.worked(STOCK)

    async def _push_again(self) -> bool:
        """Push articles whose quantity in the shop was changed by other means than a push."""
        for sku in [*self._state.push_again]:
            reply = await self._erp.stock_of(sku)
            if reply.status == 404:
                del self._state.push_again[sku]
                continue
            if not reply.ok:
                self._erp_failed(STOCK, reply)
                return False
            if not await self._fulfilment.fetch():
                return False
            if not await self._push_read(reply.data):
                return False
            self._state.push_again.pop(sku, None)
        return True

    async def _push_read(self, read: dict[str, Any]) -> bool:
        """Write stock as the ERP has returned it; False when the shop does not take it."""
        as_of, cursors = read["as_of"], self._state.cursors
        if not await self._push(read["rows"], self._in_transit(as_of)):
            return False
        cursors["stock_as_of"] = max(as_of, cursors.get("stock_as_of", ""))
        return True

    async def _push(self, rows: list[dict[str, Any]], in_transit: dict[tuple[str, str], float]) -> bool:
        start = 0
        while start < len(rows):
            part = rows[start : start + self._batch]
            start += len(part)
            if not await self._write([self._source_item(row, in_transit) for row in part]):
                return False
        return True

    async def _write(self, items: list[dict[str, Any]]) -> bool:
        """Write source items; False when the shop may take them later.

        Articles that a refusal names are reported and left out of the batch. A refusal that names none is of the size:
        the batch is written in parts as large as it allows, or in halves, and later ones are as small.
        """
        reply = await self._shop.post("/rest/V1/inventory/source-items", {"sourceItems": items})
        if reply.status != 400:
            if not reply.ok:
                self._shop_failed(STOCK, reply)
            return reply.ok
        named = {str(items[0]["sku"])} if len(items) == 1 else _named(reply)
        rest = [item for item in items if item["sku"] not in named]
        if len(rest) < len(items):
            self._left_out(named, reply)
            return not rest or await self._write(rest)
        self._batch = min(self._batch, _most(reply) or len(items), -(-len(items) // 2))
        size = self._batch
        for start in range(0, len(items), size):
            if not await self._write(items[start : start + size]):
                return False
        return True

    def _left_out(self, skus: set[str], reply: Response) -> None:
        """Alert once for articles whose stock the shop does not take."""
        skus = skus - self._codes.not_in_shop(skus)
        known: list[str] = self._state.cursors.setdefault("stock_refused", [])
        new = sorted(skus.difference(known))
        if new:
            self._state.cursors["stock_refused"] = [*known, *new]
            why = reply.data.get("message", "") if isinstance(reply.data, dict) else str(reply.data)
            self._board.alert(
                f"the shop refuses the stock of {', '.join(new)}: {reply.status} {str(why)[:200]}", BUSINESS
            )

    def _quantity(self, row: dict[str, Any], in_transit: dict[tuple[str, str], float]) -> float:
        """What the shop may sell of a row; negative where others were promised more than there is."""
        others = sum(
            held["quantity"] for held in row["allocations"] if held["channel"] != self._design.sales_channel
        )
        left: float = row["on_hand"] - others - row["safety_stock"]
        return exact(left + in_transit.get((row["item"], row["warehouse"]), 0))

    def _source_item(self, row: dict[str, Any], in_transit: dict[tuple[str, str], float]) -> dict[str, Any]:
        quantity = self._quantity(row, in_transit)
        if row["item"] in self._kit.pack_sizes:
            quantity //= self._kit.pack_sizes[row["item"]]
        return {
            "sku": self._codes.in_shop(row["item"]),
            "source_code": row["warehouse"],
            "quantity": max(quantity, 0),
            "status": 1 if quantity > 0 else 0,
        }

    def _in_transit(self, as_of: str) -> dict[tuple[str, str], float]:
        """What had left the warehouses when the stock was read and is not shipped in the shop yet.

        Less than nothing where goods were shipped in the shop, and that stock still has them.
        """
        gone: dict[tuple[str, str], float] = {}
        for row in self._state.deliveries.values():
            if row["posted_at"] <= as_of:
                for line in row["lines"]:
                    place = (line["item"], row["warehouse"])
                    gone[place] = gone.get(place, 0) + line["quantity"]
        for shipment in self._state.shipments.values():
            if not shipment.is_in(as_of):
                for item, units in shipment.goods.items():
                    place = (item, shipment.source)
                    gone[place] = gone.get(place, 0) - units
        return gone


def _named(reply: Response) -> set[str]:
    """The SKUs that a refusal of the shop names, one for each of its errors."""
    errors = reply.data.get("errors") if isinstance(reply.data, dict) else None
    found = [error.get("parameters") for error in errors or () if isinstance(error, dict)]
    return {str(each["sku"]) for each in found if isinstance(each, dict) and "sku" in each}


def _most(reply: Response) -> int:
    """The most items of a call that a refusal allows; 0 where it does not say."""
    given = reply.data.get("parameters") if isinstance(reply.data, dict) else None
    most = given.get("max") if isinstance(given, dict) else None
    return most if isinstance(most, int) and most > 0 else 0


class Goods:
    """Shipments, then stock, never in parallel: a shipment changes the stock to push."""

    def __init__(self, fulfilment: Fulfilment, stock: StockSync, articles: Articles) -> None:
        self._fulfilment = fulfilment
        self._stock = stock
        self._articles = articles

    async def run_once(self) -> None:
        """One round of both. Raises CallFailed."""
        await self._fulfilment.run_once()
        await self._articles.clear_up()
        await self._stock.run_once()
