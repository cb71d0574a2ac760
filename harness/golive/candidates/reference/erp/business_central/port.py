"""Business Central by its API v2.0 and published pages."""

from __future__ import annotations

from collections.abc import Callable

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp.business_central import forms
from golive.candidates.reference.erp.business_central.calls import BusinessCentralCalls

_REOPENED = "reopened"
_HEADER = "number,externalDocumentNumber,webStatus,webHoldReason,lastModifiedDateTime"
_WITH_LINES = "$expand=salesOrderLines"


class BusinessCentralErp(BusinessCentralCalls):
    """See `golive.candidates.reference.erp.ErpPort`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._changing: set[str] = set()

    # -- customers ---------------------------------------------------------------------------------------------------

    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        reply = await self._call("POST", "customers", forms.customer_form(body), timeout_s)
        if reply.ok:
            return Response(201, {"number": reply.data["webAccountNumber"]}, reply.headers)
        if reply.data["error"]["code"] == "Internal_EntityWithSameKeyExists":
            number = forms.text(body["external_reference"].upper())
            found = await self._call("GET", f"customers?$filter=number%20eq%20{number}")
            if found.ok and found.data["value"]:
                owner = found.data["value"][0]["webAccountNumber"]
                return forms.refusal(409, "duplicate_reference", "the customer exists", number=owner)
        return reply

    async def change_customer(self, number: str, changes: Body) -> Response:
        found = await self._call("GET", f"customers?$filter=webAccountNumber%20eq%20{forms.text(number)}")
        if not found.ok:
            return found
        if not found.data["value"]:
            return forms.refusal(404, "not_found", f"there is no customer {number}")
        key = found.data["value"][0]["id"]
        return await self._call("PATCH", f"customers({key})", forms.customer_form(changes))

    # -- orders ------------------------------------------------------------------------------------------------------

    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        reply = await self._call("POST", f"salesOrders?{_WITH_LINES}", forms.order_form(body), timeout_s)
        if not reply.ok and reply.data["error"]["code"] == "duplicate_reference":
            found = await self.orders_of(body["external_reference"], brief=True)
            if found.ok and found.data["rows"]:
                number = found.data["rows"][0]["number"]
                return forms.refusal(409, "duplicate_reference", "the order exists", number=number)
        return _as(reply, forms.order_of)

    async def order(self, number: str) -> Response:
        found = await self._found("number", number)
        return found if found is not None else await self._gone("orderNumber", "No", number)

    async def _found(self, name: str, value: str) -> Response | None:
        """The refusal, or the first order; None without one."""
        reply = await self._call(
            "GET", f"salesOrders?$filter={name}%20eq%20{forms.text(value)}&{_WITH_LINES}"
        )
        if not reply.ok:
            return reply
        rows = reply.data["value"]
        return Response(200, forms.order_of(rows[0]), reply.headers) if rows else None

    async def _gone(self, name: str, archived: str, value: str) -> Response:
        """An order that was posted in full or deleted; 404 without one."""
        wanted = forms.text(value)
        reply = await self._call(
            "GET", f"salesInvoices?$filter={name}%20eq%20{wanted}&$expand=salesInvoiceLines"
        )
        if not reply.ok:
            return reply
        if reply.data["value"]:
            return Response(200, forms.posted_order(reply.data["value"]), reply.headers)
        reply = await self._page(f"SalesOrderArchives?$filter={archived}%20eq%20{wanted}")
        if not reply.ok:
            return reply
        if reply.data["value"]:
            return Response(200, forms.deleted_order(reply.data["value"][-1]), reply.headers)
        return forms.refusal(404, "not_found", f"there is no order {value}")

    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        what = f"$select={_HEADER},id" if brief else _WITH_LINES
        wanted = forms.text(reference)
        reply = await self._call("GET", f"salesOrders?$filter=externalDocumentNumber%20eq%20{wanted}&{what}")
        if not reply.ok:
            return reply
        rows = [_brief(row) if brief else forms.order_of(row) for row in reply.data["value"]]
        if not rows:
            gone = await self._gone("externalDocumentNumber", "External_Document_No", reference)
            if not gone.ok and gone.status != 404:
                return gone
            rows = [gone.data] if gone.ok else []
        return Response(200, {"rows": rows, "cursor": 0, "more": False}, reply.headers)

    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        reply = await self._changed("salesOrders", f"$select={_HEADER},id", after, limit, _row)
        if reply.ok:
            for row in reply.data["rows"]:
                if row["webHoldReason"] == _REOPENED and row["number"] not in self._changing:
                    await self._call("POST", f"salesOrders({row['id']})/Microsoft.NAV.release")
            reply.data["rows"] = [_brief(row) for row in reply.data["rows"]]
        return reply

    async def cancel_order(self, number: str) -> Response:
        found = await self._raw(number)
        if isinstance(found, Response):
            return found
        reply = await self._call("DELETE", f"salesOrders({found['id']})")
        if not reply.ok:
            return reply
        left = await self._found("number", number)
        return left or Response(200, {"number": number, "status": "cancelled"}, reply.headers)

    async def _raw(self, number: str) -> Body | Response:
        """The order as Business Central shows it, or the answer about one that is not there."""
        reply = await self._call(
            "GET", f"salesOrders?$filter=number%20eq%20{forms.text(number)}&{_WITH_LINES}"
        )
        if not reply.ok:
            return reply
        if reply.data["value"]:
            row: Body = reply.data["value"][0]
            return row
        gone = await self._gone("orderNumber", "No", number)
        if not gone.ok or gone.data["status"] == "cancelled":
            return gone
        return forms.refusal(409, "invalid_transition", f"order {number} is posted", number=number)

    # -- changes of orders -------------------------------------------------------------------------------------------

    async def change_order(self, number: str, change: Body) -> Response:
        row = await self._raw(number)
        if isinstance(row, Response):
            return row
        lines: list[Body] = change.get("lines") or []
        if lines and _leaves_nothing(row, lines):
            return forms.refusal(422, "nothing_left", "no line would be left; cancel the order instead")
        header = forms.header_form(change)
        if header:
            reply = await self._call("PATCH", f"salesOrders({row['id']})", header)
            if not reply.ok:
                return reply
        if lines:
            self._changing.add(number)
            try:
                refused = await self._change_lines(row, lines)
            finally:
                self._changing.discard(number)
            if refused is not None:
                return refused
        reply = await self.order(number)
        if reply.ok:
            kept = {line["line"] for line in reply.data["lines"]}
            gone = [
                forms.given_up(line["line"])
                for line in lines
                if line.get("line") and line["line"] not in kept
            ]
            reply.data["lines"] += gone
        return reply

    async def _change_lines(self, row: Body, lines: list[Body]) -> Response | None:
        """Open the order again, change its lines and release it; the refusal, if any."""
        where = f"salesOrders({row['id']})"
        is_reopened = row["webHoldReason"] == _REOPENED
        if row["status"] == "Open":
            reply = await self._call("POST", f"{where}/Microsoft.NAV.reopen")
            if not reply.ok:
                return reply
            is_reopened = True
        refused = None
        for line in lines:
            reply = await self._change_line(where, row, line)
            if not reply.ok:
                refused = reply
                break
        if is_reopened:
            reply = await self._call("POST", f"{where}/Microsoft.NAV.release")
            refused = refused or (None if reply.ok else reply)
        return refused

    async def _change_line(self, where: str, row: Body, line: Body) -> Response:
        key = next(
            (each["id"] for each in row["salesOrderLines"] if each["sequence"] == 10_000 * line["line"]), ""
        )
        if not key:
            return forms.refusal(422, "unknown_line", f"there is no line {line['line']}")
        own = f"{where}/salesOrderLines({key})"
        if line.get("quantity") == 0:
            return await self._call("DELETE", own)
        form = {"quantity": line["quantity"]} if line.get("quantity") is not None else {}
        if line.get("discount") is not None:
            form["discountAmount"] = float(line["discount"])
        return await self._call("PATCH", own, form)

    # -- lists -------------------------------------------------------------------------------------------------------

    async def deliveries(self, after: Cursor, limit: int) -> Response:
        return await self._changed(
            "salesShipments", "$expand=salesShipmentLines", after, limit, forms.delivery_of
        )

    async def items(self, after: Cursor, limit: int) -> Response:
        what = "$select=number,unitPrice,lastModifiedDateTime"
        return await self._changed("items", what, after, limit, _item)

    async def stock(self, after: Cursor, limit: int) -> Response:
        reply = await self._changed("", "", after, limit, forms.stock_of)
        if reply.ok:
            cursor = reply.data["cursor"]
            reply.data["as_of"] = forms.stamp(cursor["at"]) if cursor else ""
        return reply

    async def stock_of(self, sku: str) -> Response:
        reply = await self._page(f"StockkeepingUnits?$filter=Item_No%20eq%20{forms.text(sku)}")
        if not reply.ok:
            return reply
        rows = reply.data["value"]
        if not rows:
            return forms.refusal(404, "not_found", f"there is no stock of {sku}")
        as_of = max(forms.stamp(row["SystemModifiedAt"]) for row in rows)
        return Response(200, {"rows": [forms.stock_of(row) for row in rows], "as_of": as_of}, reply.headers)

    # -- prices ------------------------------------------------------------------------------------------------------

    async def prices(self, after: Cursor, limit: int) -> Response:
        start = after or 0
        query = f"$filter=Change_No%20gt%20{start}&$orderby=Change_No&$top={limit}"
        reply = await self._page(f"PriceListLines?{query}")
        if not reply.ok:
            return reply
        rows = reply.data["value"]
        cursor = rows[-1]["Change_No"] if rows else start
        listed = {
            "rows": [forms.price_row_of(row) for row in rows],
            "cursor": cursor,
            "more": len(rows) >= limit,
        }
        return Response(200, listed, reply.headers)

    async def price_of(self, sku: str) -> Response:
        wanted = forms.text(sku)
        reply = await self._call("GET", f"items?$filter=number%20eq%20{wanted}")
        if not reply.ok:
            return reply
        if not reply.data["value"]:
            return forms.refusal(404, "not_found", f"there is no item {sku}")
        rows = await self._page(
            f"PriceListLines?$filter=Product_No%20eq%20{wanted}%20and%20SourceType%20eq%20'All%20Customers'"
            "%20and%20CurrencyCode%20eq%20''%20and%20Minimum_Quantity%20le%201"
        )
        if not rows.ok:
            return rows
        valid = [row for row in rows.data["value"] if forms.is_valid(row, self._now_ms())]
        best = max(valid, key=lambda row: (row["Minimum_Quantity"], row["StartingDate"] or ""), default=None)
        price = reply.data["value"][0]["unitPrice"] if best is None else best["Unit_Price"]
        return Response(200, {"price": f"{price:.2f}"}, reply.headers)

    # -- credit notes ------------------------------------------------------------------------------------------------

    async def credit_notes_of(self, number: str) -> Response:
        reply = await self._call(
            "GET", f"salesCreditMemos?$filter=webOrderNumber%20eq%20{forms.text(number)}"
        )
        if not reply.ok:
            return reply
        rows = [forms.memo_of(row) for row in reply.data["value"] if row["status"] != "Draft"]
        return Response(200, {"rows": rows, "cursor": 0, "more": False}, reply.headers)

    async def create_credit_note(self, body: Body) -> Response:
        wanted = forms.text(body["order"])
        reply = await self._call("GET", f"salesInvoices?$filter=orderNumber%20eq%20{wanted}")
        if not reply.ok:
            return reply
        invoices = reply.data["value"]
        if not invoices:
            return forms.refusal(409, "invalid_transition", f"order {body['order']} has not been invoiced")
        left = {
            row["number"]: round(row["totalAmountIncludingTax"] - row["webCreditedAmount"], 2)
            for row in invoices
        }
        earlier = await self._earlier(body["reference"])
        if earlier is not None:
            return earlier
        fitting = [number for number, amount in left.items() if amount >= float(body["amount"])]
        if not fitting:
            most = f"{max(left.values()):.2f}"
            return forms.refusal(422, "credit_exceeds_invoice", f"{most} is left to credit", left=most)
        form = forms.memo_form(body, invoices[0]["customerNumber"], fitting[0])
        made = await self._call("POST", "salesCreditMemos", form)
        return await self._post(made.data["id"]) if made.ok else made

    async def _earlier(self, reference: str) -> Response | None:
        """The refusal of a reference that is posted, or what came of posting its draft; None without either."""
        wanted = forms.text(reference)
        reply = await self._call("GET", f"salesCreditMemos?$filter=externalDocumentNumber%20eq%20{wanted}")
        if not reply.ok:
            return reply
        for row in reply.data["value"]:
            if row["status"] != "Draft":
                return forms.refusal(409, "duplicate_reference", "it is posted", number=row["number"])
        for row in reply.data["value"]:
            await self._call("DELETE", f"salesCreditMemos({row['id']})")
        return None

    async def _post(self, key: str) -> Response:
        """Post a draft; one that is refused is deleted."""
        reply = await self._call("POST", f"salesCreditMemos({key})/Microsoft.NAV.post")
        if not reply.ok:
            await self._call("DELETE", f"salesCreditMemos({key})")
            return reply
        return _as(await self._call("GET", f"salesCreditMemos({key})"), forms.memo_of, 201)


def _as(reply: Response, form: Callable[[Body], Body], status: int = 0) -> Response:
    return Response(status or reply.status, form(reply.data), reply.headers) if reply.ok else reply


def _row(row: Body) -> Body:
    return row


def _item(row: Body) -> Body:
    return {"sku": row["number"], "price": f"{row['unitPrice']:.2f}"}


def _brief(row: Body) -> Body:
    return {
        "number": row["number"],
        "external_reference": row["externalDocumentNumber"],
        "status": row["webStatus"],
    }


def _leaves_nothing(row: Body, lines: list[Body]) -> bool:
    """Whether a change takes every item off."""
    given_up = {10_000 * line["line"] for line in lines if line.get("quantity") == 0 and line.get("line")}
    return all(each["sequence"] in given_up for each in row["salesOrderLines"] if each["lineType"] == "Item")
