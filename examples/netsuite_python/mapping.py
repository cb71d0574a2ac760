"""From a Magento order to NetSuite's records. Pure functions."""


def sold_rows(order):
    """Bundles are sold as their parts, configurables as the variant whose SKU is on their row."""
    bundles = {row["item_id"] for row in order["items"] if row["product_type"] == "bundle"}
    for row in order["items"]:
        if row["item_id"] not in bundles and row.get("parent_item_id") in {None, *bundles}:
            yield row


def customer(order):
    """The external id and the values. Guests are told apart by their e-mail address."""
    address = order["billing_address"]
    reference = (
        f"M2-{order['customer_id']}" if order.get("customer_id") else f"WEB-{order['customer_email'].lower()}"
    )
    names = {"isPerson": True, "firstName": address["firstname"], "lastName": address["lastname"]}
    return reference, {"externalId": reference, "email": order["customer_email"], **names}


def sales_order(order, customer, items):
    """`items` has NetSuite's ids by SKU. Raises KeyError."""
    assignments = order["extension_attributes"].get("shipping_assignments") or [{"shipping": {}}]
    return {
        "externalId": order["increment_id"],
        "entity": {"externalId": customer},
        "currency": {"refName": order["order_currency_code"]},
        "tranDate": order["created_at"][:10],
        "item": {"items": [line(row, items) for row in sold_rows(order)]},
        "shippingCost": round(order["shipping_incl_tax"] - order.get("shipping_discount_amount", 0), 2),
        "shipMethod": {"refName": order.get("shipping_description") or "none"},
        "paymentMethod": {"refName": order["payment"]["method"]},
        "billingAddress": place(order["billing_address"]),
        "shippingAddress": place(assignments[0]["shipping"].get("address") or order["billing_address"]),
        "custbody_payment_amount": order["grand_total"],
        "custbody_prepaid": True,
        "custbody_prices_include_tax": True,
        "custbody_sales_channel": "web",
    }


def line(row, items):
    rate, quantity = row["price_incl_tax"], row["qty_ordered"]
    amount = round(rate * quantity - row["discount_amount"], 2)
    return {"item": {"id": items[row["sku"]]}, "quantity": quantity, "rate": rate, "amount": amount}


def place(address):
    """With a company the addressee is the company."""
    name, company = f"{address['firstname']} {address['lastname']}", address.get("company")
    receiver = {"addressee": company, "attention": name} if company else {"addressee": name}
    streets = {f"addr{number}": street for number, street in enumerate(address["street"], 1)}
    return {
        **receiver,
        **streets,
        "city": address["city"],
        "zip": address["postcode"],
        "state": address.get("region") or "",
        "country": {"id": address["country_id"]},
        "addrPhone": address.get("telephone") or "",
    }
