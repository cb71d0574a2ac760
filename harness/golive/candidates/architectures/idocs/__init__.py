"""Files alone, to an ERP without an online interface: IDocs in, statuses and IDocs back, stock from CSV."""

from __future__ import annotations

import asyncio
from typing import Any

from golive.candidates.architectures.files import Files
from golive.candidates.architectures.idocs import records
from golive.candidates.architectures.idocs.outbox import Goods, Outbox
from golive.candidates.architectures.parts.after_sales import refunds
from golive.candidates.architectures.parts.api import Api, Refused, erp_of, shop_of
from golive.candidates.architectures.parts.clock import every
from golive.candidates.architectures.parts.leading import keep_lead, wait_for_lead
from golive.candidates.architectures.parts.mapping import customer
from golive.candidates.architectures.parts.orders import NEW, OVER, SENDING, SENT
from golive.candidates.architectures.parts.polling import Poll
from golive.candidates.kit import Kit

EVERY_S = 300
CONFIRMED_MS = 900_000
"""How long after an order was sent its ORDRSP must be there."""
CANCELLING = "cancelling"
AGAIN = ("ZGOLIVE",)
"""Classes of messages after which an order is sent again."""
UNKNOWN_CUSTOMER, MOST_STRANGERS = "VP", 4
"""The class of the message about an unknown customer, who comes with the order, and how often that may be."""
LOCKED = "V1042"


class Idocs(Files):
    """Orders in IDocs. What the ERP has is known from its ORDRSP alone."""

    carrier = "file"
    extension = "idoc"

    def __init__(self, kit: Kit, shop: Api, erp: Api, outbox: Outbox) -> None:
        super().__init__(kit, shop, erp)
        self._outbox = outbox
        self._bodies = kit.storage.table("customer_bodies")
        self._known = kit.storage.table("known_customers")
        self._documents = kit.storage.table("documents")
        self._counter = kit.storage.table("docnum")

    def number(self, kind: str, key: str) -> str:
        """A DOCNUM, and what it stands for."""
        self._counter["last"] = self._counter.get("last", 0) + 1
        number = f"{self._counter['last']:016}"
        self._documents[number] = [kind, key]
        return number

    async def account(self, order: dict[str, Any]) -> str:
        """The shop's number of the customer; the customer goes into the same file until the ERP knows it."""
        body = customer(order)
        reference = str(body["external_reference"])
        self._bodies[reference] = body
        return reference

    async def find(self, number: str) -> dict[str, Any] | None:
        """The order as its last ORDRSP tells."""
        told = self._outbox.confirmed.get(number)
        if told is None or told["action"] == "003":
            return None
        return {"number": told["number"], "status": "held" if told["block"] else ""}

    def text(self, orders: list[dict[str, Any]]) -> str:
        """Customers that the ERP does not know yet, then the orders."""
        needed = dict.fromkeys(body["customer"] for body in orders)
        idocs = [
            records.customer(self.number("customer", each), self._bodies[each])
            for each in needed
            if each not in self._known
        ]
        idocs += [records.order(self.number("order", body["external_reference"]), body) for body in orders]
        return records.text(idocs)

    def answer_to(self, name: str) -> str:
        """The status file."""
        return f"{name.rpartition('.')[0]}.sta"

    async def _acknowledgement(self, name: str) -> str | None:
        """The statuses, which the ERP writes when it has read the file."""
        for _ in range(12):
            is_waiting = await self._is_there(name, "in")  # before the status is looked for
            try:
                return str(
                    (await self._erp.get(f"/api/v1/files/{self.answer_to(name)}?folder=out"))["content"]
                )
            except Refused:
                if not is_waiting:
                    return None
                await asyncio.sleep(60)
        return None

    async def _read(self, text: str) -> None:
        for record in records.statuses(text):
            kind, key = self._documents.get(record["DOCNUM"], ["", ""])
            is_posted, is_known = record["STATUS"] == "53", record["STAMID"] == "V4"
            if kind == "customer" and (is_posted or is_known):
                self._known[key] = True
            elif kind == "order":
                self._order_status(self.rows[key], record, is_posted)
            elif kind == CANCELLING and not is_posted:
                self._not_cancelled(self.rows[key], record)

    def _order_status(self, row: dict[str, Any], record: dict[str, str], is_posted: bool) -> None:
        if row["state"] != SENDING:
            return
        if is_posted:
            self.sent(row, {"number": record["STAPA2"], "status": ""})
        elif self._is_passing(row, record):
            row["state"] = NEW
            self.save(row)
        elif record["STAMID"] != "V4":  # its ORDRSP tells which order has the reference
            self.refuse(row, "order", records.reason(record))

    def _is_passing(self, row: dict[str, Any], record: dict[str, str]) -> bool:
        """Whether it is to be sent again: a customer whose own IDoc is refused stays unknown."""
        if record["STAMID"] == UNKNOWN_CUSTOMER:
            row["strangers"] = row.get("strangers", 0) + 1
            return bool(row["strangers"] < MOST_STRANGERS)
        return record["STAMID"] in AGAIN or record["STAMID"] + record["STAMNO"] == LOCKED

    async def look(self, row: dict[str, Any]) -> None:
        """An order without a status: its ORDRSP tells, or after a while that there is none."""
        row["sent_ms"] = self._kit.now_ms()
        self.save(row)

    async def check(self, files: dict[str, Any]) -> None:
        """Settle orders by their ORDRSP, and send those again that have none. `files` are those without an answer."""
        late_ms = self._kit.now_ms() - CONFIRMED_MS
        unread = {number for file in files.values() for number in file["numbers"]}
        for row in [row for row in self.rows.values() if row["number"] not in unread]:
            there = await self.find(row["number"])
            if row["state"] == SENDING and there is not None:
                self.sent(row, there)
            elif row["state"] == SENT and there is not None:
                self.status(row, there["status"])
            elif row["state"] == SENT and row["number"] in self._outbox.confirmed:
                self.status(row, "cancelled")
            elif (
                row["state"] in (SENDING, SENT)
                and 0 < row["sent_ms"] < late_ms
                and row["number"] not in self._outbox.confirmed
            ):
                row["state"] = NEW
                self.save(row)

    async def audit(self) -> list[dict[str, Any]]:
        """`check` does it."""
        return []

    async def end(self, row: dict[str, Any], order: dict[str, Any]) -> None:
        """Cancel it in the ERP unless it never got there, or was shipped as the shop knows."""
        if row["state"] == OVER:
            return
        if row["state"] == SENT and not any(item["qty_shipped"] for item in order["items"]):
            number = self.number(CANCELLING, row["number"])
            idoc = records.cancellation(number, row["number"], row["erp"])
            body = {"name": f"cancel_{number}.idoc", "content": records.text([idoc])}
            await self._erp.send("POST", "/api/v1/files", body)
        self._over(row)
        self.status(row, "")

    def _not_cancelled(self, row: dict[str, Any], record: dict[str, str]) -> None:
        self.show(row, "ended in the shop, not in the ERP", records.reason(record), "stop the parcel")


class Refunds(refunds.Refunds):
    """Credit memo requests for invoiced orders, one file each; its status is read at a later round."""

    def __init__(self, kit: Kit, shop: Api, erp: Api, orders: Idocs, outbox: Outbox) -> None:
        super().__init__(kit, shop, erp, orders.numbers)
        self._orders = orders
        self._outbox = outbox

    async def _credit(self, number: str, memo: dict[str, Any], order: str) -> None:
        told = await self._told(memo.get("file", ""))
        is_over = not order or (told is not None and (told["STATUS"] == "53" or told["STAMID"] == "V4115"))
        is_billed = order in self._outbox.billed
        if not is_over and is_billed and ("file" not in memo or told is not None):
            document = self._orders.number("credit", number)
            text = records.text([records.credit(document, number, order, memo["amount"])])
            memo = {**memo, "file": f"credit_{document}"}
            body = {"name": f"{memo['file']}.idoc", "content": text}
            await self._erp.send("POST", "/api/v1/files", body)
        self._memos[number] = {**memo, "done": is_over}

    async def _told(self, name: str) -> dict[str, str] | None:
        """The status of a file; None for a file that the ERP has not answered."""
        if not name:
            return None
        try:
            content = (await self._erp.get(f"/api/v1/files/{name}.sta?folder=out"))["content"]
        except Refused:
            return None
        record = records.statuses(content)[0]
        return {**record, "STAMID": record["STAMID"] + record["STAMNO"]}


async def integrate(kit: Kit) -> None:
    """Everything over the share of the ERP."""
    shop, erp = shop_of(kit), erp_of(kit)
    outbox = Outbox(kit, erp)
    orders = Idocs(kit, shop, erp, outbox)
    goods = Goods(kit, shop, erp, orders.ids, outbox)
    poll = Poll(kit, shop, orders)
    memos = Refunds(kit, shop, erp, orders, outbox)
    files: dict[str, Any] = kit.storage.table("files")
    ended: dict[str, Any] = kit.storage.table("ended")
    kit.on_retry(orders.retry)

    async def from_shop() -> None:
        await orders.follow(shop, poll, ended)

    async def send() -> None:
        await orders.round(kit, files)

    async def read() -> None:
        await outbox.read()
        await orders.check(files)
        await goods.round()

    await wait_for_lead(kit)
    await asyncio.gather(
        keep_lead(kit),
        every(120, from_shop, kit),
        every(EVERY_S, send, kit),
        every(120, read, kit),
        every(600, memos.round, kit),
    )
