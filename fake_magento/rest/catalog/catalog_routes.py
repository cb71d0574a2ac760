"""Routes of products and prices.

Source: Adobe Commerce developer docs, "Manage prices for multiple products"; Magento source,
module-catalog/etc/webapi.xml.
"""

from __future__ import annotations

from fake_magento.rest.business_keys import PRODUCT, SKU
from fake_magento.rest.catalog import (
    price_views,
    product_views,
)
from fake_magento.rest.catalog.saving import product_save_views as products
from fake_magento.rest.framework.http import Row

_PRODUCT = "Magento_Catalog::products"

CATALOG_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "products", "product.list", product_views.listing, None, _PRODUCT),
    ("GET", "products/{sku}", "product.read", product_views.read, SKU, _PRODUCT),
    ("POST", "products", "product.write", products.save, PRODUCT, _PRODUCT),
    ("PUT", "products/{sku}", "product.write", products.save, PRODUCT, _PRODUCT),
    ("DELETE", "products/{sku}", "product.delete", products.delete, SKU, _PRODUCT),
    ("POST", "products/{sku}/websites", "product.write", products.add_website, SKU, _PRODUCT),
    ("PUT", "products/{sku}/websites", "product.write", products.add_website, SKU, _PRODUCT),
    (
        "DELETE",
        "products/{sku}/websites/{websiteId}",
        "product.write",
        products.remove_website,
        SKU,
        _PRODUCT,
    ),
    (
        "GET",
        "products/{sku}/group-prices/{customerGroupId}/tiers",
        "price.read",
        price_views.tiers_of_product,
        SKU,
        _PRODUCT,
    ),
    ("POST", "products/base-prices", "price.write", price_views.set_base, None, _PRODUCT),
    ("POST", "products/base-prices-information", "price.read", price_views.base, None, _PRODUCT),
    ("POST", "products/special-price", "price.write", price_views.set_special, None, _PRODUCT),
    ("POST", "products/special-price-information", "price.read", price_views.special, None, _PRODUCT),
    ("POST", "products/special-price-delete", "price.write", price_views.delete_special, None, _PRODUCT),
    ("POST", "products/tier-prices", "price.write", price_views.set_tiers, None, _PRODUCT),
    ("PUT", "products/tier-prices", "price.write", price_views.replace_tiers, None, _PRODUCT),
    ("POST", "products/tier-prices-information", "price.read", price_views.tiers, None, _PRODUCT),
    ("POST", "products/tier-prices-delete", "price.write", price_views.delete_tiers, None, _PRODUCT),
    ("POST", "products/cost", "price.write", price_views.set_cost, None, _PRODUCT),
    ("POST", "products/cost-information", "price.read", price_views.cost, None, _PRODUCT),
    ("POST", "products/cost-delete", "price.write", price_views.delete_cost, None, _PRODUCT),
)
