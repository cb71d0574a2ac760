"""What the Odoo dialect says of itself."""

from __future__ import annotations

from fake_erp.dialects.about import About
from fake_erp.dialects.odoo.versions import VERSIONS

NONE = "Odoo has no such call"
ABOUT = About(
    product="Odoo",
    versions=tuple(version.serie for version in VERSIONS),
    speaks={
        "token.create": "common.authenticate, /web/session/authenticate",
        "openapi.read": "fields_get, ir.model, /doc-bearer",
        "health.read": "common.version, /web/version",
        "customer.create": "res.partner create",
        "customer.list": "res.partner search_read",
        "customer.read": "res.partner read",
        "customer.update": "res.partner write",
        "item.list": "product.product search_read",
        "item.read": "product.product read",
        "stock.list": "stock.quant search_read",
        "stock.read": "stock.quant read",
        "order.create": "sale.order create",
        "order.list": "sale.order search_read",
        "order.read": "sale.order read",
        "order.update": "sale.order write, sale.order.line create",
        "order.release": "sale.order action_confirm",
        "order.cancel": "sale.order action_cancel",
        "warehouse.list": "stock.warehouse search_read",
        "price.list": "product.pricelist.item search_read",
        "price.read": "product.pricelist.item read",
    },
    login=("db", "user", "password", "api_key"),
)
