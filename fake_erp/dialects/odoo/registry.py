"""Every model, by name."""

from __future__ import annotations

from fake_erp.dialects.odoo import wizards
from fake_erp.dialects.odoo.accounting import entries, payments
from fake_erp.dialects.odoo.logistics import pickings
from fake_erp.dialects.odoo.masters import partners, places, pricing, products, stocks, system
from fake_erp.dialects.odoo.models.base import Model
from fake_erp.dialects.odoo.sales import order_lines, orders

MODELS: dict[str, Model] = {
    model.name: model
    for model in (
        partners.MODEL,
        products.PRODUCT,
        products.TEMPLATE,
        orders.MODEL,
        order_lines.MODEL,
        *pickings.MODELS,
        *entries.MODELS,
        payments.PAYMENT,
        *stocks.MODELS,
        *pricing.MODELS,
        *places.SMALL,
        *system.MODELS,
        *wizards.MODELS,
    )
}
