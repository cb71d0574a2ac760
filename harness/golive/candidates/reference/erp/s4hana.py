"""S/4HANA through its OData services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from golive.candidates.kit import Kit, Response
from golive.candidates.reference.erp import Body, Cursor
from golive.candidates.reference.erp import s4hana_forms as forms
from golive.candidates.reference.erp.s4hana_session import SERVICES, S4Session, neutral
from golive.candidates.sessions import LoggedIn

ORDERS = f"{SERVICES}/API_SALES_ORDER_SRV"
PARTNERS = f"{SERVICES}/API_BUSINESS_PARTNER"
PRODUCTS = f"{SERVICES}/API_PRODUCT_SRV"
PRICES = f"{SERVICES}/API_SLSPRICINGCONDITIONRECORD_SRV"
STOCK = f"{SERVICES}/API_MATERIAL_STOCK_SRV"
DELIVERIES = f"{SERVICES}/API_OUTBOUND_DELIVERY_SRV;v=0002"
BILLING = f"{SERVICES}/API_BILLING_DOCUMENT_SRV"
CREDITS = f"{SERVICES}/API_CREDIT_MEMO_REQUEST_SRV"
ORDERS_V4 = "/sap/opu/odata4/sap/api_salesorder/srvd_a2x/sap/salesorder/0001"
WHOLE = "$expand=to_Item/to_PricingElement,to_Item/to_ScheduleLine,to_Partner/to_Address,to_PricingElement"
BRIEF = (
    "$select=SalesOrder,PurchaseOrderByCustomer,OverallDeliveryStatus,OverallSDDocumentRejectionSts,"
    "SalesDocApprovalStatus,DeliveryBlockReason,YY1_HoldReason_SDH,OverallSDProcessStatus,YY1_ChangeNumber_SDH"
)
STANDARD_LIST = "standard"
STALE_TRIES = 3
"""How often a change is sent again after the order was changed by others."""


class S4Erp:
    """See `golive.candidates.reference.erp.ErpPort`."""

    def __init__(self, kit: Kit) -> None:
        self._session = S4Session(kit)
        self._now_ms = kit.now_ms

    @property
    def on_login(self) -> LoggedIn | None:
        return self._session.on_login

    @on_login.setter
    def on_login(self, noted: LoggedIn | None) -> None:
        self._session.on_login = noted

    # -- customers -----------------------------------------------------------------------------------------

    async def create_customer(self, body: Body, timeout_s: float | None = None) -> Response:
        reply = await self._session.send(
            "POST", f"{PARTNERS}/A_BusinessPartner", forms.partner_body(body), timeout_s=timeout_s
        )
        if reply.ok:
            return _with(reply, 201, {"number": f"{forms.CUSTOMER}{reply.data['d']['BusinessPartner']}"})
        if _code(reply) == "duplicate_reference":
            known = await self._session.get(
                f"{PARTNERS}/A_BuPaIdentification?{_equal('BPIdentificationNumber', body['external_reference'])}"
            )
            rows = _rows(known)
            if not rows:
                return known if not known.ok else reply
            _details(reply)["number"] = f"{forms.CUSTOMER}{rows[0]['BusinessPartner']}"
        return reply

    async def change_customer(self, number: str, changes: Body) -> Response:
        key = forms.digits(number)
        mail, phone = f"(AddressID='{key}',Person='',OrdinalNumber='1')", changes.get("phone")
        parts: list[tuple[str, Body]] = []
        if "name" in changes:
            parts.append((f"A_BusinessPartner('{key}')", forms.names(changes["name"])))
        if "email" in changes:
            parts.append((f"A_AddressEmailAddress{mail}", {"EmailAddress": changes["email"]}))
        if phone is not None:
            parts.append((f"A_AddressPhoneNumber{mail}", {"PhoneNumber": phone}))
        if "address" in changes:
            address = forms.address_body(changes["address"], forms.PARTNER_ADDRESS)
            place = f"A_BusinessPartnerAddress(BusinessPartner='{key}',AddressID='{key}')"
            parts.append((place, address))
        reply = Response(204, None, {})
        for path, body in parts:
            reply = await self._session.send("PATCH", f"{PARTNERS}/{path}", body, "*")
            if not reply.ok:
                return reply
        return _with(reply, 200, {"number": number})

    # -- orders --------------------------------------------------------------------------------------------

    async def create_order(self, body: Body, timeout_s: float | None = None) -> Response:
        made = forms.order_body(body)
        reply = await self._session.send("POST", f"{ORDERS}/A_SalesOrder", made, timeout_s=timeout_s)
        if not reply.ok:
            if _code(reply) == "duplicate_reference":
                rows = (await self.orders_of(body["external_reference"], brief=True)).data.get("rows", [])
                if not rows:
                    return _with(reply, 503, reply.data)
                _details(reply)["number"] = rows[0]["number"]
            return reply
        return _with(reply, 201, forms.order(reply.data["d"]))

    async def change_order(self, number: str, change: Body) -> Response:
        reply = Response(409, None, {})
        for _ in range(STALE_TRIES):
            before = await self._read(number)
            if not before.ok:
                return before
            requests = _requests(before.data["d"], change)
            if not requests:
                return await self.order(number)
            reply = await self._batch(requests)
            if _code(reply) != "changed_meanwhile":
                break
        return await self.order(number) if reply.ok else reply

    async def cancel_order(self, number: str) -> Response:
        before = await self._read(number)
        if not before.ok:
            return before
        items = before.data["d"]["to_Item"]["results"]
        lines = [{"line": at, "quantity": 0} for at, each in enumerate(items, 1) if _is_open(each)]
        if not lines:
            status = forms.status_of(before.data["d"])
            if status == "cancelled":
                return _with(before, 200, forms.order(before.data["d"]))
            error: Body = {"code": "invalid_transition", "message": f"the order is {status}", "details": {}}
            return _with(before, 409, {"error": error})
        return await self.change_order(number, {"lines": lines})

    async def order(self, number: str) -> Response:
        reply = await self._read(number)
        return _with(reply, 200, forms.order(reply.data["d"])) if reply.ok else reply

    async def orders_of(self, reference: str, *, brief: bool = False) -> Response:
        asked = _equal("PurchaseOrderByCustomer", reference)
        reply = await self._session.get(f"{ORDERS}/A_SalesOrder?{asked}&{BRIEF if brief else WHOLE}")
        if not reply.ok:
            return reply
        rows = [(forms.brief if brief else forms.order)(row) for row in _rows(reply)]
        return _with(reply, 200, {"rows": rows, "cursor": 0, "more": False})

    async def changed_orders(self, after: Cursor, limit: int) -> Response:
        return await self._list(
            f"{ORDERS}/A_SalesOrder", "YY1_ChangeNumber_SDH", BRIEF, after, limit, forms.brief
        )

    async def _read(self, number: str) -> Response:
        return await self._session.get(f"{ORDERS}/A_SalesOrder('{forms.digits(number)}')?{WHOLE}")

    async def _batch(self, requests: list[Body]) -> Response:
        """Send changes of one order as one group: all of them or none."""
        body = {"requests": requests}
        reply = await self._session.send("POST", f"{ORDERS_V4}/$batch", body)
        if not reply.ok:
            return reply
        refused = [each for each in reply.data["responses"] if each["status"] >= 400 and "body" in each]
        if not refused:
            return reply
        return neutral(Response(refused[0]["status"], refused[0]["body"], reply.headers))

    # -- goods ---------------------------------------------------------------------------------------------

    async def deliveries(self, after: Cursor, limit: int) -> Response:
        return await self._list(
            f"{DELIVERIES}/A_OutbDeliveryHeader",
            "YY1_ChangeNumber_DLH",
            "$expand=to_DeliveryDocumentItem",
            after,
            limit,
            forms.delivery,
        )

    async def stock(self, after: Cursor, limit: int) -> Response:
        address, options = f"{STOCK}/A_MatlStkInAcctMod", "$expand=YY1_to_Allocation"
        reply = await self._list(address, "YY1_ChangeNumber_STK", options, after, limit, _stock_and_time)
        return self._dated(reply) if reply.ok else reply

    async def stock_of(self, sku: str, timeout_s: float | None = None) -> Response:
        asked = _equal("Material", sku)
        reply = await self._session.get(
            f"{STOCK}/A_MatlStkInAcctMod?{asked}&$expand=YY1_to_Allocation", timeout_s
        )
        if not reply.ok:
            return reply
        rows = [_stock_and_time(row) for row in _rows(reply)]
        if not rows:
            known = await self._session.get(f"{PRODUCTS}/A_Product('{quote(sku, safe='')}')", timeout_s)
            if not known.ok:
                return known
        return self._dated(_with(reply, 200, {"rows": rows}))

    def _dated(self, reply: Response) -> Response:
        """A list of stock with the time that it shows."""
        rows = reply.data["rows"]
        as_of = rows[0][1] if rows else forms.iso(f"/Date({self._now_ms()})/")
        return _with(reply, 200, {**reply.data, "rows": [row for row, _ in rows], "as_of": as_of})

    # -- items and prices ----------------------------------------------------------------------------------

    async def items(self, after: Cursor, limit: int) -> Response:
        select = "$select=Product,YY1_ListPrice_PRD,YY1_ChangeNumber_PRD"
        return await self._list(
            f"{PRODUCTS}/A_Product", "YY1_ChangeNumber_PRD", select, after, limit, forms.item
        )

    async def prices(self, after: Cursor, limit: int) -> Response:
        return await self._list(
            f"{PRICES}/A_SlsPrcgCndnRecdValidity",
            "YY1_ChangeNumber_CND",
            "$expand=to_SlsPrcgConditionRecord",
            after,
            limit,
            forms.price,
        )

    async def price_of(self, sku: str) -> Response:
        asked = _equal("Material", sku)
        reply = await self._session.get(
            f"{PRICES}/A_SlsPrcgCndnRecdValidity?{asked}&$expand=to_SlsPrcgConditionRecord"
        )
        if not reply.ok:
            return reply
        now = forms.iso(f"/Date({self._now_ms()})/")
        rows = [forms.price(row) for row in _rows(reply)]
        listed = [row for row in rows if not row["customer"] and not row["price_list"]]
        if not listed:
            error: Body = {
                "code": "not_found",
                "message": f"no price for {sku}",
                "field": None,
                "details": {},
            }
            return _with(reply, 404, {"error": error})
        own = [row for row in rows if _is_in_force(row, now, listed[0]["currency"])]
        best = max(own, key=lambda row: row["valid_from"]) if own else listed[0]
        return _with(reply, 200, {"item": sku, "price": best["price"]})

    # -- credit notes --------------------------------------------------------------------------------------

    async def credit_notes_of(self, number: str) -> Response:
        reply = await self._session.get(
            f"{CREDITS}/A_CreditMemoRequest?{_equal('ReferenceSDDocument', forms.digits(number))}"
        )
        if not reply.ok:
            return reply
        return _with(
            reply,
            200,
            {"rows": [forms.credit_note(row) for row in _rows(reply)], "cursor": 0, "more": False},
        )

    async def create_credit_note(self, body: Body) -> Response:
        made = forms.credit_body(body)
        reply = await self._session.send("POST", f"{CREDITS}/A_CreditMemoRequest", made)
        if reply.ok:
            return _with(reply, 201, forms.credit_note(reply.data["d"]))
        if _code(reply) == "credit_exceeds_invoice":
            _details(reply)["left"] = await self._left(body["order"])
        return reply

    async def _left(self, number: str) -> str:
        """What the billing document with the most has left to be credited."""
        key = forms.digits(number)
        billed = await self._session.get(f"{BILLING}/A_BillingDocument?{_equal('AssignmentReference', key)}")
        credited = await self._session.get(
            f"{CREDITS}/A_CreditMemoRequest?{_equal('ReferenceSDDocument', key)}"
        )
        left = {
            row["BillingDocument"]: round(100 * float(row["TotalGrossAmount"]))
            for row in _rows(billed)
            if row["BillingDocumentType"] == "F2"
        }
        for row in _rows(credited):
            invoice = row["YY1_BillingDocument_SDH"]
            if invoice in left:
                left[invoice] -= round(100 * float(row["YY1_TotalGrossAmount_SDH"]))
        cents = max(left.values(), default=0)
        return f"{cents // 100}.{cents % 100:02}"

    # -- lists ---------------------------------------------------------------------------------------------

    async def _list(
        self,
        address: str,
        change: str,
        options: str,
        after: Cursor,
        limit: int,
        form: Callable[[Body], Any],
    ) -> Response:
        """The records changed since a cursor, which is the number of a change."""
        wanted = f"$filter={quote(f'{change} gt {after}')}&$orderby={change}&$top={limit}&{options}"
        reply = await self._session.get(f"{address}?{wanted}")
        if not reply.ok:
            return reply
        rows = _rows(reply)
        cursor = rows[-1][change] if rows else after
        shown = {"rows": [form(row) for row in rows], "cursor": cursor, "more": len(rows) == limit}
        return _with(reply, 200, shown)


def _requests(row: Body, change: Body) -> list[Body]:
    """The parts of a batch that make a change of an order, with its ETag."""
    etag, key = row["__metadata"]["etag"], row["SalesOrder"]
    parts: list[tuple[str, Body]] = []
    head: Body = {f"YY1_{name}_SDH": value for name, value in change.get("custom", {}).items()}
    if "shipping" in change:
        head["YY1_ShippingMethod_SDH"] = change["shipping"]["method"]
    if "external_reference" in change:
        head["PurchaseOrderByCustomer"] = change["external_reference"]
    if head:
        parts.append((f"SalesOrder('{key}')", head))
    for field, function in (("ship_to", "SH"), ("bill_to", "BP")):
        if field in change:
            place = f"(SalesOrder='{key}',PartnerFunction='{function}',AddressRepresentationCode='')"
            body = forms.address_body(change[field], forms.ADDRESS)
            parts.append((f"SalesOrderPartnerAddress{place}", body))
    for line in change.get("lines", ()):
        parts += _line_requests(row, key, line)
    return [
        {
            "id": str(at),
            "method": "PATCH",
            "url": url,
            "atomicityGroup": "change",
            "headers": {"content-type": "application/json", "if-match": etag},
            "body": body,
        }
        for at, (url, body) in enumerate(parts, 1)
    ]


def _line_requests(row: Body, key: str, line: Body) -> list[tuple[str, Body]]:
    number = str(line["line"] * 10)
    item = f"(SalesOrder='{key}',SalesOrderItem='{number}')"
    if line.get("quantity") == 0:
        return [(f"SalesOrderItem{item}", {"SalesDocumentRjcnReason": forms.REJECTION})]
    parts: list[tuple[str, Body]] = []
    if "quantity" in line:
        parts.append((f"SalesOrderItem{item}", {"RequestedQuantity": line["quantity"]}))
    found = next((each for each in row["to_Item"]["results"] if each["SalesOrderItem"] == number), None)
    conditions = found["to_PricingElement"]["results"] if found is not None else []
    discount = next((each for each in conditions if each["ConditionType"] == forms.DISCOUNT), None)
    if "discount" in line and discount is not None:
        step = discount["PricingProcedureStep"]
        place = f"(SalesOrder='{key}',SalesOrderItem='{number}',PricingProcedureStep='{step}'"
        body = {"ConditionType": forms.DISCOUNT, "ConditionRateValue": -float(line["discount"])}
        parts.append((f"SalesOrderItemPrcgElmnt{place},PricingProcedureCounter='1')", body))
    return parts


def _is_open(item: Body) -> bool:
    delivered = sum(
        forms.whole(each["DeliveredQtyInOrderQtyUnit"]) for each in item["to_ScheduleLine"]["results"]
    )
    return not item["SalesDocumentRjcnReason"] and delivered < forms.whole(item["RequestedQuantity"])


def _stock_and_time(row: Body) -> tuple[Body, str]:
    return forms.stock(row), forms.iso(row["YY1_ReadAt_STK"])


def _is_in_force(row: Body, now: str, currency: str) -> bool:
    """Whether a row of the standard list holds for one piece now."""
    return (
        row["price_list"] == STANDARD_LIST
        and not row["customer"]
        and row["currency"] == currency
        and row["from_quantity"] <= 1
        and row["valid_from"] <= now
        and (row["valid_to"] is None or now < row["valid_to"])
    )


def _equal(name: str, value: str) -> str:
    quoted = value.replace("'", "''")
    condition = f"{name} eq '{quoted}'"
    return f"$filter={quote(condition)}"


def _rows(reply: Response) -> list[Body]:
    if not reply.ok:
        return []
    rows: list[Body] = reply.data["d"]["results"]
    return rows


def _with(reply: Response, status: int, data: Any) -> Response:
    return Response(status, data, reply.headers)


def _code(reply: Response) -> str:
    return "" if reply.ok else str(reply.data["error"]["code"])


def _details(reply: Response) -> Body:
    details: Body = reply.data["error"]["details"]
    return details
