"""One order at a time: from the shop to the ERP, cancelled there, and looked for again."""

from __future__ import annotations

from typing import Any

from golive.candidates.architectures.parts.api import TEMPORARY_CODES, Api, Refused
from golive.candidates.architectures.parts.mapping import ENDED, customer, erp_order, is_due
from golive.candidates.kit import Kit

NEW, SENDING, SENT, REFUSED, OVER = "new", "sending", "sent", "refused", "over"
RELEASE = "release it in the ERP"
WAITING = {
    "held": ("the ERP holds it: credit or approval", RELEASE),
    "pending_approval": ("it waits for approval in the ERP", RELEASE),
    "draft": ("the ERP keeps it as a draft", RELEASE),
    "cancelled": ("it was cancelled in the ERP, not in the shop", "cancel it in the shop or enter it again"),
}
"""What is wrong with an order in this status, and what to do."""
MOVING = ("", "released", "partly_shipped", "shipped", "invoiced", "closed")
"""Statuses of orders that proceed; "" where the ERP does not say."""
UNKNOWN = ("its status in the ERP is not known here", "look at it in the ERP")
LOCKED_MS = 900_000
"""How long a cancellation is tried that the ERP refuses for a lock: a session ends, a freeze of changes does not."""


class NotYet(Exception):
    """The ERP refuses a step for a lock; it is to be tried again in a minute or two."""


class Numbers:
    """The numbers of the ERP's orders and customers, and to which of ours they were given."""

    def __init__(self, rows: dict[str, dict[str, Any]], customers: dict[str, Any]) -> None:
        self.resets = 0
        """How often everything was forgotten."""
        self._given = {("order", row["erp"]): number for number, row in rows.items() if row["erp"]}
        self._given |= {("customer", str(number)): reference for reference, number in customers.items()}

    def is_given_again(self, kind: str, number: str, to: str) -> bool:
        """Note a number; whether it was that of another record."""
        before, self._given[kind, number] = self._given.get((kind, number), to), to
        return before != to

    def forget(self) -> None:
        """Nothing is known any more."""
        self.resets += 1
        self._given.clear()


class Orders:
    """The table of orders, and what is done with one. `prefix` is put before the reference in the ERP.

    A row is a dict with `id`, `state`, `erp` (number), `sent_ms`, `shown`; it is stored before the call that depends
    on it.
    """

    def __init__(self, kit: Kit, shop: Api, erp: Api, prefix: str = "") -> None:
        self.rows: dict[str, dict[str, Any]] = kit.storage.table("orders")
        self.ids: dict[str, Any] = kit.storage.table("ids")
        self.numbers: dict[str, str] = kit.storage.table("numbers")
        self._customers = kit.storage.table("customers")
        self._unseen: dict[str, None] = kit.storage.table("unseen")
        self._cursor = kit.storage.table("order_cursor")
        self._kit = kit
        self._shop = shop
        self._erp = erp
        self._prefix = prefix
        self._given = Numbers(self.rows, self._customers)
        self._again: dict[str, None] = kit.storage.table("again")
        self._early: dict[str, dict[str, Any]] = {}
        """Orders of the ERP under references that are not known here yet."""

    def note(self, number: str, entity_id: object) -> dict[str, Any]:
        """The row of an order, made if it is new."""
        row = self.rows.get(number)
        if row is None:
            row = {
                "number": number,
                "id": str(entity_id),
                "state": NEW,
                "erp": "",
                "sent_ms": 0,
                "shown": False,
                "there": self._early.pop(number, None),
            }
            self.save(row)
            self.ids[self._prefix + number] = self.ids[number] = str(entity_id)
        return row

    def save(self, row: dict[str, Any]) -> None:
        """Store a row."""
        self.rows[row["number"]] = row

    async def advance(self, row: dict[str, Any]) -> None:
        """Bring an order to where it belongs, however long that takes; refusals go to the desk. Raises NotYet."""
        order = await self._shop.get(f"/rest/V1/orders/{row['id']}")
        if order["state"] in ENDED:
            await self.end(row, order)
        elif row["state"] in (NEW, SENDING) and is_due(order):
            try:
                await self._send(row, order)
            except Refused as refused:
                self.refuse(row, "order", str(refused))

    async def _send(self, row: dict[str, Any], order: dict[str, Any]) -> None:
        if (
            row["state"] == SENDING or row["shown"] or row.get("there")
        ):  # an attempt before a restart, or people
            there = await self.find(row["number"])
            if there is not None:
                self.sent(row, there)
                return
        if self.is_left_to_people(row, order):
            return
        account = await self.account(order)
        row["state"] = SENDING
        self.save(row)
        body = erp_order(order, account, self._kit, self._prefix + row["number"])

        async def found() -> Any:
            return await self.find(row["number"])

        try:
            self.sent(row, await self._erp.send("POST", "/api/v1/orders", body, found))
        except Refused as refused:
            if refused.code != "duplicate_reference":
                raise
            self.sent(row, {"number": refused.details["number"], "status": ""})

    def is_left_to_people(self, row: dict[str, Any], order: dict[str, Any]) -> bool:
        """Show an order that the ERP has lost after its goods have left; False for others."""
        if not row.get("gone") or not any(item["qty_shipped"] for item in order["items"]):
            return False
        self.refuse(row, "order", "it has lost it, and the goods have left; enter it as shipped")
        return True

    async def account(self, order: dict[str, Any]) -> str:
        """The number of the customer in the ERP. Raises Refused."""
        body = customer(order)
        reference = str(body["external_reference"])

        async def found() -> Any:
            rows = (await self._erp.get(f"/api/v1/customers?external_reference={reference}"))["rows"]
            return rows[0] if rows else None

        if reference not in self._customers:
            try:
                made = await self._erp.send("POST", "/api/v1/customers", body, found)
            except Refused as refused:
                if refused.code != "duplicate_reference":
                    raise
                made = refused.details
            if self._given.is_given_again("customer", str(made["number"]), reference):
                self.compare_all(f"customer {made['number']}")
            self._customers[reference] = str(made["number"])
        return str(self._customers[reference])

    async def find(self, number: str) -> dict[str, Any] | None:
        """The order in the ERP that is not cancelled."""
        for reference in dict.fromkeys((self._prefix + number, number)):  # clerks type the number alone
            rows = (await self._erp.get(f"/api/v1/orders?external_reference={reference}"))["rows"]
            for row in rows:
                if row["status"] != "cancelled":
                    found: dict[str, Any] = row
                    return found
        return None

    def sent(self, row: dict[str, Any], there: dict[str, Any]) -> None:
        """Note that the ERP has it."""
        row.update(state=SENT, erp=str(there["number"]), sent_ms=self._kit.now_ms())
        self.save(row)
        if self._given.is_given_again("order", row["erp"], row["number"]):
            self.compare_all(f"order {row['erp']}")
        if row.get("there"):
            self._doubled(row, row.pop("there"))
        self.numbers[row["id"]] = row["erp"]
        self._unseen[row["number"]] = None
        self.status(row, str(there.get("status", "")))

    def status(self, row: dict[str, Any], status: str) -> None:
        """Show an order that the ERP does not process; withdraw the entry of one that it does."""
        if status not in MOVING and not row["shown"]:
            what, fix = WAITING.get(status, UNKNOWN)
            self.show(row, what, f"{row['erp']} is {status}", fix)
        elif status in MOVING and row["shown"] and not row.get("edited"):
            row["shown"] = False
            self.save(row)
            self._kit.desk.resolved(row["number"])

    def _edited(self, row: dict[str, Any], by: str) -> None:
        """Show an order that people have changed in the ERP, until they press retry."""
        if by and by != self._kit.credentials.erp_client_id and row.get("edited") != by:
            row["edited"] = by
            self.show(
                row, "changed in the ERP, not in the shop", f"{by} changed {row['erp']}", "change the shop"
            )

    def _doubled(self, row: dict[str, Any], there: dict[str, Any]) -> None:
        """Show an order of which people have entered a second one in the ERP; before it is sent, note that."""
        if there["number"] == row["erp"] or there["status"] == "cancelled":
            return
        if row["state"] == SENT:
            row["edited"] = there["number"]
            self.show(row, "twice in the ERP", f"{row['erp']} and {there['number']}", "cancel one of them")
        elif row["state"] in (NEW, SENDING):
            row["there"] = there
            self.save(row)

    def show(self, row: dict[str, Any], what: str, why: str, fix: str) -> None:
        """Put an order on the desk."""
        row["shown"] = True
        self.save(row)
        self._kit.desk.exception(row["number"], what, why, fix)

    def refuse(self, row: dict[str, Any], noun: str, why: str) -> None:
        """Put an order on the desk that the ERP refuses; it is not sent again before a retry.

        One whose customer is gone is sent again with the next comparison.
        """
        if "unknown_customer" in why and row["number"] not in self._again:
            self.compare_all("a customer that it does not know any more")
            self._again[row["number"]] = None
            row["state"] = NEW
            self.save(row)
            return
        row["state"] = REFUSED
        self.show(row, f"the ERP refuses the {noun}", why, "correct the cause and press retry")

    async def end(self, row: dict[str, Any], order: dict[str, Any]) -> None:
        """Cancel it in the ERP unless it never got there, or was shipped as the shop knows. Raises NotYet."""
        if row["state"] == OVER:
            return
        if row["state"] == SENDING:
            there = await self.find(row["number"])
            if there is not None:
                self.sent(row, there)
        if row["state"] == SENT and not any(item["qty_shipped"] for item in order["items"]):
            try:
                path = f"/api/v1/orders/{row['erp']}/cancel"
                await self._erp.send("POST", path, None, waits_for_locks=False)
                self.numbers[row["id"]] = ""
            except Refused as refused:
                self._wait_for_lock(row, refused)
                there = await self._erp.get(f"/api/v1/orders/{row['erp']}")
                if there["status"] != "cancelled":
                    self._over(row)
                    self.show(row, "ended in the shop, not in the ERP", str(refused), "stop the parcel")
                    return
        elif row["state"] != SENT:
            self.numbers[row["id"]] = ""
        self._over(row)
        self.status(row, "")

    def _wait_for_lock(self, row: dict[str, Any], refused: Refused) -> None:
        """Raise NotYet where a cancellation was refused for a lock that has not lasted long."""
        now_ms = self._kit.now_ms()
        if refused.code in TEMPORARY_CODES and now_ms - row.setdefault("locked_ms", now_ms) < LOCKED_MS:
            self.save(row)
            raise NotYet(str(refused)) from refused

    def _over(self, row: dict[str, Any]) -> None:
        row["state"] = OVER
        self._unseen.pop(row["number"], None)
        self.save(row)

    def compare_all(self, sign: str) -> None:
        """Have every order compared with the ERP, whose books are older than they were; `sign` shows it."""
        self._kit.desk.alert(f"the ERP was put back to a backup, all orders are compared: {sign}")
        self._given.forget()
        self._customers.clear()
        read_all_again(self._kit)
        for number, row in self.rows.items():
            if row["state"] == SENT:
                self._unseen[number] = None
                row["sent_ms"] = 0
                self.save(row)
            elif row["state"] == OVER and row["erp"]:
                self._again[number] = None
                row["state"] = SENDING
                self.save(row)

    async def audit(self) -> list[dict[str, Any]]:
        """Compare with the ERP's own list; the orders that it accepted and does not have. Raises Refused."""
        more = True
        while more:
            page = await self._erp.get(
                f"/api/v1/orders?after={self._cursor.get('at', 0)}&limit=500&view=brief"
            )
            for there in page["rows"]:
                row = self.rows.get((there["external_reference"] or "").removeprefix(self._prefix))
                if row is None:
                    self._early[(there["external_reference"] or "").removeprefix(self._prefix)] = there
                else:
                    self._doubled(row, there)
                if row is not None and there["number"] == row["erp"]:
                    self._unseen.pop(row["number"], None)
                    if row["state"] == SENT:
                        self.status(row, there["status"])
                        self._edited(row, there.get("edited_by", ""))
            self._cursor["at"], more = page["cursor"], page["more"]
        late_ms = self._kit.now_ms() - 600_000
        missing = []
        for number in [*self._unseen]:
            row = self.rows[number]
            still_unseen = number in self._unseen  # an order can end during the search for the one before it
            if still_unseen and row["sent_ms"] < late_ms:
                del self._unseen[number]
                there = await self.find(number)
                if row["state"] != SENT:
                    continue
                if there is not None:  # its last change was listed before it was known here
                    self.status(row, there["status"])
                    continue
                row.update(state=NEW, erp="", gone=True)
                self.save(row)
                missing.append(row)
        again = [self.rows[number] for number in self._again if self.rows[number]["state"] in (NEW, SENDING)]
        self._again.clear()
        return missing + again

    async def retry(self, number: str) -> str:
        """What the retry button of the desk does."""
        row = self.rows.get(number)
        if row is None:
            return "no such order"
        there = await self.find(number)
        if there is not None:
            if row["state"] != OVER:
                self.sent(row, there)
            return f"the ERP has it as {there['number']}, {there['status']}"
        if row["state"] == REFUSED:
            row["state"] = NEW
            self.save(row)
        await self.advance(row)
        return f"it is {row['state']} now"


def read_all_again(kit: Kit) -> None:
    """Have every feed of the ERP read from its beginning; parcels may have been told already."""
    for name in ("goods_cursors", "order_cursor", "token"):
        kit.storage.table(name).clear()
    kit.storage.table("goods_cursors")["told_before"] = True
