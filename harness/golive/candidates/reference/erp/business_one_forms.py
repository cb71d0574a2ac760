"""Documents of SAP Business One in the form of the native interface, and the other way round."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response

Body = dict[str, Any]

ADDRESS = {
    "name": "{}Address2",
    "company": "{}Address3",
    "street": "{}Street",
    "city": "{}City",
    "region": "{}County",
    "postcode": "{}ZipCode",
    "country": "{}Country",
    "phone": "U_{}Phone",
}
PARTNER_ADDRESS = {
    "name": "AddressName2",
    "company": "AddressName3",
    "street": "Street",
    "city": "City",
    "region": "County",
    "postcode": "ZipCode",
    "country": "Country",
}
OWN_FIELDS = ("U_OrderedAt", "U_Prepaid", "U_PaymentAmount", "U_HoldReason")
PARTNER = {
    "name": "CardName",
    "email": "EmailAddress",
    "phone": "Phone1",
    "external_reference": "U_ExternalReference",
}
BRIEF = (
    "DocEntry,DocNum,SeriesString,NumAtCard,DocumentStatus,Cancelled,Confirmed,AuthorizationStatus,U_HoldReason,"
    "UpdateDate,UpdateTime"
)


def amount(value: Any) -> str:
    """An amount as the native interface writes it."""
    return f"{float(value or 0):.2f}"


def number_of(row: Body) -> str:
    """The number of a document: its series and its number in it."""
    return f"{row.get('SeriesString') or ''}{row['DocNum']}"


def entry_of(number: str) -> str:
    """The DocEntry of a number: the digits at its end."""
    return number[len(number.rstrip("0123456789")) :] or "0"


def instant(day: str | None, time: str | None = None) -> str:
    """A date and a time as an instant."""
    return f"{(day or '1970-01-01')[:10]}T{time or '00:00:00'}.000Z"


# -- orders ----------------------------------------------------------------------------------------------------


def order_sent(body: Body) -> Body:
    """An order to be created."""
    gross = body["prices_include_tax"]
    shipping, payment, day = body["shipping"], body["payment"], body["ordered_at"][:10]
    return {
        "CardCode": body["customer"],
        "NumAtCard": body["external_reference"],
        "DocCurrency": body["currency"],
        "DocDate": day,
        "DocDueDate": day,
        "U_OrderedAt": body["ordered_at"],
        "PriceMode": "pmdGross" if gross else "pmdNet",
        "DocumentLines": [line_sent(line, gross) for line in body["lines"]],
        "DocumentAdditionalExpenses": [
            {
                "ExpenseCode": 1,
                "LineGross" if gross else "LineTotal": float(shipping["amount"]),
                "Remarks": shipping["method"],
            }
        ],
        "PaymentMethod": payment["method"],
        "U_Prepaid": "Y" if payment["prepaid"] else "N",
        "U_PaymentAmount": float(payment["amount"]),
        "AddressExtension": {
            **address_sent(body["ship_to"], "ShipTo"),
            **address_sent(body["bill_to"], "BillTo"),
        },
        **{f"U_{name}": value for name, value in body.get("custom", {}).items()},
        "Confirmed": "tYES" if body.get("release") else "tNO",
    }


def line_sent(line: Body, gross: bool) -> Body:
    """A line with its total after the discount, which says the discount to the cent."""
    cents = line["quantity"] * round(float(line["unit_price"]) * 100) - round(float(line["discount"]) * 100)
    sent: Body = {
        "ItemCode": line["item"],
        "Quantity": line["quantity"],
        "GrossPrice" if gross else "UnitPrice": float(line["unit_price"]),
        "GrossTotal" if gross else "LineTotal": cents / 100,
    }
    if line.get("warehouse"):
        sent["WarehouseCode"] = line["warehouse"]
    return sent


def address_sent(address: Body | None, prefix: str) -> Body:
    """The properties of an address in `AddressExtension`."""
    return {ADDRESS[part].format(prefix): value for part, value in (address or {}).items()}


def change_sent(change: Body, before: Body) -> Body:
    """A change of an order that is at present as `before` says, in the native form."""
    sent: Body = {}
    if change.get("external_reference") is not None:
        sent["NumAtCard"] = change["external_reference"]
    extension = {
        **address_sent(change.get("ship_to"), "ShipTo"),
        **address_sent(change.get("bill_to"), "BillTo"),
    }
    if extension:
        sent["AddressExtension"] = extension
    if "shipping" in change:
        sent["DocumentAdditionalExpenses"] = [{"LineNum": 0, "Remarks": change["shipping"]["method"]}]
    sent |= {f"U_{name}": value for name, value in change.get("custom", {}).items()}
    if change.get("lines"):
        sent["DocumentLines"] = [_line_changed(line, before) for line in change["lines"]]
    return sent


def _line_changed(line: Body, before: Body) -> Body:
    if line.get("line") is None:
        return line_sent({"discount": "0.00", **line}, before["prices_include_tax"])
    at = line["line"] - 1
    if line.get("quantity") == 0:
        return {"LineNum": at, "LineStatus": "bost_Close"}
    merged = {**before["lines"][at], **line}
    return {"LineNum": at, **line_sent(merged, before["prices_include_tax"])}


def order_read(row: Body) -> Body:
    """An order in the native form."""
    gross = row["PriceMode"] == "pmdGross"
    expenses = row.get("DocumentAdditionalExpenses") or [{}]
    extension = row.get("AddressExtension") or {}
    return {
        **brief_read(row),
        "customer": row["CardCode"],
        "currency": row["DocCurrency"],
        "ordered_at": row["U_OrderedAt"],
        "prices_include_tax": gross,
        "lines": [_line_read(line, gross) for line in row["DocumentLines"]],
        "shipping": amount(expenses[0].get("LineGross" if gross else "LineTotal")),
        "shipping_method": expenses[0].get("Remarks") or "",
        "tax": amount(row["VatSum"]),
        "total": amount(row["DocTotal"]),
        "payment": {
            "method": row.get("PaymentMethod") or "",
            "prepaid": row.get("U_Prepaid") == "Y",
            "amount": amount(row.get("U_PaymentAmount")),
        },
        "ship_to": _address_read(extension, "ShipTo"),
        "bill_to": _address_read(extension, "BillTo"),
        "custom": {
            name[2:]: value for name, value in row.items() if name[:2] == "U_" and name not in OWN_FIELDS
        },
    }


def brief_read(row: Body) -> Body:
    """Number, reference and status of an order."""
    return {
        "number": number_of(row),
        "external_reference": row.get("NumAtCard") or "",
        "status": status_of(row),
        "hold_reason": row.get("U_HoldReason") or "",
    }


def status_of(row: Body) -> str:
    """The status of an order, as far as the product shows it."""
    lines = row.get("DocumentLines") or []
    delivered = any(line.get("U_DeliveredQty") for line in lines)
    if row["Cancelled"] == "tYES":
        return "cancelled"
    if row["DocumentStatus"] == "bost_Close":
        return "cancelled" if lines and not delivered else "shipped"
    if row["AuthorizationStatus"] == "dasPending":
        return "pending_approval"
    if row["Confirmed"] != "tYES":
        return "held" if row.get("U_HoldReason") else "draft"
    return "partly_shipped" if delivered else "released"


def _line_read(line: Body, gross: bool) -> Body:
    price = line["GrossPrice" if gross else "UnitPrice"]
    whole = round(price * 100) * int(line["Quantity"])
    total = round(line["GrossTotal" if gross else "LineTotal"] * 100)
    return {
        "line": line["LineNum"] + 1,
        "item": line["ItemCode"],
        "quantity": int(line["Quantity"]),
        "unit_price": amount(price),
        "discount": amount((whole - total) / 100),
        "warehouse": line["WarehouseCode"],
        "shipped": int(line.get("U_DeliveredQty") or 0),
        "cancelled": int(line.get("U_ClosedQty") or 0),
    }


def _address_read(extension: Body, prefix: str) -> Body | None:
    found = {
        part: value
        for part, name in ADDRESS.items()
        if (value := extension.get(name.format(prefix))) is not None
    }
    return found or None


# -- other records ---------------------------------------------------------------------------------------------


def partner_sent(body: Body) -> Body:
    """A customer, or changes of one."""
    sent: Body = {PARTNER[name]: value for name, value in body.items() if name in PARTNER}
    address = body.get("address")
    if address is not None:
        row = {PARTNER_ADDRESS[part]: value for part, value in address.items() if part in PARTNER_ADDRESS}
        sent["BPAddresses"] = [{"AddressName": "Ship to", "AddressType": "bo_ShipTo", **row}]
    return sent


def delivery_read(row: Body) -> Body:
    """A delivery in the native form."""
    lines = row["DocumentLines"]
    return {
        "number": number_of(row),
        "external_reference": row.get("NumAtCard") or "",
        "warehouse": lines[0]["WarehouseCode"] if lines else "",
        "posted_at": instant(row["DocDate"], row["DocTime"]),
        "tracking": row.get("TrackingNumber") or "",
        "lines": [{"item": line["ItemCode"], "quantity": int(line["Quantity"])} for line in lines],
    }


def stock_read(row: Body) -> list[Body]:
    """The rows of stock of an item."""
    return [
        {
            "item": row["ItemCode"],
            "warehouse": place["WarehouseCode"],
            "on_hand": int(place["InStock"]),
            "safety_stock": int(place["MinimalStock"]),
            "available": int(place["InStock"] - place["Committed"] - place["MinimalStock"]),
            "allocations": _allocations(place.get("U_CommittedBy") or ""),
        }
        for place in row["ItemWarehouseInfoCollection"]
    ]


def _allocations(text: str) -> list[Body]:
    pairs = [part.rpartition(":") for part in text.split(";") if part]
    return [{"channel": channel, "quantity": int(units)} for channel, _, units in pairs]


def price_read(row: Body) -> Body:
    """A row of a price list or of a contract."""
    code = row["CardCode"]
    is_list = code.startswith("*")
    return {
        "item": row["ItemCode"],
        "customer": "" if is_list else code,
        "price_list": ("standard" if code == "*1" else code) if is_list else "",
        "valid_from": row["U_ValidFrom"],
        "valid_to": row["U_ValidTo"],
    }


# -- refusals --------------------------------------------------------------------------------------------------

PHRASES = (
    ("no line would be left", 422, "nothing_left"),
    ("left to credit", 422, "credit_exceeds_invoice"),
    ("are billed and not credited", 422, "credit_exceeds_billed"),
    ("has not been invoiced", 409, "invalid_transition"),
    ("its status is", 409, "invalid_transition"),
    ("copied to a delivery", 409, "partly_delivered"),
)
"""What tells refusals of code -10 apart."""
REFUSED = 400
CODES = {
    -2028: (404, "not_found"),
    -2035: (409, "duplicate_reference"),
    -2038: (409, "locked"),
    -2039: (409, "locked"),
    -4013: (422, "period_closed"),
    -5002: (422, "validation_failed"),
    -1000: (400, "malformed"),
    301: (401, "unauthorized"),
}


def error_read(reply: Response) -> Response:
    """A refusal in the native form; pages of the load balancer keep their status."""
    body = reply.data.get("error") if isinstance(reply.data, dict) else None
    if not isinstance(body, dict):
        return _refusal(reply, reply.status, "unavailable", f"the ERP answered {reply.status}")
    message = body.get("message")
    text = str(message.get("value") if isinstance(message, dict) else message)
    code = str(body.get("code"))
    if not code.removeprefix("-").isdigit():  # of something between the two systems
        return _refusal(reply, reply.status, code, text)
    status, name = CODES.get(int(code), (reply.status if reply.status != REFUSED else 422, "refused"))
    for phrase, meant, known in PHRASES:
        if phrase in text:
            status, name = meant, known
    details = (
        {"left": text.partition(" has ")[2].partition(" left")[0]} if name == "credit_exceeds_invoice" else {}
    )
    return _refusal(reply, status, name, text, details)


def _refusal(reply: Response, status: int, code: str, message: str, details: Body | None = None) -> Response:
    column = message.rpartition("[")[2].partition("]")[0] if message.endswith("]") else None
    error = {"code": code, "message": message, "field": column, "details": details or {}}
    return Response(status, {"error": error}, reply.headers)


def duplicate(reply: Response, number: str) -> Response:
    """The refusal of a reference that a record has already."""
    reply.data["error"]["details"]["number"] = number
    return reply
