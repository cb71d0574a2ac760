"""Documents between the form of the native interface and that of NetSuite."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response

Body = dict[str, Any]

ADDRESS = {"street": "addr1", "city": "city", "region": "state", "postcode": "zip", "phone": "addrPhone"}
_PLAIN = {
    "external_reference": "externalId",
    "ordered_at": "custbody_ordered_at",
    "prices_include_tax": "custbody_prices_include_tax",
}
STATUSES = {
    "A": "pending_approval",
    "B": "released",
    "C": "cancelled",
    "D": "partly_shipped",
    "E": "partly_shipped",
    "F": "shipped",
    "G": "invoiced",
    "H": "cancelled",
}


def address_body(address: Body) -> Body:
    """An address as NetSuite takes it: the addressee is the company where there is one."""
    written = {shown: address[name] for name, shown in ADDRESS.items() if address.get(name)}
    if address.get("company"):
        written |= {"addressee": address["company"], "attention": address.get("name", "")}
    elif address.get("name"):
        written["addressee"] = address["name"]
    if address.get("country"):
        written["country"] = {"id": address["country"]}
    return written


def address_of(written: Body | None) -> Body | None:
    """The address again."""
    if not written:
        return None
    found = {name: written[shown] for name, shown in ADDRESS.items() if written.get(shown)}
    if "attention" in written:
        found |= {"company": written["addressee"], "name": written["attention"]}
    elif written.get("addressee"):
        found["name"] = written["addressee"]
    if "country" in written:
        found["country"] = written["country"]["id"]
    return found


def customer_body(body: Body) -> Body:
    """A customer, or changes of one."""
    names = {"name": "companyName", "email": "email", "phone": "phone", "external_reference": "externalId"}
    written: Body = {shown: body[name] for name, shown in names.items() if name in body}
    if body.get("address"):
        written["addressBook"] = {"items": [{"addressBookAddress": address_body(body["address"])}]}
    return written


def order_body(body: Body) -> Body:
    """An order, or changes of one; items are named by their SKU, which is their external id."""
    written: Body = {shown: body[name] for name, shown in _PLAIN.items() if name in body}
    if "customer" in body:
        written["entity"] = {"refName": body["customer"]}
    if "currency" in body:
        written["currency"] = {"refName": body["currency"]}
    if "ordered_at" in body:
        written["tranDate"] = body["ordered_at"][:10]
    for name, shown in (("ship_to", "shippingAddress"), ("bill_to", "billingAddress")):
        if body.get(name):
            written[shown] = address_body(body[name])
    written |= _terms(body.get("shipping", {}), body.get("payment", {}))
    written |= {f"custbody_{name}": value for name, value in body.get("custom", {}).items()}
    if "lines" in body:
        written["item"] = {"items": [_line_body(line) for line in body["lines"]]}
    return written


def _terms(shipping: Body, payment: Body) -> Body:
    written: Body = {}
    if "amount" in shipping:
        written["shippingCost"] = shipping["amount"]
    if shipping.get("method"):
        written["shipMethod"] = {"refName": shipping["method"]}
    if payment:
        written["paymentMethod"] = {"refName": payment["method"]}
        written["custbody_payment_amount"] = payment["amount"]
        written["custbody_prepaid"] = payment["prepaid"]
    return written


def _line_body(line: Body) -> Body:
    written: Body = {}
    if "line" in line:
        written["line"] = line["line"]
    if line.get("quantity") == 0:
        return {**written, "isClosed": True}
    if "item" in line:
        written["item"] = {"externalId": line["item"]}
    names = {"quantity": "quantity", "unit_price": "rate", "discount": "custcol_discount"}
    return written | {shown: line[name] for name, shown in names.items() if name in line}


def status_of(letter: str, is_on_hold: bool) -> str:
    """The status of an order by its letter."""
    return "held" if is_on_hold else STATUSES.get(letter, "released")


def order_of(record: Body) -> Body:
    """An order as the native interface shows it."""
    own = (
        "ordered_at",
        "prices_include_tax",
        "prepaid",
        "payment_amount",
        "hold_reason",
        "on_hold",
        "rounding",
    )
    custom = {name[9:]: value for name, value in record.items() if name.startswith("custbody_")}
    kept = {name: value for name, value in custom.items() if name not in own}
    if "memo" in record:
        kept["memo"] = record["memo"]
    return {
        "number": record["tranId"],
        "external_reference": record.get("externalId", ""),
        "status": status_of(record["orderStatus"]["id"], bool(custom.get("on_hold"))),
        "total": money(record["total"]),
        "lines": [_line_of(line) for line in record["item"]["items"]],
        "custom": kept,
        "payment": {
            "method": _name(record.get("paymentMethod")),
            "prepaid": custom.get("prepaid", False),
            "amount": money(custom.get("payment_amount", 0)),
        },
        "bill_to": address_of(record.get("billingAddress")),
        "ship_to": address_of(record.get("shippingAddress")),
        "shipping_method": _name(record.get("shipMethod")),
    }


def _line_of(line: Body) -> Body:
    return {
        "line": line["line"],
        "item": line["item"]["refName"],
        "quantity": int(line["quantity"]),
        "unit_price": money(line["rate"]),
        "discount": money(line["custcol_discount"]),
        "shipped": int(line["quantityFulfilled"]),
        "cancelled": int(line["custcol_cancelled"]),
    }


def _name(reference: Body | None) -> str:
    return str(reference["refName"]) if reference else ""


def money(value: Any) -> str:
    """An amount as decimal text."""
    return f"{float(value):.2f}"


def credit_body(body: Body, order: str) -> Body:
    """A credit memo of an order: units where they are named, and the amount."""
    written: Body = {
        "createdFrom": {"id": order},
        "externalId": body["reference"],
        "memo": body.get("reason", ""),
        "total": body["amount"],
    }
    if body.get("lines"):
        lines = [
            {"item": {"externalId": line["item"]}, "quantity": line["quantity"]} for line in body["lines"]
        ]
        written["item"] = {"items": lines}
    return written


_CODES = (
    ("already exists", 409, "duplicate_reference"),
    ("left to credit", 422, "credit_exceeds_invoice"),
    ("are billed and not credited", 422, "credit_exceeds_billed"),
    ("has not been invoiced", 409, "invalid_transition"),
    ("no line would be left", 422, "nothing_left"),
    ("cannot ", 409, "invalid_transition"),
    ("accounting period", 422, "period_closed"),
    ("is frozen", 409, "warehouse_frozen"),
)
"""What the detail of a refusal contains, and the status and code that it means."""


def refusal_of(response: Response) -> Response:
    """A refusal of NetSuite in the form of the native interface; what is no refusal stays as it is."""
    data = response.data if isinstance(response.data, dict) else {}
    entries = data.get("o:errorDetails")
    if not isinstance(entries, list) or not entries:
        return response
    entry = entries[0]
    text, code = str(entry.get("detail", "")), str(entry.get("o:errorCode", "unknown"))
    status, details = response.status, {}
    if code == "RCRD_HAS_BEEN_CHANGED":
        status, code = 409, "locked"
    elif status == 400:
        status, code = 422, code.lower()
        for words, meant, named in _CODES:
            if words in text:
                status, code = meant, named
                break
    if code == "credit_exceeds_invoice":
        left = text.partition(" left to credit")[0].rpartition(" ")[2]
        details["left"] = left
    error = {"code": code, "message": text, "field": entry.get("o:errorPath"), "details": details}
    return Response(status, {"error": error}, response.headers)
