"""Every model, by name."""

from __future__ import annotations

from fake_erp.dialects.odoo.documents import order_lines, orders, wizards
from fake_erp.dialects.odoo.masters import partners, places, pricing, products, stocks, system
from fake_erp.dialects.odoo.models.base import Model

MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        partners.MODEL,
        products.PRODUCT,
        products.TEMPLATE,
        orders.MODEL,
        order_lines.MODEL,
        *stocks.MODELS,
        *pricing.MODELS,
        *places.SMALL,
        *system.MODELS,
        *wizards.MODELS,
    )
}
