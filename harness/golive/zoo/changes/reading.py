"""Defects of a poller that reads the shop's orders: cursors, pages, filters."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from golive.candidates import reference
from golive.candidates.reference import reconcile
from golive.candidates.reference.mapping import ENDED_STATES, is_due
from golive.candidates.reference.orders.search import stamp
from golive.candidates.reference.reconcile import Reconciler
from golive.zoo.patches import Patches

Filter = tuple[str, str, str]
"""Field, condition, value."""

FIELDS = "items[increment_id,entity_id,state,store_id,created_at,updated_at,payment[method]],total_count"


def query(filters: list[Filter], sort: str, page: int, size: int) -> str:
    """Search criteria with one filter group per filter."""
    parts = []
    for number, (field, condition, value) in enumerate(filters):
        start = f"searchCriteria[filter_groups][{number}][filters][0]"
        parts.append(f"{start}[field]={field}&{start}[value]={value}&{start}[condition_type]={condition}")
    parts.append(f"searchCriteria[sortOrders][0][field]={sort}&searchCriteria[sortOrders][0][direction]=ASC")
    parts.append(f"searchCriteria[pageSize]={size}&searchCriteria[currentPage]={page}")
    return "&".join(parts)


class Poller(Reconciler):
    """A poller with pages of `size`, which other classes change."""

    size: ClassVar[int] = 100

    async def page(
        self, filters: list[Filter], number: int = 1, sort: str = "entity_id"
    ) -> list[dict[str, Any]]:
        """Read one page; an empty one where the shop did not answer well."""
        reply = await self._shop.get(
            f"/rest/V1/orders?{query(filters, sort, number, self.size)}&fields={FIELDS}"
        )
        return list(reply.data["items"]) if reply.ok and isinstance(reply.data, dict) else []

    def take(self, rows: list[dict[str, Any]]) -> None:
        """Queue what is due or has ended."""
        for row in rows:
            if is_due(row["state"], row["payment"]["method"]) or row["state"] in ENDED_STATES:
                self._inbox.note(row["increment_id"], str(row["entity_id"]), row["state"])

    async def take_all(self, since_ms: int) -> None:
        """Queue what has changed since then, page by page."""
        number, more = 1, True
        while more:
            rows = await self.page([("updated_at", "gteq", stamp(since_ms))], number)
            self.take(rows)
            number, more = number + 1, len(rows) == self.size

    @property
    def since_ms(self) -> int:
        """The cursor."""
        return int(self._state.cursors["shop_ms"])


class StrictlyNewer(Poller):
    """LOS-01: asks for rows newer than the last one seen; stamps are whole seconds."""

    size = 20

    async def _read_shop(self) -> None:
        last = self._state.cursors.get("last", stamp(self.since_ms))
        while True:
            rows = await self.page([("updated_at", "gt", last)], sort="updated_at")
            self.take(rows)
            if rows:
                last = rows[-1]["updated_at"].replace(" ", "%20")
                self._state.cursors["last"] = last
            if len(rows) < self.size:
                return


class CursorIsNow(Poller):
    """LOS-02: the cursor is the time at the end of the run, and the run takes long."""

    async def _read_shop(self) -> None:
        number, rows = 1, await self.page([("updated_at", "gteq", stamp(self.since_ms))])
        while rows:
            for row in rows:
                await self._shop.get(f"/rest/V1/orders/{row['entity_id']}")
                self.take([row])
            if len(rows) < self.size:
                break
            number += 1
            rows = await self.page([("updated_at", "gteq", stamp(self.since_ms))], number)
        self._state.cursors["shop_ms"] = self._kit.now_ms()


class ShrinkingPages(Poller):
    """LOS-04: pages by offset through orders in process; what ships meanwhile leaves the set."""

    size = 20

    async def _read_shop(self) -> None:
        started_ms, number = self._kit.now_ms(), 1
        filters = [("state", "eq", "processing"), ("updated_at", "gteq", stamp(self.since_ms))]
        while True:
            rows = await self.page(filters, number)
            self.take(rows)
            if len(rows) < self.size:
                break
            await asyncio.sleep(900)  # a page at a time, to be easy on the shop
            number += 1
        self._state.cursors["shop_ms"] = started_ms - 120_000


class FirstPageOnly(Poller):
    """LOS-05: reads one page of what has changed."""

    size = 20

    async def _read_shop(self) -> None:
        started_ms = self._kit.now_ms()
        self.take(await self.page([("updated_at", "gteq", stamp(self.since_ms))]))
        self._state.cursors["shop_ms"] = started_ms - 1_000


class CursorOnCreation(Poller):
    """LOS-08: orders in process by their time of creation; a late payment is behind the cursor."""

    async def _read_shop(self) -> None:
        started_ms = self._kit.now_ms()
        self.take(
            await self.page([("created_at", "gteq", stamp(self.since_ms)), ("state", "eq", "processing")])
        )
        self._state.cursors["shop_ms"] = started_ms - 120_000


class LocalTime(Poller):
    """LOS-09: the bound is local time (UTC+1), the shop compares it with UTC."""

    async def _read_shop(self) -> None:
        started_ms = self._kit.now_ms()
        self.take(await self.page([("updated_at", "gteq", stamp(self.since_ms + 3_600_000))]))
        self._state.cursors["shop_ms"] = started_ms - 120_000


class NoLookBack(Poller):
    """LOS-11: the cursor is the start of the run, although rows may become visible later than their stamp."""

    async def _read_shop(self) -> None:
        started_ms = self._kit.now_ms()
        self.take(await self.page([("updated_at", "gteq", stamp(self.since_ms))]))
        self._state.cursors["shop_ms"] = started_ms


class OneStore(Poller):
    """LOS-30: reads the orders of one store view; another was added later."""

    async def _read_shop(self) -> None:
        started_ms = self._kit.now_ms()
        self.take(await self.page([("updated_at", "gteq", stamp(self.since_ms)), ("store_id", "eq", "1")]))
        self._state.cursors["shop_ms"] = started_ms - 120_000


class PagesById(Poller):
    """LOS-03: the rows of a page are in the order of their ids, and the cursor is the newest change among them."""

    size = 40

    async def _read_shop(self) -> None:
        while True:
            last = self._state.cursors.get("last", stamp(self.since_ms))
            rows = await self.page([("updated_at", "gteq", last)])
            self.take(rows)
            newest = max((row["updated_at"].replace(" ", "%20") for row in rows), default=last)
            self._state.cursors["last"] = newest
            if len(rows) < self.size or newest == last:
                return


class NestedBookmark(Poller):
    """LOS-07: within a window of change dates the pages follow a bookmark of ids, which survives the window."""

    size = 20

    async def _read_shop(self) -> None:
        until_ms, cursors = self._kit.now_ms(), self._state.cursors
        window = [("updated_at", "gteq", stamp(self.since_ms)), ("updated_at", "lt", stamp(until_ms))]
        while True:
            rows = await self.page([*window, ("entity_id", "gt", str(cursors.get("bookmark", 0)))])
            self.take(rows)
            if rows:
                cursors["bookmark"] = rows[-1]["entity_id"]
            if len(rows) < self.size:
                break
        cursors["shop_ms"] = until_ms - 120_000


def reads_as(poller: type[Reconciler]) -> Any:
    """The change that puts a poller in the place of the reconciliation."""

    def plant(patch: Patches) -> None:
        patch.setattr(reference, "Reconciler", poller)

    return plant


def allow_list(patch: Patches) -> None:
    """LOS-28: takes orders in process; an order on account is due while it is new."""
    patch.setattr(reconcile, "is_due", lambda state, method: state == "processing")


def asks_for_statuses(patch: Patches) -> None:
    """BL-112: asks for orders by the statuses that the shop had on the day of the go-live."""
    query = Reconciler._query
    of_status = "searchCriteria[filter_groups][2][filters][0]"
    asked = f"{of_status}[field]=status&{of_status}[value]=pending,processing,canceled,closed"
    patch.setattr(
        Reconciler,
        "_query",
        lambda self, since_ms, page: f"{query(self, since_ms, page)}&{asked}&{of_status}[condition_type]=in",
    )
