"""What is built first under time pressure: the webhook calls the ERP directly.

Each event that says an order is paid becomes a call at once; a call that fails is made again at once, up to
three times; then a line goes to the log. No record of what was sent, no reference to recognise it by.
"""

from __future__ import annotations

import asyncio
from typing import Any

from harness.candidates.kit import CallFailed, Kit
from harness.candidates.reference import mapping
from harness.candidates.sessions import Session, erp_session, shop_session

_TRIES = 3
_TIMEOUT_S = 5


async def integrate(kit: Kit) -> None:
    shop, erp = shop_session(kit.shop, kit.credentials), erp_session(kit.erp, kit.credentials)

    async def on_event(event: dict[str, Any]) -> int:
        value = event["data"]["value"]
        if value["state"] == "processing":
            await _export(kit, shop, erp, value)
        return 200

    kit.on_webhook(on_event)
    while True:
        await asyncio.sleep(900)
        try:
            await _push_stock(shop, erp)
        except CallFailed as failure:
            kit.log(f"stock: {failure}")


async def _export(kit: Kit, shop: Session, erp: Session, value: dict[str, Any]) -> None:
    for _ in range(_TRIES):
        try:
            order = (await shop.get(f"/rest/V1/orders/{value['entity_id']}")).data
            body = mapping.order_body(order, "WEB-GUEST", "web")
            reply = await erp.post("/api/v1/orders", body, timeout_s=_TIMEOUT_S)
        except CallFailed as failure:
            kit.log(f"order {value['increment_id']}: {failure}")
            continue
        if reply.ok:
            return
        kit.log(f"order {value['increment_id']}: {reply.status} {reply.data}")


async def _push_stock(shop: Session, erp: Session) -> None:
    after, more = 0, True
    while more:
        page = (await erp.get(f"/api/v1/stock?after={after}&limit=500")).data
        items = [
            {"sku": row["item"], "source_code": row["warehouse"], "quantity": row["available"], "status": 1}
            for row in page["rows"]
        ]
        await shop.post("/rest/V1/inventory/source-items", {"sourceItems": items})
        after, more = page["cursor"], page["more"]
