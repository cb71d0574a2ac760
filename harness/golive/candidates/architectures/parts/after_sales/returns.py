"""Goods that customers send back: closed returns of the shop as returns of the ERP."""

from __future__ import annotations

from typing import Any

from golive.candidates.architectures.parts.api import Api, Refused, search
from golive.candidates.architectures.parts.clock import stamp
from golive.candidates.kit import Kit

_LOOK_BACK_MS = 60 * 86_400_000
_WAIT = ("invalid_transition", "return_exceeds_shipped")


class Returns:
    """`numbers` has the ERP's number of each order by the shop's id, "" where the ERP needs to know of nothing."""

    def __init__(self, kit: Kit, shop: Api, erp: Api, numbers: dict[str, str]) -> None:
        self._kit = kit
        self._shop = shop
        self._erp = erp
        self._numbers = numbers
        self._booked = kit.storage.table("returns_booked")
        self._damaged = ""

    async def round(self) -> None:
        """Read the closed returns of the last weeks, and book those that are not booked yet. Raises Refused."""
        page, rows = 1, [None] * 100
        while len(rows) == 100:
            since = stamp(self._kit.now_ms() - _LOOK_BACK_MS)
            criteria = search(
                ("status", "eq", "processed_closed"), ("date_requested", "gteq", since), page=page
            )
            rows = (await self._shop.get(f"/rest/V1/returns?{criteria}"))["items"]
            page += 1
            for row in rows:
                if row["increment_id"] not in self._booked and str(row["order_id"]) in self._numbers:
                    await self._book(row, self._numbers[str(row["order_id"])])

    async def _book(self, row: dict[str, Any], order: str) -> None:
        """Book what goes back into stock, and what is damaged."""
        if not self._damaged:
            attribute = await self._shop.get("/rest/V1/returnsAttributeMetadata/condition")
            self._damaged = next(each["value"] for each in attribute["options"] if each["label"] == "Damaged")
        sold = await self._shop.get(f"/rest/V1/orders/{row['order_id']}")
        skus = {item["item_id"]: item["sku"] for item in sold["items"]}
        for disposition in ("restock", "scrap"):
            units: dict[int, int] = {}
            for item in row["items"]:
                if item["qty_approved"] and (item["condition"] == self._damaged) is (disposition == "scrap"):
                    place = item["order_item_id"]
                    units[place] = units.get(place, 0) + item["qty_approved"]
            lines = [{"item": skus[place], "quantity": count} for place, count in units.items()]
            if order and lines and not await self._post(row, order, disposition, lines):
                return
        self._booked[row["increment_id"]] = None

    async def _post(
        self, row: dict[str, Any], order: str, disposition: str, lines: list[dict[str, Any]]
    ) -> bool:
        """Whether the ERP has it now, or never will; its credit is that of the shop's credit memo."""
        reference = f"{row['increment_id']}-{disposition}"
        body = {
            "order": order,
            "external_reference": reference,
            "disposition": disposition,
            "credit": "manual",
            "reason": f"return {row['increment_id']}",
            "lines": lines,
        }

        async def found() -> Any:
            rows = (await self._erp.get(f"/api/v1/returns?order={order}"))["rows"]
            return next((each for each in rows if each["external_reference"] == reference), None)

        try:
            await self._erp.send("POST", "/api/v1/returns", body, found)
        except Refused as refused:
            if refused.code in _WAIT:
                return False
            if refused.code != "duplicate_reference":
                self._kit.desk.alert(f"return {row['increment_id']} is not in the ERP: {refused}")
        return True
