"""Defects of the stock job: what it reads, when it writes, and what it adds by itself."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import CallFailed
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import Record
from golive.candidates.reference.stock import StockSync
from golive.candidates.reference.watch import STOCK
from golive.candidates.sessions import erp_session
from golive.zoo.patches import Patches

Row = dict[str, Any]
Places = dict[tuple[str, str], float]

FULL_SYNC_RUN = 8
"""The run of the stock job that starts the full sync."""
FULL_SYNC_BATCH, FULL_SYNC_PAUSE_S = 10, 90


class FullSync(StockSync):
    """INV-03: a full sync reads all rows first and writes them in batches for half an hour, beside the changes."""

    _runs = 0
    _task: asyncio.Task[None] | None = None

    async def run_once(self) -> None:
        self._runs += 1
        if self._runs == FULL_SYNC_RUN:
            self._task = asyncio.get_running_loop().create_task(self._full_sync())
        await super().run_once()

    async def _full_sync(self) -> None:
        rows: list[Row] = []
        after, more = 0, True
        while more:
            page = (await self._erp.stock(after, 500)).data
            rows, after, more = rows + page["rows"], page["cursor"], page["more"]
        in_transit = self._in_transit(page["as_of"])
        for start in range(0, len(rows), FULL_SYNC_BATCH):
            await self._push(rows[start : start + FULL_SYNC_BATCH], in_transit)
            await asyncio.sleep(FULL_SYNC_PAUSE_S)


class BothWays(StockSync):
    """INV-08: what has changed in the shop since the last run is written to the ERP, its own writes too."""

    _known: Places | None = None

    async def run_once(self) -> None:
        reply = await self._shop.get("/rest/V1/inventory/source-items?searchCriteria[pageSize]=1000")
        shown: Places = {
            (row["sku"], row["source_code"]): int(row["quantity"]) for row in reply.data["items"]
        }
        known = self._known or shown
        client = erp_session(self._kit.erp, self._kit.credentials)
        for (sku, source), quantity in shown.items():
            if known.get((sku, source)) != quantity:
                body = {"warehouse": source, "on_hand": quantity}
                await client.request("PUT", f"/api/v1/stock/{sku}", body)
        self._known = shown
        await super().run_once()


class WholeBatches(StockSync):
    """INV-09: a batch is written as a whole; a refusal means that the next run sends the same batch again."""

    async def _write(self, items: list[Row]) -> bool:
        reply = await self._shop.post("/rest/V1/inventory/source-items", {"sourceItems": items})
        if not reply.ok:
            self._shop_failed(STOCK, reply)
        return reply.ok


class LargeBatches(StockSync):
    """INV-21: up to a hundred articles in one call, whatever the shop allows."""

    async def _write(self, items: list[Row]) -> bool:
        reply = await self._shop.post("/rest/V1/inventory/source-items", {"sourceItems": items})
        if not reply.ok:
            self._shop_failed(STOCK, reply)
        return reply.ok


MAPPED_TO_OLD = 25
"""Every so many articles the table has a former code."""


class FormerCodes(StockSync):
    """INV-10: a table of codes that has former ones for some articles; the shop answers 200 to those as well."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        item = super()._source_item(row, in_transit)
        number = row["item"].rpartition("-")[2]
        return item if int(number) % MAPPED_TO_OLD else {**item, "sku": f"ART-{number}"}


class OnHandOnly(StockSync):
    """INV-07: a row counts as changed when its quantity on hand has changed."""

    async def _push(self, rows: list[Row], in_transit: Places) -> bool:
        known: dict[str, int] = self._state.cursors.setdefault("on_hand", {})
        moved = [row for row in rows if known.get(_place(row)) != row["on_hand"]]
        if not await super()._push(moved, in_transit):
            return False
        known.update({_place(row): row["on_hand"] for row in moved})
        return True


class Unsigned(StockSync):
    """INV-14: the quantity is read as a number without a sign."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        quantity = self._quantity(row, in_transit)
        written = {"quantity": int(str(quantity).lstrip("-")), "status": 1 if quantity else 0}
        return super()._source_item(row, in_transit) | written


class FlagStaysOff(StockSync):
    """INV-23: the flag follows the quantity to out of stock, and only people set it back."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        item = super()._source_item(row, in_transit)
        off: dict[str, bool] = self._state.cursors.setdefault("off", {})
        if not item["quantity"]:
            off[_place(row)] = True
        return {**item, "status": 0 if _place(row) in off else 1}


class AllCommitted(StockSync):
    """INV-24: adds the quantity that all channels have committed back to what is available, not the shop's own."""

    def _source_item(self, row: Row, in_transit: Places) -> Row:
        committed = sum(held["quantity"] for held in row["allocations"])
        quantity = row["on_hand"] - committed - row["safety_stock"] + committed
        quantity += in_transit.get((row["item"], row["warehouse"]), 0)
        return {
            "sku": row["item"],
            "source_code": row["warehouse"],
            "quantity": max(quantity, 0),
            "status": 1 if quantity > 0 else 0,
        }


class Restocks(Exporter):
    """INV-18: puts the units of a cancelled order back into the source; the shop has released them already."""

    async def _cancel(self, record: Record) -> None:
        was_sent = bool(record.number) and not record.cancelled
        await super()._cancel(record)
        if was_sent and record.gone:
            asyncio.get_running_loop().call_later(RESTOCK_AFTER_S, self._begin, record)

    def _begin(self, record: Record) -> None:
        tasks = self.__dict__.setdefault("restocking", [])
        tasks.append(asyncio.get_running_loop().create_task(self._restock(record)))

    async def _restock(self, record: Record) -> None:
        for sku, rows in record.items.items():
            query = (
                "searchCriteria[filter_groups][0][filters][0][field]=sku"
                f"&searchCriteria[filter_groups][0][filters][0][value]={sku}"
            )
            try:
                reply = await self._shop.get(f"/rest/V1/inventory/source-items?{query}")
                item = dict(reply.data["items"][0])
                item["quantity"] += sum(units for _, units in rows)
                item["status"] = 1
                await self._shop.post("/rest/V1/inventory/source-items", {"sourceItems": [item]})
            except CallFailed as failure:
                self._kit.log(str(failure))


RESTOCK_AFTER_S = 900
"""Returned goods are put back a quarter of an hour after the cancellation."""


def restocks(patch: Patches) -> None:
    """INV-18."""
    patch.setattr(reference, "Exporter", Restocks)


def _place(row: Row) -> str:
    return f"{row['item']} {row['warehouse']}"
