"""Work on several orders at once, one task an order."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.architectures.parts.orders import NotYet, Orders
from golive.candidates.kit import Kit


class Crew:
    """Runs `Orders.advance` for an order once at a time; asked for meanwhile, once more afterwards."""

    def __init__(self, kit: Kit, orders: Orders, size: int = 4) -> None:
        self._kit = kit
        self._orders = orders
        self._free = asyncio.Semaphore(size)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()

    def take(self, row: dict[str, Any]) -> None:
        """Bring an order to where it belongs."""
        number = row["number"]
        if number in self._tasks:
            self._again.add(number)
        else:
            self._tasks[number] = asyncio.create_task(self._work(number))

    async def _work(self, number: str) -> None:
        try:
            while True:
                self._again.discard(number)
                async with self._free:
                    is_done = await self._advance(number)
                if not is_done:
                    await asyncio.sleep(60)
                elif number not in self._again:
                    return
        finally:
            del self._tasks[number]

    async def _advance(self, number: str) -> bool:
        try:
            await self._orders.advance(self._orders.rows[number])
        except NotYet:
            return False
        except Exception as error:
            self._kit.log(f"order {number}: {error!r}")
            await asyncio.sleep(60)
            return False
        return True
