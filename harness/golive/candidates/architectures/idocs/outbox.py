"""What the ERP writes into its folder `out`, kept until it is used."""

from __future__ import annotations

import csv
import io
from typing import Any

from golive.candidates.architectures.idocs import records
from golive.candidates.architectures.parts import goods
from golive.candidates.architectures.parts.api import Api
from golive.candidates.architectures.parts.mapping import thousandth
from golive.candidates.architectures.parts.stock_writes import write_stock
from golive.candidates.kit import Kit


class Outbox:
    """Reads each file once, oldest first, and removes those that the ERP does not remove."""

    def __init__(self, kit: Kit, erp: Api) -> None:
        self._erp = erp
        self.confirmed: dict[str, Any] = kit.storage.table("confirmed")
        """The last ORDRSP of an order, by its reference."""
        self.parcels: dict[str, Any] = kit.storage.table("advised")
        """Deliveries of DESADV that `Goods` has not taken."""
        self.billed: dict[str, Any] = kit.storage.table("billed")
        """Numbers of orders that were invoiced."""
        self.stock: dict[str, Any] = kit.storage.table("stock_file")
        """Name and content of the newest stock file."""

    async def read(self) -> None:
        """Take over what is new. Raises Refused."""
        listed = await self._erp.get("/api/v1/files?folder=out")
        names = [str(file["name"]) for file in listed["rows"]]
        for name in names:
            kind = name.partition("_")[0]
            if kind not in ("ORDRSP", "DESADV", "INVOIC"):
                continue
            content = await self._content(name)
            if kind == "ORDRSP":
                for told in records.confirmations(content):
                    self.confirmed[told["reference"]] = told
            elif kind == "DESADV":
                for parcel in records.parcels(content):
                    self.parcels[parcel["number"]] = parcel
            else:
                self.billed.update(dict.fromkeys(records.invoiced(content), True))
            await self._erp.send("DELETE", f"/api/v1/files/{name}?folder=out", None, _gone)
        stock = max((name for name in names if name.startswith("STOCK_")), default="")
        if stock > self.stock.get("name", ""):
            self.stock.update(content=await self._content(stock), name=stock)

    async def _content(self, name: str) -> str:
        return str((await self._erp.get(f"/api/v1/files/{name}?folder=out"))["content"])


async def _gone() -> Any:
    """A file that was perhaps removed is listed again if it was not."""
    return True


class Goods(goods.Goods):
    """Parcels from DESADV, stock from the newest stock file."""

    def __init__(self, kit: Kit, shop: Api, erp: Api, ids: dict[str, Any], outbox: Outbox) -> None:
        super().__init__(kit, shop, erp, ids)
        self._outbox = outbox
        self._pushed = kit.storage.table("pushed_stock")

    async def read_parcels(self) -> None:
        """Store the parcels that were advised."""
        for number, row in [*self._outbox.parcels.items()]:
            if row["external_reference"] in self._ids:
                self._parcels[number] = {"row": row, "tries": 0, "unsure": False}
            del self._outbox.parcels[number]

    async def push_stock(self) -> None:
        """Send what differs from what was sent before."""
        name = self._outbox.stock.get("name", "")
        at = name.removeprefix("STOCK_").removesuffix(".csv").replace("T", "")
        on_road = self._on_road(at)
        rows = []
        for row in csv.DictReader(io.StringIO(self._outbox.stock.get("content", "")), delimiter=";"):
            place = (row["item"], row["warehouse"])
            units = max(0, thousandth(float(row["on_hand"]) + on_road.get(place, 0)))
            if place[0] in self._kit.pack_sizes:
                units //= self._kit.pack_sizes[place[0]]
            if self._pushed.get("/".join(place)) != units:
                rows.append((place, units))
        for start in range(0, len(rows), 100):
            part = rows[start : start + 100]
            items = [
                {"sku": sku, "source_code": source, "quantity": units, "status": int(units > 0)}
                for (sku, source), units in part
            ]
            await write_stock(self._shop, items)
            for place, units in part:
                self._pushed["/".join(place)] = units

    def again(self, row: dict[str, Any]) -> None:
        """Have the articles of a parcel sent again."""
        for line in row["lines"]:
            self._pushed.pop(f"{line['item']}/{row['warehouse']}", None)
