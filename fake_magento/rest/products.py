"""Views of products and of the legacy stock item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_magento.model import Product
from fake_magento.money import number
from fake_magento.rest import columns
from fake_magento.rest.http import Call
from fake_magento.rest.item_json import kilograms
from fake_magento.rest.lists import envelope
from fake_magento.timestamps import stamp

if TYPE_CHECKING:
    from fake_magento.shop import Shop


def listing(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, columns.PRODUCTS, shop.catalog, product_json, shop)


def read(shop: Shop, call: Call) -> Any:
    product = shop.catalog.get(call.params["sku"])
    data = product_json(product)
    data["extension_attributes"]["stock_item"] = _stock_item(shop, product)
    return data


def stock_item(shop: Shop, call: Call) -> Any:
    return _stock_item(shop, shop.catalog.get(call.params["sku"]))


def product_json(product: Product) -> dict[str, Any]:
    return {
        "id": product.product_id,
        "sku": product.sku,
        "name": product.name,
        "attribute_set_id": 4,
        "price": number(product.price_cents),
        "status": 1 if product.enabled else 2,
        "visibility": 4,
        "type_id": "simple",
        "created_at": stamp(product.created_ms),
        "updated_at": stamp(product.updated_ms),
        "weight": kilograms(product.weight_grams),
        "extension_attributes": {
            "website_ids": [1],
            "category_links": [{"position": 0, "category_id": "2"}],
        },
        "product_links": [],
        "options": [],
        "media_gallery_entries": [],
        "tier_prices": [],
        "custom_attributes": [
            {"attribute_code": "url_key", "value": product.sku.lower()},
            {"attribute_code": "tax_class_id", "value": "2"},
            {"attribute_code": "category_ids", "value": ["2"]},
        ],
    }


def _stock_item(shop: Shop, product: Product) -> dict[str, Any]:
    """`qty` mirrors the default source and is not net of reservations."""
    level = shop.stock.level(product.sku)
    item = level.items.get(shop.stock.default_source) if level else None
    return {
        "item_id": product.product_id,
        "product_id": product.product_id,
        "stock_id": 1,
        "qty": item.quantity if item else 0,
        "is_in_stock": bool(item and item.in_stock),
        "is_qty_decimal": False,
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
