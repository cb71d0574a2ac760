"""Routes of sources, stocks and salable quantities.

Source: Adobe Commerce developer docs, "Inventory management"; magento/inventory, the etc/webapi.xml of each module; for
`stockItems` Magento source, module-catalog-inventory/etc/webapi.xml.
"""

from __future__ import annotations

from fake_magento.rest.business_keys import SKU, SOURCE_ITEMS
from fake_magento.rest.framework.http import Row
from fake_magento.rest.inventory import (
    bulk_source_views,
    low_quantity_views,
    salability_views,
    source_item_views,
    source_selection,
    source_views,
    stock_item_views,
    stock_views,
)

_STOCK = "Magento_Catalog::catalog_inventory"
_PRODUCTS = "Magento_Catalog::products"
_API = "Magento_InventoryApi::"
_SOURCE, _STOCKS, _LINK = _API + "source", _API + "stock", _API + "stock_source_link"
_ASSIGN = _API + "stock_source_item_assign"
_SALES = "Magento_InventorySalesApi::stock"
_SELECTION = "Magento_InventorySourceSelectionApi::source_selection_algorithm"
_NOTICE = "Magento_InventoryLowQuantityNotificationApi::"

_SOURCE_ROWS: tuple[Row, ...] = (
    ("GET", "inventory/sources", "source.list", source_views.sources, None, _SOURCE),
    ("GET", "inventory/sources/{sourceCode}", "source.list", source_views.source, None, _SOURCE),
    ("POST", "inventory/sources", "source.write", source_views.save, None, _SOURCE + "_edit"),
    ("PUT", "inventory/sources/{sourceCode}", "source.write", source_views.save, None, _SOURCE + "_edit"),
    (
        "GET",
        "inventory/get-sources-assigned-to-stock-ordered-by-priority/{stockId}",
        "source.list",
        source_views.of_stock,
        None,
        _SOURCE,
    ),
    ("GET", "inventory/stocks", "source.list", stock_views.stocks, None, _STOCKS),
    ("GET", "inventory/stocks/{stockId}", "source.list", stock_views.stock, None, _STOCKS),
    ("POST", "inventory/stocks", "source.write", stock_views.save, None, _STOCKS + "_edit"),
    ("PUT", "inventory/stocks/{stockId}", "source.write", stock_views.save, None, _STOCKS + "_edit"),
    ("DELETE", "inventory/stocks/{stockId}", "source.write", stock_views.delete, None, _STOCKS + "_delete"),
    ("GET", "inventory/stock-source-links", "source.list", stock_views.links, None, _LINK),
    ("POST", "inventory/stock-source-links", "source.write", stock_views.save_links, None, _LINK),
    ("POST", "inventory/stock-source-links-delete", "source.write", stock_views.delete_links, None, _LINK),
    ("GET", "inventory/stock-resolver/{type}/{code}", "source.list", stock_views.resolve, None, _SALES),
)
_ITEM_ROWS: tuple[Row, ...] = (
    ("GET", "inventory/source-items", "stock.list", source_item_views.source_items, None, _SOURCE),
    ("POST", "inventory/source-items", "stock.write", source_item_views.write, SOURCE_ITEMS, _ASSIGN),
    ("POST", "inventory/source-items-delete", "stock.delete", source_item_views.delete, None, _ASSIGN),
    (
        "POST",
        "inventory/bulk-product-source-assign",
        "stock.assign",
        bulk_source_views.assign,
        None,
        _PRODUCTS,
    ),
    (
        "POST",
        "inventory/bulk-product-source-unassign",
        "stock.assign",
        bulk_source_views.unassign,
        None,
        _PRODUCTS,
    ),
    (
        "POST",
        "inventory/bulk-product-source-transfer",
        "stock.transfer",
        bulk_source_views.transfer,
        None,
        _PRODUCTS,
    ),
    (
        "POST",
        "inventory/bulk-partial-source-transfer",
        "stock.transfer",
        bulk_source_views.transfer_part,
        None,
        _PRODUCTS,
    ),
    (
        "GET",
        "inventory/low-quantity-notification/{sourceCode}/{sku}",
        "stock.notice",
        low_quantity_views.read,
        SKU,
        _NOTICE + "low_quantity_notification",
    ),
    (
        "POST",
        "inventory/low-quantity-notification",
        "stock.notice",
        low_quantity_views.save,
        None,
        _NOTICE + "stock_create_low_quantity_notification",
    ),
    (
        "POST",
        "inventory/low-quantity-notifications-delete",
        "stock.notice",
        low_quantity_views.delete,
        None,
        _NOTICE + "stock_delete_low_quantity_notification",
    ),
)
_SALABLE_ROWS: tuple[Row, ...] = (
    (
        "GET",
        "inventory/get-product-salable-quantity/{sku}/{stockId}",
        "stock.salable",
        salability_views.salable_quantity,
        SKU,
        _SALES,
    ),
    (
        "GET",
        "inventory/is-product-salable/{sku}/{stockId}",
        "stock.salable",
        salability_views.is_salable,
        SKU,
        _SALES,
    ),
    ("GET", "inventory/are-products-salable", "stock.salable", salability_views.are_salable, None, _SALES),
    (
        "GET",
        "inventory/is-product-salable-for-requested-qty/{sku}/{stockId}/{requestedQty}",
        "stock.salable",
        salability_views.for_quantity,
        SKU,
        _SALES,
    ),
    (
        "GET",
        "inventory/are-product-salable-for-requested-qty",
        "stock.salable",
        salability_views.are_for_quantity,
        None,
        _SALES,
    ),
    (
        "GET",
        "inventory/export-stock-salable-qty/{salesChannelType}/{salesChannelCode}",
        "stock.list",
        salability_views.export,
        None,
        _STOCKS,
    ),
    (
        "GET",
        "inventory/dump-stock-index-data/{salesChannelType}/{salesChannelCode}",
        "stock.list",
        salability_views.dump,
        None,
        _STOCKS,
    ),
    (
        "GET",
        "inventory/source-selection-algorithm-list",
        "stock.salable",
        source_selection.algorithms,
        None,
        _SELECTION,
    ),
    (
        "POST",
        "inventory/source-selection-algorithm-result",
        "stock.salable",
        source_selection.select_sources,
        None,
        _SELECTION + "_post",
    ),
)
INVENTORY_ROWS: tuple[Row, ...] = (
    # method, pattern, operation, view, business key, ACL resource
    ("GET", "stockItems/{sku}", "stock.item", stock_item_views.stock_item, SKU, _STOCK),
    *_ITEM_ROWS[:2],
    *_SOURCE_ROWS[:2],
    *_SALABLE_ROWS[:2],
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
    *_ITEM_ROWS[2:],
    *_SALABLE_ROWS[2:],
    *_SOURCE_ROWS[2:],
)
