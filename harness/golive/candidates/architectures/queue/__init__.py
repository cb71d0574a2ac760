"""A table of jobs with leases: everything to be done is a job, and a worker that is free takes the next one.

References in the ERP carry the name of the shop as a prefix.
"""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.architectures.parts.after_sales import AfterSales
from golive.candidates.architectures.parts.api import erp_of, shop_of
from golive.candidates.architectures.parts.clock import every
from golive.candidates.architectures.parts.events import order_of
from golive.candidates.architectures.parts.goods import Goods
from golive.candidates.architectures.parts.leading import keep_lead, wait_for_lead
from golive.candidates.architectures.parts.orders import NotYet, Orders
from golive.candidates.architectures.parts.polling import Poll
from golive.candidates.kit import Kit

LEASE_MS = 300_000
HEARTBEAT_S = 60


class Jobs:
    """A job is a dict with `due_ms`, `lease_ms` (taken until then), `version`; its key is the number of an order."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._table = kit.storage.table("jobs")

    def add(self, number: str, entity_id: str) -> None:
        """Add a job, or have the one that is there done once more."""
        job = self._table.get(number) or {"id": entity_id, "due_ms": 0, "lease_ms": 0, "version": 0}
        self._table[number] = {**job, "version": job["version"] + 1}

    def lease(self) -> tuple[str, dict[str, Any]] | None:
        """Take a job that is due and that no worker holds."""
        now_ms = self._kit.now_ms()
        for number, job in self._table.items():
            if job["due_ms"] <= now_ms and job["lease_ms"] <= now_ms:
                self._table[number] = taken = {**job, "lease_ms": now_ms + LEASE_MS}
                return number, taken
        return None

    def extend(self, number: str) -> None:
        """The worker is alive."""
        self._table[number] = {**self._table[number], "lease_ms": self._kit.now_ms() + LEASE_MS}

    def finish(self, number: str, version: int) -> None:
        """Remove a job, unless it was added again meanwhile."""
        job = self._table[number]
        if job["version"] == version:
            del self._table[number]
        else:
            self._table[number] = {**job, "lease_ms": 0}

    def postpone(self, number: str, seconds: float) -> None:
        """Give a job back for later."""
        due_ms = self._kit.now_ms() + int(seconds * 1000)
        self._table[number] = {**self._table[number], "lease_ms": 0, "due_ms": due_ms}


async def worker(kit: Kit, jobs: Jobs, orders: Orders) -> None:
    """Take jobs; a lease is extended while the job is in work."""
    while True:
        taken = jobs.lease()
        if taken is None:
            await asyncio.sleep(1.5)
            continue
        number, job = taken
        alive = asyncio.create_task(_heartbeat(jobs, number))
        try:
            await orders.advance(orders.note(number, job["id"]))
        except NotYet:
            jobs.postpone(number, 90)
        except Exception as error:
            kit.log(f"job {number}: {error!r}")
            jobs.postpone(number, 90)
        else:
            jobs.finish(number, job["version"])
        finally:
            alive.cancel()


async def _heartbeat(jobs: Jobs, number: str) -> None:
    while True:
        await asyncio.sleep(HEARTBEAT_S)
        jobs.extend(number)


async def integrate(kit: Kit) -> None:
    """Events and a sweep add jobs, four workers take them."""
    shop, erp = shop_of(kit), erp_of(kit)
    orders, jobs = Orders(kit, shop, erp, prefix="SHOP1-"), Jobs(kit)
    poll = Poll(kit, shop, orders)
    goods, after_sales = Goods(kit, shop, erp, orders.ids), AfterSales(kit, shop, erp, orders.numbers)

    def on_event(event: dict[str, Any]) -> int:
        found = order_of(event)
        if found is not None and found[1]:
            jobs.add(*found)
        return 200

    kit.on_webhook(on_event)
    kit.on_retry(orders.retry)

    async def sweep() -> None:
        for row in [*await poll.read(), *await orders.audit()]:
            jobs.add(row["number"], row["id"])

    async def jobs_of_one() -> None:
        await wait_for_lead(kit)
        await asyncio.gather(
            keep_lead(kit),
            every(240, goods.round, kit),
            every(480, sweep, kit),
            every(900, after_sales.round, kit),
        )

    await asyncio.gather(*[worker(kit, jobs, orders) for _ in range(4)], jobs_of_one())
