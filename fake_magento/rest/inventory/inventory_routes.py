"""Routes of sources, stocks and salable quantities.

Source: Adobe Commerce developer docs, "Inventory management"; Magento source, module-catalog-inventory/etc/webapi.xml.
"""

from __future__ import annotations

from fake_magento.rest.business_keys import SKU, SOURCE_ITEMS
from fake_magento.rest.framework.http import Row
from fake_magento.rest.inventory import (
    salability_views,
    source_item_views,
    source_selection,
    source_views,
    stock_item_views,
    stock_views,
)

_STOCK = "Magento_Catalog::catalog_inventory"
_SOURCE = "Magento_InventoryApi::source"
_STOCKS = "Magento_InventoryApi::stock"
_SALES = "Magento_InventorySalesApi::stock"

INVENTORY_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "stockItems/{sku}", "stock.item", stock_item_views.stock_item, SKU, _STOCK),
    ("GET", "inventory/source-items", "stock.list", source_item_views.source_items, None, _SOURCE),
    (
        "POST",
        "inventory/source-items",
        "stock.write",
        source_item_views.write,
        SOURCE_ITEMS,
        _SOURCE,
    ),
    ("GET", "inventory/sources", "source.list", source_views.sources, None, _SOURCE),
    ("GET", "inventory/sources/{code}", "source.list", source_views.source, None, _SOURCE),
    (
        "GET",
        "inventory/get-product-salable-quantity/{sku}/{stock}",
        "stock.salable",
        salability_views.salable_quantity,
        SKU,
        _SALES,
    ),
    (
        "GET",
        "inventory/is-product-salable/{sku}/{stock}",
        "stock.salable",
        salability_views.is_salable,
        SKU,
        _SALES,
    ),
    (
        "PUT",
        "products/{productSku}/stockItems/{itemId}",
        "stock.write",
        stock_item_views.update,
        SKU,
        _STOCK,
    ),
    ("GET", "stockItems/lowStock", "stock.item", stock_item_views.low_stock, None, _STOCK),
    ("GET", "stockStatuses/{sku}", "stock.item", stock_item_views.status, SKU, _STOCK),
    ("POST", "inventory/source-items-delete", "stock.delete", source_item_views.delete, None, _SOURCE),
    ("GET", "inventory/are-products-salable", "stock.salable", salability_views.are_salable, None, _SALES),
    (
        "GET",
        "inventory/is-product-salable-for-requested-qty/{sku}/{stock}/{qty}",
        "stock.salable",
        salability_views.for_quantity,
        SKU,
        _SALES,
    ),
    (
        "GET",
        "inventory/export-stock-salable-qty/website/{salesChannelCode}",
        "stock.list",
        salability_views.export,
        None,
        _SALES,
    ),
    (
        "GET",
        "inventory/dump-stock-index-data/website/{salesChannelCode}",
        "stock.list",
        salability_views.dump,
        None,
        _SALES,
    ),
    ("GET", "inventory/stocks", "source.list", stock_views.stocks, None, _STOCKS),
    ("GET", "inventory/stocks/{stockId}", "source.list", stock_views.stock, None, _STOCKS),
    (
        "GET",
        "inventory/stock-resolver/website/{websiteCode}",
        "source.list",
        stock_views.resolve,
        None,
        _STOCKS,
    ),
    ("GET", "inventory/stock-source-links", "source.list", stock_views.links, None, _STOCKS),
    (
        "POST",
        "inventory/source-selection-algorithm-result",
        "stock.salable",
        source_selection.select_sources,
        None,
        _SOURCE,
    ),
)
