"""Small integrations for tests of kills and pauses: one with its inbox in memory, one in storage, one that protests."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.kit import CallFailed, Kit
from golive.candidates.reference import mapping
from golive.candidates.sessions import erp_session, shop_session

HEALTH = "/api/v1/health"


async def _forward(kit: Kit, inbox: dict[str, str]) -> None:
    """Take notices at once, send the orders a minute later, and forget each when it has been sent."""
    shop, erp = shop_session(kit.shop, kit.credentials), erp_session(kit.erp, kit.credentials)

    def take(event: dict[str, Any]) -> int:
        value = event["data"]["value"]
        if value.get("_isNew"):
            inbox[value["increment_id"]] = str(value["entity_id"])
        return 200

    kit.on_webhook(take)
    while True:
        await asyncio.sleep(60)
        for order, entity_id in list(inbox.items()):
            try:
                read = (await shop.get(f"/rest/V1/orders/{entity_id}")).data
                reply = await erp.post("/api/v1/customers", mapping.GUESTS)
                number = reply.data.get("number") or reply.data["error"]["details"]["number"]
                await erp.post("/api/v1/orders", mapping.order_body(read, number, "web", True))
            except CallFailed:
                continue
            del inbox[order]


async def forgets(kit: Kit) -> None:
    await _forward(kit, {})


async def remembers(kit: Kit) -> None:
    await _forward(kit, kit.storage.table("inbox"))


async def ticks(kit: Kit) -> None:
    """Calls the ERP every ten seconds and takes every notice."""
    kit.on_webhook(lambda event: 200)
    await ticks_only(kit)


async def ticks_only(kit: Kit) -> None:
    while True:
        await kit.erp.get(HEALTH)
        await asyncio.sleep(10)


async def takes_its_time(kit: Kit) -> None:
    """Answers a notice after a minute."""

    async def take(event: dict[str, Any]) -> int:
        await asyncio.sleep(60)
        return 200

    kit.on_webhook(take)
    await ticks_only(kit)


async def fails_on_its_way_out(kit: Kit) -> None:
    async def fail(*_: Any) -> int:
        try:
            await asyncio.sleep(600)
        except asyncio.CancelledError:
            raise RuntimeError("last words") from None
        return 200

    kit.on_webhook(fail)
    kit.on_webhook(fail)
    failing = asyncio.create_task(fail())
    await ticks_only(kit)
    await failing


async def hands_over(kit: Kit) -> None:
    """Answers a notice when it is in a queue; a worker of its own, who wakes at that moment, calls the ERP."""
    waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def take(event: dict[str, Any]) -> int:
        waiting.put_nowait(event)
        return 200

    kit.on_webhook(take)
    while True:
        await waiting.get()
        await kit.erp.get(HEALTH)


async def protests(kit: Kit) -> None:
    """Does on its way out whatever can be done, through every door; leaves tasks and alarms behind."""

    async def linger() -> None:
        while True:
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                continue
            finally:
                await _shout(kit)

    async def ask(event: dict[str, Any]) -> int:
        try:
            await asyncio.sleep(3600)
        finally:
            await _shout(kit)
        return 200

    kit.on_webhook(ask)
    kit.on_hook(lambda question: {"op": "success"})
    kit.storage.table("life")["born"] = kit.now_ms()
    asyncio.get_running_loop().call_later(5, kit.desk.alert, "an alarm")
    lingering = asyncio.create_task(linger())
    kit.log("alive")
    try:
        await kit.erp.get(HEALTH)
        await asyncio.sleep(3600)
    finally:
        kit.storage.table("life")["last words"] = "I was here"
        kit.on_hook(lambda question: {"op": "exception", "message": "over my dead body"})
        await _shout(kit)
        lingering.cancel()


async def _shout(kit: Kit) -> None:
    kit.log("shouting")
    kit.desk.alert("I am being killed")
    kit.desk.exception("1", "what", "why", "fix")
    await asyncio.create_task(kit.erp.post("/api/v1/customers", mapping.GUESTS))  # type: ignore[arg-type]
