"""Defects of stock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import NoAnswer
from golive.candidates.reference.stock import StockSync
from golive.zoo.patches import Patches

Row = dict[str, Any]
Places = dict[tuple[str, str], float]


def syncs_as(stock: type[StockSync]) -> Callable[[Patches], None]:
    """The change that puts another stock synchronisation in place."""
    return lambda patch: patch.setattr(reference, "StockSync", stock)


def _item(row: Row, quantity: int) -> Row:
    return {
        "sku": row["item"],
        "source_code": row["warehouse"],
        "quantity": max(quantity, 0),
        "status": 1 if quantity > 0 else 0,
    }


class NetAvailability(StockSync):
    """INV-01: sends what is available in the ERP; the shop subtracts the same open orders once more."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        held = sum(each["quantity"] for each in row["allocations"])
        return _item(row, row["on_hand"] - held - row["safety_stock"])


class Physical(StockSync):
    """INV-02: sends what is on the shelf, also what is allocated to other channels."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        return _item(row, row["on_hand"] + in_transit.get((row["item"], row["warehouse"]), 0))


class WholeUnits(StockSync):
    """BL-026 and BL-028: the quantity of the ERP is written as an integer, whatever the unit of the shop is."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        return _item(row, int(self._quantity(row, in_transit)))


class NoZero(StockSync):
    """INV-12: a quantity of zero counts as no value."""

    async def _push(self, rows: list[Row], in_transit: Places) -> bool:
        return await super()._push(
            [row for row in rows if self._source_item(row, in_transit)["quantity"]], in_transit
        )


class Unordered(StockSync):
    """INV-04: every page is written by a task of its own, some much later than others."""

    async def _push(self, rows: list[Row], in_transit: Places) -> bool:
        count = self.__dict__["count"] = self.__dict__.get("count", 0) + 1
        push = super()._push

        async def later() -> None:
            await asyncio.sleep(0 if count % 3 else 700)
            await push(rows, in_transit)

        self.__dict__.setdefault("tasks", []).append(asyncio.get_running_loop().create_task(later()))
        return True


class Deltas(StockSync):
    """INV-06: adds the change of the ERP's quantity to the shop's, and does so again when no answer came."""

    async def _push(self, rows: list[Row], in_transit: Places) -> bool:
        known: dict[str, int] = self._state.cursors.setdefault("levels", {})
        for row in rows:
            quantity = int(self._source_item(row, in_transit)["quantity"])
            place = f"{row['item']} {row['warehouse']}"
            change = quantity - known.get(place, quantity)
            known[place] = quantity
            if change:
                await self._add(row, change)
        return True

    async def _add(self, row: Row, change: int) -> None:
        for _ in range(2):
            query = (
                "searchCriteria[filter_groups][0][filters][0][field]=sku"
                f"&searchCriteria[filter_groups][0][filters][0][value]={row['item']}"
            )
            reply = await self._shop.get(f"/rest/V1/inventory/source-items?{query}")
            places = {each["source_code"]: each["quantity"] for each in reply.data["items"]}
            item = _item(row, int(places[row["warehouse"]]) + change)
            try:
                await self._shop.post("/rest/V1/inventory/source-items", {"sourceItems": [item]})
                return
            except NoAnswer:
                continue


class Packs(StockSync):
    """INV-17: the shop sells packs of twelve, and pieces are sent."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        return _item(row, super()._source_item(row, in_transit)["quantity"] * 12)


class OneSource(StockSync):
    """INV-15: every warehouse is written to the default source."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        return {**super()._source_item(row, in_transit), "source_code": "main"}


class KnownWarehouses(StockSync):
    """BL-110: a list of warehouses in the code; rows of any other are passed over."""

    async def _push(self, rows: list[Row], in_transit: Places) -> bool:
        return await super()._push([row for row in rows if row["warehouse"] in ("main", "south")], in_transit)


class Cached(StockSync):
    """INV-22: a long-lived worker keeps the rows that it has read, and renews each at the fifth change."""

    async def _push(self, rows: list[Row], in_transit: Places) -> bool:
        kept: dict[tuple[str, str], tuple[int, Row]] = self.__dict__.setdefault("kept", {})
        for row in rows:
            place = row["item"], row["warehouse"]
            count, old = kept.get(place, (4, row))
            kept[place] = (count + 1, row if count % 5 == 4 else old)
        return await super()._push([kept[row["item"], row["warehouse"]][1] for row in rows], in_transit)
