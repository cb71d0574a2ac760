"""The ERP by ERPNext's REST interface."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp.erpnext import documents
from golive.candidates.reference.erp.erpnext.countries import Countries
from golive.candidates.reference.erp.erpnext.lists import address, page
from golive.candidates.reference.erp.erpnext.refusals import neutral
from golive.candidates.sessions import LoggedIn

ORDER = "/api/resource/Sales%20Order"
SALES_ORDER = "erpnext.selling.doctype.sales_order.sales_order"
PRICE_FIELDS = ["item_code", "price_list", "custom_valid_from", "custom_valid_upto", "customer"]
DELIVERY_FIELDS = [
    "custom_number",
    "custom_order_number",
    "po_no",
    "set_warehouse",
    "lr_no",
    "custom_posted_at",
]
BIN_FIELDS = [
    "item_code",
    "warehouse",
    "actual_qty",
    "reserved_qty",
    "custom_safety_stock",
    "custom_allocations",
]


class ErpnextErp:
    """See `golive.candidates.reference.erp.ErpPort`. Each call has the API key of the user."""

    def __init__(self, kit: Kit) -> None:
        self._erp = kit.erp
        self._now_ms = kit.now_ms
        login = kit.erp_login
        self._headers = {"authorization": f"token {login['api_key']}:{login['api_secret']}"}
        self._countries = Countries()
        self.on_login: LoggedIn | None = None

    # -- customers -----------------------------------------------------------------------------------------

    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        refused = await self._know_countries(timeout_s)
        if refused is not None:
            return refused
        fields = documents.customer_fields(body, self._countries)
        reply = await self._send("POST", "/api/resource/Customer", fields, timeout_s)
        if reply.status == 409:
            await self._name_owner(reply, "Customer", "custom_external_reference", body["external_reference"])
        return self._made(reply, lambda doc: {"number": doc["custom_number"]})

    async def change_customer(self, number: str, changes: Body) -> Response:
        refused = await self._know_countries()
        if refused is not None:
            return refused
        fields = documents.customer_fields(changes, self._countries)
        reply = await self._send("PUT", f"/api/resource/Customer/{number}", fields)
        return self._made(reply, lambda doc: {"number": doc["custom_number"]}, 200)

    # -- orders --------------------------------------------------------------------------------------------

    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        refused = await self._know_countries(timeout_s)
        if refused is not None:
            return refused
        reply = await self._send("POST", ORDER, documents.order_fields(body, self._countries), timeout_s)
        if reply.status == 409 and reply.data["error"]["code"] == "duplicate_reference":
            await self._name_owner(reply, "Sales Order", "po_no", body["external_reference"])
        return self._made(reply, self._order)

    async def change_order(self, number: str, change: Body) -> Response:
        refused = await self._know_countries()
        if refused is not None:
            return refused
        reply = await self.raw_order(number)
        if reply.ok and change.get("lines"):
            reply = await self._change_rows(number, reply.data["data"], change["lines"])
        head = documents.head_changes(change, self._countries)
        if reply.ok and head:
            reply = await self._send("PUT", f"{ORDER}/{number}", head)
        return self._made(reply, self._order, 200)

    async def _change_rows(self, number: str, doc: Body, lines: list[Body]) -> Response:
        rows = documents.changed_rows(doc, lines)
        if doc["docstatus"] == 0:
            return await self._send(
                "PUT", f"{ORDER}/{number}", {"items": [{**row, "name": row.get("docname")} for row in rows]}
            )
        if not rows:
            error: Body = {
                "code": "nothing_left",
                "message": "no line would be left",
                "field": None,
                "details": {},
            }
            return Response(422, {"error": error}, {})
        arguments = {
            "parent_doctype": "Sales Order",
            "parent_doctype_name": number,
            "trans_items": json.dumps(rows),
        }
        reply = await self._call("erpnext.controllers.accounts_controller.update_child_qty_rate", arguments)
        return await self.raw_order(number) if reply.ok else reply

    async def cancel_order(self, number: str) -> Response:
        arguments = {"doctype": "Sales Order", "name": number}
        reply = await self._call("frappe.client.cancel", arguments)
        if reply.ok:
            return Response(200, {"number": number, "status": "cancelled"}, reply.headers)
        text = reply.data["error"]["message"]
        if "is linked with" in text:
            reply = await self._call(f"{SALES_ORDER}.update_status", {"name": number, "status": "Closed"})
            return await self.order(number) if reply.ok else reply
        if "Cannot change docstatus from 0" in text:
            reply = await self._send("DELETE", f"{ORDER}/{number}")
            return Response(200, {"number": number, "status": "cancelled"}, {}) if reply.ok else reply
        return reply

    async def raw_order(self, number: str) -> Response:
        """The document as the site has it."""
        return await self._send("GET", f"{ORDER}/{quote(number, safe='')}")

    async def order(self, number: str) -> Response:
        refused = await self._know_countries()
        if refused is not None:
            return refused
        return self._made(await self.raw_order(number), self._order, 200)

    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        reply = await self._send(
            "GET",
            address(
                "Sales Order",
                fields=["name", *documents.BRIEF],
                filters=[["po_no", "=", reference]],
                order_by="creation asc",
                limit_page_length=0,
            ),
        )
        if not reply.ok:
            return reply
        rows = [documents.brief_order(row) for row in reply.data["data"]]
        if not brief:
            for at, row in enumerate(rows):
                whole = await self.order(row["number"])
                if not whole.ok:
                    return whole
                rows[at] = whole.data
        return Response(200, {"rows": rows, "cursor": 0, "more": False}, reply.headers)

    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        return await self._page("Sales Order", list(documents.BRIEF), after, limit, documents.brief_order)

    # -- goods ---------------------------------------------------------------------------------------------

    async def deliveries(self, after: Cursor, limit: int) -> Response:
        reply = await self._page(
            "Delivery Note",
            DELIVERY_FIELDS,
            after,
            limit,
            dict,
            [["is_return", "=", 0], ["docstatus", "=", 1]],
        )
        if not reply.ok or not reply.data["rows"]:
            return reply
        names = [row["name"] for row in reply.data["rows"]]
        rows = await self._send(
            "GET",
            address(
                "Delivery Note Item",
                parent="Delivery Note",
                fields=["parent", "item_code", "qty"],
                filters=[["parent", "in", names]],
                limit_page_length=0,
            ),
        )
        if not rows.ok:
            return rows
        lines: dict[str, list[Body]] = {}
        for line in rows.data["data"]:
            lines.setdefault(line["parent"], []).append(line)
        found = [documents.delivery(row, lines.get(row["name"], [])) for row in reply.data["rows"]]
        return Response(200, {**reply.data, "rows": found}, reply.headers)

    async def stock(self, after: Cursor, limit: int) -> Response:
        as_of = documents.instant(self._now())
        reply = await self._page("Bin", BIN_FIELDS, after, limit, documents.stock_row)
        if reply.ok:
            reply.data["as_of"] = as_of
        return reply

    async def stock_of(self, sku: str, timeout_s: float | None = None) -> Response:
        as_of = documents.instant(self._now())
        asked = address(
            "Bin", fields=["modified", *BIN_FIELDS], filters=[["item_code", "=", sku]], limit_page_length=0
        )
        reply = await self._send("GET", asked, timeout_s=timeout_s)
        if not reply.ok:
            return reply
        if not reply.data["data"]:
            known = await self._send("GET", f"/api/resource/Item/{quote(sku, safe='')}", timeout_s=timeout_s)
            if not known.ok:
                return known
        rows = [documents.stock_row(row) for row in reply.data["data"]]
        return Response(200, {"rows": rows, "as_of": as_of}, reply.headers)

    # -- masters -------------------------------------------------------------------------------------------

    async def items(self, after: Cursor, limit: int) -> Response:
        def shown(row: Body) -> Body:
            return {"sku": row["item_code"], "name": row["item_name"], "price": f"{row['standard_rate']:.2f}"}

        return await self._page("Item", ["item_code", "item_name", "standard_rate"], after, limit, shown)

    async def prices(self, after: Cursor, limit: int) -> Response:
        def shown(row: Body) -> Body:
            to = row["custom_valid_upto"]
            standard = "standard" if row["price_list"] == "Standard Selling" else row["price_list"]
            return {
                "item": row["item_code"],
                "customer": row["customer"] or "",
                "price_list": "" if row["customer"] else standard,
                "valid_from": documents.instant(row["custom_valid_from"]),
                "valid_to": None if to is None else documents.instant(to),
            }

        return await self._page("Item Price", PRICE_FIELDS, after, limit, shown)

    async def price_of(self, sku: str) -> Response:
        arguments = {"args": json.dumps({"item_code": sku, "doctype": "Sales Order"})}
        reply = await self._call("erpnext.stock.get_item_details.get_item_details", arguments)
        if not reply.ok:
            return reply
        found = reply.data["message"]
        return Response(200, {"item": sku, "price": f"{found['price_list_rate']:.2f}"}, reply.headers)

    # -- credit notes --------------------------------------------------------------------------------------

    async def credit_notes_of(self, number: str) -> Response:
        reply = await self._send(
            "GET",
            address(
                "Sales Invoice",
                fields=["custom_number", "custom_external_reference", "grand_total", "custom_to_refund"],
                filters=[["custom_order_number", "=", number], ["is_return", "=", 1], ["docstatus", "=", 1]],
                order_by="creation asc",
                limit_page_length=0,
            ),
        )
        if not reply.ok:
            return reply
        rows = [documents.credit_note(row) for row in reply.data["data"]]
        return Response(200, {"rows": rows, "cursor": 0, "more": False}, reply.headers)

    async def create_credit_note(self, body: Body) -> Response:
        reply = await self._send("POST", "/api/resource/Sales%20Invoice", documents.credit_note_fields(body))
        return self._made(reply, documents.credit_note)

    # -- calls ---------------------------------------------------------------------------------------------

    def _order(self, doc: Body) -> Body:
        return documents.neutral_order(doc, self._countries)

    def _now(self) -> str:
        """The present instant as the site writes it."""
        now = datetime.fromtimestamp(self._now_ms() / 1000, UTC)
        return f"{now:%Y-%m-%d %H:%M:%S}.{self._now_ms() % 1000:03}000"

    async def _know_countries(self, timeout_s: float | None = None) -> Response | None:
        """Read the names of countries, once; the refusal where that fails."""
        if self._countries:
            return None
        asked = address("Country", fields=["name", "code"], limit_page_length=0)
        reply = await self._send("GET", asked, timeout_s=timeout_s)
        if not reply.ok:
            return reply
        self._countries.fill(reply.data["data"])
        return None

    async def _name_owner(self, reply: Response, doctype: str, field: str, reference: str) -> None:
        """Put the number of the document that has a reference into the details of a refusal."""
        asked = address(
            doctype, fields=["custom_number"], filters=[[field, "=", reference]], order_by="creation asc"
        )
        found = await self._send("GET", asked)
        if found.ok and found.data["data"]:
            reply.data["error"]["details"]["number"] = found.data["data"][0]["custom_number"]
        else:
            reply.data["error"]["code"] = "locked"  # not to be found yet: it is asked again later

    async def _page(
        self,
        doctype: str,
        fields: list[str],
        after: Cursor,
        limit: int,
        shown: Callable[[Body], Any],
        filters: list[Any] | None = None,
    ) -> Response:
        reply = await page(
            lambda path: self._send("GET", path), doctype, fields, after, limit, self._now(), filters
        )
        if reply.ok:
            reply.data["rows"] = [shown(row) for row in reply.data["rows"]]
        return reply

    @staticmethod
    def _made(reply: Response, shown: Callable[[Body], Body], status: int = 201) -> Response:
        return Response(status, shown(reply.data["data"]), reply.headers) if reply.ok else reply

    async def _call(self, method: str, arguments: Body) -> Response:
        return await self._send("POST", f"/api/method/{method}", arguments)

    async def _send(
        self, method: str, path: str, data: Any = None, timeout_s: float | None = None
    ) -> Response:
        return neutral(await self._erp.request(method, path, data, self._headers, timeout_s=timeout_s))
