"""Orders that go to the ERP together, in batches or in files: what both have in common."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, ClassVar

from golive.candidates.architectures.parts.api import Api, Refused
from golive.candidates.architectures.parts.mapping import ENDED, erp_order, is_due
from golive.candidates.architectures.parts.orders import NEW, REFUSED, SENDING, NotYet, Orders
from golive.candidates.architectures.parts.polling import Poll


class Together(Orders):
    """Orders that wait for the next `carrier`."""

    carrier: ClassVar[str]

    def waiting(self) -> list[dict[str, Any]]:
        """The rows for the next carrier."""
        return [row for row in self.rows.values() if row["state"] == NEW]

    async def bodies(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What the ERP is to be sent of waiting orders, made anew where its books turn out to be older meanwhile."""
        while True:
            resets = self._given.resets
            found = [await self.body(row) for row in rows]
            if resets == self._given.resets:
                return [body for body in found if body is not None]

    async def body(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """What the ERP is to be sent of a waiting order; None where a clerk has entered it, it has ended or is not due.

        A refusal of its customer goes to the desk.
        """
        order = await self._shop.get(f"/rest/V1/orders/{row['id']}")
        there = await self.find(row["number"]) if row["shown"] or row.get("there") else None
        if there is not None:
            self.sent(row, there)
        elif order["state"] in ENDED:
            await self.end(row, order)
        elif is_due(order) and not self.is_left_to_people(row, order):
            try:
                return erp_order(order, await self.account(order), self._kit, row["number"])
            except Refused as refused:
                self.refuse(row, "customer", str(refused))
        return None

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
        """Settle an order of which the ERP has not said what became of it."""
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
                with suppress(NotYet):
                    await self.end(row, order)
                    del ended[number]
