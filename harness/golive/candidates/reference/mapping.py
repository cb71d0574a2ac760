"""The mapping from a Magento order to an ERP order, as pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from golive.candidates.reference.orders.custom_options import custom_fields

ON_ACCOUNT = frozenset({"purchaseorder"})
"""Payment methods whose orders are delivered before they are paid."""

PAID_STATES = frozenset({"processing", "complete"})
ENDED_STATES = frozenset({"canceled", "closed"})


def is_due(state: str, method: str) -> bool:
    """Whether an order in this state should be in the ERP."""
    return state in PAID_STATES or (state == "new" and method in ON_ACCOUNT)


def sellable_rows(order: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that stand for goods, each once: variants repeat their parents, bundles add up their parts."""
    rows: list[dict[str, Any]] = order["items"]
    bundles = [row["item_id"] for row in rows if row["product_type"] == "bundle"]
    return [
        row
        for row in rows
        if row["item_id"] not in bundles and ("parent_item_id" not in row or row["parent_item_id"] in bundles)
    ]


def exact(quantity: float) -> float:
    """A quantity to the thousandth, whole where it is one: sums of JSON numbers are off by binary fractions."""
    if type(quantity) is int:
        return quantity
    rounded = round(quantity, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def units(row: dict[str, Any]) -> float:
    """The units of a row that are ordered and not cancelled."""
    return exact(row["qty_ordered"] - row["qty_canceled"])


def discount(row: dict[str, Any]) -> str:
    """The discount of these units: of a row that was cancelled in part that of the invoiced ones."""
    return f"{row['discount_invoiced' if row['qty_canceled'] else 'discount_amount']:.2f}"


Packs = Mapping[str, int]
"""The pieces in a pack by SKU, of articles that the shop sells by the pack and the ERP counts by the piece."""
NO_PACKS: Packs = {}


def items_by_sku(order: dict[str, Any], packs: Packs = NO_PACKS) -> dict[str, list[list[float]]]:
    """[order item id, units still to ship as the ERP counts them] per SKU: one article may be on several rows."""
    items: dict[str, list[list[float]]] = {}
    for row in sellable_rows(order):
        sku = row["sku"]
        items.setdefault(sku, []).append([row["item_id"], units(row) * packs.get(sku, 1)])
    return items


def vouchers(order: dict[str, Any]) -> float:
    """The amount paid by gift cards and store credit, which the grand total does not include."""
    extension = order["extension_attributes"]
    paid: float = extension.get("gift_cards_amount", 0) + extension.get("customer_balance_amount", 0)
    return paid


def customer_body(order: dict[str, Any]) -> dict[str, Any]:
    """The body of `POST /api/v1/customers` for the customer account of an order."""
    address = order["billing_address"]
    return {
        "external_reference": f"M2-{order['customer_id']}",
        "name": f"{order['customer_firstname']} {order['customer_lastname']}",
        "email": order["customer_email"],
        "phone": address.get("telephone", ""),
        "address": _place(address),
    }


GUESTS = {
    "external_reference": "WEB-GUEST",
    "name": "Web shop guests",
    "email": "guests@example.com",
    "address": {"street": "-", "city": "-", "postcode": "-", "country": "DE"},
}
"""One collective account for customers who have none; their addresses travel with the order."""


def customer_of(order: dict[str, Any]) -> dict[str, Any]:
    """The body of `POST /api/v1/customers` for the order's customer."""
    return GUESTS if order.get("customer_id") is None else customer_body(order)


def order_body(
    order: dict[str, Any], customer: str, channel: str, inclusive: bool, packs: Packs = NO_PACKS
) -> dict[str, Any]:
    """The body of `POST /api/v1/orders`. The increment id is the one reference that survives every repetition.

    `inclusive`: whether the store's prices contain the tax; discounts and rows follow it. Packs are sent as pieces.
    """
    price = "price_incl_tax" if inclusive else "price"
    shipping = order["shipping_incl_tax"] if inclusive else order["shipping_amount"]
    shipping -= order["shipping_discount_amount"]
    method = order["payment"]["method"]
    assignments = order["extension_attributes"]["shipping_assignments"]
    ship_to = assignments[0]["shipping"].get("address") if assignments else None
    rows = sellable_rows(order)
    return {
        "external_reference": order["increment_id"],
        "customer": customer,
        "currency": order["order_currency_code"],
        "ordered_at": order["created_at"].replace(" ", "T") + "Z",
        "prices_include_tax": inclusive,
        "lines": [
            {
                "item": row["sku"],
                "quantity": units(row) * packs.get(row["sku"], 1),
                "unit_price": f"{row[price] / packs.get(row['sku'], 1):.2f}",
                "discount": discount(row),
                "tax_rate": f"{row['tax_percent']:g}",
            }
            for row in rows
            if units(row)
        ],
        "shipping": {"amount": f"{shipping:.2f}", "method": order["shipping_description"]},
        "payment": {
            "method": method,
            "prepaid": method not in ON_ACCOUNT,
            "amount": f"{order['grand_total'] - order.get('total_canceled', 0) + vouchers(order):.2f}",
        },
        "bill_to": _party(order["billing_address"]),
        "ship_to": _party(ship_to or order["billing_address"]),
        "custom": {"sales_channel": channel, **custom_fields(rows)},
        "release": True,
    }


def _party(address: dict[str, Any]) -> dict[str, Any]:
    """An address of an order. The carrier calls the number that goes with it."""
    party = {"name": f"{address['firstname']} {address['lastname']}", **_place(address)}
    return {**party, "phone": address.get("telephone") or ""}


def _place(address: dict[str, Any]) -> dict[str, Any]:
    place = {
        "street": ", ".join(address["street"]),
        "city": address["city"],
        "postcode": address["postcode"],
        "country": address["country_id"],
    }
    return {**place, **{name: address[name] for name in ("company", "region") if address.get(name)}}
