"""Deliveries from the ERP to the shop: each becomes one shipment and is stored before it is processed."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.kit import CallFailed, NoAnswer, Response
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.mapping import exact
from golive.candidates.reference.masters.articles import Articles
from golive.candidates.reference.orders.refusals import is_busy
from golive.candidates.reference.state import Record
from golive.candidates.reference.watch import SHIPMENTS, STOCK

_PAGE = 200
_LONGEST_OBEYED_S = 3600


class Fulfilment(Duty):
    """Reads the ERP's deliveries by cursor and ships the orders in the shop."""

    def __init__(self, tools: Tools, articles: Articles) -> None:
        super().__init__(tools)
        self._articles = articles

    async def run_once(self) -> None:
        """Fetch new deliveries, then book all pending ones. Raises CallFailed when the ERP is unreachable."""
        await self.fetch()
        pending = list(self._state.deliveries)
        queue = iter(pending)

        async def shipper() -> None:
            for number in queue:
                await self._ship(number)

        await asyncio.gather(*(shipper() for _ in range(min(self._design.shippers, len(pending)))))

    async def fetch(self) -> bool:
        """Store the ERP's new deliveries of known orders; False when the ERP did not return all of them."""
        cursors, more = self._state.cursors, True
        while more:
            await self._pace.wait()
            after = cursors.get("deliveries", 0)
            reply = await self._erp.deliveries(after, _PAGE)
            if not reply.ok:
                self._erp_failed(STOCK, reply)
                return False
            for row in reply.data["rows"]:
                if row.get("delivery_reference") in self._state.shipments:
                    continue  # its goods were shipped in the shop
                record = self._state.orders.get(row["external_reference"])
                if record is not None and row["number"] not in record.parcels:
                    self._state.deliveries[row["number"]] = row
                    self._correct_stock(row)
            cursors["deliveries"], more = reply.data["cursor"], reply.data["more"]
        return True

    def _correct_stock(self, row: dict[str, Any]) -> None:
        """Push the articles of a delivery again that the ERP listed only after stock without them had been pushed."""
        if row["posted_at"] <= self._state.cursors.get("stock_as_of", ""):
            for line in row["lines"]:
                self._state.push_again[line["item"]] = None

    async def _ship(self, number: str) -> None:
        """Book one delivery as a shipment.

        A refusal is repeated after the next stock push: goods that were received and shipped at once are not yet in the
        shop's source.
        """
        row = self._state.deliveries[number]
        record = self._state.orders[row["external_reference"]]
        if record.cancel and not record.is_shipped:
            self._not_told(row)
            self._board.show(
                record,
                "cancelled in the shop, shipped by the warehouse",
                f"delivery {number} has left {row['warehouse']}",
                "stop the parcel or arrange its return",
            )
            return
        if self._kit.now_ms() < row.get("not_before_ms", 0):
            return
        if record.items and any(line["item"] not in record.items for line in row["lines"]):
            await self._articles.learn()
        spread = _spread(record, row)
        if row.get("unsure") and await self._is_shipped(record, row):
            del self._state.deliveries[number]
            self._shipped(record, spread, number)
            return
        reply = await self._post(record, row, _shipment(row, self._in_packs(record, spread)))
        if reply is None:
            return
        row["tries"] = row.get("tries", 0) + 1
        self._state.deliveries[number] = row
        if is_busy(reply):
            self._shop_failed(SHIPMENTS, reply)
        elif reply.ok:
            del self._state.deliveries[number]
            self._shipped(record, spread, number)
        elif reply.status != 400 or row["tries"] >= self._design.ship_tries:
            await self._ship_rest(record, row, spread, reply)

    async def _post(self, record: Record, row: dict[str, Any], shipment: dict[str, Any]) -> Response | None:
        """Send a shipment; the delivery is unsure from before the call until its reply. None without a reply."""
        row["unsure"] = True  # a restart may lose the reply
        self._state.deliveries[row["number"]] = row
        try:
            reply = await self._shop.post(f"/rest/V1/order/{record.entity_id}/ship", shipment)
        except CallFailed as failure:
            row["unsure"] = isinstance(failure, NoAnswer)
            self._state.deliveries[row["number"]] = row
            self._watch.failed(SHIPMENTS, str(failure))
            return None
        row["unsure"] = False
        wait = reply.headers.get("retry-after", "")
        if wait.isdigit():
            row["not_before_ms"] = self._kit.now_ms() + min(int(wait), _LONGEST_OBEYED_S) * 1000
        self._state.deliveries[row["number"]] = row
        return reply

    async def _ship_rest(
        self, record: Record, row: dict[str, Any], spread: dict[float, float], refused: Response
    ) -> None:
        """After a final refusal: book the units that the shop still expects, and show the others to people."""
        rest = await self._expected(record, spread)
        if rest and rest != spread:
            reply = await self._post(record, row, _shipment(row, self._in_packs(record, rest)))
            if reply is None or is_busy(reply):
                return
            if reply.ok:
                self._shipped(record, rest, row["number"])
        self._not_told(row)
        self._board.show(
            record,
            "shipped by the warehouse, refused as a shipment by the shop",
            str(refused.data)[:200],
            "inform the customer, or have the parcel returned",
        )

    async def _expected(self, record: Record, spread: dict[float, float]) -> dict[float, float]:
        """The part of a delivery that was neither refunded nor cancelled in the shop; all of it when in doubt."""
        try:
            reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}")
        except CallFailed:
            return spread
        if not reply.ok:
            return spread
        packs = self._kit.pack_sizes
        open_ = {
            item["item_id"]: exact(
                item["qty_ordered"] - item["qty_shipped"] - item["qty_refunded"] - item["qty_canceled"]
            )
            * packs.get(item["sku"], 1)
            for item in reply.data["items"]
        }
        return {
            item_id: min(units, open_[item_id])
            for item_id, units in spread.items()
            if open_.get(item_id, 0) > 0
        }

    def _in_packs(self, record: Record, spread: dict[float, float]) -> dict[float, float]:
        """The units of a delivery as the shop counts them."""
        packs = self._kit.pack_sizes
        if not packs:
            return spread
        sizes = {pair[0]: packs[sku] for sku, rows in record.items.items() if sku in packs for pair in rows}
        return {item_id: exact(units / sizes.get(item_id, 1)) for item_id, units in spread.items()}

    def _not_told(self, row: dict[str, Any]) -> None:
        """Drop a delivery that the shop does not take. Stock that was pushed in the meantime counted it in."""
        del self._state.deliveries[row["number"]]
        for line in row["lines"]:
            self._state.push_again[line["item"]] = None

    def _shipped(self, record: Record, spread: dict[float, float], number: str) -> None:
        """Reduce the units that are still to be shipped, and note the delivery."""
        self._watch.worked(SHIPMENTS)
        record.parcels += (number,)
        for rows in record.items.values():
            for pair in rows:
                pair[1] = exact(pair[1] - spread.get(pair[0], 0))
        self._state.save(record)

    async def _is_shipped(self, record: Record, row: dict[str, Any]) -> bool:
        """Whether an unanswered shipment was booked after all: the shop lists it with our tracking number."""
        try:
            reply = await self._shop.get(
                "/rest/V1/shipments?searchCriteria[filter_groups][0][filters][0][field]=order_id"
                f"&searchCriteria[filter_groups][0][filters][0][value]={record.entity_id}"
            )
        except CallFailed:
            return False
        if not reply.ok:
            return False
        return any(
            track["track_number"] == row["tracking"]
            for item in reply.data["items"]
            for track in item["tracks"]
        )


def _spread(record: Record, row: dict[str, Any]) -> dict[float, float]:
    """Order item id to the units of a delivery: an article on several rows fills one after the other."""
    spread: dict[float, float] = {}
    for line in row["lines"]:
        left = line["quantity"]
        for item_id, still in record.items.get(line["item"], ()):
            taken = exact(min(left, still - spread.get(item_id, 0)))
            if taken > 0:
                spread[item_id] = exact(spread.get(item_id, 0) + taken)
                left -= taken
    return spread


def _shipment(row: dict[str, Any], spread: dict[float, float]) -> dict[str, Any]:
    """The body of `POST /V1/order/{id}/ship`: the delivery's quantities spread over the order's rows."""
    units = spread or {0: 0}  # no rows at all would mean all that is open
    return {
        "items": [{"order_item_id": item_id, "qty": quantity} for item_id, quantity in units.items()],
        "tracks": [{"track_number": row["tracking"], "title": "Parcel", "carrier_code": "custom"}],
        "arguments": {"extension_attributes": {"source_code": row["warehouse"]}},
    }
