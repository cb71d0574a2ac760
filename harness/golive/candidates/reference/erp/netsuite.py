"""The ERP as NetSuite: records over REST, lists with SuiteQL.

A change is answered without a body, so what was saved is read afterwards. An external id is unique, so an order that is
sent again is refused and found by it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from golive.candidates.kit import Kit, NoAnswer, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp import netsuite_documents as documents
from golive.candidates.reference.erp.netsuite_signing import SignedClient
from golive.candidates.sessions import LoggedIn

_RECORD = "/services/rest/record/v1"
_SUITEQL = "/services/rest/query/v1/suiteql"
_INSTANT = "YYYY-MM-DD HH24:MI:SS.FF3"
_STOCK_OF_ITEM = "item i JOIN inventoryItemLocations s ON i.id = s.item"
_FIRST = "1970-01-01 00:00:00.000"


class NetSuiteErp:
    """See `golive.candidates.reference.erp.ErpPort`. Requests are signed: there is no login."""

    on_login: LoggedIn | None = None

    def __init__(self, kit: Kit) -> None:
        self._client = SignedClient(kit)
        self._ids: dict[str, str] = {}
        """Number of an order or a customer to its internal id, as far as it was read."""

    # -- customers -----------------------------------------------------------------------------------------

    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        sent = documents.customer_body(body)
        reply = await self._send("POST", "/customer", sent, timeout_s)
        if reply.ok:
            made = await self._customer(_id_in(reply))
            return Response(201, {"number": made}, reply.headers) if isinstance(made, str) else made
        if _is_duplicate(reply):
            found = await self._customer(f"eid:{_quoted(body['external_reference'])}")
            return _taken(reply, found) if isinstance(found, str) else found
        return reply

    async def _customer(self, identity: str) -> str | Response:
        """The number of a customer, or the reply that says why it cannot be read."""
        reply = await self._send("GET", f"/customer/{identity}")
        if not reply.ok:
            return reply
        number = str(reply.data["entityId"]).partition(" ")[0]
        self._ids[number] = reply.data["id"]
        return number

    async def change_customer(self, number: str, changes: Body) -> Response:
        found = await self._id_of(number, "customer", "entitynumber")
        if isinstance(found, Response):
            return found
        return await self._send("PATCH", f"/customer/{found}", documents.customer_body(changes))

    # -- orders --------------------------------------------------------------------------------------------

    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        reply = await self._send("POST", "/salesOrder", documents.order_body(body), timeout_s)
        if reply.ok:
            return await self._saved(reply)
        if _is_duplicate(reply):
            found = await self.orders_of(body["external_reference"], brief=True)
            rows = found.data["rows"] if found.ok else []
            return _taken(reply, rows[0]["number"]) if rows else _unless(found, reply)
        return reply

    async def _saved(self, reply: Response) -> Response:
        """The order that was just accepted. Raises NoAnswer where the ERP does not show it."""
        identity = _id_in(reply)
        found = await self._read(identity) if identity else _refusal(404, "not_found", "no address")
        if found.status == 404:
            raise NoAnswer("erp: the order was accepted, and it is not there")
        return found

    async def change_order(self, number: str, change: Body) -> Response:
        return await self._change(number, documents.order_body(change))

    async def cancel_order(self, number: str) -> Response:
        return await self._change(number, {"orderStatus": {"id": "C"}})

    async def order(self, number: str) -> Response:
        found = await self._id_of(number)
        return found if isinstance(found, Response) else await self._read(found)

    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        reply = await self._orders(f"t.externalid = {_text(reference)}", 100, 0)
        if not reply.ok or brief:
            return reply
        rows = []
        for row in reply.data["rows"]:
            one = await self._read(self._ids[row["number"]])
            if not one.ok:
                return one
            rows.append(one.data)
        return Response(200, {"rows": rows, "cursor": 0, "more": False}, reply.headers)

    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        return await self._orders(_after(after, "t.lastmodifieddate", "t.id"), limit, after)

    async def _orders(self, condition: str, limit: int, after: Cursor) -> Response:
        query = (
            "SELECT t.id, t.tranid, t.externalid, t.status, t.custbody_on_hold AS hold, "
            f"TO_CHAR(t.lastmodifieddate, '{_INSTANT}') AS changed FROM transaction t "
            f"WHERE t.type = 'SalesOrd' AND {condition} ORDER BY t.lastmodifieddate, t.id"
        )

        def row_of(item: Body) -> Body:
            self._ids[item["tranid"]] = item["id"]
            status = documents.status_of(item["status"], item.get("hold") == "T")
            return {
                "number": item["tranid"],
                "external_reference": item.get("externalid", ""),
                "status": status,
            }

        return await self._page(query, limit, row_of, after)

    async def _change(self, number: str, body: Body) -> Response:
        found = await self._id_of(number)
        if isinstance(found, Response):
            return found
        reply = await self._send("PATCH", f"/salesOrder/{found}", body)
        return await self._read(found) if reply.ok else reply

    async def _id_of(self, number: str, table: str = "transaction", column: str = "tranid") -> str | Response:
        """The internal id of an order or a customer, or the reply that says why there is none."""
        if number not in self._ids:
            reply = await self._query(f"SELECT id FROM {table} WHERE {column} = {_text(number)}", 1)
            if not reply.ok:
                return reply
            if not reply.data["items"]:
                return _refusal(404, "not_found", f"there is no {table} {number}")
            self._ids[number] = reply.data["items"][0]["id"]
        return self._ids[number]

    async def _read(self, identity: str) -> Response:
        reply = await self._send("GET", f"/salesOrder/{identity}?expandSubResources=true")
        if not reply.ok:
            return reply
        order = documents.order_of(reply.data)
        self._ids[order["number"]] = identity
        return Response(200, order, reply.headers)

    # -- goods ---------------------------------------------------------------------------------------------

    async def deliveries(self, after: Cursor, limit: int) -> Response:
        """Lines of fulfilments after an internal id; a fulfilment that the page may have cut comes again."""
        last = int(after or 0)
        query = (
            "SELECT t.id, t.tranid, t.custbody_order_reference AS reference, t.trackingnumberlist AS tracking, "
            f"TO_CHAR(t.createddate, '{_INSTANT}') AS posted, BUILTIN.DF(l.item) AS item, "
            "BUILTIN.DF(l.location) AS place, ABS(l.quantity) AS units FROM transaction t "
            "JOIN transactionline l ON l.transaction = t.id "
            f"WHERE t.type = 'ItemShip' AND l.mainline = 'F' AND t.id > {last} ORDER BY t.id, l.id"
        )
        reply = await self._query(query, 1000)
        if not reply.ok:
            return reply
        rows: dict[str, Body] = {}
        for item in reply.data["items"]:
            row = rows.setdefault(item["id"], _delivery(item))
            row["lines"].append({"item": item["item"], "quantity": int(item["units"])})
        if reply.data["hasMore"] and len(rows) > 1:
            rows.popitem()
        cursor = max([int(identity) for identity in rows], default=last)
        page = {"rows": list(rows.values()), "cursor": cursor, "more": reply.data["hasMore"]}
        return Response(200, page, reply.headers)

    async def stock(self, after: Cursor, limit: int) -> Response:
        condition = _after(after, "s.lastquantityavailablechange", "s.item * 1000 + s.location")
        return await self._stock(
            f"{condition} ORDER BY s.lastquantityavailablechange, s.item * 1000 + s.location", limit, after
        )

    async def stock_of(self, sku: str, timeout_s: float | None = None) -> Response:
        reply = await self._stock(f"i.itemid = {_text(sku)}", 1000, 0, timeout_s, _STOCK_OF_ITEM)
        if reply.ok and not reply.data["rows"]:
            return _refusal(404, "not_found", f"there is no item {sku}")
        return reply

    async def _stock(
        self,
        condition: str,
        limit: int,
        after: Cursor,
        timeout_s: float | None = None,
        source: str = "inventoryItemLocations s",
    ) -> Response:
        query = (
            "SELECT s.item * 1000 + s.location AS id, BUILTIN.DF(s.item) AS item, BUILTIN.DF(s.location) AS place, "
            "s.quantityonhand AS there, s.quantityavailable AS free, s.safetystocklevel AS safety, "
            f"s.custrecord_commitments AS promised, TO_CHAR(SYSTIMESTAMP, '{_INSTANT}') AS as_of, "
            f"TO_CHAR(s.lastquantityavailablechange, '{_INSTANT}') AS changed FROM {source} WHERE {condition}"
        )
        reply = await self._page(query, limit, _stock_row, after, timeout_s)
        if reply.ok:
            rows = reply.data["rows"]
            reply.data["as_of"] = rows[0].pop("as_of") if rows else ""
            for row in rows[1:]:
                del row["as_of"]
        return reply

    # -- items and prices ----------------------------------------------------------------------------------

    async def items(self, after: Cursor, limit: int) -> Response:
        query = (
            f"SELECT id, itemid, baseprice, TO_CHAR(lastmodifieddate, '{_INSTANT}') AS changed FROM item "
            f"WHERE {_after(after, 'lastmodifieddate', 'id')} ORDER BY lastmodifieddate, id"
        )

        def row_of(item: Body) -> Body:
            return {"sku": item["itemid"], "price": documents.money(item["baseprice"])}

        return await self._page(query, limit, row_of, after)

    async def prices(self, after: Cursor, limit: int) -> Response:
        query = (
            "SELECT internalid AS id, BUILTIN.DF(item) AS item, pricelevelname AS level, "
            f"TO_CHAR(custrecord_from, '{_INSTANT}') AS begins, TO_CHAR(custrecord_to, '{_INSTANT}') AS ends "
            f"FROM pricing WHERE internalid > {int(after or 0)} ORDER BY internalid"
        )
        reply = await self._query(query, limit)
        if not reply.ok:
            return reply
        items = reply.data["items"]
        cursor = int(items[-1]["id"]) if items else int(after or 0)
        rows = [_price_row(item) for item in items]
        return Response(200, {"rows": rows, "cursor": cursor, "more": reply.data["hasMore"]}, reply.headers)

    async def price_of(self, sku: str) -> Response:
        reply = await self._send("GET", f"/inventoryItem/eid:{_quoted(sku)}/price")
        if not reply.ok:
            return reply
        price = documents.money(reply.data["items"][0]["price"])
        return Response(200, {"item": sku, "price": price}, reply.headers)

    # -- credit memos --------------------------------------------------------------------------------------

    async def credit_notes_of(self, number: str) -> Response:
        found = await self._id_of(number)
        if isinstance(found, Response):
            return found
        query = (
            "SELECT DISTINCT c.id, c.tranid, c.externalid, c.foreigntotal FROM transaction c "
            f"WHERE c.type = 'CustCred' AND c.custbody_order_number = {_text(number)} ORDER BY c.id"
        )
        reply = await self._query(query, 1000)
        if not reply.ok:
            return reply
        rows = [
            {
                "number": item["tranid"],
                "reference": item.get("externalid", ""),
                "total": documents.money(-float(item["foreigntotal"])),
            }
            for item in reply.data["items"]
        ]
        return Response(200, {"rows": rows, "cursor": 0, "more": False}, reply.headers)

    async def create_credit_note(self, body: Body) -> Response:
        found = await self._id_of(body["order"])
        if isinstance(found, Response):
            return found
        reply = await self._send("POST", "/creditMemo", documents.credit_body(body, found))
        if not reply.ok:
            return reply
        saved = await self._send("GET", f"/creditMemo/{_id_in(reply)}")
        if not saved.ok:
            return saved
        note = {"number": saved.data["tranId"], "total": documents.money(saved.data["total"])}
        return Response(201, note, saved.headers)

    # -- calls ---------------------------------------------------------------------------------------------

    async def _send(
        self, method: str, target: str, data: Any = None, timeout_s: float | None = None
    ) -> Response:
        reply = await self._client.request(method, f"{_RECORD}{target}", data, timeout_s=timeout_s)
        return documents.refusal_of(reply)

    async def _query(self, query: str, limit: int, timeout_s: float | None = None) -> Response:
        target, prefer = f"{_SUITEQL}?limit={limit}&offset=0", {"prefer": "transient"}
        reply = await self._client.request("POST", target, {"q": query}, prefer, timeout_s)
        return documents.refusal_of(reply)

    async def _page(
        self,
        query: str,
        limit: int,
        row_of: Callable[[Body], Body],
        after: Cursor = 0,
        timeout_s: float | None = None,
    ) -> Response:
        """A page in the order of changes; its cursor is the last change, and what was read of that instant."""
        reply = await self._query(query, limit, timeout_s)
        if not reply.ok:
            return reply
        items, more = reply.data["items"], reply.data["hasMore"]
        cursor: Cursor = after
        if items:
            cursor = [items[-1]["changed"], int(items[-1]["id"]) if more else 0]
        return Response(
            200, {"rows": [row_of(item) for item in items], "cursor": cursor, "more": more}, reply.headers
        )


def _after(after: Cursor, changed: str, identity: str) -> str:
    """The condition for rows after a cursor. Rows of its instant come again at the end of a list."""
    instant, last = after if after else (_FIRST, 0)
    at = f"TO_TIMESTAMP('{instant}', '{_INSTANT}')"
    return f"({changed} > {at} OR ({changed} = {at} AND {identity} > {int(last)}))"


def _delivery(item: Body) -> Body:
    return {
        "number": item["tranid"],
        "external_reference": item.get("reference", ""),
        "warehouse": item["place"],
        "posted_at": _instant(item["posted"]),
        "tracking": item["tracking"],
        "lines": [],
    }


def _stock_row(item: Body) -> Body:
    promised = [each.partition("=")[::2] for each in item.get("promised", "").split(";") if each]
    return {
        "item": item["item"],
        "warehouse": item["place"],
        "on_hand": int(item["there"]),
        "safety_stock": int(item["safety"]),
        "available": int(item["free"]),
        "allocations": [{"channel": name, "quantity": int(units)} for name, units in promised],
        "as_of": _instant(item["as_of"]),
    }


def _price_row(item: Body) -> Body:
    return {
        "item": item["item"],
        "customer": "",
        "price_list": item["level"],
        "valid_from": _instant(item["begins"]),
        "valid_to": _instant(item["ends"]) if "ends" in item else None,
    }


def _instant(text: str) -> str:
    return f"{text.replace(' ', 'T')}Z"


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(value: str) -> str:
    return quote(value, safe="")


def _id_in(reply: Response) -> str:
    """The internal id in the Location of a new record."""
    return reply.headers.get("location", "").rpartition("/")[2]


def _is_duplicate(reply: Response) -> bool:
    return reply.status == 409 and reply.data["error"]["code"] == "duplicate_reference"


def _taken(reply: Response, number: str) -> Response:
    error = {**reply.data["error"], "details": {"number": number}}
    return Response(409, {"error": error}, reply.headers)


def _unless(found: Response, reply: Response) -> Response:
    """The reply to a search that failed; the refusal where the search found nothing."""
    return reply if found.ok else found


def _refusal(status: int, code: str, message: str) -> Response:
    return Response(status, {"error": {"code": code, "message": message, "field": None, "details": {}}}, {})
