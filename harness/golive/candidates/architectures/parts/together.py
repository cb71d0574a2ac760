"""Orders that go to the ERP together, in batches or in files: what both have in common."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from golive.candidates.architectures.parts.api import LATE_COMMIT_S, Api
from golive.candidates.architectures.parts.mapping import ENDED
from golive.candidates.architectures.parts.orders import NEW, REFUSED, SENDING, Orders
from golive.candidates.architectures.parts.polling import Poll


class Together(Orders):
    """Orders that wait for the next `carrier`."""

    carrier: ClassVar[str]

    async def retry(self, number: str) -> str:
        """Look, and put it into the next carrier."""
        row = self.rows.get(number)
        there = None if row is None else await self.find(number)
        if row is None or there is not None:
            if row is not None and there is not None and row["state"] in (NEW, REFUSED):
                self.sent(row, there)
            return "the ERP has it" if there else "no such order"
        if row["state"] == REFUSED:
            row["state"] = NEW
            self.save(row)
        return f"it is in the next {self.carrier}"

    async def look(self, row: dict[str, Any]) -> None:
        """Settle an order of which the ERP has not said what became of it, once a search must show it."""
        await asyncio.sleep(LATE_COMMIT_S)
        there = await self.find(row["number"])
        if there is None:
            row["state"] = NEW
            self.save(row)
        else:
            self.sent(row, there)

    async def follow(self, shop: Api, poll: Poll, ended: dict[str, Any]) -> None:
        """Read the shop, and end what has ended there; `ended` keeps what is still to be ended. Raises Refused."""
        for row in await poll.read():
            ended[row["number"]] = None
        for number in [*ended]:
            row = self.rows[number]
            order = await shop.get(f"/rest/V1/orders/{row['id']}")
            if order["state"] not in ENDED:
                del ended[number]
            elif row["state"] != SENDING:  # the carrier decides first
                await self.end(row, order)
                del ended[number]
