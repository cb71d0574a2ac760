"""The mapping of orders."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Kit

ENDED = ("canceled", "closed")
GUEST = "WEB-GUEST"


def is_due(order: dict[str, Any]) -> bool:
    """Paid, or on account."""
    return order["state"] in ("processing", "complete") or (
        order["state"] == "new" and order["payment"]["method"] == "purchaseorder"
    )


def goods(order: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows with goods: the selections of a bundle, and the parent of a variant."""
    bundles = {row["item_id"] for row in order["items"] if row["product_type"] == "bundle"}
    return [
        row
        for row in order["items"]
        if row["item_id"] not in bundles and row.get("parent_item_id") in (None, *bundles)
    ]


def thousandth(quantity: float) -> float:
    """A quantity of at most three places, without what binary fractions add to it."""
    near = round(quantity * 1000)
    return near / 1000 if near % 1000 else near // 1000


def units(row: dict[str, Any]) -> float:
    """What is ordered and not cancelled."""
    return thousandth(row["qty_ordered"] - row["qty_canceled"])


def customer(order: dict[str, Any]) -> dict[str, Any]:
    """The customer of an order; guests share an account."""
    if order.get("customer_id") is None:
        nowhere = {"street": "-", "city": "-", "postcode": "-", "country": "DE"}
        return {
            "external_reference": GUEST,
            "name": "Guests of the shop",
            "email": "guests@example.com",
            "address": nowhere,
        }
    return {
        "external_reference": f"SHOP-{order['customer_id']}",
        "name": f"{order['customer_firstname']} {order['customer_lastname']}",
        "email": order["customer_email"],
        "phone": order["billing_address"].get("telephone") or "",
        "address": _place(order["billing_address"]),
    }


def erp_order(order: dict[str, Any], number: str, kit: Kit, reference: str) -> dict[str, Any]:
    """The body of a new order of the ERP for the customer with that number; packs are their pieces."""
    net_stores, sizes = kit.net_price_stores, kit.pack_sizes
    net = order["store_id"] in net_stores
    shipping = order["shipping_amount"] if net else order["shipping_incl_tax"]
    vouchers = order["extension_attributes"]
    paid = order["grand_total"] - order.get("total_canceled", 0)
    paid += vouchers.get("gift_cards_amount", 0) + vouchers.get("customer_balance_amount", 0)
    places = vouchers.get("shipping_assignments") or []
    ship_to = places[0]["shipping"].get("address") if places else None
    method = order["payment"]["method"]
    return {
        "external_reference": reference,
        "customer": number,
        "currency": order["order_currency_code"],
        "ordered_at": order["created_at"].replace(" ", "T") + "Z",
        "prices_include_tax": not net,
        "lines": [
            {
                "item": row["sku"],
                "quantity": units(row) * sizes.get(row["sku"], 1),
                "unit_price": f"{row['price' if net else 'price_incl_tax'] / sizes.get(row['sku'], 1):.2f}",
                "discount": f"{row['discount_invoiced' if row['qty_canceled'] else 'discount_amount']:.2f}",
            }
            for row in goods(order)
            if units(row)
        ],
        "shipping": {
            "amount": f"{shipping - order['shipping_discount_amount']:.2f}",
            "method": order["shipping_description"],
        },
        "payment": {"method": method, "prepaid": method != "purchaseorder", "amount": f"{paid:.2f}"},
        "bill_to": _party(order["billing_address"]),
        "ship_to": _party(ship_to or order["billing_address"]),
        "custom": {"sales_channel": "web"},
        "release": True,
    }


def _party(address: dict[str, Any]) -> dict[str, Any]:
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
