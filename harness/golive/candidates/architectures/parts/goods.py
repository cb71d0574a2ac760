"""Parcels and stock, every few minutes: both read by cursor, and nothing kept but cursors and open parcels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golive.candidates.architectures.parts.api import TEMPORARY, Api, search
from golive.candidates.architectures.parts.mapping import ENDED, thousandth
from golive.candidates.architectures.parts.mapping import goods as goods_of
from golive.candidates.architectures.parts.stock_writes import write_stock
from golive.candidates.kit import CallFailed, Kit

TRIES = 5


class Goods:
    """`ids` has the shop's id of each order by the reference that the ERP has of it."""

    def __init__(self, kit: Kit, shop: Api, erp: Api, ids: dict[str, Any]) -> None:
        self._kit = kit
        self._shop = shop
        self._erp = erp
        self._ids = ids
        self._cursors = kit.storage.table("goods_cursors")
        self._parcels = kit.storage.table("parcels")

    async def round(self) -> None:
        """Tell the shop of parcels, then of stock. Raises Refused."""
        await self.read_parcels()
        for number in [*self._parcels]:
            await self._tell(number, self._parcels[number])
        await self.push_stock()

    async def read_parcels(self) -> None:
        """Store the parcels that have left since the last time."""
        more = True
        while more:
            page = await self._erp.get(
                f"/api/v1/deliveries?after={self._cursors.get('parcels', 0)}&limit=500"
            )
            for row in page["rows"]:
                if row["external_reference"] in self._ids:
                    told = bool(self._cursors.get("told_before"))
                    self._parcels[row["number"]] = {"row": row, "tries": 0, "unsure": told}
            self._cursors["parcels"], more = page["cursor"], page["more"]

    async def push_stock(self) -> None:
        """Send what has changed, as quantities per source that the shop may count on."""
        more = True
        while more:
            page = await self._erp.get(f"/api/v1/stock?after={self._cursors.get('stock', 0)}&limit=500")
            await self.read_parcels()
            on_road = self._on_road(page["as_of"])
            rows = [self._source_item(row, on_road) for row in page["rows"]]
            await write_stock(self._shop, rows)
            self._cursors["stock"], more = page["cursor"], page["more"]

    def _on_road(self, as_of: str) -> dict[tuple[str, str], float]:
        """Units that have left, and that the shop has not been told of: it still reserves them."""
        units: dict[tuple[str, str], float] = {}
        for parcel in self._parcels.values():
            row = parcel["row"]
            if row["posted_at"] <= as_of:
                for line in row["lines"]:
                    at = (line["item"], row["warehouse"])
                    units[at] = units.get(at, 0) + line["quantity"]
        return units

    def _source_item(self, row: dict[str, Any], on_road: dict[tuple[str, str], float]) -> dict[str, Any]:
        held = sum(each["quantity"] for each in row["allocations"] if each["channel"] != "web")
        free = row["on_hand"] - row["safety_stock"] - held
        units = thousandth(free + on_road.get((row["item"], row["warehouse"]), 0))
        if row["item"] in self._kit.pack_sizes:
            units //= self._kit.pack_sizes[row["item"]]
        return {
            "sku": row["item"],
            "source_code": row["warehouse"],
            "quantity": max(0, units),
            "status": int(units > 0),
        }

    async def _tell(self, number: str, parcel: dict[str, Any]) -> None:
        """Book a parcel as a shipment of the units that are open in the shop."""
        row = parcel["row"]
        entity_id = self._ids[row["external_reference"]]
        if parcel["unsure"] and await self._is_booked(entity_id, row["tracking"]):
            del self._parcels[number]
            return
        order = await self._shop.get(f"/rest/V1/orders/{entity_id}")
        if order["state"] in ENDED:
            self._give_up(number, order, "the order has ended in the shop")
            return
        body = {
            "items": _open_units(order, row, self._kit.pack_sizes),
            "tracks": [{"track_number": row["tracking"], "title": "Parcel", "carrier_code": "custom"}],
            "arguments": {"extension_attributes": {"source_code": row["warehouse"]}},
        }
        parcel["unsure"] = True
        self._parcels[number] = parcel
        try:
            reply = await self._shop.once("POST", f"/rest/V1/order/{entity_id}/ship", body)
        except CallFailed:
            return
        parcel["unsure"] = False
        self._parcels[number] = parcel
        if reply.ok:
            del self._parcels[number]
        elif reply.status not in TEMPORARY:
            parcel["tries"] += 1
            self._parcels[number] = parcel
            if parcel["tries"] >= TRIES:  # stock that came in meanwhile has been pushed by now
                self._give_up(number, order, str(reply.data)[:200])

    def _give_up(self, number: str, order: dict[str, Any], why: str) -> None:
        self.again(self._parcels[number]["row"])  # what was pushed since it left counted it in
        del self._parcels[number]
        self._kit.desk.exception(
            order["increment_id"],
            f"parcel {number} has left, the shop does not take it",
            why,
            "call the customer",
        )

    def again(self, row: dict[str, Any]) -> None:
        """Have the articles of a parcel sent again; here it is everything."""
        self._cursors["stock"] = 0

    async def _is_booked(self, entity_id: str, tracking: str) -> bool:
        found = await self._shop.get(f"/rest/V1/shipments?{search(('order_id', 'eq', entity_id))}")
        return any(track["track_number"] == tracking for item in found["items"] for track in item["tracks"])


def _open_units(order: dict[str, Any], row: dict[str, Any], sizes: Mapping[str, int]) -> list[dict[str, Any]]:
    """The units of a parcel by rows of the order that are open in the shop; its pieces are packs there."""
    left = {
        item["item_id"]: thousandth(item["qty_ordered"] - item["qty_shipped"] - item["qty_canceled"])
        for item in goods_of(order)
    }
    found: list[dict[str, Any]] = []
    for line in row["lines"]:
        units = line["quantity"] / sizes.get(line["item"], 1)
        for item in goods_of(order):
            taken = thousandth(min(units, left[item["item_id"]]))
            if item["sku"] == line["item"] and taken > 0:
                left[item["item_id"]] -= taken
                units -= taken
                found.append({"order_item_id": item["item_id"], "qty": taken})
    return found or [{"order_item_id": 0, "qty": 0}]
