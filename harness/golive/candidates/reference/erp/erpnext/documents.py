"""Documents of ERPNext to and from the neutral form."""

from __future__ import annotations

import json
from collections.abc import Mapping

from golive.candidates.reference.erp import Body
from golive.candidates.reference.erp.erpnext.countries import Countries

ADDRESS: Mapping[str, str] = {
    "name": "address_title",
    "company": "custom_company",
    "street": "address_line1",
    "city": "city",
    "region": "state",
    "postcode": "pincode",
    "country": "country",
    "phone": "phone",
}
"""Part of an address to its field."""
TAX = "VAT - G"
FREIGHT = "Freight and Forwarding Charges - G"
CUSTOM = "custom_"
OWN = frozenset(
    [
        "custom_ordered_at",
        "custom_shipping_method",
        "custom_payment_method",
        "custom_payment_amount",
        "custom_prepaid",
        "custom_ship_to",
        "custom_bill_to",
        "custom_number",
        "custom_hold_reason",
    ]
)
"""Custom fields of an order that have a place in the neutral form."""
BRIEF = (
    "custom_number",
    "po_no",
    "status",
    "docstatus",
    "workflow_state",
    "per_delivered",
    "per_billed",
    "modified",
)


def address_fields(address: Body, countries: Countries) -> Body:
    """The fields of an address."""
    fields = {field: address[part] for part, field in ADDRESS.items() if address.get(part) is not None}
    if "country" in fields:
        fields["country"] = countries.name(fields["country"])
    return fields


def _snapshot(address: Body | None, countries: Countries) -> str | None:
    return None if not address else json.dumps(address_fields(address, countries))


def _party(text: str | None, countries: Countries) -> Body | None:
    if not text:
        return None
    fields = json.loads(text)
    party = {part: fields[field] for part, field in ADDRESS.items() if field in fields}
    if "country" in party:
        party["country"] = countries.code(party["country"])
    return party


def customer_fields(body: Body, countries: Countries) -> Body:
    """The fields of a Customer."""
    names = {
        "name": "customer_name",
        "email": "email_id",
        "phone": "mobile_no",
        "external_reference": "custom_external_reference",
    }
    fields = {field: body[name] for name, field in names.items() if body.get(name) is not None}
    if body.get("address"):
        fields |= address_fields(body["address"], countries)
        fields.pop("address_title", None)
        fields.pop("phone", None)
    return fields


def order_fields(body: Body, countries: Countries) -> Body:
    """The fields of a Sales Order, submitted at once where the body says so."""
    payment, shipping = body.get("payment") or {}, body.get("shipping") or {}
    included = int(body.get("prices_include_tax", True))
    taxes: list[Body] = [
        {
            "charge_type": "On Net Total",
            "account_head": TAX,
            "included_in_print_rate": included,
            "description": "VAT",
        }
    ]
    if float(shipping.get("amount") or 0):
        taxes.append(
            {
                "charge_type": "Actual",
                "account_head": FREIGHT,
                "description": "Shipping",
                "tax_amount": shipping["amount"],
            }
        )
    ordered_at = str(body["ordered_at"]).replace("T", " ").removesuffix("Z")
    fields: Body = {
        "customer": body["customer"],
        "po_no": body.get("external_reference"),
        "currency": body["currency"],
        "transaction_date": ordered_at[:10],
        "delivery_date": ordered_at[:10],
        "custom_ordered_at": ordered_at,
        "items": [_item(line) for line in body["lines"]],
        "taxes": taxes,
        "custom_shipping_method": shipping.get("method"),
        "custom_payment_method": payment.get("method"),
        "custom_payment_amount": payment.get("amount"),
        "custom_prepaid": int(payment.get("prepaid", False)),
        "custom_ship_to": _snapshot(body.get("ship_to"), countries),
        "custom_bill_to": _snapshot(body.get("bill_to"), countries),
        "docstatus": int(body.get("release", False)),
        **_free(body.get("custom")),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _free(custom: Body | None) -> Body:
    return {
        "source" if name == "sales_channel" else f"{CUSTOM}{name}": value
        for name, value in (custom or {}).items()
    }


def _item(line: Body) -> Body:
    return {
        "item_code": line["item"],
        "qty": line["quantity"],
        "price_list_rate": line["unit_price"],
        "custom_row_discount": line.get("discount") or "0.00",
        **({"warehouse": line["warehouse"]} if line.get("warehouse") else {}),
    }


def head_changes(change: Body, countries: Countries) -> Body:
    """The fields of a Sales Order that a change is about, but for its rows."""
    fields: Body = _free(change.get("custom"))
    if change.get("external_reference") is not None:
        fields["po_no"] = change["external_reference"]
    for name in ("ship_to", "bill_to"):
        if change.get(name):
            fields[f"custom_{name}"] = _snapshot(change[name], countries)
    method = (change.get("shipping") or {}).get("method")
    if method is not None:
        fields["custom_shipping_method"] = method
    return fields


def changed_rows(doc: Body, lines: list[Body]) -> list[Body]:
    """All rows of a Sales Order as they are to be: those left out are given up, those without a name are new."""
    wanted = {line["line"]: line for line in lines if line.get("line") is not None}
    rows = []
    for row in doc["items"]:
        change = wanted.get(row["idx"], {})
        kept = row["qty"] - row["custom_cancelled_qty"]
        units = change.get("quantity", kept)
        if not units:
            continue
        new: Body = {"docname": row["name"], "item_code": row["item_code"], "qty": units}
        if "unit_price" in change:
            new["price_list_rate"] = change["unit_price"]
        if "unit_price" in change or "discount" in change:
            new.setdefault("price_list_rate", row["price_list_rate"])
            new["custom_row_discount"] = change.get("discount", row["custom_row_discount"])
        rows.append(new)
    return [*rows, *[_item(line) for line in lines if line.get("line") is None]]


def status_of(doc: Body) -> str:
    """The neutral status of a Sales Order."""
    if doc["docstatus"] == 2:
        return "cancelled"
    if doc["docstatus"] == 0:
        return "draft"
    if doc["status"] == "On Hold":
        return "pending_approval" if doc.get("workflow_state") else "held"
    if doc["per_delivered"] >= 100:
        return "invoiced" if doc["per_billed"] >= 100 else "shipped"
    return "partly_shipped" if doc["per_delivered"] else "released"


def brief_order(doc: Body) -> Body:
    """Number, reference, status and change time of a Sales Order."""
    return {
        "number": doc["custom_number"],
        "external_reference": doc["po_no"] or "",
        "status": status_of(doc),
        "changed_at": instant(doc["modified"]),
    }


def neutral_order(doc: Body, countries: Countries) -> Body:
    """A Sales Order in the neutral form."""
    custom = {
        name[len(CUSTOM) :]: value
        for name, value in doc.items()
        if name.startswith(CUSTOM) and name not in OWN
    }
    if doc.get("source"):
        custom["sales_channel"] = doc["source"]
    return {
        **brief_order(doc),
        "hold_reason": doc.get("custom_hold_reason") or "",
        "currency": doc["currency"],
        "total": f"{doc['rounded_total']:.2f}",
        "lines": [_line(row) for row in doc["items"]],
        "custom": custom,
        "payment": {
            "method": doc.get("custom_payment_method") or "",
            "prepaid": bool(doc.get("custom_prepaid")),
            "amount": f"{float(doc.get('custom_payment_amount') or 0):.2f}",
        },
        "bill_to": _party(doc.get("custom_bill_to"), countries),
        "ship_to": _party(doc.get("custom_ship_to"), countries),
        "shipping_method": doc.get("custom_shipping_method") or "",
    }


def _line(row: Body) -> Body:
    size = row["conversion_factor"]
    return {
        "line": row["idx"],
        "state": row["custom_line_state"],
        "item": row["item_code"],
        "quantity": round(row["stock_qty"]),
        "unit_price": f"{row['price_list_rate'] / size:.2f}",
        "discount": f"{row['custom_row_discount']:.2f}",
        "tax": f"{row['custom_tax']:.2f}",
        "warehouse": str(row["warehouse"]).removesuffix(" - G"),
        "allocated": round(row["stock_reserved_qty"] * size),
        "shipped": round(row["delivered_qty"] * size),
        "cancelled": round(row["custom_cancelled_qty"] * size),
    }


def instant(stamp: str) -> str:
    """An instant in the neutral form, of a datetime of the site, which is in UTC."""
    return f"{stamp[:10]}T{stamp[11:23]}Z"


def stock_row(row: Body) -> Body:
    """A Bin in the neutral form."""
    on_hand, allocated, safety = (
        round(row[name]) for name in ("actual_qty", "reserved_qty", "custom_safety_stock")
    )
    held = json.loads(row["custom_allocations"] or "{}")
    return {
        "item": row["item_code"],
        "warehouse": str(row["warehouse"]).removesuffix(" - G"),
        "on_hand": on_hand,
        "allocated": allocated,
        "safety_stock": safety,
        "available": on_hand - allocated - safety,
        "allocations": [{"channel": name, "quantity": units} for name, units in held.items()],
        "changed_at": instant(row["modified"]),
    }


def delivery(row: Body, lines: list[Body]) -> Body:
    """A Delivery Note in the neutral form."""
    return {
        "number": row["custom_number"],
        "order": row["custom_order_number"],
        "external_reference": row["po_no"] or "",
        "warehouse": str(row["set_warehouse"]).removesuffix(" - G"),
        "posted_at": instant(row["custom_posted_at"]),
        "tracking": row["lr_no"],
        "lines": [{"item": line["item_code"], "quantity": round(line["qty"])} for line in lines],
    }


def credit_note(row: Body) -> Body:
    """A Sales Invoice that is a return, in the neutral form."""
    return {
        "number": row["custom_number"],
        "reference": row["custom_external_reference"] or "",
        "total": f"{-row['grand_total']:.2f}",
        "to_refund": f"{row['custom_to_refund']:.2f}",
    }


def credit_note_fields(body: Body) -> Body:
    """The fields of a Sales Invoice that credits an amount, or units of the rows of an order."""
    order = body["order"]
    rows: list[Body] = [
        {
            "item_code": line.get("item"),
            "qty": -int(line["quantity"]),
            "sales_order": order,
            **({"so_detail": f"{order}-items-{line['line']}"} if line.get("line") else {}),
        }
        for line in body.get("lines") or []
    ]
    if body.get("amount") is not None:
        rows.append({"item_name": "Credit", "qty": -1, "rate": body["amount"], "sales_order": order})
    return {
        "is_return": 1,
        "docstatus": 1,
        "items": rows,
        "custom_external_reference": body.get("reference") or "",
        "remarks": body.get("reason") or "",
    }
