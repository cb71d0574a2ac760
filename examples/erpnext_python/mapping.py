"""From a Magento order to ERPNext's documents. Pure functions."""

import json


def sold_rows(order):
    """Bundles are sold as their parts, configurables as the variant whose SKU is on their row."""
    bundles = {row["item_id"] for row in order["items"] if row["product_type"] == "bundle"}
    for row in order["items"]:
        if row["item_id"] not in bundles and row.get("parent_item_id") in {None, *bundles}:
            yield row


def customer(order):
    """Guests are told apart by their e-mail address."""
    address = order["billing_address"]
    reference = (
        f"M2-{order['customer_id']}" if order.get("customer_id") else f"WEB-{order['customer_email'].lower()}"
    )
    return {
        "doctype": "Customer",
        "custom_external_reference": reference,
        "customer_name": f"{address['firstname']} {address['lastname']}",
        "email_id": order["customer_email"],
    }


def sales_order(order, customer_name):
    assignments = order["extension_attributes"].get("shipping_assignments") or [{"shipping": {}}]
    charge = round(order["shipping_incl_tax"] - order.get("shipping_discount_amount", 0), 2)
    return {
        "doctype": "Sales Order",
        "docstatus": 1,
        "po_no": order["increment_id"],
        "customer": customer_name,
        "currency": order["order_currency_code"],
        "custom_ordered_at": order["created_at"],
        "transaction_date": order["created_at"][:10],
        "delivery_date": order["created_at"][:10],
        "source": "web",
        "items": [line(row) for row in sold_rows(order)],
        "taxes": [{"charge_type": "Actual", "description": "Shipping", "tax_amount": charge}],
        "custom_shipping_method": order.get("shipping_description") or "",
        "custom_payment_method": order["payment"]["method"],
        "custom_payment_amount": order["grand_total"],
        "custom_prepaid": 1,
        "custom_bill_to": json.dumps(place(order["billing_address"])),
        "custom_ship_to": json.dumps(
            place(assignments[0]["shipping"].get("address") or order["billing_address"])
        ),
    }


def line(row):
    return {
        "item_code": row["sku"],
        "qty": row["qty_ordered"],
        "rate": row["price_incl_tax"],
        "custom_row_discount": row["discount_amount"],
    }


def place(address):
    first, *rest = address["street"]
    return {
        "address_title": f"{address['firstname']} {address['lastname']}",
        "custom_company": address.get("company") or "",
        "address_line1": first,
        "address_line2": ", ".join(rest),
        "city": address["city"],
        "state": address.get("region") or "",
        "pincode": address["postcode"],
        "country": address["country_id"],
        "phone": address.get("telephone") or "",
    }
