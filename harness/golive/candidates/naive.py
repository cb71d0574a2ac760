"""The design that is built first under time pressure: the webhook handler calls the ERP directly.

Each event of a new order becomes a call at once; a failed call is repeated at once, up to three times; then a line
goes to the log. It keeps no record of sent orders, does not check before repeating, and reports nothing.
"""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference import mapping
from golive.candidates.reference.erp import Cursor, port_of
from golive.candidates.sessions import Session, shop_session

_TRIES = 3
_TIMEOUT_S = 5
_EVERY_S = 900


async def integrate(kit: Kit) -> None:
    """The entry point of the candidate `naive`; stock and shipments are synchronised every 15 minutes."""
    naive = Naive(kit)
    kit.on_webhook(naive.on_event)
    while True:
        await asyncio.sleep(_EVERY_S)
        try:
            await naive.ship_delivered()
            await naive.push_stock()
        except CallFailed as failure:
            kit.log(f"goods: {failure}")


class Naive:
    """The whole integration; its only state is the guest account and a cursor over deliveries, in memory."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._shop: Session = shop_session(kit.shop, kit.credentials)
        self._erp = port_of(kit)
        self._guests = ""
        self._delivered: Cursor = 0

    async def on_event(self, event: dict[str, Any]) -> int:
        """Export a new order within the webhook call; cancellations are only logged. Returns the HTTP status."""
        if "record" in event:
            return await self._on_business_event(event)
        value = event["data"]["value"]
        if value.get("_isNew"):
            await self._export(value)
        elif value["state"] == "canceled":
            self._kit.log(f"order {value['increment_id']} was cancelled, please cancel it in the ERP")
        return 200

    async def _on_business_event(self, event: dict[str, Any]) -> int:
        """Written for one version of the events; any other is an error."""
        if event["version"] != 1:
            return 400
        if event["type"] == "OrderPlaced":
            await self._export(event["record"])
        return 200

    async def _export(self, value: dict[str, Any]) -> None:
        for _ in range(_TRIES):
            try:
                order = (await self._shop.get(f"/rest/V1/orders/{value['entity_id']}")).data
                inclusive = order["store_id"] not in self._kit.net_price_stores
                body = mapping.order_body(order, await self._guest_account(), "web", inclusive)
                reply = await self._erp.create_order(body, _TIMEOUT_S)
            except CallFailed as failure:
                self._kit.log(f"order {value['increment_id']}: {failure}")
                continue
            if reply.ok:
                return
            self._kit.log(f"order {value['increment_id']}: {reply.status} {reply.data}")

    async def _guest_account(self) -> str:
        if not self._guests:
            reply = await self._erp.create_customer(mapping.GUESTS)
            found = reply.data.get("number") or reply.data["error"]["details"].get("number", "")
            self._guests = str(found)
        return self._guests

    async def ship_delivered(self) -> None:
        """Book a shipment for every new delivery, without checking whether one exists. Raises CallFailed."""
        more = True
        while more:
            reply = await self._erp.deliveries(self._delivered, 200)
            if not reply.ok:
                return
            for row in reply.data["rows"]:
                found = await self._shop.get(
                    "/rest/V1/orders?searchCriteria[filter_groups][0][filters][0][field]=increment_id"
                    f"&searchCriteria[filter_groups][0][filters][0][value]={row['external_reference']}"
                    "&fields=items[entity_id]"
                )
                if found.ok and found.data and found.data["items"]:
                    await self._shop.post(
                        f"/rest/V1/order/{found.data['items'][0]['entity_id']}/ship",
                        {"arguments": {"extension_attributes": {"source_code": row["warehouse"]}}},
                    )
            self._delivered, more = reply.data["cursor"], reply.data["more"]

    async def push_stock(self) -> None:
        """Write the ERP's available quantities to the shop's sources, page by page. Raises CallFailed."""
        after: Cursor = 0
        more = True
        while more:
            reply = await self._erp.stock(after, 500)
            if not reply.ok:
                return
            items = [
                {
                    "sku": row["item"],
                    "source_code": row["warehouse"],
                    "quantity": max(0, row["available"]),
                    "status": 1,
                }
                for row in reply.data["rows"]
            ]
            if items:
                await self._shop.post("/rest/V1/inventory/source-items", {"sourceItems": items})
            after, more = reply.data["cursor"], reply.data["more"]
