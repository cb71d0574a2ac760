"""Defects of cancellations, edits and events out of order, and of states that are set or left out."""

from __future__ import annotations

from typing import Any

from golive.candidates import reference
from golive.candidates.kit import CallFailed, Response
from golive.candidates.notices import order_news
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.inbox import Inbox
from golive.candidates.reference.mapping import ENDED_STATES, PAID_STATES
from golive.candidates.reference.orders import standstill
from golive.candidates.reference.orders.acknowledge import Acknowledger
from golive.candidates.reference.orders.refusals import error_of
from golive.candidates.reference.orders.trigger import Webhook
from golive.candidates.reference.state import NOT_WANTED, SENT, TO_SEND, WAITING, Record
from golive.zoo.changes.twice import NoRefunds, SendsWhatHasEnded
from golive.zoo.patches import Patches

Body = dict[str, Any]


class NoLateCancels(Inbox):
    """LIF-02: a cancellation counts for orders that are not exported yet."""

    def note(self, order: str, entity_id: str, shop_state: str) -> None:
        record = self._state.orders.get(order)
        if shop_state not in ENDED_STATES or record is None or record.state != SENT:
            super().note(order, entity_id, shop_state)


def no_late_cancels(patch: Patches) -> None:
    """LIF-02."""
    patch.setattr(reference, "Inbox", NoLateCancels)
    patch.setattr(reference, "Refunds", NoRefunds)


class ChangesDraftsOnly(Exporter):
    """LIF-03: an edited order is a change of its parent, which is made in the ERP as long as that has a draft."""

    async def _send(self, record: Record) -> None:
        parent = self._state.orders.get(record.order.rpartition("-")[0])
        if parent is None or not parent.number:
            await super()._send(record)
            return
        reply = await self._erp.order(parent.number)
        if reply.ok and reply.data["status"] != "draft":
            record.state = NOT_WANTED
            self._state.save(record)

    async def _cancel(self, record: Record) -> None:
        order = await self._order(record)
        if order is None:
            return
        if order["relation_child_id"] is not None and record.number:
            record.cancelled = True  # it goes on as the edited order
            self._state.save(record)
            return
        await super()._cancel(record)


def changes_drafts_only(patch: Patches) -> None:
    """LIF-03."""
    patch.setattr(reference, "Exporter", ChangesDraftsOnly)
    patch.setattr(reference, "Refunds", NoRefunds)


class LatestArrivalWins(Inbox):
    """LIF-05: the state of each event replaces the stored one, in the order of arrival."""

    def note(self, order: str, entity_id: str, shop_state: str) -> None:
        record = self._state.orders.get(order)
        if record is None or shop_state not in PAID_STATES or not record.cancel:
            super().note(order, entity_id, shop_state)
            return
        record.cancel = record.cancelled = False
        if record.state == NOT_WANTED:
            record.state = TO_SEND
        self._state.save(record)
        self.queue.put_nowait(order)


def latest_arrival_wins(patch: Patches) -> None:
    """LIF-05."""
    patch.setattr(reference, "Inbox", LatestArrivalWins)
    patch.setattr(reference, "Exporter", SendsWhatHasEnded)
    patch.setattr(reference, "Refunds", NoRefunds)


class WaitsForPlaced(Inbox):
    """LIF-07: the event of the new order makes the record; other events of an unknown order are dropped."""

    def on_event(self, event: dict[str, Any]) -> int:
        news = order_news(event)
        if news is None or news.order in self._state.orders:
            return super().on_event(event)
        if "_isNew" in event["data"]["value"]:
            if news.state != "new":
                return super().on_event(event)
            self._state.save(Record(news.order, news.entity_id, WAITING, seen_ms=self._now_ms()))
        return 200


class EverySave(Webhook):
    """LIF-07: takes the events of all saves, as the shop sends them without conditions."""

    async def run(self) -> None:
        """Leave the subscription as it is."""


def waits_for_placed(patch: Patches) -> None:
    """LIF-07."""
    patch.setattr(reference, "Inbox", WaitsForPlaced)
    patch.setattr(reference, "Webhook", EverySave)


class CompletesOnImport(Acknowledger):
    """LIF-20: the status "complete" marks an order as imported."""

    def body(self, row: dict[str, Any], status: str) -> Body:
        return super().body(row, "complete")


def drafts(patch: Patches) -> None:
    """LIF-21: the order is created with a status of its own, which the ERP ignores, and never released."""

    def order_body(self: Exporter, order: Body, customer: str) -> Body:
        body = original(self, order, customer)
        del body["release"]
        return {**body, "custom": {**body["custom"]}, "status": "released"}

    original = Exporter.order_body
    patch.setattr(Exporter, "order_body", order_body)
    patch.setattr(standstill, "entry", lambda status: None)


def known_statuses_only(patch: Patches) -> None:
    """BL-113: statuses of the ERP are looked up in a table, and one that is not there counts as progress."""
    patch.setattr(standstill, "entry", standstill.STANDING.get)


class BelievesTheCancel(Exporter):
    """LIF-22: any answer to a cancellation counts as its success."""

    async def _cancel(self, record: Record) -> None:
        if record.number and not record.cancelled and not record.is_shipped:
            try:
                await self._erp.cancel_order(record.number)
            except CallFailed as failure:
                self._kit.log(str(failure))
            record.cancelled = record.gone = True
            self._state.save(record)
            return
        await super()._cancel(record)


class ClosedIsForGood(Exporter):
    """LIF-23: an order dated in a closed period is marked as failed, and logged."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        if "period" not in str(error_of(reply)["code"]):
            super()._refused(record, reply, noun)
            return
        record.state = "failed"
        self._state.save(record)
        self._kit.log(f"{record.order} failed: {error_of(reply)['message']}")


def completes_on_import(patch: Patches) -> None:
    """LIF-20."""
    patch.setattr(reference, "Acknowledger", CompletesOnImport)
