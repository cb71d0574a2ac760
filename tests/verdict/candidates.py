"""Small candidates around the reference integration: they crash, end, do nothing."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from golive.candidates.kit import Kit
from golive.candidates.reference import integrate

HALF_TIME_S = 900


async def fails(after_s: float = HALF_TIME_S) -> None:
    await asyncio.sleep(after_s)
    raise KeyError("items")


async def exits(status: int) -> None:
    await asyncio.sleep(HALF_TIME_S)
    sys.exit(status)


async def crash_beside_it(kit: Kit) -> None:
    await asyncio.gather(integrate(kit), fails())


async def crash_in_a_group(kit: Kit) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(integrate(kit))
        group.create_task(fails())


async def crash_of_an_awaited_task(kit: Kit) -> None:
    working = asyncio.create_task(integrate(kit))
    await asyncio.create_task(fails())
    await working


async def crash_after_the_last_order(kit: Kit) -> None:
    await asyncio.gather(integrate(kit), fails(3000))


async def exit_with_status_3(kit: Kit) -> None:
    leaving = asyncio.create_task(exits(3))
    await integrate(kit)
    await leaving


async def exit_in_the_webhook(kit: Kit) -> None:
    def leave(event: dict[str, Any]) -> int:
        sys.exit("no configuration")

    kit.on_webhook(leave)
    await integrate(kit)


async def cancels_itself(kit: Kit) -> None:
    working = asyncio.create_task(integrate(kit))
    await asyncio.sleep(HALF_TIME_S)
    working.cancel()
    await working


async def returns_at_half_time(kit: Kit) -> None:
    working = asyncio.create_task(integrate(kit))
    await asyncio.sleep(HALF_TIME_S)
    assert not working.done()


async def exit_with_status_0(kit: Kit) -> None:
    leaving = asyncio.create_task(exits(0))
    await integrate(kit)
    await leaving


async def idle(kit: Kit) -> None:
    await kit.erp.get("/api/v1/health")
    await asyncio.Event().wait()


async def silent(kit: Kit) -> None:
    await asyncio.Event().wait()


async def background_task_fails(kit: Kit) -> None:
    """The other duties go on, so nothing is lost."""
    kept = asyncio.create_task(fails())
    await integrate(kit)
    await kept


async def returns_after_the_run(kit: Kit) -> None:
    working = asyncio.create_task(integrate(kit))
    await asyncio.sleep(2 * 3600 - 1)
    working.cancel()
