"""Names of places and operations in Odoo: fields, and methods of models."""

from __future__ import annotations

from fake_erp.errors import EACH, Place, See

FIELDS = {
    "customer": "partner_id",
    "external_reference": "client_order_ref",
    "currency": "currency_id",
    "ordered_at": "date_order",
    "lines": "order_line",
    "status": "state",
    "ship_to": "partner_shipping_id",
    "bill_to": "partner_invoice_id",
    "prices_include_tax": "x_studio_prices_include_tax",
    "shipping": "carrier_id",
    "shipping.amount": "order_line.price_unit",
    "shipping.method": "carrier_id",
    "payment": "x_studio_payment_method",
    "payment.method": "x_studio_payment_method",
    "payment.prepaid": "x_studio_prepaid",
    "payment.amount": "x_studio_payment_amount",
    "email": "email",
    "name": "name",
    "phone": "phone",
    "postcode": "zip",
    "country": "country_id",
    "region": "state_id",
    "company": "company_name",
    "sku": "default_code",
    "number": "id",
    "amount": "amount",
    "reference": "ref",
}
"""Neutral names of fields of documents, and their own."""

LINE_FIELDS = {
    "item": "product_id",
    "quantity": "product_uom_qty",
    "unit_price": "price_unit",
    "discount": "discount",
    "warehouse": "warehouse_id",
    "unit": "product_uom",
}

MODELS = {
    "order": "sale.order",
    "customer": "res.partner",
    "item": "product.product",
    "stock": "stock.quant",
    "delivery": "stock.picking",
    "return": "stock.return.picking",
    "invoice": "account.move",
    "credit_note": "account.move",
    "payment": "account.payment",
    "price": "product.pricelist.item",
}
"""Where each kind of record is."""


class OdooWords:
    """Renders places as dotted fields, and operations as calls of methods."""

    def place(self, place: Place) -> str:
        """The field of a place; lines count from 0.

        >>> OdooWords().place(Place("item", 2))
        'order_line[1].product_id'
        """
        head, dot, rest = place.field.partition(".")
        if place.line is None:
            if head in ("ship_to", "bill_to") and dot:
                return f"{FIELDS[head]}.{FIELDS.get(rest, rest)}"
            if head == "custom" and dot:
                return f"x_studio_{rest}"
            return FIELDS.get(place.field, place.field)
        line = "order_line" if place.line == EACH else f"order_line[{place.line - 1}]"
        return f"{line}.{LINE_FIELDS.get(place.field, place.field)}" if place.field else line

    def operation(self, see: See) -> str:
        """The model and method of an operation.

        >>> OdooWords().operation(See("order.list", (("external_reference", ""),)))
        'sale.order.search_read by client_order_ref'
        """
        noun, _, verb = see.operation.partition(".")
        if noun == "token":
            return "common.authenticate"
        method = {"list": "search_read", "create": "create"}.get(verb, verb)
        by = ", ".join(f"{FIELDS.get(name, name)} {value}".rstrip() for name, value in see.by)
        call = f"{MODELS.get(noun, noun)}.{method}"
        return f"{call} by {by}" if by else call


WORDS = OdooWords()
