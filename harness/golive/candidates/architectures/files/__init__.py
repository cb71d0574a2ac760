"""Every quarter of an hour one CSV file of orders into the ERP's folder, and its acknowledgement out of it."""

from __future__ import annotations

import asyncio
import csv
import io
from typing import Any

from golive.candidates.architectures.parts.api import TEMPORARY_ROWS, Refused, erp_of, shop_of
from golive.candidates.architectures.parts.cadence import GOODS_S, keep
from golive.candidates.architectures.parts.clock import Pause
from golive.candidates.architectures.parts.orders import NEW, SENDING
from golive.candidates.architectures.parts.together import Together
from golive.candidates.kit import Kit

EVERY_S = 900


def cells(order: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of an order: its own fields on each, and those of one line."""
    head = _flat({name: value for name, value in order.items() if name != "lines"})
    return [{**head, **_flat(line)} for line in order["lines"]]


def _flat(record: dict[str, Any], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            found.update(_flat(value, f"{prefix}{name}."))
        else:
            found[prefix + name] = str(value).lower() if isinstance(value, bool) else str(value)
    return found


def written(orders: list[dict[str, Any]]) -> str:
    """The file, with a column for every field that occurs."""
    rows = [row for order in orders for row in cells(order)]
    columns = dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, [*columns], restval="", delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


class Files(Together):
    """Orders in files. A file is kept by its name until its acknowledgement has been read."""

    carrier = "file"
    extension = "csv"

    async def round(self, kit: Kit, files: dict[str, Any]) -> None:
        """Write a file of what is new, and read the acknowledgements of earlier ones. Raises Refused."""
        await self._settle(files)
        orders = await self.bodies(self.waiting())
        if not orders:
            return
        name = f"orders_{kit.now_ms()}.{self.extension}"
        for body in orders:
            row = self.rows[body["external_reference"]]
            row.update(state=SENDING, sent_ms=kit.now_ms())
            self.save(row)
        numbers = [body["external_reference"] for body in orders]
        files[name] = {"text": self.text(orders), "numbers": numbers}
        await self._settle(files)

    def text(self, orders: list[dict[str, Any]]) -> str:
        """The content of a file."""
        return written(orders)

    async def _settle(self, files: dict[str, Any]) -> None:
        for name, file in [*files.items()]:
            if not await self._is_there(name):
                body = {"name": name, "content": file["text"]}

                async def found(name: str = name) -> Any:
                    return name if await self._is_there(name) else None

                await self._erp.send("POST", "/api/v1/files", body, found)
            acknowledged = await self._acknowledgement(name)
            if acknowledged is None and await self._is_there(name, "in"):
                continue
            await self._read(acknowledged or "")
            for number in file["numbers"]:  # those that it leaves out
                if self.rows[number]["state"] == SENDING:
                    await self.look(self.rows[number])
            del files[name]

    async def _is_there(self, name: str, *folders: str) -> bool:
        for folder in folders or ("in", "archive", "error"):
            listed = await self._erp.get(f"/api/v1/files?folder={folder}")
            if any(file["name"] == name for file in listed["rows"]):
                return True
        return False

    async def _acknowledgement(self, name: str) -> str | None:
        """The text of it, waited for as long as the file is in the folder `in`."""
        for _ in range(12):
            try:
                answer = await self._erp.get(f"/api/v1/files/{self.answer_to(name)}?folder=out")
                return str(answer["content"])
            except Refused:
                await asyncio.sleep(60)
        return None

    def answer_to(self, name: str) -> str:
        """The name of the acknowledgement of a file."""
        return f"ACK_{name}"

    async def _read(self, text: str) -> None:
        for line in csv.DictReader(io.StringIO(text), delimiter=";"):
            row = self.rows[line["external_reference"]]
            if row["state"] != SENDING:
                continue  # another line of the same order
            if line["status"] == "accepted":
                self.sent(row, {"number": line["number"], "status": ""})
            elif line["code"] in TEMPORARY_ROWS:
                row["state"] = NEW
                self.save(row)
            else:
                self.refuse(row, "row", f"{line['code']}: {line['message']}")


async def integrate(kit: Kit, send_s: float | Pause = EVERY_S, goods_s: float | Pause = GOODS_S) -> None:
    """Files for orders, calls for everything else."""
    shop, erp = shop_of(kit), erp_of(kit)
    orders = Files(kit, shop, erp)
    files: dict[str, Any] = kit.storage.table("files")

    async def send() -> None:
        await orders.round(kit, files)

    await keep(kit, shop, erp, orders, send, follow_s=240, send_s=send_s, goods_s=goods_s)
