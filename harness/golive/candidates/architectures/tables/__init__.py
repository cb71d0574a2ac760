"""Orders through the staging tables of the ERP, a round every minute; calls for everything else."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from golive.candidates.architectures.parts.api import (
    TEMPORARY_CODES,
    TEMPORARY_ROWS,
    erp_of,
    shop_of,
)
from golive.candidates.architectures.parts.cadence import GOODS_S, keep
from golive.candidates.architectures.parts.clock import Pause
from golive.candidates.architectures.parts.orders import NEW, SENDING
from golive.candidates.architectures.parts.together import Together
from golive.candidates.kit import Kit
from golive.scenario.model.staff.roles import ERP

EVERY_S = 60
STUCK_MS = 600_000
"""After which an order that is still `processing` is looked up."""
PAUSE_MS = 300_000
"""How long an order waits that the ERP could not take."""
TROUBLE_MS = 60_000
"""How long rows fail for reasons of the ERP before an alert."""


def columns(order: dict[str, Any]) -> dict[str, Any]:
    """The cells of an order without its lines."""
    found: dict[str, Any] = {"custom": json.dumps(order["custom"]), "release_order": int(order["release"])}
    for name, value in order.items():
        if name in ("shipping", "payment", "ship_to", "bill_to"):
            found |= {f"{name}_{part}": cell for part, cell in value.items()}
        elif name not in ("lines", "custom", "release"):
            found[name] = value
    return found


class Tables(Together):
    """Orders in tables. The row of an order is found by its reference, the newest one counts."""

    carrier = "round"

    def __init__(self, kit: Kit, *systems: Any) -> None:
        super().__init__(kit, *systems)
        self._database = sqlite3.connect(kit.database, isolation_level=None)
        self._database.execute("pragma synchronous=off")
        self._desk = kit.desk
        self._trouble: dict[str, Any] = kit.storage.table("row_trouble")

    async def round(self, kit: Kit) -> None:
        """Settle what the ERP has done, and write what is new. Raises Refused."""
        for row in [row for row in self.rows.values() if row["state"] == SENDING]:
            await self._settle(kit, row)
        due_ms = kit.now_ms() - PAUSE_MS
        for row in [row for row in self.waiting() if row["sent_ms"] < due_ms]:
            body = await self.body(row)
            if body is not None:
                row.update(state=SENDING, sent_ms=kit.now_ms())
                self.save(row)
                self._write(body)

    async def _settle(self, kit: Kit, row: dict[str, Any]) -> None:
        written = self._database.execute(
            "select state, number, code, message from orders_in where external_reference = ? order by id desc",
            (row["number"],),
        ).fetchone()
        if written is None:  # killed before it was written
            await self.look(row)
            return
        state, number, code, message = written
        if state == "done":
            self._works(kit)
            self.sent(row, {"number": number, "status": ""})
        elif code in TEMPORARY_ROWS:  # it was not carried out
            if code not in TEMPORARY_CODES:  # these pass by themselves
                self._fails(kit, code, message)
            row.update(state=NEW, sent_ms=kit.now_ms())
            self.save(row)
        elif code == "duplicate_reference" or (
            state == "processing" and kit.now_ms() - row["sent_ms"] > STUCK_MS
        ):
            await self.look(row)
        elif state == "error":
            self.refuse(row, "row", f"{code}: {message}")

    def _fails(self, kit: Kit, code: str, message: str) -> None:
        """A row failed for a reason of the ERP: an alert once this has lasted."""
        since_ms, alerted = self._trouble.get("rows", (kit.now_ms(), False))
        if not alerted and kit.now_ms() - since_ms >= TROUBLE_MS:
            self._desk.alert(f"the ERP takes no orders from its tables: {code}: {message}", ERP)
            alerted = True
        self._trouble["rows"] = (since_ms, alerted)

    def _works(self, kit: Kit) -> None:
        if self._trouble.pop("rows", (0, False))[1]:
            self._desk.alert("the ERP takes orders from its tables again", ERP)

    def _write(self, order: dict[str, Any]) -> None:
        """An order and its lines in one transaction."""
        cells = columns(order)
        self._database.execute("begin immediate")
        made = self._database.execute(
            f"insert into orders_in ({', '.join(cells)}) values ({', '.join('?' for _ in cells)})",
            [*cells.values()],
        )
        self._database.executemany(
            "insert into order_lines_in (order_id, item, quantity, unit_price, discount) values (?, ?, ?, ?, ?)",
            [
                (made.lastrowid, line["item"], line["quantity"], line["unit_price"], line["discount"])
                for line in order["lines"]
            ],
        )
        self._database.execute("commit")


async def integrate(kit: Kit, send_s: float | Pause = EVERY_S, goods_s: float | Pause = GOODS_S) -> None:
    """Tables for orders, calls for everything else."""
    shop, erp = shop_of(kit), erp_of(kit)
    orders = Tables(kit, shop, erp)

    async def send() -> None:
        await orders.round(kit)

    await keep(kit, shop, erp, orders, send, follow_s=EVERY_S, send_s=send_s, goods_s=goods_s)
