"""Defects in what is sent: amounts, lines, addresses, customers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from golive.candidates.reference import mapping
from golive.zoo.patches import Patches

Body = dict[str, Any]
_UNWANTED = re.compile(r"[^\w\s.,/'-]")
NAME_BYTES = 30
"""Bytes of the column for names."""
Mistake = Callable[[Body, Body], None]
"""Changes the body of an order for the ERP, given the order of the shop."""


def sends(mistake: Mistake) -> Callable[[Patches], None]:
    """The change that makes a mistake in the mapping of orders."""

    def plant(patch: Patches) -> None:
        def order_body(order: Body, *rest: Any, **more: Any) -> Body:
            body = original(order, *rest, **more)
            mistake(body, order)
            return body

        original = mapping.order_body
        patch.setattr(mapping, "order_body", order_body)

    return plant


def _cents(value: float) -> str:
    return f"{value:.2f}"


def gross_as_net(body: Body, order: Body) -> None:
    """COR-01: prices with tax, declared as prices without."""
    body["prices_include_tax"] = False


def discount_after_tax(body: Body, order: Body) -> None:
    """COR-06: a discount that is granted on the price without tax is taken from the amount with tax."""
    for line in body["lines"]:
        line["discount"] = _cents(float(line["discount"]) * 1.19)


def price_after_discount(body: Body, order: Body) -> None:
    """BL-004: the unit price is that of `row_total_incl_tax`, which is after discount, and the discount is sent."""
    for line, row in zip(body["lines"], mapping.sellable_rows(order), strict=True):
        line["unit_price"] = _cents(row["row_total_incl_tax"] / row["qty_ordered"])


def first_options_only(body: Body, order: Body) -> None:
    """BL-007: of several rows with custom options those of the first are sent."""
    if "options" in body["custom"]:
        body["custom"] = {
            "sales_channel": body["custom"]["sales_channel"],
            "options": body["custom"]["options"].partition("; ")[0],
        }


def as_ordered(body: Body, order: Body) -> None:
    """COR-27: the units and the discount of a row as they were ordered, whatever was cancelled since."""
    rows = {row["sku"]: row for row in mapping.sellable_rows(order)}
    for line in body["lines"]:
        row = rows[line["item"]]
        line["quantity"], line["discount"] = int(row["qty_ordered"]), _cents(row["discount_amount"])


def no_discount(body: Body, order: Body) -> None:
    """COR-07: the discount is not mapped."""
    for line in body["lines"]:
        line["discount"] = "0.00"


def discount_of_coupons(body: Body, order: Body) -> None:
    """BL-111: a discount is sent for orders with a coupon code; any other is thought to be in the price."""
    if not order.get("coupon_code"):
        no_discount(body, order)


def shipping_before_discount(body: Body, order: Body) -> None:
    """COR-09: the discount on the shipping charge is not subtracted."""
    body["shipping"]["amount"] = _cents(float(body["shipping"]["amount"]) + order["shipping_discount_amount"])


def both_rows(body: Body, order: Body) -> None:
    """COR-11: a configurable product as two lines, the parent's and the variant's."""
    for row in order["items"]:
        if "parent_item_id" in row:
            body["lines"].append(
                {"item": row["sku"], "quantity": int(row["qty_ordered"]), "unit_price": "0.00"}
            )


def base_amounts(body: Body, order: Body) -> None:
    """COR-15: amounts in the currency of the books, with the currency of the order."""
    rows = {row["sku"]: row for row in order["items"] if row.get("base_price_incl_tax")}
    for line in body["lines"]:
        row = rows[line["item"]]
        line["unit_price"] = _cents(
            row["base_price_incl_tax" if body["prices_include_tax"] else "base_price"]
        )
        line["discount"] = _cents(row["base_discount_amount"])
    name = "base_shipping_incl_tax" if body["prices_include_tax"] else "base_shipping_amount"
    body["shipping"]["amount"] = _cents(order[name])


def voucher_as_discount(body: Body, order: Body) -> None:
    """COR-17: what a gift card paid is taken from the goods."""
    paid = mapping.vouchers(order)
    if paid:
        line = max(body["lines"], key=lambda each: float(each["unit_price"]) * each["quantity"])
        line["discount"] = _cents(float(line["discount"]) + paid)


def rate_of_amounts(body: Body, order: Body) -> None:
    """COR-29: the tax rate is reckoned from the rounded amounts of a row."""
    rows = {row["sku"]: row for row in mapping.sellable_rows(order)}
    for line in body["lines"]:
        row = rows[line["item"]]
        net = row["row_total_incl_tax"] - row["tax_amount"]
        line["tax_rate"] = _cents(row["tax_amount"] / net * 100) if net else "0"


def skips_unmapped(body: Body, order: Body) -> None:
    """COR-20: an article without a mapping is left out."""
    kept = [line for line in body["lines"] if int(line["item"].rpartition("-")[2]) % 7]
    body["lines"] = kept or body["lines"]


def cut_streets(body: Body, order: Body) -> None:
    """COR-21: the street is cut after thirty characters."""
    body["ship_to"]["street"] = body["ship_to"]["street"][:30]


def names_in_latin(body: Body, order: Body) -> None:
    """COR-22: characters outside of Latin-1 are dropped."""
    for part in ("name", "street", "city"):
        body["ship_to"][part] = body["ship_to"][part].encode("latin-1", "ignore").decode("latin-1") or "-"


def letters_only(body: Body, order: Body) -> None:
    """BL-021: a filter against unwanted signs keeps letters and digits; vowel signs of Devanagari are marks."""
    for part in ("name", "street", "city"):
        body["ship_to"][part] = _UNWANTED.sub("", body["ship_to"][part]) or "-"


def cut_by_bytes(body: Body, order: Body) -> None:
    """BL-022: the name is cut to the bytes of a column, in the middle of a character."""
    name = body["ship_to"]["name"].encode()[:NAME_BYTES]
    body["ship_to"]["name"] = name.decode("utf-8", "replace")


def list_price(body: Body, order: Body) -> None:
    """COR-30: the price is that of the list, not the one agreed with the customer."""
    rows = {row["sku"]: row for row in order["items"]}
    for line in body["lines"]:
        line["unit_price"] = _cents(rows[line["item"]]["original_price"])


def customer_per_order(patch: Patches) -> None:
    """CPP-01: a customer is made for every order."""
    patch.setattr(
        mapping,
        "customer_of",
        lambda order: mapping.customer_body({**order, "customer_id": f"O{order['increment_id']}"}),
    )
