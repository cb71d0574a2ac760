"""Views of salable quantities.

Source: Adobe Commerce developer docs, "Inventory management", "Check product salability"; Magento source,
module-inventory-sales-api.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, no_such
from fake_magento.inventory.stock import STOCK_ID
from fake_magento.model.product import Product
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.typed_input import units
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_COMPOSITE = "Can't check requested quantity for products without Source Items support."


def for_quantity(shop: Shop, call: Call) -> Any:
    """Whether a quantity can be sold: `salable`, and `errors` with a code and a message."""
    sku, wanted = _stocked(shop, call).sku, units(call.params["qty"])
    salable = shop.stock.shown_salable(sku)
    if wanted <= salable and salable > 0:
        return {"salable": True, "errors": []}
    problem = {
        "code": "is_salable_with_reservations-not_enough_qty",
        "message": "The requested qty is not available",
    }
    return {"salable": False, "errors": [problem]}


def are_salable(shop: Shop, call: Call) -> Any:
    """Whether each of the SKUs in `skus[]` can be sold, a bare list."""
    given = call.query()
    stock_id = next((path_id(value) for name, value in given if name == "stockId"), STOCK_ID)
    return [
        {"sku": sku, "stock_id": stock_id, "salable": shop.is_salable(shop.catalog.get(sku))}
        for name, sku in given
        if name.startswith("skus")
    ]


_INDEX = Entity(
    {
        "sku": Column("text", lambda product: product.sku),
        "qty": Column("number", lambda product: 0),
    }
)


def export(shop: Shop, call: Call) -> Any:
    """Salable quantities of all products with stock of their own, page by page."""
    if call.params["salesChannelCode"] != "base":
        raise no_such("code", call.params["salesChannelCode"])
    rows = [product for product in shop.catalog if product.made_of is None]
    return envelope(shop, call, _INDEX, rows, lambda product: _index_row(shop, product))


def dump(shop: Shop, call: Call) -> Any:
    """Salable quantities of all products with stock of their own, in one list."""
    if call.params["salesChannelCode"] != "base":
        raise no_such("code", call.params["salesChannelCode"])
    return [_index_row(shop, product) for product in shop.catalog if product.made_of is None]


def _index_row(shop: Shop, product: Product) -> dict[str, Any]:
    return {
        "sku": product.sku,
        "qty": shop.stock.shown_salable(product.sku),
        "is_salable": shop.is_salable(product),
    }


def salable_quantity(shop: Shop, call: Call) -> Any:
    """The salable quantity, a bare number: indexed source quantities less reservations."""
    return shop.stock.shown_salable(_stocked(shop, call).sku)


def is_salable(shop: Shop, call: Call) -> Any:
    """Whether a product can be sold, a bare boolean. A composite can while any of its parts can."""
    return shop.is_salable(_in_path(shop, call))


def _stocked(shop: Shop, call: Call) -> Product:
    """The product in the path. Raises NotFound, or ShopError for a product without stock of its own."""
    product = _in_path(shop, call)
    if product.made_of is not None:
        raise ShopError(_COMPOSITE)
    return product


def _in_path(shop: Shop, call: Call) -> Product:
    stock_id = path_id(call.params["stock"])
    product = shop.catalog.get(call.params["sku"])
    if stock_id != STOCK_ID:
        raise no_such("stock_id", stock_id)
    return product
