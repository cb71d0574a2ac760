"""Defects in how often, how fast and in which order the systems are called."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from golive.candidates import reference
from golive.candidates.coupled import asks_the_erp
from golive.candidates.kit import CallFailed, Kit, Response
from golive.candidates.reference.export import Exporter
from golive.candidates.reference.mapping import sellable_rows
from golive.candidates.reference.orders.refusals import BUSY
from golive.candidates.reference.pace import Pace
from golive.candidates.reference.state import Record
from golive.candidates.reference.stock import Goods
from golive.zoo.changes.twice import Blind
from golive.zoo.patches import Patches

Body = dict[str, Any]
UNREACHED = "the ERP or the shop cannot be reached"


class NoPace(Pace):
    """LOD-01: calls are sent as they come; nothing limits their rate."""

    async def wait(self) -> None:
        return


class Unthrottled(Exporter):
    """LOD-01: every order is sent in a task of its own, as soon as it is known."""

    async def work(self) -> None:
        while True:
            _in_parallel(self, await self._inbox.queue.get())


def _in_parallel(exporter: Exporter, order: str) -> None:
    """Advance an order in a task of its own, unless it has one."""

    async def advance() -> None:
        try:
            await exporter._advance(exporter._state.orders[order])
        finally:
            exporter._busy.discard(order)

    if order not in exporter._busy:
        exporter._busy.add(order)
        tasks: set[asyncio.Task[None]] = exporter.__dict__.setdefault("tasks", set())
        task = asyncio.get_running_loop().create_task(advance())
        tasks.add(task)
        task.add_done_callback(tasks.discard)


def no_throttle(patch: Patches) -> None:
    """LOD-01."""
    patch.setattr(reference, "Pace", NoPace)
    patch.setattr(reference, "Exporter", Unthrottled)


class TriesAgainAtOnce(Blind):
    """LOD-02: a refusal for the rate is answered with the same call again."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        body = self._body(record, order, customer)
        reply = await self._erp.create_order(body, self._design.answer_within_s)
        while self._is_tried_again(reply):
            reply = await self._erp.create_order(body, self._design.answer_within_s)
        if reply.ok:
            self._sent(record, str(reply.data["number"]), str(reply.data["status"]))
        else:
            self._refused(record, reply, "order")

    def _is_tried_again(self, reply: Response) -> bool:
        return reply.status == 429


class UnknownThrottling(TriesAgainAtOnce):
    """LOD-03: a 429 with Retry-After is obeyed; one without it means "try again"."""

    def _is_tried_again(self, reply: Response) -> bool:
        return reply.status == 429 and "retry-after" not in reply.headers


class ReleasesAll(Exporter):
    """LOD-05: one order tries whether the ERP is back; then all that wait are sent in parallel."""

    _is_down = False

    def _later(self, record: Record, why: str, after_s: float | None = None) -> None:
        self._is_down = self._is_down or why == UNREACHED
        super()._later(record, why, after_s)

    def _sent(self, record: Record, number: str, status: str) -> None:
        super()._sent(record, number, status)
        if self._is_down:
            self._is_down = False
            while not self._inbox.queue.empty():
                _in_parallel(self, self._inbox.queue.get_nowait())


class ThreeLayers(Blind):
    """LOD-06: the client tries five times, the job five times, and the queue hands the order out again."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        body = self._body(record, order, customer)
        reply = await self._by_client(body)
        for _ in range(4):
            if reply.status not in BUSY:
                break
            await asyncio.sleep(1)
            reply = await self._by_client(body)
        if reply.ok:
            self._sent(record, str(reply.data["number"]), str(reply.data["status"]))
        else:
            self._refused(record, reply, "order")

    async def _by_client(self, body: Body) -> Response:
        for _ in range(4):
            reply = await self._erp.create_order(body, self._design.answer_within_s)
            if reply.status not in BUSY:
                return reply
            await asyncio.sleep(0.2)
        return await self._erp.create_order(body, self._design.answer_within_s)


def waits_for_the_erp(patch: Patches) -> None:
    """LOD-08: the checkout asks the ERP for availability, article by article."""

    async def run(kit: Kit, *rest: Any) -> None:
        kit.on_hook(asks_the_erp(kit))
        await original(kit, *rest)

    original = reference.run
    patch.setattr(reference, "run", run)


class FallsBackToTheList(Exporter):
    """LOD-09: asks the ERP to confirm each price; where it does not answer, the list price is taken."""

    _fallback = False

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        fallback = False
        for row in sellable_rows(order):
            try:
                fallback = fallback or not (await self._erp.price_of(row["sku"])).ok
            except CallFailed:
                fallback = True
        if fallback:
            order = {**order, "items": [_at_list_price(row) for row in order["items"]]}
        await super()._create(record, order, customer)


def _at_list_price(row: Body) -> Body:
    return {**row, "price": row["original_price"], "price_incl_tax": row["original_price"]}


class OneLane(Exporter):
    """LOD-10: orders and stock take turns in one lane."""

    lane: ClassVar[asyncio.Lock]

    async def _advance(self, record: Record) -> None:
        async with self.lane:
            await super()._advance(record)


class GoodsInTheLane(Goods):
    """LOD-10: the stock job holds the lane until all has been written."""

    async def run_once(self) -> None:
        async with OneLane.lane:
            await super().run_once()


def one_lane(patch: Patches) -> None:
    """LOD-10."""
    OneLane.lane = asyncio.Lock()
    patch.setattr(reference, "Exporter", OneLane)
    patch.setattr(reference, "Goods", GoodsInTheLane)


class CallsPerLine(Exporter):
    """LOD-12: reads the product, its images and its stock in both systems for each line."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        for row in sellable_rows(order):
            await self._shop.get(f"/rest/V1/products/{row['sku']}")
            await self._shop.get(f"/rest/V1/products/{row['sku']}/media")
            await self._shop.get(f"/rest/V1/stockItems/{row['sku']}")
            await self._erp.stock_of(row["sku"])
        await super()._create(record, order, customer)


SERIAL_TRIES_S = 30 * 60
"""How long the serial queue tries one order."""


class SerialQueue(Blind):
    """LOD-15: one order after the other, each tried for half an hour whatever the answer."""

    async def _create(self, record: Record, order: Body, customer: str) -> None:
        body = self._body(record, order, customer)
        until_ms = self._kit.now_ms() + SERIAL_TRIES_S * 1000
        reply = await self._erp.create_order(body, self._design.answer_within_s)
        while not reply.ok and self._kit.now_ms() < until_ms:
            await asyncio.sleep(60)
            reply = await self._erp.create_order(body, self._design.answer_within_s)
        if reply.ok:
            self._sent(record, str(reply.data["number"]), str(reply.data["status"]))
        else:
            self._refused(record, reply, "order")
