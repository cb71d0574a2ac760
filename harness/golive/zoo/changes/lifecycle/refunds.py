"""Defects of refunds: amounts, references, echoes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from golive.candidates import reference
from golive.candidates.reference.refunds.crediting import Refunds
from golive.candidates.reference.refunds.deposit import Deposit
from golive.candidates.reference.refunds.deposits import Deposits
from golive.candidates.reference.refunds.memo import Memo, cents
from golive.candidates.reference.refunds.reading import MemoReader
from golive.candidates.reference.state import Record
from golive.zoo.patches import Patches


def refunds_as(refunds: type[Refunds]) -> Callable[[Patches], None]:
    """The change that puts another way of crediting in place."""
    return lambda patch: patch.setattr(reference, "Refunds", refunds)


class SavesTheMemoAgain(Refunds):
    """LIF-12: the memo is sent back to keep its own status on it, through the service that refunds."""

    async def _credit(self, memo: Memo, record: Record) -> None:
        await super()._credit(memo, record)
        if memo.number in self._state.memos:
            return
        reply = await self._shop.get(f"/rest/V1/creditmemo/{memo.entity_id}")
        if reply.ok:
            entity = {name: value for name, value in reply.data.items() if name != "increment_id"}
            body = {"creditmemo": entity, "offlineRequested": True}
            await self._shop.post("/rest/V1/creditmemo/refund", body)


class BooksItsOwnNotes(Refunds):
    """LIF-13: the ERP's credit notes become credit memos of the shop, also those of its own."""

    async def _credit(self, memo: Memo, record: Record) -> None:
        units = [*memo.units]
        await super()._credit(memo, record)
        booked: set[str] = self.__dict__.setdefault("booked", set())
        for note in await self._notes(record) or []:
            if note["number"] not in booked:
                booked.add(note["number"])
                items = [{"order_item_id": each.item_id, "qty": each.units} for each in units]
                await self._shop.post(f"/rest/V1/order/{record.entity_id}/refund", {"items": items})


class RefundsAll(Refunds):
    """LIF-14: that an order was refunded is known, not how much of it."""

    async def _credit(self, memo: Memo, record: Record) -> None:
        reply = await self._erp.order(record.number)
        if reply.ok:
            memo.rest_cents, memo.units = cents(reply.data["total"]), []
        await super()._credit(memo, record)


class KeepsDeposits(Deposits):
    """LIF-29: payments are one flow and orders another, and neither knows of the other."""

    async def pay_back(self, deposit: Deposit) -> None:
        pass


def keeps_deposits(patch: Patches) -> None:
    """LIF-29: the deposits of orders that were given up are kept."""
    patch.setattr(reference, "Deposits", KeepsDeposits)


def one_per_order(patch: Patches) -> None:
    """LIF-16: credit notes have the number of the order as their reference."""
    patch.setattr(Memo, "reference", property(lambda self: f"refund of order {self.order_id}"))


class RowsOnly(MemoReader):
    """LIF-15: a credit memo is taken over by its rows."""

    async def run_once(self) -> None:
        await super().run_once()
        for number in [*self._state.memos]:
            if not self._state.memos[number].units:
                del self._state.memos[number]


class Balances(Refunds):
    """LIF-18: what the rows of a refund are worth beyond its total is credited as a line of its own."""

    async def _credit(self, memo: Memo, record: Record) -> None:
        worth = await self._worth(memo, record)
        difference = abs(worth - memo.rest_cents) if memo.units else 0
        if difference > len(memo.units):
            body = self._body(memo, record, difference)
            await self._erp.create_credit_note({**body, "reference": f"{memo.reference}-balance"})
        await super()._credit(memo, record)

    async def _worth(self, memo: Memo, record: Record) -> int:
        """The value of the rows at the price of their line, in cents."""
        reply = await self._erp.order(record.number)
        rows: list[dict[str, Any]] = reply.data["lines"] if reply.ok else []
        prices = {row["item"]: cents(row["unit_price"]) for row in rows}
        return sum(round(prices.get(each.sku, 0) * each.units) - each.discount_cents for each in memo.units)


def reads_rows_only(patch: Patches) -> None:
    """LIF-15."""
    patch.setattr(reference, "MemoReader", RowsOnly)
