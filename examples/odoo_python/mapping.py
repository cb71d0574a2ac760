"""From a Magento order to the values of Odoo's records. Pure functions."""


def is_noted(order, name):
    """Whether a comment of the order already says which order of Odoo it is."""
    return any(comment_text(name) == each["comment"] for each in order["status_histories"] or [])


def comment_text(name):
    return f"Odoo order {name}"


def customer_ref(order):
    """Guests are told apart by their e-mail address."""
    if order.get("customer_id"):
        return f"M2-{order['customer_id']}"
    return f"WEB-{order['customer_email'].lower()}"


def contact_values(address, countries):
    first, *rest = address["street"]
    return {
        "name": f"{address['firstname']} {address['lastname']}",
        "street": first,
        "street2": ", ".join(rest),
        "zip": address["postcode"],
        "city": address["city"],
        "country_id": countries[address["country_id"]],
        "phone": address.get("telephone") or "",
    }


def ship_to(order):
    """Orders without goods have no address of delivery."""
    assignments = order["extension_attributes"].get("shipping_assignments") or [{"shipping": {}}]
    return assignments[0]["shipping"].get("address") or order["billing_address"]


def goods(order):
    """What Odoo sells: SKU, quantity, price of a unit and discount of the line, both with tax.

    The row of a configurable product has the SKU of the chosen variant. A bundle is sold as its parts; when it has
    a price of its own, the first part gets it.
    """
    parts = {}
    for row in order["items"]:
        parts.setdefault(row.get("parent_item_id"), []).append(row)
    for row in parts[None]:
        children = parts.get(row["item_id"], []) if row["product_type"] == "bundle" else [row]
        prices = [each.get("price_incl_tax") or 0 for each in children]
        discounts = [each["discount_amount"] for each in children]
        if not any(prices):
            prices[0] = row["price_incl_tax"] * row["qty_ordered"] / children[0]["qty_ordered"]
            discounts[0] = row["discount_amount"]
        for child, price, discount in zip(children, prices, discounts, strict=True):
            yield child["sku"], child["qty_ordered"], round(price, 2), discount


def shipping_charge(order):
    return round(order["shipping_incl_tax"] - order.get("shipping_discount_amount", 0), 2)


def order_values(order, ids):
    """`ids` has Odoo's ids: of the customer, of both addresses, the currency, the delivery product, and by SKU."""
    lines = [
        {
            "product_id": ids["products"][sku],
            "product_uom_qty": quantity,
            "price_unit": price,
            "x_studio_discount_amount": discount,
        }
        for sku, quantity, price, discount in goods(order)
    ]
    if charge := shipping_charge(order):
        lines.append({"product_id": ids["delivery"], "product_uom_qty": 1, "price_unit": charge})
    return {
        "client_order_ref": order["increment_id"],
        "partner_id": ids["partner"],
        "partner_invoice_id": ids["bill_to"],
        "partner_shipping_id": ids["ship_to"],
        "currency_id": ids["currency"],
        "date_order": order["created_at"],
        "order_line": [(0, 0, line) for line in lines],
        "x_studio_prices_include_tax": True,
        "x_studio_sales_channel": "web",
        "x_studio_shipping_method": order.get("shipping_description") or "",
        "x_studio_payment_method": order["payment"]["method"],
        "x_studio_payment_amount": order["grand_total"],
        "x_studio_prepaid": True,
    }
