"""Defects in the set-up of a shop with several websites."""

from __future__ import annotations

from golive.candidates import reference
from golive.candidates.reference.stock import StockSync
from golive.zoo.patches import Patches


class StockForEachWebsite(StockSync):
    """INV-16: each website but the first gets a stock of its own, with the sources of all."""

    async def run_once(self) -> None:
        if not self._state.cursors.get("set_up"):
            await self._set_up()
            self._state.cursors["set_up"] = True
        await super().run_once()

    async def _set_up(self) -> None:
        websites = (await self._shop.get("/rest/V1/store/websites")).data
        rows = (await self._erp.stock(0, 500)).data["rows"]
        sources = dict.fromkeys(row["warehouse"] for row in rows)
        for website in websites:
            if website["id"] > 1:
                made = await self._shop.post(
                    "/rest/V1/inventory/stocks", {"stock": {"name": website["name"]}}
                )
                await self._link(int(made.data), list(sources), website)

    async def _link(self, stock_id: int, sources: list[str], website: dict[str, str]) -> None:
        links = [
            {"stock_id": stock_id, "source_code": code, "priority": place}
            for place, code in enumerate(sources, 1)
        ]
        await self._shop.post("/rest/V1/inventory/stock-source-links", {"links": links})
        channels = [{"type": "website", "code": website["code"]}]
        extension = {"sales_channels": channels}
        stock = {"stock_id": stock_id, "name": website["name"], "extension_attributes": extension}
        await self._shop.request("PUT", f"/rest/V1/inventory/stocks/{stock_id}", {"stock": stock})


def stock_for_each_website(patch: Patches) -> None:
    """INV-16."""
    patch.setattr(reference, "StockSync", StockForEachWebsite)
