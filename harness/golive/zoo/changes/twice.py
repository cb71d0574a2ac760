"""Defects that book an order twice, and those of cancellations and edits."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import CallFailed, Kit, NoAnswer
from golive.candidates.notices import order_news
from golive.candidates.reference import mapping, reconcile
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.orders.same_cart import Carts
from golive.candidates.reference.refunds.crediting import Refunds
from golive.candidates.reference.retries import Retries
from golive.candidates.reference.state import SENT, Record
from golive.candidates.storage import Storage
from golive.zoo.patches import Patches


class Blind(Exporter):
    """A create without a lookup before it and without a stored intent; other classes add the mistake."""

    async def _post(self, record: Record, body: dict[str, Any]) -> None:
        reply = await self._erp.create_order(body, self._design.answer_within_s)
        if reply.ok:
            self._sent(record, str(reply.data["number"]), str(reply.data["status"]))
        else:
            self._refused(record, reply, "order")

    def _body(self, record: Record, order: dict[str, Any], customer: str) -> dict[str, Any]:
        record.items = mapping.items_by_sku(order)
        return mapping.order_body(
            order, customer, self._design.sales_channel, order["store_id"] not in self._kit.net_price_stores
        )


class ThreeBlindRetries(Blind):
    """DUP-01: a timeout is answered with the same call again."""

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        body = self._body(record, order, customer)
        for _ in range(3):
            try:
                await self._post(record, body)
                return
            except NoAnswer:
                continue


class OwnReferences(Blind):
    """DUP-12: the reference of an attempt is made of fields that change between attempts."""

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        body = self._body(record, order, customer)
        mutable = f"{order['increment_id']}{order['status']}{self._kit.now_ms()}"
        body["external_reference"] = (
            f"{order['increment_id']}/{hashlib.sha256(mutable.encode()).hexdigest()[:8]}"
        )
        try:
            await self._post(record, body)
        except NoAnswer:
            self._inbox.again(record.order, 60)


class TwoTriggers(Blind):
    """DUP-03: an event and a job start the same order; both look, both find nothing, both create."""

    async def work(self) -> None:
        while True:
            order = await self._inbox.queue.get()
            record = self._state.orders[order]
            await asyncio.gather(self._check_and_create(record), self._check_and_create(record))

    async def _check_and_create(self, record: Record) -> None:
        if record.state == SENT:
            return
        found = await self._erp.orders_of(record.order)
        if found.ok and not found.data["rows"]:
            await self._send(record)

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        await self._post(record, self._body(record, order, customer))


class ForgetsTheIntent(Blind):
    """DUP-11: the process may end between the ERP's answer and the note of it."""

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        await self._post(record, self._body(record, order, customer))


def two_runners(patch: Patches) -> None:
    """DUP-05: two instances of the integration, each with its own tables, receive every event."""

    async def run(kit: Kit, design: Any) -> None:
        twin = replace(kit, storage=Storage())
        await asyncio.gather(original(kit, design), original(twin, design))

    original = reference.run
    patch.setattr(reference, "run", run)


class ByDelivery(Inbox):
    """DUP-08: an event counts as known by the id of its delivery."""

    def on_event(self, event: dict[str, Any]) -> int:
        news = order_news(event)
        if news is not None and news.order in self._state.orders and news.state == "processing":
            record = self._state.orders[news.order]
            if record.state == SENT and not record.cancel:
                record.state = "to_send"
                record.number = ""
                self.queue.put_nowait(news.order)
        return super().on_event(event)


class ForgetfulInbox(Inbox):
    """DUP-09: what was handled is kept in the process, so a restart forgets it."""

    def _resume(self) -> None:
        for order in [*self._state.orders]:
            del self._state.orders[order]


class RetryButton(Retries):
    """DUP-18: the retry button sends the order, whatever became of it."""

    async def on_retry(self, order: str) -> str:
        record = self._state.orders.get(order)
        if record is None:
            return "the order is unknown"
        exporter = self._exporter
        try:
            reply = await exporter._shop.get(f"/rest/V1/orders/{record.entity_id}")
            body = mapping.order_body(reply.data, self._state.customers["WEB-GUEST"], "web", True)
            await exporter._erp.create_order(body)
        except CallFailed as failure:
            return str(failure)
        return "sent"


def forced_retry(patch: Patches) -> None:
    """DUP-18."""
    patch.setattr(reference, "Retries", RetryButton)


class SendsWhatHasEnded(Exporter):
    """LIF-01: works from the snapshot of the event and does not look at the order again."""

    async def _send(self, record: Record) -> None:
        reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}")
        if not reply.ok:
            self._later(record, f"the shop answered {reply.status}")
            return
        customer = await self._customer(record, reply.data)
        if customer is not None:
            await self._create(record, reply.data, customer)


class KeepsSnapshots(Inbox):
    """LIF-01: events of ended orders are for another consumer, which was never built."""

    def note(self, order: str, entity_id: str, shop_state: str) -> None:
        if shop_state == "processing":
            super().note(order, entity_id, shop_state)


class NoRefunds(Refunds):
    """LIF-01: nor are credit memos followed."""

    async def run_once(self) -> None:
        return


def snapshots(patch: Patches) -> None:
    """LIF-01."""
    patch.setattr(reference, "Refunds", NoRefunds)
    patch.setattr(reference, "Exporter", SendsWhatHasEnded)
    patch.setattr(reference, "Inbox", KeepsSnapshots)


class WaitsForTheParent(Exporter):
    """LIF-04: an edited order waits for a flag that only the cancellation of its parent in the ERP sets."""

    async def _send(self, record: Record) -> None:
        parent = self._state.orders.get(record.order.rpartition("-")[0])
        if "-" in record.order and (parent is None or not parent.number or not parent.cancelled):
            return
        await super()._send(record)


class CancelsLocally(Exporter):
    """INV-19: a cancelled order is noted as cancelled; the ERP keeps its allocation."""

    async def _cancel(self, record: Record) -> None:
        record.cancelled = True
        self._state.save(record)


def sends_unpaid(patch: Patches) -> None:
    """LIF-24: an order is exported when it is placed."""
    due = lambda state, method: state in ("new", "pending_payment", "processing", "complete")  # noqa: E731
    patch.setattr(mapping, "is_due", due)
    patch.setattr(reconcile, "is_due", due)


def compares_no_carts(patch: Patches) -> None:
    """DUP-17: an order is an order, whatever cart it was placed from."""
    patch.setattr(Carts, "other", lambda self, record, order: "")
