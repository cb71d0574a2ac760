"""SAP Business One through its Service Layer, version 2."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp import business_one_forms as forms
from golive.candidates.sessions import LoggedIn

ROOT = "/b1s/v2/"
OLDEST = ["1970-01-01", "00:00:00"]
SETS = ("Orders", "Drafts")
"""Where orders are: those that wait for approval are drafts."""
SECOND_MS = 1000


class Cookies:
    """A session in cookies. After a 401 it logs in again and sends the call once more."""

    def __init__(self, kit: Kit) -> None:
        self._client = kit.erp
        login = kit.erp_login
        self._body = {
            "CompanyDB": login["company_db"],
            "UserName": login["user"],
            "Password": login["password"],
        }
        self._cookie = ""
        self._lock = asyncio.Lock()
        self.on_login: LoggedIn | None = None

    async def request(
        self, method: str, path: str, data: Any = None, page: int = 0, timeout_s: float | None = None
    ) -> Response:
        """Send a request; a login that is refused is the answer."""
        cookie = self._cookie
        if not cookie:
            refused = await self._log_in(cookie)
            if refused is not None:
                return refused
        reply = await self._send(method, path, data, page, timeout_s)
        if reply.status == 401:
            refused = await self._log_in(cookie or self._cookie)
            if refused is not None:
                return refused
            reply = await self._send(method, path, data, page, timeout_s)
        return reply

    async def _send(self, method: str, path: str, data: Any, page: int, timeout_s: float | None) -> Response:
        headers = {"cookie": self._cookie}
        if page:
            headers["prefer"] = f"odata.maxpagesize={page}"
        return await self._client.request(method, ROOT + path, data, headers, timeout_s=timeout_s)

    async def _log_in(self, stale: str) -> Response | None:
        async with self._lock:
            if self._cookie and self._cookie != stale:
                return None
            reply = await self._client.post(f"{ROOT}Login", self._body)
            if self.on_login is not None:
                self.on_login(reply.status)
            if not reply.ok:
                return reply
            pairs = [line.partition(";")[0] for line in reply.headers.get("set-cookie", "").split("\n")]
            self._cookie = "; ".join([pair for pair in pairs if pair])
            return None


class BusinessOneErp:
    """See `golive.candidates.reference.erp.ErpPort`."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._session = Cookies(kit)
        self._seen: dict[tuple[str, str], tuple[Body, int]] = {}
        """Rows of stock as they were last read, and when they were first read so."""

    @property
    def on_login(self) -> LoggedIn | None:
        return self._session.on_login

    @on_login.setter
    def on_login(self, noted: LoggedIn | None) -> None:
        self._session.on_login = noted

    # -- customers ---------------------------------------------------------------------------------------------

    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        """The product numbers the customer; the reference is a field of its own."""
        sent = {"Series": 1, "CardType": "cCustomer", **forms.partner_sent(body)}
        reply = await self._session.request("POST", "BusinessPartners", sent, timeout_s=timeout_s)
        if reply.ok:
            return Response(201, {"number": reply.data["CardCode"]}, reply.headers)
        refused = forms.error_read(reply)
        if refused.data["error"]["code"] != "duplicate_reference":
            return refused
        wanted = f"U_ExternalReference eq {_text(body['external_reference'])}"
        found = await self._session.request(
            "GET", f"BusinessPartners?{_options(select='CardCode', filter=wanted)}"
        )
        if not found.ok or not found.data["value"]:
            return forms.error_read(found) if not found.ok else refused
        return forms.duplicate(refused, found.data["value"][0]["CardCode"])

    async def change_customer(self, number: str, changes: Body) -> Response:
        path = f"BusinessPartners({quote(_text(number))})"
        reply = await self._session.request("PATCH", path, forms.partner_sent(changes))
        return Response(200, {"number": number}, reply.headers) if reply.ok else forms.error_read(reply)

    # -- orders ------------------------------------------------------------------------------------------------

    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        reply = await self._session.request("POST", "Orders", forms.order_sent(body), timeout_s=timeout_s)
        if not reply.ok:
            refused = forms.error_read(reply)
            if refused.data["error"]["code"] != "duplicate_reference":
                return refused
            found = await self.orders_of(body["external_reference"], brief=True)
            rows = found.data["rows"] if found.ok else []
            return forms.duplicate(refused, rows[0]["number"]) if rows else refused
        if not isinstance(reply.data, dict) or "DocEntry" not in reply.data:
            return reply
        return Response(reply.status, forms.order_read(reply.data), reply.headers)

    async def change_order(self, number: str, change: Body) -> Response:
        before = await self.order(number)
        if not before.ok:
            return before
        sent = forms.change_sent(change, before.data)
        reply = await self._of_order("PATCH", number, sent)
        return await self.order(number) if reply.ok else forms.error_read(reply)

    async def cancel_order(self, number: str) -> Response:
        """Close what cannot be cancelled because some of it was delivered."""
        reply = await self._of_order("POST", number, step="/Cancel")
        refused = None if reply.ok else forms.error_read(reply)
        if refused is not None and refused.data["error"]["code"] == "partly_delivered":
            reply = await self._of_order("POST", number, step="/Close")
            refused = None if reply.ok else forms.error_read(reply)
        return await self.order(number) if refused is None else refused

    async def order(self, number: str) -> Response:
        reply = await self._of_order("GET", number)
        if not reply.ok:
            return forms.error_read(reply)
        return Response(200, forms.order_read(reply.data), reply.headers)

    async def _of_order(self, method: str, number: str, data: Any = None, step: str = "") -> Response:
        """A call about an order, which may be a draft."""
        entry = forms.entry_of(number)
        reply = await self._session.request(method, f"Orders({entry}){step}", data)
        if reply.status == 404:
            reply = await self._session.request(method, f"Drafts({entry}){step}", data)
        return reply

    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        options = {"filter": f"NumAtCard eq {_text(reference)}"}
        if brief:
            options["select"] = forms.BRIEF
        rows = await self._rows([f"{name}?{_options(**options)}" for name in SETS], 100)
        if isinstance(rows, Response):
            return rows
        return _page([forms.brief_read(row) if brief else forms.order_read(row) for row in rows], 0)

    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        """Rows of the second of the cursor are read again: more may have changed within it."""
        options = {
            "filter": _since(after),
            "orderby": "UpdateDate,UpdateTime,DocEntry",
            "select": forms.BRIEF,
        }
        rows = await self._rows([f"{name}?{_options(**options)}" for name in SETS], limit)
        if isinstance(rows, Response):
            return rows
        return _page([forms.brief_read(row) for row in rows], _last(rows, after))

    # -- goods -------------------------------------------------------------------------------------------------

    async def deliveries(self, after: Cursor, limit: int) -> Response:
        path = f"DeliveryNotes?{_options(filter=f'DocEntry gt {int(after)}', orderby='DocEntry', top=str(limit))}"
        rows = await self._rows([path], limit)
        if isinstance(rows, Response):
            return rows
        cursor = rows[-1]["DocEntry"] if rows else after
        return _page([forms.delivery_read(row) for row in rows], cursor, len(rows) == limit)

    async def stock(self, after: Cursor, limit: int) -> Response:
        """The product does not say what has changed: all of it is read, and compared with what was read before."""
        now_ms = self._kit.now_ms()
        options = _options(select="ItemCode,ItemWarehouseInfoCollection")
        items = await self._rows([f"Items?{options}"], limit)
        if isinstance(items, Response):
            return items
        changed = []
        for row in [each for item in items for each in forms.stock_read(item)]:
            place = (row["item"], row["warehouse"])
            known, since_ms = self._seen.get(place, (None, 0))
            if known != row:
                self._seen[place] = (row, now_ms)
                since_ms = now_ms
            if since_ms > after:
                changed.append(row)
        page = _page(changed, now_ms)
        page.data["as_of"] = _before(now_ms)
        return page

    async def stock_of(self, sku: str, timeout_s: float | None = None) -> Response:
        now_ms = self._kit.now_ms()
        options = _options(select="ItemCode,ItemWarehouseInfoCollection")
        path = f"Items({quote(_text(sku))})?{options}"
        reply = await self._session.request("GET", path, timeout_s=timeout_s)
        if not reply.ok:
            return forms.error_read(reply)
        return Response(200, {"rows": forms.stock_read(reply.data), "as_of": _before(now_ms)}, reply.headers)

    async def items(self, after: Cursor, limit: int) -> Response:
        options = _options(
            filter=_since(after),
            orderby="UpdateDate,UpdateTime,ItemCode",
            select="ItemCode,UpdateDate,UpdateTime,ItemPrices",
        )
        rows = await self._rows([f"Items?{options}"], limit)
        if isinstance(rows, Response):
            return rows
        shown = [
            {"sku": row["ItemCode"], "price": forms.amount(row["ItemPrices"][0]["Price"])} for row in rows
        ]
        return _page(shown, _last(rows, after))

    async def prices(self, after: Cursor, limit: int) -> Response:
        path = f"SpecialPrices?{_options(filter=f'U_Change gt {int(after)}', orderby='U_Change', top=str(limit))}"
        rows = await self._rows([path], limit)
        if isinstance(rows, Response):
            return rows
        cursor = rows[-1]["U_Change"] if rows else after
        return _page([forms.price_read(row) for row in rows], cursor, len(rows) == limit)

    async def price_of(self, sku: str) -> Response:
        asked = {"ItemPriceParams": {"ItemCode": sku}}
        reply = await self._session.request("POST", "CompanyService_GetItemPrice", asked)
        if not reply.ok:
            return forms.error_read(reply)
        return Response(200, {"price": forms.amount(reply.data["Price"])}, reply.headers)

    # -- credit notes ------------------------------------------------------------------------------------------

    async def credit_notes_of(self, number: str) -> Response:
        """The product finds them by the invoices that they credit."""
        invoices = await self._invoices(number)
        if isinstance(invoices, Response):
            return invoices
        found: list[Body] = []
        for invoice in invoices:
            refers = f"r/RefObjType eq 'rot_SalesInvoice' and r/RefDocEntr eq {invoice['DocEntry']}"
            options = _options(filter=f"DocumentReferences/any(r: {refers})")
            rows = await self._rows([f"CreditNotes?{options}"], 100)
            if isinstance(rows, Response):
                return rows
            found += rows
        shown = [
            {
                "number": forms.number_of(row),
                "reference": row.get("NumAtCard") or "",
                "total": forms.amount(row["DocTotal"]),
            }
            for row in found
        ]
        return _page(shown, 0)

    async def _invoices(self, number: str) -> list[Body] | Response:
        """The invoices of an order, oldest first."""
        order = await self.order(number)
        if not order.ok:
            return order
        reference, entry = order.data["external_reference"], int(forms.entry_of(number))
        options = _options(filter=f"NumAtCard eq {_text(reference)}", orderby="DocEntry")
        rows = await self._rows([f"Invoices?{options}"], 100)
        if isinstance(rows, Response):
            return rows
        return [row for row in rows if any(line["BaseEntry"] == entry for line in row["DocumentLines"])]

    async def create_credit_note(self, body: Body) -> Response:
        """For units of invoices, or for an amount with the order as reference."""
        order = await self.order(body["order"])
        if not order.ok:
            return order
        entry = int(forms.entry_of(body["order"]))
        sent: Body = {
            "CardCode": order.data["customer"],
            "NumAtCard": body["reference"],
            "Comments": body["reason"],
            "DocTotal": float(body["amount"]),
            "DocType": "dDocument_Service",
            "DocumentReferences": [{"RefObjType": "rot_SalesOrder", "RefDocEntr": entry}],
        }
        if body.get("lines"):
            invoices = await self._invoices(body["order"])
            if isinstance(invoices, Response):
                return invoices
            if invoices:
                sent["DocType"] = "dDocument_Items"
                sent["DocumentLines"] = based_on(invoices, body["lines"])
        reply = await self._session.request("POST", "CreditNotes", sent)
        if not reply.ok:
            return forms.error_read(reply)
        shown = {"number": forms.number_of(reply.data), "total": forms.amount(reply.data["DocTotal"])}
        return Response(201, shown, reply.headers)

    # -- lists -------------------------------------------------------------------------------------------------

    async def _rows(self, paths: list[str], page: int) -> list[Body] | Response:
        """All rows of lists, page by page; the refusal where there is one."""
        found: list[Body] = []
        for path in paths:
            following = path
            while following:
                reply = await self._session.request("GET", following, page=page)
                if not reply.ok:
                    return forms.error_read(reply)
                found += reply.data["value"]
                following = reply.data.get("@odata.nextLink") or ""
        return found


def based_on(invoices: list[Body], wanted: list[Body]) -> list[Body]:
    """Lines of a credit note: units of items on the lines of invoices, the oldest first."""
    left = {row["item"]: row["quantity"] for row in wanted}
    lines = []
    for invoice in invoices:
        for line in invoice["DocumentLines"]:
            units = min(left.get(line["ItemCode"], 0), int(line["Quantity"]))
            if units:
                left[line["ItemCode"]] -= units
                base = {"BaseType": 13, "BaseEntry": invoice["DocEntry"], "BaseLine": line["LineNum"]}
                lines.append({**base, "Quantity": units})
    return lines


def _page(rows: list[Body], cursor: Cursor, more: bool = False) -> Response:
    return Response(200, {"rows": rows, "cursor": cursor, "more": more}, {})


def _text(value: str) -> str:
    escaped = value.replace("'", "''")
    return f"'{escaped}'"


def _options(**options: str) -> str:
    return "&".join([f"${name}={quote(value)}" for name, value in options.items()])


def _since(after: Cursor) -> str:
    day, time = after or OLDEST
    return f"UpdateDate gt '{day}' or (UpdateDate eq '{day}' and UpdateTime ge '{time}')"


def _last(rows: list[Body], after: Cursor) -> Cursor:
    """The second of the latest change."""
    newest = max([(row["UpdateDate"][:10], row["UpdateTime"]) for row in rows], default=None)
    return after if newest is None else list(newest)


def _before(now_ms: int) -> str:
    """The last instant before the second of `now_ms`: deliveries are dated to the second."""
    before_ms = now_ms - now_ms % SECOND_MS - 1
    return f"{datetime.fromtimestamp(before_ms // SECOND_MS, UTC):%Y-%m-%dT%H:%M:%S}.999Z"
