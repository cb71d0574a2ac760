"""Defects of a job that reads a list of orders at intervals and sends each of them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from golive.candidates import reference
from golive.candidates.kit import CallFailed
from golive.candidates.reference.mapping import is_due
from golive.candidates.reference.orders.search import stamp
from golive.candidates.reference.reconcile import Reconciler
from golive.candidates.reference.state import SENT, Record
from golive.zoo.changes.reading import FIELDS, Filter, Poller, query
from golive.zoo.changes.twice import Blind
from golive.zoo.patches import Patches

EVERY_S = 60
ZONE, OVERLAP = ZoneInfo("Europe/Berlin"), timedelta(minutes=15)
LOOK_BACK_MS = 30 * 60_000
PAGE = 20
MOST_PAGES = 3


class Job(Blind):
    """Every minute a run that reads orders and sends them one after the other; other classes say which."""

    async def work(self) -> None:
        """Start the runs, one at a time."""
        while True:
            await asyncio.sleep(EVERY_S)
            await self.run()

    async def run(self) -> None:
        """One run. A class overrides it."""

    async def page(self, filters: list[Filter], number: int = 1) -> list[dict[str, Any]]:
        """The orders of one page that are due; an empty list where the shop did not answer well."""
        reply = await self._shop.get(
            f"/rest/V1/orders?{query(filters, 'entity_id', number, PAGE)}&fields={FIELDS}"
        )
        return list(reply.data["items"]) if reply.ok else []

    async def send(self, rows: list[dict[str, Any]]) -> None:
        """Send each order of a page that is due; one without an answer is left for the next run."""
        for row in rows:
            if not is_due(row["state"], row["payment"]["method"]):
                continue
            record = Record(row["increment_id"], str(row["entity_id"]), seen_ms=self._kit.now_ms())
            try:
                await self._send(record)
            except CallFailed as failure:
                self._kit.log(f"{record.order}: {failure}")


class StartsWithoutALock(Job):
    """DUP-04: a run is started every minute, whether or not the run before has ended."""

    async def work(self) -> None:
        runs: set[asyncio.Task[None]] = set()
        while True:
            await asyncio.sleep(EVERY_S)
            run = asyncio.get_running_loop().create_task(self.run())
            runs.add(run)
            run.add_done_callback(runs.discard)

    async def run(self) -> None:
        """Read what has changed lately, leave out what is marked as sent, and send the rest."""
        since = stamp(self._kit.now_ms() - LOOK_BACK_MS)
        found: list[dict[str, Any]] = []
        number = 1
        while rows := await self.page([("updated_at", "gteq", since)], number):
            found += rows
            number += 1
        orders = self._state.orders
        await self.send([row for row in found if not self._is_marked(orders.get(row["increment_id"]))])

    def _is_marked(self, record: Record | None) -> bool:
        return record is not None and record.state == SENT


class ReadsUntilAPageIsEmpty(Job):
    """DUP-13: the pages above the last id are read until one is empty, and every row of every page is sent."""

    async def run(self) -> None:
        """Read and send page after page, up to a limit against endless runs."""
        cursors = self._state.cursors
        above, number = [("entity_id", "gt", str(cursors.get("last_id", 0)))], 1
        while number <= MOST_PAGES and (rows := await self.page(above, number)):
            await self.send(rows)
            cursors["last_id"] = rows[-1]["entity_id"]
            number += 1


class WallClock(Poller):
    """LOS-10: the cursor is the time on the wall, and an overlap is taken off it: in spring it leads into no hour."""

    async def _read_shop(self) -> None:
        now_ms, cursors = self._kit.now_ms(), self._state.cursors
        last = datetime.fromisoformat(cursors.get("wall", self._wall(self.since_ms)))
        since = (last - OVERLAP).replace(tzinfo=ZONE)
        bound = ("updated_at", "gteq", stamp(int(since.timestamp()) * 1000))
        number, rows = 1, await self.page([bound])
        while rows:
            self.take(rows)
            number += 1
            rows = await self.page([bound], number)
        cursors["wall"] = self._wall(now_ms)

    def _wall(self, at_ms: int) -> str:
        return datetime.fromtimestamp(at_ms // 1000, ZONE).replace(tzinfo=None).isoformat()


class ReadsNothing(Reconciler):
    """The comparison of both systems, which the job has replaced."""

    async def run_once(self) -> None:
        return


def _in_place(patch: Patches, job: type[Job]) -> None:
    patch.setattr(reference, "Exporter", job)
    patch.setattr(reference, "Reconciler", ReadsNothing)


def starts_without_a_lock(patch: Patches) -> None:
    """DUP-04."""
    _in_place(patch, StartsWithoutALock)


def reads_until_a_page_is_empty(patch: Patches) -> None:
    """DUP-13."""
    _in_place(patch, ReadsUntilAPageIsEmpty)
