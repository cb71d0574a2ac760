"""Records of Odoo in the form of the native interface, and documents of it as values for Odoo."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
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

PARTY_FIELDS = [*PARTS, "street2", "country_id", "type"]
ORDER_FIELDS = [
    "name",
    "client_order_ref",
    "partner_id",
    "amount_total",
    "currency_id",
    "date_order",
    "order_line",
    *ADDRESS.values(),
    "x_studio_status",
    "x_studio_sales_channel",
    "x_studio_prices_include_tax",
    "x_studio_shipping_method",
    "x_studio_payment_method",
    "x_studio_prepaid",
    "x_studio_payment_amount",
]
LINE_FIELDS = [
    "order_id",
    "product_id",
    "product_uom_qty",
    "price_unit",
    "x_studio_discount_amount",
    "qty_delivered",
    "x_studio_qty_cancelled",
    "is_delivery",
]


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


def line_form(line: Body, codes: dict[int, str]) -> Body:
    """An order line as a line of the native interface."""
    cancelled = int(line["x_studio_qty_cancelled"])
    return {
        "item": codes[line["product_id"][0]],
        "quantity": int(line["product_uom_qty"]) + cancelled,
        "unit_price": amount(line["price_unit"]),
        "discount": amount(line["x_studio_discount_amount"]),
        "shipped": int(line["qty_delivered"]),
        "cancelled": cancelled,
        "is_delivery": line["is_delivery"],
    }


def order_form(row: Body, lines: list[Body], partners: dict[int, Body], countries: dict[int, str]) -> Body:
    """A sales order as an order of the native interface."""
    goods = [line for line in lines if not line["is_delivery"]]
    channel = row["x_studio_sales_channel"]
    return {
        "number": row["name"],
        "external_reference": row["client_order_ref"] or "",
        "status": row["x_studio_status"],
        "customer": str(row["partner_id"][0]),
        "total": amount(row["amount_total"]),
        "lines": [{"line": at, **line} for at, line in enumerate(goods, 1)],
        "shipping_method": row["x_studio_shipping_method"] or "",
        "payment": {
            "method": row["x_studio_payment_method"] or "",
            "prepaid": row["x_studio_prepaid"],
            "amount": amount(row["x_studio_payment_amount"]),
        },
        "custom": {"sales_channel": channel} if channel else {},
        **{name: _party(partners[row[link][0]], countries) for name, link in ADDRESS.items()},
    }


def _party(partner: Body, countries: dict[int, str]) -> Body:
    found = {part: partner[name] for name, part in PARTS.items() if partner[name]}
    if partner["street2"]:
        found["street"] = f"{partner['street'] or ''}\n{partner['street2']}"
    if partner["country_id"]:
        found["country"] = countries[partner["country_id"][0]]
    return found


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
