"""Records of Odoo in the form of the native interface, and documents of it as values for Odoo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from json import loads
from typing import Any

Body = dict[str, Any]

ADDRESS = {"ship_to": "partner_shipping_id", "bill_to": "partner_invoice_id"}
PARTS = {
    "name": "name",
    "company_name": "company",
    "street": "street",
    "city": "city",
    "x_studio_region": "region",
    "zip": "postcode",
    "phone": "phone",
}
"""Fields of a partner and parts of an address."""

KINDS = {"ship_to": "delivery", "bill_to": "invoice"}
BRIEF = ["name", "client_order_ref", "x_studio_status", "write_date"]
REFUND = ["name", "ref", "amount_total"]


def _asked(*names: str, **nested: Body) -> Body:
    """A specification: fields, and records behind links with fields of their own."""
    return {**{name: {} for name in names}, **{name: {"fields": inner} for name, inner in nested.items()}}


_PRODUCT = _asked("default_code")
_PARTY = _asked(*PARTS, "street2", country_id=_asked("code"))
_LINE = _asked(
    "product_uom_qty",
    "price_unit",
    "x_studio_discount_amount",
    "qty_delivered",
    "x_studio_qty_cancelled",
    "is_delivery",
    product_id=_PRODUCT,
)
ORDER = _asked(
    "name",
    "client_order_ref",
    "partner_id",
    "amount_total",
    "x_studio_status",
    "x_studio_sales_channel",
    "x_studio_shipping_method",
    "x_studio_payment_method",
    "x_studio_prepaid",
    "x_studio_payment_amount",
    order_line=_LINE,
    partner_shipping_id=_PARTY,
    partner_invoice_id=_PARTY,
)
CUSTOM = "x_studio_"
FREE = ("x_studio_sales_channel", "x_studio_options")
"""How the names of fields begin that are custom fields of the native interface."""


def order_asked(custom: Body) -> Body:
    """The specification of an order with these custom fields too."""
    return {**ORDER, **{CUSTOM + name: {} for name in custom}}


DELIVERY = _asked(
    "name",
    "x_studio_client_order_ref",
    "carrier_tracking_ref",
    location_id=_asked("complete_name"),
    move_ids=_asked("quantity", product_id=_PRODUCT),
)
STOCK = _asked(
    "quantity",
    "available_quantity",
    "x_studio_safety_stock",
    "x_studio_reserved_by_channel",
    product_id=_PRODUCT,
    location_id=_asked("complete_name"),
)
PRICE = _asked(
    "date_start",
    "date_end",
    product_id=_PRODUCT,
    pricelist_id=_asked("x_studio_list", "x_studio_customer"),
)


def amount(value: float) -> str:
    """A number of Odoo as an amount."""
    return f"{value:.2f}"


def iso(value: Any) -> str:
    """A time of Odoo in ISO 8601; "" for none."""
    return f"{value.replace(' ', 'T')}Z" if value else ""


def stamp(value: str) -> str:
    """An ISO 8601 time in UTC as Odoo takes it."""
    return value.replace("T", " ").removesuffix("Z")[:19]


def stamp_of_ms(at_ms: int) -> str:
    """An instant as Odoo takes it."""
    return datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")


@dataclass(slots=True)
class Position:
    """A place in records ordered by a time of whole seconds: the last second read, and the ids read of it."""

    at: str = "1970-01-01 00:00:00"
    seen: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, cursor: Any) -> Position:
        """The place that a cursor names; 0 is the beginning."""
        return cls(cursor[0], list(cursor[1])) if cursor else cls()

    def domain(self, name: str) -> list[Any]:
        """What comes after it."""
        found: list[Any] = [[name, ">=", self.at]]
        return [*found, ["id", "not in", self.seen]] if self.seen else found

    def page(self, rows: list[Body], shown: list[Body], limit: int, now_ms: int, once: bool = False) -> Body:
        """A page of records, and the place behind it.

        A second that is not over may still change: its records are listed again, unless `once` says that they do not
        change.
        """
        at, seen = self.at, self.seen
        if rows:
            last = rows[-1]["write_date"]
            seen = [*(seen if last == at else []), *[row["id"] for row in rows if row["write_date"] == last]]
            at = last
        more = len(rows) == limit
        if not more and not once and stamp_of_ms(now_ms - 2000) <= at:
            seen = []
        return {"rows": shown, "cursor": [at, seen], "more": more}


def partner_values(body: Body, countries: dict[str, int]) -> Body:
    """A customer, or an address of one, as the values of a partner."""
    values: Body = {name: body[name] for name in ("name", "email", "phone") if name in body}
    address = body.get("address")
    if address is not None:
        for name, part in PARTS.items():
            if part in address:
                values[name] = address[part]
        values["country_id"] = countries.get(address.get("country", ""), False)
        for name in ("company_name", "x_studio_region"):
            values.setdefault(name, False)
    return values


def line_values(line: Body, products: dict[str, int]) -> Body:
    """A line of an order as the values of an order line."""
    values = {
        "product_id": products.get(line["item"], 0),
        "product_uom_qty": line["quantity"],
        "price_unit": float(line["unit_price"]),
    }
    if float(line["discount"]):
        values["x_studio_discount_amount"] = float(line["discount"])
    return values


def _line(line: Body) -> Body:
    cancelled = int(line["x_studio_qty_cancelled"])
    return {
        "item": line["product_id"]["default_code"],
        "quantity": int(line["product_uom_qty"]) + cancelled,
        "unit_price": amount(line["price_unit"]),
        "discount": amount(line["x_studio_discount_amount"]),
        "shipped": int(line["qty_delivered"]),
        "cancelled": cancelled,
    }


def order_form(row: Body) -> Body:
    """A sales order as an order of the native interface."""
    goods = [_line(line) for line in row["order_line"] if not line["is_delivery"]]
    custom = {name.removeprefix(CUSTOM): row[name] for name in row if name.startswith(FREE) and row[name]}
    return {
        "number": row["name"],
        "external_reference": row["client_order_ref"] or "",
        "status": row["x_studio_status"],
        "customer": str(row["partner_id"]),
        "total": amount(row["amount_total"]),
        "lines": [{"line": at, **line} for at, line in enumerate(goods, 1)],
        "shipping_method": row["x_studio_shipping_method"] or "",
        "payment": {
            "method": row["x_studio_payment_method"] or "",
            "prepaid": row["x_studio_prepaid"],
            "amount": amount(row["x_studio_payment_amount"]),
        },
        "custom": custom,
        **{name: _party(row[link]) for name, link in ADDRESS.items()},
    }


def _party(partner: Body) -> Body:
    found = {part: partner[name] for name, part in PARTS.items() if partner[name]}
    if partner["street2"]:
        found["street"] = f"{partner['street'] or ''}\n{partner['street2']}"
    if partner["country_id"]:
        found["country"] = partner["country_id"]["code"]
    return found


def _warehouse(row: Body) -> str:
    name: str = row["location_id"]["complete_name"]
    return name.partition("/")[0]


def delivery_form(row: Body) -> Body:
    """A transfer that is done as a delivery."""
    return {
        "number": row["name"],
        "external_reference": row["x_studio_client_order_ref"] or "",
        "warehouse": _warehouse(row),
        "posted_at": iso(row["write_date"]),
        "tracking": row["carrier_tracking_ref"] or "",
        "lines": [
            {"item": move["product_id"]["default_code"], "quantity": int(move["quantity"])}
            for move in row["move_ids"]
        ],
    }


def stock_form(row: Body) -> Body:
    """A quant as a row of stock."""
    channels = loads(row["x_studio_reserved_by_channel"] or "{}")
    return {
        "item": row["product_id"]["default_code"],
        "warehouse": _warehouse(row),
        "on_hand": int(row["quantity"]),
        "safety_stock": int(row["x_studio_safety_stock"]),
        "available": int(row["available_quantity"]),
        "allocations": [{"channel": name, "quantity": units} for name, units in channels.items()],
    }


def as_of(rows: list[Body]) -> str:
    """The instant that rows of stock show: no delivery up to it is missing in them. "" for no rows."""
    return max([iso(row["write_date"]) for row in rows], default="")


def price_form(row: Body) -> Body:
    """An item of a price list as a row of one."""
    return {
        "item": row["product_id"]["default_code"],
        "customer": row["pricelist_id"]["x_studio_customer"] or "",
        "price_list": row["pricelist_id"]["x_studio_list"] or "standard",
        "valid_from": iso(row["date_start"]) or "1970-01-01T00:00:00Z",
        "valid_to": iso(row["date_end"]) or None,
    }


def brief_form(row: Body) -> Body:
    """An order in a list."""
    return {
        "number": row["name"],
        "external_reference": row["client_order_ref"] or "",
        "status": row["x_studio_status"],
    }


def refund_form(row: Body) -> Body:
    """A refund as a credit note."""
    return {"number": row["name"], "reference": row["ref"] or "", "total": amount(row["amount_total"])}


def as_sent(body: Body) -> Body:
    """What an order shows of a body where the ERP does not show the order itself."""
    return {
        "shipping_method": body["shipping"]["method"],
        "ship_to": body["ship_to"],
        "bill_to": body["bill_to"],
    }
