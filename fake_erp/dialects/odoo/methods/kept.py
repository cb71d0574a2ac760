"""Documents of orders that are kept between two changes, see `fake_erp.dialects.rendered`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.rendered import state_of
from fake_erp.model import Order

OWN = "x_studio_"
"""Fields of orders that begin with it are attributes or custom fields of the order."""
FIELDS: Mapping[str, frozenset[str]] = {
    "sale.order": frozenset(
        (
            "name",
            "display_name",
            "partner_id",
            "partner_invoice_id",
            "partner_shipping_id",
            "client_order_ref",
            "origin",
            "date_order",
            "order_line",
            "amount_untaxed",
            "amount_tax",
            "amount_total",
            "create_date",
            "write_date",
        )
    ),
    "sale.order.line": frozenset(
        (
            "product_id",
            "name",
            "product_uom_qty",
            "price_unit",
            "price_subtotal",
            "price_tax",
            "price_total",
            "qty_delivered",
            "qty_invoiced",
            "x_studio_qty_reserved",
            "x_studio_qty_cancelled",
            "x_studio_qty_returned",
            "x_studio_discount_amount",
            "x_studio_substitutes",
            "is_delivery",
        )
    ),
    "product.product": frozenset(("default_code", "name")),
    "res.partner": frozenset(
        (
            "name",
            "company_name",
            "phone",
            "street",
            "street2",
            "city",
            "zip",
            "country_id",
            "x_studio_region",
        )
    ),
    "res.country": frozenset(("code", "name")),
}
"""Fields by model whose values follow from `document_state` alone, for the records that an order links to."""


def is_kept(model: str, field: str) -> bool:
    """Whether a field may be in a document that is kept."""
    return field in FIELDS.get(model, ()) or (model == "sale.order" and field.startswith(OWN))


def document_state(view: View, order: Order) -> Any:
    """What such a document follows from: the books, and the changes of contacts."""
    return state_of(order), view.store.contact_changes
