"""Two-way synchronisation: both systems are owners of a domain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import quote

from golive.candidates.reference.export import Exporter
from golive.candidates.reference.orders.refusals import BUSY
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.state import Record
from golive.candidates.reference.stock import StockSync
from golive.candidates.reference.watch import STOCK

_TO_CANCEL = "to_cancel"


class CancelsBothWays(Reconciler):
    """`orders: {owner: both}`: what people cancel in the ERP is cancelled in the shop."""

    def _cancelled_there(self, record: Record, number: str) -> None:
        if record.number == number and not record.cancel and not record.gone:
            self._state.cursors[_TO_CANCEL] = [*self._state.cursors.get(_TO_CANCEL, ()), record.entity_id]
        super()._cancelled_there(record, number)

    async def run_once(self) -> None:
        """One pass, then the cancellations in the shop. Raises CallFailed."""
        await super().run_once()
        for entity_id in self._state.cursors.get(_TO_CANCEL, ()):
            reply = await self._shop.post(f"/rest/V1/orders/{entity_id}/cancel")
            if reply.status not in BUSY:
                left = [each for each in self._state.cursors[_TO_CANCEL] if each != entity_id]
                self._state.cursors[_TO_CANCEL] = left


class WritesEveryContact(Exporter):
    """`customers: {owner: both}`: the data of every order are written into the ERP, changed or not."""

    def _note_contact(self, reference: str, number: str, order: dict[str, Any], body: dict[str, Any]) -> None:
        super()._note_contact(reference, number, order, body)
        contact = self._state.contacts.get(reference)
        if contact is not None:
            self._state.contacts[reference] = replace(contact, sent={})
            self._state.contacts_due[reference] = None


class AddsDifferences(StockSync):
    """`stock: {owner: both}`: what has changed in the ERP is added to the quantity that the shop has."""

    async def _write(self, items: list[dict[str, Any]]) -> bool:
        shown = await self._shown({str(item["sku"]) for item in items})
        if shown is None:
            return False
        known: dict[str, int] = self._state.cursors.get("stock_known", {})
        for item in items:
            place = f"{item['sku']} {item['source_code']}"
            erp = item["quantity"]
            if place in known:
                item["quantity"] = max(0, shown.get(place, 0) + erp - known[place])
                item["status"] = int(item["quantity"] > 0)
            known[place] = erp
        self._state.cursors["stock_known"] = known
        return await super()._write(items)

    async def _shown(self, skus: set[str]) -> dict[str, int] | None:
        """The quantities in the shop by article and source; None where the shop does not answer well."""
        where = "searchCriteria[filter_groups][0][filters][0]"
        listed = ",".join(sorted(skus))
        reply = await self._shop.get(
            f"/rest/V1/inventory/source-items?{where}[field]=sku&{where}[condition_type]=in"
            f"&{where}[value]={quote(listed, safe=',')}&searchCriteria[pageSize]=1000"
        )
        if not reply.ok:
            self._shop_failed(STOCK, reply)
            return None
        return {f"{row['sku']} {row['source_code']}": int(row["quantity"]) for row in reply.data["items"]}


class WritesAllAgain(StockSync):
    """`stock: {reconcile: ...}`: at that interval all quantities are written again."""

    every_ms: ClassVar[int]

    async def run_once(self) -> None:
        """Push what changed, or everything. Raises CallFailed."""
        cursors, now_ms = self._state.cursors, self._kit.now_ms()
        if now_ms - cursors.setdefault("stock_whole_ms", now_ms) >= self.every_ms:
            cursors["stock_whole_ms"], cursors["stock"] = now_ms, 0
        await super().run_once()
