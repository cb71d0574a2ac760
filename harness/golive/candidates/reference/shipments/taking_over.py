"""Shipments from the shop to the ERP, where a warehouse system ships in the shop: each becomes one delivery.

They are read by their time of change with an overlap: the record is there, over whichever path it was made. An event
may be lost, and an extension that listens to the controllers of the admin panel sees nothing of a call of the
API. The number of the shipment is the reference of the delivery, so that a repeated call books nothing.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import CallFailed, NoAnswer, Response
from golive.candidates.reference.duty import Duty, Tools
from golive.candidates.reference.erp import deliveries_of
from golive.candidates.reference.mapping import exact
from golive.candidates.reference.orders.refusals import error_of, is_busy
from golive.candidates.reference.orders.search import changed_since
from golive.candidates.reference.shipments.shipment import Shipment, shipment_of
from golive.candidates.reference.state import SENT, Record
from golive.candidates.reference.watch import SHIPMENTS

_PAGE = 100
BEFORE = "0"
"""In place of the instant at which a delivery was booked, where the answer to that call was lost."""


class ShopShipments(Duty):
    """Stores each shipment once, under its number, and posts it in the ERP."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._warehouse = deliveries_of(tools.erp)
        self._overlap_ms = int(self._design.clocks_differ_s * 1000)
        self._state.cursors.setdefault("shipments_ms", self._kit.now_ms() - self._overlap_ms)

    async def run_once(self) -> None:
        """Read what is new, then tell the ERP what it does not have yet. Raises CallFailed."""
        await self.read()
        waiting = [each for each in self._state.shipments.values() if not each.posted_at]
        if not waiting:
            return
        orders = {record.entity_id: record for record in self._state.orders.values()}
        for shipment in waiting:
            record = orders.get(shipment.entity_id)
            if record is not None:
                await self._tell(record, shipment)

    async def read(self) -> None:
        """Store the shipments that were changed since the last look."""
        since_ms: int = self._state.cursors["shipments_ms"]
        started_ms, page = self._kit.now_ms(), 1
        while True:
            reply = await self._shop.get(f"/rest/V1/shipments?{changed_since(since_ms, page, _PAGE)}")
            if not reply.ok:
                self._shop_failed(SHIPMENTS, reply)
                return
            rows: list[dict[str, Any]] = reply.data["items"]
            for row in rows:
                if row["increment_id"] not in self._state.shipments:
                    self._state.shipments[row["increment_id"]] = shipment_of(row)
            if len(rows) < _PAGE:
                break
            page += 1
        self._state.cursors["shipments_ms"] = started_ms - self._overlap_ms

    async def _tell(self, record: Record, shipment: Shipment) -> None:
        """Post one shipment as a delivery; one of an order that the ERP does not have yet waits for it."""
        shipment.goods = _goods(record, shipment)
        self._state.shipments[shipment.number] = shipment
        if record.state != SENT or not record.number:
            return
        await self._pace.wait()
        try:
            reply = await self._warehouse.create_delivery(_body(record, shipment))
        except CallFailed as failure:
            shipment.unsure |= isinstance(failure, NoAnswer)
            self._state.shipments[shipment.number] = shipment
            raise
        if reply.ok:
            self._told(record, shipment, reply.data["posted_at"])
        elif error_of(reply).get("code") == "duplicate_reference":
            self._told(record, shipment, BEFORE)
        elif is_busy(reply):
            self._erp_failed(SHIPMENTS, reply)
        else:
            self._refused(record, shipment, reply)

    def _told(self, record: Record, shipment: Shipment, posted_at: str) -> None:
        """Reduce what is still to be shipped. Stock that was pushed while the outcome was unknown is pushed again."""
        self._watch.worked(SHIPMENTS)
        shipment.posted_at = posted_at
        if shipment.unsure:
            self._state.push_again.update(dict.fromkeys(shipment.goods))
        self._state.shipments[shipment.number] = shipment
        if shipment.number not in record.parcels:
            record.parcels += (shipment.number,)
        for rows in record.items.values():
            for pair in rows:
                pair[1] = exact(pair[1] - shipment.units.get(pair[0], 0))
        self._state.save(record)
        if record.shown and shipment.tries:
            self._board.solved(record)

    def _refused(self, record: Record, shipment: Shipment, reply: Response) -> None:
        """Show what the ERP refuses; it is tried again at every round, since people may remove the reason."""
        shipment.tries += 1
        self._state.shipments[shipment.number] = shipment
        if shipment.tries == (1 if record.cancel else self._design.ship_tries):
            self._board.show(
                record,
                "shipped by the warehouse system, refused as a delivery by the ERP",
                str(reply.data)[:200],
                f"remove the reason in {record.number}; shipment {shipment.number} is then posted by itself",
            )


def _goods(record: Record, shipment: Shipment) -> dict[str, float]:
    """The units of a shipment by item of the ERP; of rows that stand for no goods there are none."""
    goods: dict[str, float] = {}
    for item, rows in record.items.items():
        units = exact(sum(shipment.units.get(item_id, 0) for item_id, _ in rows))
        if units:
            goods[item] = units
    return goods


def _body(record: Record, shipment: Shipment) -> dict[str, Any]:
    return {
        "order": record.number,
        "lines": [{"item": item, "quantity": units} for item, units in shipment.goods.items()] or None,
        "tracking": shipment.tracking,
        "delivery_reference": shipment.number,
    }
