"""Every half hour one batch of orders, whose results are read row by row."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.architectures.parts.api import TEMPORARY_ROWS, erp_of, shop_of
from golive.candidates.architectures.parts.cadence import GOODS_S, keep
from golive.candidates.architectures.parts.clock import Pause
from golive.candidates.architectures.parts.orders import NEW, SENDING
from golive.candidates.architectures.parts.together import Together
from golive.candidates.kit import Kit

EVERY_S = 1800
MOST_ROWS = 400


class Batches(Together):
    """Orders in batches. An open batch is kept with its rows, so that it can be sent again under its own name."""

    carrier = "batch"

    def open(self, kit: Kit) -> dict[str, Any]:
        """The batches that have not been worked off, by external id."""
        return kit.storage.table("batches")

    async def round(self, kit: Kit) -> None:
        """Send what is new, and settle what the ERP made of it. Raises Refused."""
        await self._settle(kit)
        waiting = self.waiting()
        for start in range(0, len(waiting), MOST_ROWS):
            rows = await self.bodies(waiting[start : start + MOST_ROWS])
            if rows:
                name = f"web-{kit.now_ms()}-{start}"
                for body in rows:
                    row = self.rows[body["external_reference"]]
                    row["state"] = SENDING
                    self.save(row)
                self.open(kit)[name] = rows
        await self._settle(kit)

    async def _settle(self, kit: Kit) -> None:
        for name, rows in [*self.open(kit).items()]:
            body = {"operation": "order.create", "external_id": name, "rows": rows}
            job = await self._erp.send("POST", "/api/v1/batches", body)  # the same name is the same batch
            while (await self._erp.get(f"/api/v1/batches/{job['number']}?limit=1"))["status"] in (
                "queued",
                "running",
            ):
                await asyncio.sleep(60)
            await self._read(job["number"], rows)
            del self.open(kit)[name]

    async def _read(self, job: str, rows: list[dict[str, Any]]) -> None:
        after, more = 0, True
        while more:
            page = await self._erp.get(f"/api/v1/batches/{job}?after={after}&limit=200")
            for result in page["results"]:
                row = self.rows[rows[result["row"]]["external_reference"]]
                if row["state"] != SENDING:
                    continue
                error = result["error"]
                if error is None and result["number"] is None:
                    await self.look(row)
                elif error is None:
                    self.sent(row, {"number": result["number"], "status": ""})
                elif error["code"] == "duplicate_reference":
                    there = await self.find(row["number"])
                    if there is not None:
                        self.sent(row, there)
                elif error["code"] in TEMPORARY_ROWS:
                    row["state"] = NEW
                    self.save(row)
                else:
                    self.refuse(row, "row", f"{error['code']}: {error['message']}")
            after, more = page["cursor"], page["more"]


async def integrate(kit: Kit, send_s: float | Pause = EVERY_S, goods_s: float | Pause = GOODS_S) -> None:
    """A batch every half hour, cancellations and goods more often."""
    shop, erp = shop_of(kit), erp_of(kit)
    orders = Batches(kit, shop, erp)

    async def send() -> None:
        await orders.round(kit)

    await keep(kit, shop, erp, orders, send, follow_s=300, send_s=send_s, goods_s=goods_s)
