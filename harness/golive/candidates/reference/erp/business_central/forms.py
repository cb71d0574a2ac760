"""Documents of Business Central and their native forms, and its refusals under the native codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import quote

from golive.candidates.kit import Response
from golive.candidates.reference.erp import Body

_LANES = {"city": "City", "region": "State", "postcode": "PostCode", "country": "Country"}
_LINE = 10_000


def text(value: str) -> str:
    """A text as filters have it, in an address."""
    doubled = value.replace("'", "''")
    return f"'{quote(doubled, safe='')}'"


def refusal(status: int, code: str, message: str, **details: Any) -> Response:
    """A refusal in the native form."""
    error = {"code": code, "message": message, "field": None, "details": details}
    return Response(status, {"error": error}, {})


_MEANINGS = (
    ("Status must be equal to", 409, "invalid_transition"),
    ("Qty. Shipped Not Invoiced", 409, "invalid_transition"),
    ("no line would be left", 422, "nothing_left"),
    ("are billed and not credited", 422, "credit_exceeds_billed"),
    ("left to credit", 422, "credit_exceeds_invoice"),
    ("is that of credit note", 409, "duplicate_reference"),
    ("Document already exists", 409, "duplicate_reference"),
    ("has not been invoiced", 409, "invalid_transition"),
)
"""Parts of messages, and what they mean."""
_CODES = {
    "Internal_RecordLocked": (409, "locked"),
    "Request_EntityChanged": (409, "locked"),
    "Internal_RecordNotFound": (404, "not_found"),
}


def translated(reply: Response) -> Response:
    """A refusal of Business Central under the native codes. Other replies stay as they are."""
    if reply.ok:
        return reply
    given = reply.data.get("error") if isinstance(reply.data, dict) else None
    product = given if isinstance(given, dict) else {"code": str(given), "message": str(reply.data)}
    code, message = str(product.get("code")), str(product.get("message"))
    status = 422 if reply.status == 400 else reply.status
    found = _CODES.get(code, (status, code))
    for part, meant, native in _MEANINGS:
        if reply.status in (400, 409) and part in message:
            found = (meant, native)
    made = refusal(found[0], found[1], message)
    return Response(made.status, made.data, reply.headers)


def stamp(instant: str) -> str:
    """An instant with milliseconds, so that instants compare as texts."""
    return instant if "." in instant else f"{instant.removesuffix('Z')}.000Z"


# -- customers -------------------------------------------------------------------------------------------------------


def customer_form(body: Body) -> Body:
    """A customer, or the changed fields of one."""
    names = {"external_reference": "number", "name": "displayName", "email": "email", "phone": "phoneNumber"}
    form = {new: body[old] for old, new in names.items() if body.get(old) is not None}
    address = body.get("address")
    if address:
        form["addressLine1"], form["addressLine2"] = _lines_of(address.get("street", ""))
        for old, new in (
            ("city", "city"),
            ("region", "state"),
            ("postcode", "postalCode"),
            ("country", "country"),
        ):
            if address.get(old):
                form[new] = address[old]
    return form


def _lines_of(street: str) -> tuple[str, str]:
    first, _, second = street.partition(", ")
    return first, second


# -- orders ----------------------------------------------------------------------------------------------------------


def order_form(body: Body) -> Body:
    """A sales order with its lines; it is released in the same step where the body says so."""
    shipping, payment = body.get("shipping") or {}, body.get("payment") or {}
    lines: list[Body] = [
        {
            "lineType": "Item",
            "lineObjectNumber": line["item"],
            "quantity": line["quantity"],
            "unitPrice": float(line["unit_price"]),
            "discountAmount": float(line.get("discount") or 0),
        }
        for line in body["lines"]
    ]
    if float(shipping.get("amount") or 0):
        freight = float(shipping["amount"])
        lines.append(
            {"lineType": "Charge", "lineObjectNumber": "FREIGHT", "quantity": 1, "unitPrice": freight}
        )
    return {
        "customerNumber": body["customer"],
        "externalDocumentNumber": body["external_reference"],
        "orderDate": body["ordered_at"][:10],
        "webOrderedAt": body["ordered_at"],
        "currencyCode": body["currency"],
        "pricesIncludeTax": body["prices_include_tax"],
        "webShippingMethod": shipping.get("method", ""),
        "webPaymentMethod": payment.get("method", ""),
        "webPaymentAmount": float(payment.get("amount") or 0),
        "webPrepaid": bool(payment.get("prepaid")),
        "webRelease": bool(body.get("release")),
        **_custom_form(body.get("custom")),
        **ship_to_form(body.get("ship_to")),
        **bill_to_form(body.get("bill_to")),
        "salesOrderLines": lines,
    }


def _custom_form(custom: Body | None) -> Body:
    return {f"web_{name}": value for name, value in (custom or {}).items()}


def _lanes_form(prefix: str, address: Body) -> Body:
    first, second = _lines_of(address.get("street", ""))
    form = {f"{prefix}AddressLine1": first, f"{prefix}AddressLine2": second}
    form |= {f"{prefix}{end}": address.get(part, "") for part, end in _LANES.items()}
    return {name: value for name, value in form.items() if value}


def ship_to_form(address: Body | None) -> Body:
    """The ship-to address; its telephone number is that of the order."""
    if not address:
        return {}
    name, company, phone = (address.get(part, "") for part in ("name", "company", "phone"))
    names = {"shipToName": company, "shipToContact": name} if company else {"shipToName": name}
    return {**names, **_lanes_form("shipTo", address), **({"phoneNumber": phone} if phone else {})}


def bill_to_form(address: Body | None) -> Body:
    """The bill-to address."""
    if not address:
        return {}
    parts = {f"webBillTo{part.capitalize()}": address.get(part) for part in ("name", "company", "phone")}
    return {**{name: value for name, value in parts.items() if value}, **_lanes_form("billTo", address)}


def header_form(change: Body) -> Body:
    """What of a change is about the header."""
    form = {**ship_to_form(change.get("ship_to")), **bill_to_form(change.get("bill_to"))}
    form |= _custom_form(change.get("custom"))
    if change.get("external_reference") is not None:
        form["externalDocumentNumber"] = change["external_reference"]
    if (change.get("shipping") or {}).get("method") is not None:
        form["webShippingMethod"] = change["shipping"]["method"]
    return form


def order_of(row: Body) -> Body:
    """A sales order in the native form."""
    return {
        "number": row["number"],
        "external_reference": row["externalDocumentNumber"],
        "status": row["webStatus"],
        "currency": row["currencyCode"],
        "total": f"{row['totalAmountIncludingTax']:.2f}",
        "lines": [_line(each) for each in row.get("salesOrderLines", ()) if each["lineType"] == "Item"],
        "shipping_method": row["webShippingMethod"],
        "payment": {
            "method": row["webPaymentMethod"],
            "prepaid": row["webPrepaid"],
            "amount": f"{row['webPaymentAmount']:.2f}",
        },
        "ship_to": _ship_to(row),
        "bill_to": _bill_to(row),
        "custom": {
            name.removeprefix("web_"): value for name, value in row.items() if name.startswith("web_")
        },
    }


def _line(row: Body) -> Body:
    return {
        "line": row["sequence"] // _LINE,
        "item": row["lineObjectNumber"],
        "quantity": int(row["quantity"]),
        "unit_price": f"{row['unitPrice']:.2f}",
        "discount": f"{row['discountAmount']:.2f}",
        "shipped": int(row["shippedQuantity"]),
        "cancelled": 0,
    }


def given_up(line: int) -> Body:
    """A line that was deleted."""
    zero = {"quantity": 0, "shipped": 0, "cancelled": 0}
    return {"line": line, "item": "", "unit_price": "0.00", "discount": "0.00", **zero}


def _lanes(prefix: str, row: Body) -> Body:
    street = ", ".join(
        [each for each in (row[f"{prefix}AddressLine1"], row[f"{prefix}AddressLine2"]) if each]
    )
    return {"street": street, **{part: row[f"{prefix}{end}"] for part, end in _LANES.items()}}


def _filled(address: Body) -> Body | None:
    return {name: value for name, value in address.items() if value} or None


def _ship_to(row: Body) -> Body | None:
    lanes = _filled(_lanes("shipTo", row))
    name, contact = row["shipToName"], row["shipToContact"]
    if lanes is None and not name:
        return None
    names = {"name": contact, "company": name} if contact else {"name": name}
    return _filled({**names, **(lanes or {}), "phone": row["phoneNumber"]})


def _bill_to(row: Body) -> Body | None:
    parts = {part: row[f"webBillTo{part.capitalize()}"] for part in ("name", "company", "phone")}
    return _filled({**parts, **_lanes("billTo", row)})


def posted_order(rows: list[Body]) -> Body:
    """An order that is gone, by its invoices."""
    lines: dict[int, Body] = {}
    for row in rows:
        for each in row.get("salesInvoiceLines", ()):
            if each["lineType"] == "Item":
                at, units = each["webOrderLine"] // _LINE, int(each["quantity"])
                line = lines.setdefault(at, {**given_up(at), "item": each["lineObjectNumber"]})
                line["quantity"] += units
                line["shipped"] += units
                line["unit_price"] = f"{each['unitPrice']:.2f}"
    first = rows[0]
    is_open = any(row["remainingAmount"] for row in rows)
    return {
        "number": first["orderNumber"],
        "external_reference": first["externalDocumentNumber"],
        "status": "invoiced" if is_open else "closed",
        "total": f"{sum(row['totalAmountIncludingTax'] for row in rows):.2f}",
        "lines": [lines[at] for at in sorted(lines)],
    }


def deleted_order(row: Body) -> Body:
    """A deleted order, by its archive."""
    return {
        "number": row["No"],
        "external_reference": row["External_Document_No"],
        "status": "cancelled",
        "total": f"{row['Amount_Including_VAT']:.2f}",
        "lines": [],
    }


# -- goods and prices ------------------------------------------------------------------------------------------------


def delivery_of(row: Body) -> Body:
    """A posted shipment in the native form."""
    return {
        "number": row["number"],
        "external_reference": row["externalDocumentNumber"],
        "warehouse": row["webLocationCode"],
        "posted_at": stamp(row["webPostedAt"]),
        "tracking": row["webPackageTrackingNumber"],
        "lines": [
            {"item": line["lineObjectNumber"], "quantity": int(line["quantity"])}
            for line in row["salesShipmentLines"]
        ],
    }


def stock_of(row: Body) -> Body:
    """A stockkeeping unit in the native form."""
    pairs = [part.partition("=") for part in row["Reserved_by_Channel"].split(";") if part]
    return {
        "item": row["Item_No"],
        "warehouse": row["Location_Code"],
        "on_hand": int(row["Inventory"]),
        "safety_stock": int(row["Safety_Stock_Quantity"]),
        "available": int(row["Available_Inventory"]),
        "allocations": [{"channel": channel, "quantity": int(units)} for channel, _, units in pairs],
    }


def price_row_of(row: Body) -> Body:
    """A line of a price list in the native form."""
    is_standard = row["SourceType"] == "All Customers"
    return {
        "item": row["Product_No"],
        "customer": row["AssignToNo"] if row["SourceType"] == "Customer" else "",
        "price_list": "standard" if is_standard else row["Price_List_Code"],
        "valid_from": row["StartingDate"],
        "valid_to": row["EndingDate"],
    }


def memo_form(body: Body, customer: str, invoice: str) -> Body:
    """A credit memo of an invoice: the units without a price, and the amount on an account."""
    lines = [
        {"lineType": "Item", "lineObjectNumber": line["item"], "quantity": line["quantity"], "unitPrice": 0}
        for line in body.get("lines") or ()
    ]
    amount = {
        "lineType": "Account",
        "lineObjectNumber": "6710",
        "quantity": 1,
        "unitPrice": float(body["amount"]),
    }
    return {
        "customerNumber": customer,
        "invoiceNumber": invoice,
        "externalDocumentNumber": body["reference"],
        "webReason": body.get("reason", "")[:100],
        "salesCreditMemoLines": [*lines, amount],
    }


def memo_of(row: Body) -> Body:
    """A posted credit memo in the native form."""
    total = f"{row['totalAmountIncludingTax']:.2f}"
    return {"number": row["number"], "reference": row["externalDocumentNumber"], "total": total}


def is_valid(row: Body, now_ms: int) -> bool:
    """Whether a line of a price list is in force."""
    start, end = (_instant_ms(row[name]) for name in ("StartingDate", "EndingDate"))
    return (start is None or start <= now_ms) and (end is None or now_ms < end)


def _instant_ms(instant: str | None) -> int | None:
    return None if instant is None else int(datetime.fromisoformat(instant).timestamp() * 1000)
