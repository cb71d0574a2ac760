r"""The legacy stock endpoints: one quantity per product, that of the default source.

Source: Magento source, Magento\CatalogInventory\Api\StockRegistryInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.model.product import Product
from fake_magento.quantities import DECIMAL, counted, shown
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, boolean, decimal
from fake_magento.shop import Shop


def stock_item(shop: Shop, call: Call) -> Any:
    """The stock item of a product. `qty` is that of the default source, not net of reservations."""
    return stock_item_json(shop, shop.catalog.get(call.params["sku"]))


def stock_item_json(shop: Shop, product: Product) -> dict[str, Any]:
    """A legacy stock item. `qty` is that of the default source, without reservations."""
    level = shop.stock.level(product.sku)
    item = level.items.get(shop.stock.places.default_code) if level else None
    return {
        "item_id": product.product_id,
        "product_id": product.product_id,
        "stock_id": 1,
        "qty": shown(item.quantity, product.scale) if item else 0,
        "is_in_stock": bool(item and item.in_stock) if product.made_of is None else shop.is_salable(product),
        "is_qty_decimal": product.scale == DECIMAL,
        "show_default_notification_message": False,
        "use_config_min_qty": True,
        "min_qty": 0,
        "use_config_min_sale_qty": 1,
        "min_sale_qty": 1,
        "use_config_max_sale_qty": True,
        "max_sale_qty": 10000,
        "use_config_backorders": True,
        "backorders": 0,
        "use_config_notify_stock_qty": True,
        "notify_stock_qty": 1,
        "use_config_qty_increments": True,
        "qty_increments": 0,
        "use_config_enable_qty_inc": True,
        "enable_qty_increments": False,
        "use_config_manage_stock": True,
        "manage_stock": True,
        "low_stock_date": None,
        "is_decimal_divided": False,
        "stock_status_changed_auto": 0,
    }


_IGNORED = (
    "item_id product_id stock_id is_qty_decimal show_default_notification_message use_config_min_qty min_qty"
    " use_config_min_sale_qty min_sale_qty use_config_max_sale_qty max_sale_qty use_config_backorders backorders"
    " use_config_notify_stock_qty notify_stock_qty use_config_qty_increments qty_increments"
    " use_config_enable_qty_inc enable_qty_increments use_config_manage_stock manage_stock low_stock_date"
    " is_decimal_divided stock_status_changed_auto extension_attributes"
)
STOCK_ITEM = Shape(
    "Magento\\CatalogInventory\\Api\\Data\\StockItemInterface",
    qty=decimal,
    is_in_stock=boolean,
    **dict.fromkeys(_IGNORED.split(), anything),
)
WRITE = Arguments(stock_item=STOCK_ITEM)


def update(shop: Shop, call: Call) -> Any:
    """Write the default source; the reply is the item id as a string.

    A quantity of zero sets it out of stock, whatever was sent; a later quantity does not set it in stock unless the
    request does.
    """
    product = shop.catalog.get(call.params["productSku"])
    given = WRITE(call.data).get("stock_item")
    if given is None:
        raise required("stockItem")
    source = shop.stock.places.default_code
    level = shop.stock.level(product.sku)
    held = level.items.get(source) if level else None
    quantity = counted(given["qty"], product.scale) if "qty" in given else held.quantity if held else 0
    in_stock = given.get("is_in_stock", held.in_stock if held else quantity > 0) and quantity > 0
    shop.stock.put([(product.sku, source, quantity, in_stock)], "api", call.request.author)
    return str(product.product_id)


def status(shop: Shop, call: Call) -> Any:
    """The stock status: salable quantity, 0 at least, and 1 or 0 for in or out of stock."""
    product = shop.catalog.get(call.params["sku"])
    item = stock_item_json(shop, product)
    salable = shop.stock.shown_salable(product.sku)
    return {
        "product_id": product.product_id,
        "stock_id": 1,
        "qty": max(0, shown(salable, product.scale)),
        "stock_status": int(salable > 0),
        "stock_item": item,
    }


def low_stock(shop: Shop, call: Call) -> Any:
    """Products with fewer than `qty` units at the default source; page and size are flat parameters."""
    given = dict(call.query())
    most = path_id(given.get("qty", "0"))
    page, size = max(1, path_id(given.get("currentPage", "1"))), path_id(given.get("pageSize", "0"))
    source = shop.stock.places.default_code
    held = shop.stock.quantity
    found = [
        product
        for product in shop.catalog
        if product.made_of is None and held(product.sku, source) < most * product.scale
    ]
    rows = found[(page - 1) * size : page * size] if size > 0 else found
    return {
        "items": [stock_item_json(shop, product) for product in rows],
        "search_criteria": {"current_page": page, "page_size": size, "qty": most},
        "total_count": len(found),
    }
