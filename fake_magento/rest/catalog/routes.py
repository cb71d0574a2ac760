"""Routes that write products, prices and stock."""

from __future__ import annotations

from fake_magento.rest.catalog import parts, prices
from fake_magento.rest.catalog import product_writes as products
from fake_magento.rest.framework.http import Key, View
from fake_magento.rest.framework.params import sku_key
from fake_magento.rest.inventory import salability, stock_items

_PRODUCT = "Magento_Catalog::products"
_STOCK = "Magento_Catalog::catalog_inventory"
_SOURCE = "Magento_InventoryApi::source"
_STOCKS = "Magento_InventoryApi::stock"
_SALES = "Magento_InventorySalesApi::stock"
_CONFIGURABLE = "configurable-products/{sku}"

CATALOG_ROWS: tuple[tuple[str, str, str, View, Key | None, str | None], ...] = (
    ("POST", "products", "product.write", products.save, products.save_key, _PRODUCT),
    ("PUT", "products/{sku}", "product.write", products.save, products.save_key, _PRODUCT),
    ("DELETE", "products/{sku}", "product.delete", products.delete, sku_key, _PRODUCT),
    ("POST", "products/{sku}/websites", "product.write", products.add_website, sku_key, _PRODUCT),
    ("PUT", "products/{sku}/websites", "product.write", products.add_website, sku_key, _PRODUCT),
    (
        "DELETE",
        "products/{sku}/websites/{websiteId}",
        "product.write",
        products.remove_website,
        sku_key,
        _PRODUCT,
    ),
    ("GET", _CONFIGURABLE + "/children", "product.read", products.children, sku_key, _PRODUCT),
    ("POST", _CONFIGURABLE + "/child", "product.write", products.add_child, sku_key, _PRODUCT),
    (
        "DELETE",
        _CONFIGURABLE + "/children/{childSku}",
        "product.write",
        products.remove_child,
        sku_key,
        _PRODUCT,
    ),
    ("POST", _CONFIGURABLE + "/options", "product.write", products.add_option, sku_key, _PRODUCT),
    ("GET", _CONFIGURABLE + "/options/all", "product.read", parts.configurable_options, sku_key, _PRODUCT),
    ("GET", "bundle-products/{sku}/options/all", "product.read", parts.bundle_options, sku_key, _PRODUCT),
    ("GET", "bundle-products/{sku}/children", "product.read", parts.bundle_children, sku_key, _PRODUCT),
    ("GET", "products/links/types", "product.read", parts.link_types, None, _PRODUCT),
    ("GET", "products/{sku}/links/{type}", "product.read", parts.links, sku_key, _PRODUCT),
    (
        "GET",
        "products/{sku}/group-prices/{customerGroupId}/tiers",
        "price.read",
        parts.tiers,
        sku_key,
        _PRODUCT,
    ),
    ("POST", "products/base-prices", "price.write", prices.set_base, None, _PRODUCT),
    ("POST", "products/base-prices-information", "price.read", prices.base, None, _PRODUCT),
    ("POST", "products/special-price", "price.write", prices.set_special, None, _PRODUCT),
    ("POST", "products/special-price-information", "price.read", prices.special, None, _PRODUCT),
    ("POST", "products/special-price-delete", "price.write", prices.delete_special, None, _PRODUCT),
    ("POST", "products/tier-prices", "price.write", prices.set_tiers, None, _PRODUCT),
    ("PUT", "products/tier-prices", "price.write", prices.replace_tiers, None, _PRODUCT),
    ("POST", "products/tier-prices-information", "price.read", prices.tiers, None, _PRODUCT),
    ("POST", "products/tier-prices-delete", "price.write", prices.delete_tiers, None, _PRODUCT),
    ("POST", "products/cost", "price.write", prices.set_cost, None, _PRODUCT),
    ("POST", "products/cost-information", "price.read", prices.cost, None, _PRODUCT),
    ("POST", "products/cost-delete", "price.write", prices.delete_cost, None, _PRODUCT),
    ("PUT", "products/{productSku}/stockItems/{itemId}", "stock.write", stock_items.update, sku_key, _STOCK),
    ("GET", "stockItems/lowStock", "stock.item", stock_items.low_stock, None, _STOCK),
    ("GET", "stockStatuses/{sku}", "stock.item", stock_items.status, sku_key, _STOCK),
    ("POST", "inventory/source-items-delete", "stock.delete", salability.delete, None, _SOURCE),
    ("GET", "inventory/are-products-salable", "stock.salable", salability.are_salable, None, _SALES),
    (
        "GET",
        "inventory/is-product-salable-for-requested-qty/{sku}/{stock}/{qty}",
        "stock.salable",
        salability.for_quantity,
        sku_key,
        _SALES,
    ),
    (
        "GET",
        "inventory/export-stock-salable-qty/website/{salesChannelCode}",
        "stock.list",
        salability.export,
        None,
        _SALES,
    ),
    (
        "GET",
        "inventory/dump-stock-index-data/website/{salesChannelCode}",
        "stock.list",
        salability.dump,
        None,
        _SALES,
    ),
    ("GET", "inventory/stocks", "source.list", salability.stocks, None, _STOCKS),
    ("GET", "inventory/stocks/{stockId}", "source.list", salability.stock, None, _STOCKS),
    (
        "GET",
        "inventory/stock-resolver/website/{websiteCode}",
        "source.list",
        salability.resolve,
        None,
        _STOCKS,
    ),
    ("GET", "inventory/stock-source-links", "source.list", salability.links, None, _STOCKS),
    (
        "POST",
        "inventory/source-selection-algorithm-result",
        "stock.salable",
        salability.select_sources,
        None,
        _SOURCE,
    ),
)
