"""From a Magento order to an ERP order, from an ERP stock row to a Magento source item. Pure functions."""

import json
import os

NET_STORES = {int(number) for number in os.environ.get("GOLIVE_NET_PRICE_STORES", "").split(",") if number}
ON_ACCOUNT = {"purchaseorder"}  # delivered before they are paid
PAID, ENDED = {"processing", "complete"}, {"canceled", "closed"}


def is_due(order):
    """Whether the order should be in the ERP."""
    return order["state"] in PAID or (order["state"] == "new" and order["payment"]["method"] in ON_ACCOUNT)


def sold_rows(order):
    """What the ERP sells, as pairs of a row and the row that has its price.

    The row of a configurable product has the SKU of its variant, members of a group are rows of their own. A bundle is
    sold as its parts; its own price, if it has one, is on the first.
    """
    for row in order["items"]:
        if row.get("parent_item_id"):
            continue
        if row["product_type"] != "bundle":
            yield row, row
            continue
        parts = [each for each in order["items"] if each.get("parent_item_id") == row["item_id"]]
        has_own_price = not any(part["price"] for part in parts)
        for index, part in enumerate(parts):
            yield part, row if has_own_price and index == 0 else part


def line(row, priced, price):
    """Cents that a unit price cannot express are part of the discount."""
    cents, quantity = (
        round((priced.get(price) or 0) * 100) * int(priced["qty_ordered"]),
        int(row["qty_ordered"]),
    )
    unit_cents = -(-cents // quantity)
    discount = priced["discount_amount"] + (unit_cents * quantity - cents) / 100
    amounts = {"unit_price": f"{unit_cents / 100:.2f}", "discount": f"{discount:.2f}"}
    return {"item": row["sku"], "quantity": quantity, **amounts}


def customer_body(order):
    """Guests share one account; their addresses travel with the order."""
    if order.get("customer_id") is None:
        nowhere = {"street": "-", "city": "-", "postcode": "-", "country": "DE"}
        guests = {"name": "Web shop guests", "email": "guests@example.com", "address": nowhere}
        return {"external_reference": "WEB-GUEST", **guests}
    return {
        "external_reference": f"M2-{order['customer_id']}",
        "name": f"{order['customer_firstname']} {order['customer_lastname']}",
        "email": order["customer_email"],
        "address": place(order["billing_address"]),
    }


def order_body(order, customer):
    gross = order["store_id"] not in NET_STORES  # whether prices, discounts and shipping contain the tax
    price, shipping = ("price_incl_tax", "shipping_incl_tax") if gross else ("price", "shipping_amount")
    charge = order[shipping] - order.get("shipping_discount_amount", 0)
    method, total = order["payment"]["method"], f"{order['grand_total']:.2f}"
    assignments = order["extension_attributes"]["shipping_assignments"]
    ship_to = assignments[0]["shipping"].get("address") if assignments else None
    return {
        "external_reference": order["increment_id"],
        "customer": customer,
        "currency": order["order_currency_code"],
        "ordered_at": order["created_at"].replace(" ", "T") + "Z",
        "prices_include_tax": gross,
        "lines": [line(row, priced, price) for row, priced in sold_rows(order)],
        "shipping": {"amount": f"{charge:.2f}", "method": order.get("shipping_description") or ""},
        "payment": {"method": method, "prepaid": method not in ON_ACCOUNT, "amount": total},
        "bill_to": party(order["billing_address"]),
        "ship_to": party(ship_to or order["billing_address"]),
        "custom": {"sales_channel": "web"},
        "release": True,
    }


def party(address):
    phone = address.get("telephone") or ""
    return {"name": f"{address['firstname']} {address['lastname']}", **place(address), "phone": phone}


def place(address):
    parts = {
        "street": ", ".join(address["street"]),
        "city": address["city"],
        "postcode": address["postcode"],
        "country": address["country_id"],
    }
    return parts | {name: address[name] for name in ("company", "region") if address.get(name)}


def source_item(row, gone):
    """Free for the web: without what other channels hold, with what the shop still has reserved."""
    others = sum(held["quantity"] for held in row["allocations"] if held["channel"] != "web")
    free = row["on_hand"] - others - row["safety_stock"] + gone.get((row["item"], row["warehouse"]), 0)
    status = 1 if free > 0 else 0
    return {"sku": row["item"], "source_code": row["warehouse"], "quantity": max(0, free), "status": status}


def in_transit(deliveries, as_of):
    """What left the warehouses by then without being a shipment in the shop yet: there it is still reserved."""
    gone = {}
    for (text,) in deliveries:
        delivery = json.loads(text)
        for line in delivery["lines"] if delivery["posted_at"] <= as_of else ():
            key = (line["item"], delivery["warehouse"])
            gone[key] = gone.get(key, 0) + line["quantity"]
    return gone


def item_ids(order):
    """The shop's ids of the rows by SKU, as JSON: needed to ship row by row."""
    ids = {}
    for row, _ in sold_rows(order):
        if row.get("is_virtual"):
            continue  # services are not shipped
        ids.setdefault(row["sku"], []).append(row["item_id"])
    return json.dumps(ids)


def shipment_body(ids_by_sku, delivery):
    """What the warehouse sent, spread over the rows of the order."""
    ids = json.loads(ids_by_sku or "{}")
    items = [
        {"order_item_id": ids[line["item"]].pop(0), "qty": line["quantity"]}
        for line in delivery["lines"]
        if ids.get(line["item"])
    ]
    return {
        "items": items,
        "tracks": [{"track_number": delivery["tracking"], "title": "Parcel", "carrier_code": "custom"}],
        "arguments": {"extension_attributes": {"source_code": delivery["warehouse"]}},
    }


def criteria(field, value, condition="eq"):
    group, value = "searchCriteria[filter_groups][0][filters][0]", str(value).replace(" ", "%20")
    return f"{group}[field]={field}&{group}[value]={value}&{group}[condition_type]={condition}"
