"""Defects in how a known order becomes a document: batches, steps, refusals, references, articles without a mapping."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.kit import Response
from golive.candidates.reference import mapping
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.state import NOT_WANTED, TO_SEND, Record
from golive.candidates.sessions import erp_session
from golive.zoo.changes.sending import ThreeTries
from golive.zoo.changes.twice import Blind

Body = dict[str, Any]

BATCH_EVERY_S = 120
AGAIN_S = 300


class ReadsTheEnvelopeOnly(Exporter):
    """LOS-20: orders go out in batches, and a batch that was accepted marks all its orders as sent."""

    async def work(self) -> None:
        while True:
            await asyncio.sleep(BATCH_EVERY_S)
            waiting = [record for record in self._state.orders.values() if record.state == TO_SEND]
            rows = [body for record in waiting if (body := await self._row(record)) is not None]
            if not rows:
                continue
            session = erp_session(self._kit.erp, self._kit.credentials)
            name = f"web-{self._kit.now_ms()}"
            batch = {"operation": "order.create", "external_id": name, "rows": rows}
            if (await session.post("/api/v1/batches", batch)).ok:
                for body in rows:
                    record = self._state.orders[body["external_reference"]]
                    record.state, record.items = NOT_WANTED, {}
                    self._state.save(record)

    async def _row(self, record: Record) -> Body | None:
        order = await self._order(record)
        if order is None or order["state"] in mapping.ENDED_STATES:
            return None
        customer = await self._customer(record, order)
        return None if customer is None else self.order_body(order, customer)


class NeedsAMapping(ThreeTries):
    """LOS-24: an article that the ERP does not sell yet ends the job before anything is stored, three times."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        session = erp_session(self._kit.erp, self._kit.credentials)
        for row in mapping.sellable_rows(order):
            item = await session.get(f"/api/v1/items/{row['sku']}")
            if not item.ok or item.data["status"] != "active":
                raise LookupError(f"no mapping for {row['sku']}")
        await super()._create(record, order, customer)


class RepeatsTheRefused(Exporter):
    """LOS-35: a refused order is sent again every five minutes as it was, and nothing else becomes of it."""

    def _refused(self, record: Record, reply: Response, noun: str) -> None:
        self._kit.log(f"{record.order}: {reply.status}")
        self._inbox.again(record.order, AGAIN_S)


class DividesByTheTotal(Exporter):
    """LOS-36: the mapping fails for a class of orders: the rate of tax of an order with nothing to pay is 0 by 0."""

    async def work(self) -> None:
        while True:
            record = self._state.orders[await self._inbox.queue.get()]
            try:
                await self._advance(record)
            except ArithmeticError as error:
                record.unsure = False
                self._kit.log(f"{record.order}: {error!r}")

    def order_body(self, order: Body, customer: str) -> Body:
        body = super().order_body(order, customer)
        net = order["grand_total"] - order["tax_amount"]
        body["custom"]["tax_percent"] = f"{100 * order['tax_amount'] / net:.0f}"
        return body


def number_without_the_store(body: Body, order: Body) -> None:
    """LOS-37: the reference is the running number, which every store counts from one on."""
    body["external_reference"] = order["increment_id"][-9:]


class BuildsInSteps(Blind):
    """DUP-16: a head with the first line, then the other lines, then the release; a failure begins a new head."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        body = self._body(record, order, customer)
        head, rest = {**body, "lines": body["lines"][:1], "release": False}, body["lines"][1:]
        reply = await self._erp.create_order(head, self._design.answer_within_s)
        if reply.ok and rest:
            number = reply.data["number"]
            reply = await self._erp.change_order(number, {"lines": rest})
        if reply.ok:
            session = erp_session(self._kit.erp, self._kit.credentials)
            number = reply.data["number"]
            reply = await session.post(f"/api/v1/orders/{number}/release")
        if reply.ok:
            self._sent(record, str(reply.data["number"]), str(reply.data["status"]))
        else:
            self._inbox.again(record.order, AGAIN_S)
