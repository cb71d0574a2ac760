"""Defects between the receipt of an order and the ERP: lost, stuck, given up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from golive.candidates import reference
from golive.candidates.kit import CallFailed, Kit, Response
from golive.candidates.reference import fulfilment, mapping
from golive.candidates.reference.duty import Tools
from golive.candidates.reference.erp import native
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.fulfilment import Fulfilment
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.pace import Pace
from golive.candidates.reference.state import NOT_WANTED, ON_DESK, SENT, TO_SEND, Record
from golive.candidates.sessions import Session
from golive.candidates.sessions import erp_session as opened_session
from golive.zoo.patches import Patches


def exports_as(exporter: type[Exporter]) -> Callable[[Patches], None]:
    """The change that puts another exporter in place."""
    return lambda patch: patch.setattr(reference, "Exporter", exporter)


def receives_as(inbox: type[Inbox]) -> Callable[[Patches], None]:
    """The change that puts another inbox in place."""
    return lambda patch: patch.setattr(reference, "Inbox", inbox)


class MarksRefusedAsSent(Exporter):
    """LOS-18: an answer below 500 counts as synchronised."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        if reply.status < 500 and reply.status not in (401, 429):
            record.state = NOT_WANTED
            self._state.save(record)
            return
        super()._refused(record, reply, noun)


class BelievesOk(Exporter):
    """LOS-19: a 200 counts as booked, whatever is in it."""

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        body = mapping.order_body(
            order, customer, self._design.sales_channel, order["store_id"] not in self._kit.net_price_stores
        )
        record.items = mapping.items_by_sku(order)
        reply = await self._erp.create_order(body, self._design.answer_within_s)
        if reply.ok:
            record.state = SENT if "number" in reply.data else NOT_WANTED
            record.number = reply.data.get("number", "")
            self._state.save(record)
        else:
            self._refused(record, reply, "order")


class TakesTheFirstTen(Exporter):
    """LOS-22: every minute the ten oldest orders that are not sent, without a count of attempts."""

    async def work(self) -> None:
        while True:
            await asyncio.sleep(60)
            waiting = sorted(order for order, each in self._state.orders.items() if each.state == TO_SEND)
            for order in waiting[:10]:
                await self._advance(self._state.orders[order])

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        self._kit.log(f"{record.order}: {reply.status}")
        self._is_sure(record)


class DeadLetters(Exporter):
    """LOS-25: a refused order is marked as failed, and no query ever returns it again."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        record.state = "failed"
        self._state.save(record)
        self._kit.log(f"{record.order} failed: {reply.status}")


class ThreeTries(Exporter):
    """LOS-26: three attempts, ten seconds apart."""

    def _later(self, record: Record, why: str, after_s: float | None = None) -> None:
        tries = self._state.cursors.get(f"tries-{record.order}", 0) + 1
        self._state.cursors[f"tries-{record.order}"] = tries
        if tries < 3:
            self._inbox.again(record.order, 10)
        else:
            self._kit.log(f"{record.order}: given up, {why}")


class LogsAndGoesOn(Exporter):
    """LOS-39: a failed hand-over is logged, and that is all."""

    def _later(self, record: Record, why: str, after_s: float | None = None) -> None:
        self._kit.log(f"{record.order}: {why}")


class SkipsOddAddresses(Exporter):
    """OPS-13: leaves early, without a state, where it holds the e-mail address to be invalid."""

    async def _send(self, record: Record) -> None:
        reply = await self._shop.get(f"/rest/V1/orders/{record.entity_id}")
        if reply.ok and len(reply.data["customer_email"].partition("@")[0]) > 20:
            return
        await super()._send(record)


class ChecksTheForm(Exporter):
    """BL-114: an order with a field that the form of the go-live does not have is logged and dropped."""

    KNOWN = frozenset(
        {
            "shipping_assignments",
            "payment_additional_info",
            "applied_taxes",
            "item_applied_taxes",
            "converting_from_quote",
            "gift_cards",
            "gift_cards_amount",
            "base_gift_cards_amount",
            "customer_balance_amount",
            "base_customer_balance_amount",
        }
    )

    async def _order(self, record: Record) -> dict[str, Any] | None:
        order = await super()._order(record)
        if order is None or self.KNOWN.issuperset(order["extension_attributes"]):
            return order
        self._kit.log(f"order {record.order}: unexpected fields; it is left out")
        record.state = NOT_WANTED
        self._state.save(record)
        return None


class LocksTheCustomer(Exporter):
    """LOD-13: one lock per customer account; a job that does not get it is postponed by five minutes."""

    async def _create(self, record: Record, order: dict[str, Any], customer: str) -> None:
        locks: set[str] = self.__dict__.setdefault("locks", set())
        if customer in locks:
            self._inbox.again(record.order, 300)
            return
        locks.add(customer)
        try:
            await super()._create(record, order, customer)
        finally:
            locks.discard(customer)


class RetriesForEver(Exporter):
    """DRF-03: a refused order is queued again at once, without a limit."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        super()._refused(record, reply, noun)
        record.state = TO_SEND
        self._inbox.again(record.order, 1)


class AlertsPerAttempt(Exporter):
    """OPS-03: the same failure is reported at every attempt."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        super()._refused(record, reply, noun)
        if record.state == ON_DESK:
            self._board.alert(f"order {record.order} was refused: {reply.status}")
            record.state = TO_SEND
            self._inbox.again(record.order, 60)


class Evenly(Pace):
    """LOD-04: every failure is tried again a minute later, without jitter and without regard to the others."""

    async def wait(self) -> None:
        return

    def failed(self, retry_after: str | None = None) -> None:
        return


class AMinuteLater(Exporter):
    """LOD-04, the exporter's part."""

    def _later(self, record: Record, why: str, after_s: float | None = None) -> None:
        at_ms = self._kit.now_ms()
        super()._later(record, why, 60 - at_ms / 1000 % 60)


def evenly(patch: Patches) -> None:
    """LOD-04."""
    patch.setattr(reference, "Pace", Evenly)
    patch.setattr(reference, "Exporter", AMinuteLater)


def unchanged(patch: Patches) -> None:
    """The defect is in the design alone."""


class InMemory(Inbox):
    """LOS-31: the queue is a list of the process; nothing is stored when an event is accepted."""

    def note(self, order: str, entity_id: str, shop_state: str) -> None:
        if order not in self._state.orders and shop_state == "processing":
            asyncio.get_running_loop().call_later(30, super().note, order, entity_id, shop_state)
        else:
            super().note(order, entity_id, shop_state)


class AcknowledgesFirst(Inbox):
    """LOS-12: answers 200, and a task writes the event down after other work."""

    def on_event(self, event: dict[str, Any]) -> int:
        async def persist() -> None:
            await asyncio.sleep(45)
            super(AcknowledgesFirst, self).on_event(event)

        self.__dict__.setdefault("tasks", []).append(asyncio.get_running_loop().create_task(persist()))
        return 200


class SwallowsItsOwnFailure(Inbox):
    """LOS-13: the database fails for every ninth event, and the handler answers 200."""

    def on_event(self, event: dict[str, Any]) -> int:
        count = self.__dict__["count"] = self.__dict__.get("count", 0) + 1
        return 200 if count % 9 == 0 else super().on_event(event)


class StaysStarted(Inbox):
    """LOS-32: what was in work when the process ended stays in the state "started" for ever."""

    def _resume(self) -> None:
        for order, record in self._state.orders.items():
            if record.state == TO_SEND and not record.unsure:
                self.queue.put_nowait(order)

    def adopt(self) -> None:
        """Nothing is taken over from an instance that is gone."""


def never_triggered(patch: Patches) -> None:
    """LOS-41: a release has removed the consumer; events are refused, and no schedule runs."""
    patch.setattr(Kit, "on_webhook", lambda self, handler: None)


def stops_after_a_failure(patch: Patches) -> None:
    """LOS-33: a job that failed once is in the state "error" and is not picked again."""

    async def every(pause_s: Callable[[], float], job: Callable[[], Awaitable[None]], tools: Tools) -> None:
        while True:
            await asyncio.sleep(pause_s())
            try:
                await job()
            except CallFailed as failure:
                tools.kit.log(f"job in error: {failure}")
                return

    patch.setattr(reference, "_every", every)


class StuckFeed(Fulfilment):
    """LOS-23: a page of the feed with an unexpected message is read again and again."""

    async def fetch(self) -> bool:
        before = self._state.cursors.get("deliveries", 0)
        after = await self._erp.deliveries(before, 200)
        if after.ok and any(len(row["lines"]) > 3 for row in after.data["rows"]):
            return False
        return await super().fetch()


def stuck_feed(patch: Patches) -> None:
    """LOS-23."""
    patch.setattr(reference, "Fulfilment", StuckFeed)


def everything_in_one_parcel(patch: Patches) -> None:
    """LIF-19: the quantities stand under an unknown key, so the shop ships all that is open."""

    def shipment(row: dict[str, Any], spread: dict[float, float]) -> dict[str, Any]:
        body = original(row, spread)
        body["entries"] = body.pop("items")
        return body

    original = fulfilment._shipment
    patch.setattr(fulfilment, "_shipment", shipment)


def saves_the_shipment(patch: Patches) -> None:
    """BL-001: the shipment is saved with POST /V1/shipment, which does not ship the order."""

    async def post(
        self: Fulfilment, record: Record, row: dict[str, Any], shipment: dict[str, Any]
    ) -> Response:
        items = [{"order_item_id": each["order_item_id"], "qty": each["qty"]} for each in shipment["items"]]
        entity = {"order_id": record.entity_id, "items": items, "tracks": shipment["tracks"]}
        more = {"extension_attributes": shipment["arguments"]["extension_attributes"]}
        return await self._shop.post("/rest/V1/shipment", {"entity": entity | more})

    patch.setattr(Fulfilment, "_post", post)


class LoginOnce(Session):
    """OPS-04: logs in when it is made, and never again."""

    async def request(self, method: str, path: str, data: Any = None, **options: Any) -> Response:
        headers = self._headers or await self._fresh_headers(self._headers)
        return await self._client.request(method, path, data, headers, **options)


def logs_in_once(patch: Patches) -> None:
    """OPS-04."""

    def erp_session(client: Any, credentials: Any) -> Session:
        made = original(client, credentials)
        return LoginOnce(made._client, made._login)

    original = opened_session
    patch.setattr(native, "erp_session", erp_session)
