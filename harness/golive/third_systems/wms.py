"""A warehouse management system that is connected to the shop.

It ships orders there, and the ERP learns nothing of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator
from typing import Any
from urllib.parse import urlencode

import simpy

from fake_magento.timestamps import parse
from golive.keys.value_kinds import HOUR_MS
from golive.record.ledger import Emit
from golive.scenario.model.third_systems import Wms as Settings
from golive.sim import Environment
from golive.sim.seeding import address
from golive.third_systems.shop_client import ShopClient

NAME = "wms"
"""How facts name it as the author of what it writes."""
_PAGE = 200
_ON_ACCOUNT = "purchaseorder"
_FIELDS = "items[entity_id,increment_id,state,created_at,payment[method]]"


class Wms:
    """Reads the shop's open orders at intervals, and ships its share of them as their lead time is over.

    `shipped` counts its shipments, `late` those among them that an outage held up, `counted` its counts that the shop
    took.
    """

    def __init__(
        self, env: Environment, settings: Settings, client: ShopClient, seed: int, start_ms: int, emit: Emit
    ) -> None:
        self._env = env
        self._settings = settings
        self._client = client
        self._seed = seed
        self._outages = [
            (start_ms + each.at_ms, start_ms + each.at_ms + each.lasts_ms) for each in settings.outages
        ]
        self._emit = emit
        self._due: dict[str, tuple[int, str]] = {}
        self._read: set[str] = set()
        self._back_ms = 0
        self.shipped = 0
        self.late = self.counted = 0

    def run(self) -> Generator[simpy.Event, Any, None]:
        """A simpy process: a look every interval, for as long as the run lasts; none in an outage."""
        while True:
            yield self._env.timeout(self._settings.every_ms)
            now = self._env.now_ms()
            back_ms = max((end for begin, end in self._outages if begin <= now < end), default=0)
            if back_ms:
                self._back_ms = back_ms
                continue
            self._look()
            self._ship(now)

    def count(
        self, skus: Callable[[], list[str]], rng: random.Random, until_ms: int
    ) -> Generator[simpy.Event, Any, None]:
        """A simpy process: one article after the other is counted, until the traffic ends."""
        every_ms = HOUR_MS / self._settings.counts.per_hour
        while True:
            wait_ms = round(rng.expovariate(1) * every_ms)
            if self._env.now_ms() + wait_ms >= until_ms:
                return
            yield self._env.timeout(wait_ms)
            sku, found = rng.choice(skus()), rng.choice([-3, -2, -1, 1, 2, 3])
            if not any(begin <= self._env.now_ms() < end for begin, end in self._outages):
                self._write_count(sku, found)

    def _write_count(self, sku: str, found: int) -> None:
        """Correct the figure of each source by the units that were found or are missing."""
        reply = self._client.get("/V1/inventory/source-items", _of_sku(sku))
        rows = reply.data["items"] if reply.status == 200 else []
        items = [{**row, "quantity": max(0, row["quantity"] + found)} for row in rows]
        if items and self._client.post("/V1/inventory/source-items", {"sourceItems": items}).status == 200:
            self.counted += 1

    def _look(self) -> None:
        """Take over the orders that it has not read yet and that are in its share."""
        page = 1
        while True:
            reply = self._client.get("/V1/orders", _open_orders(page))
            rows = reply.data["items"] if reply.status == 200 else []
            for row in rows:
                self._take(row)
            if len(rows) < _PAGE:
                return
            page += 1

    def _take(self, row: dict[str, Any]) -> None:
        order = row["increment_id"]
        if order in self._read or (row["state"] == "new" and row["payment"]["method"] != _ON_ACCOUNT):
            return
        self._read.add(order)
        if address(self._seed, NAME, "ships", order) >= self._settings.ships:
            return
        lead, placed_s = self._settings.lead, parse(row["created_at"]) or 0
        span_ms = int(address(self._seed, NAME, "lead", order) * (lead.high - lead.low))
        self._due[str(row["entity_id"])] = placed_s * 1000 + lead.low + span_ms, order

    def _ship(self, now: int) -> None:
        """Ship what is due: everything open of an order. What the shop refuses for good is dropped."""
        for entity_id, (due_ms, order) in [*self._due.items()]:
            if due_ms > now:
                continue
            track = {"track_number": f"WMS-{order}", "title": "Parcel", "carrier_code": "custom"}
            reply = self._client.post(f"/V1/order/{entity_id}/ship", {"items": [], "tracks": [track]})
            if reply.status == 200:
                self.shipped += 1
                self.late += due_ms <= self._back_ms
            elif reply.status == 400:
                self._emit("wms.refused", {"order": order}, {"message": str(reply.data)[:200]})
            else:
                continue
            del self._due[entity_id]


def _of_sku(sku: str) -> str:
    """The source items of an article."""
    field = "searchCriteria[filter_groups][0][filters][0]"
    return urlencode({f"{field}[field]": "sku", f"{field}[value]": sku})


def _open_orders(page: int) -> str:
    """Orders that are paid or on account and have not been shipped, oldest first."""
    field = "searchCriteria[filter_groups][0][filters][0]"
    return urlencode(
        {
            f"{field}[field]": "state",
            f"{field}[value]": "new,processing",
            f"{field}[condition_type]": "in",
            "searchCriteria[sortOrders][0][field]": "entity_id",
            "searchCriteria[sortOrders][0][direction]": "ASC",
            "searchCriteria[pageSize]": _PAGE,
            "searchCriteria[currentPage]": page,
            "fields": _FIELDS,
        }
    )
