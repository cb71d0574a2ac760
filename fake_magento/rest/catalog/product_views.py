r"""Views that read products. Source: Magento source, Magento\Catalog\Api\ProductRepositoryInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.rest.catalog.product_json import product_in_store
from fake_magento.rest.framework.http import Call
from fake_magento.rest.inventory.stock_item_views import stock_item_json
from fake_magento.rest.search.attribute_columns import products
from fake_magento.rest.search.list_reply import envelope
from fake_magento.shop import Shop


def listing(shop: Shop, call: Call) -> Any:
    """Products that match the search criteria, with the values of the store view in the URL."""
    return envelope(
        shop,
        call,
        products(shop),
        shop.catalog,
        lambda product: product_in_store(shop, call, product),
        shop,
    )


def read(shop: Shop, call: Call) -> Any:
    """One product, SKU compared regardless of case. Only here `extension_attributes` has `stock_item`."""
    product = shop.catalog.get(call.params["sku"])
    data = product_in_store(shop, call, product)
    data["extension_attributes"]["stock_item"] = stock_item_json(shop, product)
    return data
