"""Small integrations for tests of two instances at once and of wrong clocks, each right and wrong in one way."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference import mapping
from golive.candidates.sessions import erp_session, shop_session

EVERY_S = 20
POLL_EVERY_S = 120


async def _forward(kit: Kit, is_mine: Callable[[str], bool]) -> None:
    """Take notices into a table, and send what is in it every 20 seconds, in several calls per order."""
    shop, erp = shop_session(kit.shop, kit.credentials), erp_session(kit.erp, kit.credentials)
    inbox = kit.storage.table("inbox")

    def take(event: dict[str, Any]) -> int:
        value = event["data"]["value"]
        if value.get("_isNew"):
            inbox[value["increment_id"]] = str(value["entity_id"])
        return 200

    kit.on_webhook(take)
    while True:
        await asyncio.sleep(EVERY_S)
        for order, entity_id in list(inbox.items()):
            if not is_mine(order):
                continue
            try:
                read = (await shop.get(f"/rest/V1/orders/{entity_id}")).data
                reply = await erp.post("/api/v1/customers", mapping.GUESTS)
                number = reply.data.get("number") or reply.data["error"]["details"]["number"]
                await erp.post("/api/v1/orders", mapping.order_body(read, number, "web", True))
            except CallFailed:
                continue
            inbox.pop(order, None)


async def sends_what_it_finds(kit: Kit) -> None:
    await _forward(kit, lambda order: True)


async def claims_first(kit: Kit) -> None:
    claims = kit.storage.table("claims")
    await _forward(kit, lambda order: bool(claims.setdefault(order, kit.instance) == kit.instance))


async def says_its_version(kit: Kit) -> None:
    kit.storage.table("seen")[f"old {kit.instance}"] = kit.now_ms()
    kit.log(f"old version is instance {kit.instance}")
    await _hears(kit, "old")


async def says_its_next_version(kit: Kit) -> None:
    kit.log(f"new version is instance {kit.instance} after {sorted(kit.storage.table('seen'))}")
    await _hears(kit, "new")


async def _hears(kit: Kit, version: str) -> None:
    def hear(event: dict[str, Any]) -> int:
        kit.log(f"{version} hears {event['data']['value']['increment_id']}")
        return 200

    kit.on_webhook(hear)
    while True:
        await kit.erp.get("/api/v1/health")
        await asyncio.sleep(10)


async def goes_on_when_it_is_ended(kit: Kit) -> None:
    """Its background tasks, made by handlers and timers, write and call for ever, and protest when cancelled."""
    table = kit.storage.table("marks")
    table["last"] = kit.instance

    async def marks() -> None:
        try:
            while True:
                await asyncio.sleep(30)
                await kit.erp.get("/api/v1/health")
        except asyncio.CancelledError:
            table["last words"] = kit.instance
            kit.desk.alert(f"last words of {kit.instance}")
            raise

    def hear(event: dict[str, Any]) -> int:
        running.append(asyncio.get_running_loop().create_task(marks()))
        return 200

    running: list[Any] = []
    kit.on_webhook(hear)
    await marks()


async def tells_the_time(kit: Kit) -> None:
    while True:
        kit.log(f"at {kit.now_ms()}")
        await asyncio.sleep(60)


async def polls_by_its_own_clock(kit: Kit) -> None:
    """Sends every order that changed since its last poll, by its own clock."""
    await _poll(kit, 0)


async def polls_with_an_overlap(kit: Kit) -> None:
    """Sends every order that changed since its last poll less fifteen minutes, once."""
    await _poll(kit, 15 * 60_000)


async def _poll(kit: Kit, overlap_ms: int) -> None:
    shop, erp = shop_session(kit.shop, kit.credentials), erp_session(kit.erp, kit.credentials)
    last_ms, sent = kit.now_ms() - 60_000, set[str]()
    while True:
        await asyncio.sleep(POLL_EVERY_S)
        started_ms = kit.now_ms()
        stamp = datetime.fromtimestamp((last_ms - overlap_ms) // 1000, UTC).strftime("%Y-%m-%d%%20%H:%M:%S")
        changed = "searchCriteria[filter_groups][0][filters][0]"
        found = await shop.get(
            f"/rest/V1/orders?{changed}[field]=updated_at&{changed}[condition_type]=gteq&{changed}[value]={stamp}"
        )
        last_ms = started_ms
        for order in found.data["items"]:
            if order["increment_id"] in sent or order["state"] != "processing":
                continue
            reply = await erp.post("/api/v1/customers", mapping.GUESTS)
            number = reply.data.get("number") or reply.data["error"]["details"]["number"]
            await erp.post("/api/v1/orders", mapping.order_body(order, number, "web", True))
            sent.add(order["increment_id"])
