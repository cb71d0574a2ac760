"""Refunds of shipped orders: the shop's credit memos as credit notes of the ERP."""

from __future__ import annotations

from typing import Any

from golive.candidates.architectures.parts.api import Api, Refused, search
from golive.candidates.architectures.parts.clock import stamp
from golive.candidates.kit import Kit
from golive.scenario.model.staff.roles import BUSINESS

WAIT = ("invalid_transition", "credit_exceeds_invoice")


class Refunds:
    """`numbers` has the ERP's number of each order by the shop's id, "" where the ERP needs to know of nothing."""

    def __init__(self, kit: Kit, shop: Api, erp: Api, numbers: dict[str, str]) -> None:
        self._kit = kit
        self._shop = shop
        self._erp = erp
        self._numbers = numbers
        self._memos = kit.storage.table("memos")
        self._cursor = kit.storage.table("memo_cursor")

    async def round(self) -> None:
        """Read new credit memos, then credit those whose order is invoiced. Raises Refused."""
        started_ms, page = self._kit.now_ms(), 1
        since = stamp(self._cursor.get("ms", started_ms - 3_600_000) - 300_000)
        while True:
            found = await self._shop.get(
                f"/rest/V1/creditmemos?{search(('created_at', 'gteq', since), page=page)}"
            )
            for row in found["items"]:
                self._memos.setdefault(row["increment_id"], _open(row))
            if len(found["items"]) < 100:
                break
            page += 1
        self._cursor["ms"] = started_ms
        for number, memo in [*self._memos.items()]:
            if not memo["done"] and str(memo["order"]) in self._numbers:
                await self._credit(number, memo, self._numbers[str(memo["order"])])

    async def _credit(self, number: str, memo: dict[str, Any], order: str) -> None:
        if order:
            body = {"order": order, "amount": memo["amount"], "reference": number, "reason": "refund"}

            async def found() -> Any:
                rows = (await self._erp.get(f"/api/v1/credit-notes?order={order}"))["rows"]
                return next((row for row in rows if row["reference"] == number), None)

            try:
                await self._erp.send("POST", "/api/v1/credit-notes", body, found)
            except Refused as refused:
                if refused.code in WAIT:
                    return
                if refused.code != "duplicate_reference":
                    self._kit.desk.alert(f"credit memo {number} is not in the ERP: {refused}", BUSINESS)
        self._memos[number] = {**memo, "done": True}


def _open(row: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a credit memo; the part that went back to a gift card is in no total of it."""
    goods = row["subtotal"] + row["discount_amount"] + row["discount_tax_compensation_amount"]
    amount = (
        goods + row["tax_amount"] + row["shipping_incl_tax"] - row["shipping_tax_amount"] + row["adjustment"]
    )
    return {"order": row["order_id"], "amount": f"{amount:.2f}", "done": False}
