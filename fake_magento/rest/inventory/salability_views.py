"""Views of salable quantities.

Source: Adobe Commerce developer docs, "Inventory management", "Check product salability"; Magento source,
module-inventory-sales-api.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, no_such
from fake_magento.inventory.sources import StockRecord
from fake_magento.model.composites import goods_within
from fake_magento.model.product import Product
from fake_magento.quantities import counted, shown
from fake_magento.rest.framework import php_query
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.typed_input import decimal
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_COMPOSITE = "Can't check requested quantity for products without Source Items support."


def for_quantity(shop: Shop, call: Call) -> Any:
    """Whether a quantity can be sold: `salable`, and `errors` with a code and a message."""
    product, stock = _stocked(shop, call)
    return _verdict(shop, product, stock, decimal(call.params["requestedQty"]))


def _verdict(shop: Shop, product: Product, stock: StockRecord, wanted: float) -> dict[str, Any]:
    salable = shop.stock.salable_in(product.sku, stock)
    if counted(wanted, product.scale) <= salable and salable > 0:
        return {"salable": True, "errors": []}
    problem = {
        "code": "is_salable_with_reservations-not_enough_qty",
        "message": "The requested qty is not available",
    }
    return {"salable": False, "errors": [problem]}


def are_for_quantity(shop: Shop, call: Call) -> Any:
    """The same for several SKUs, `skuRequests[0][sku]` and `[qty]`; a bare list."""
    given = php_query.parse(call.request.query)
    wanted = given.get("skuRequests", given.get("sku_requests", {}))
    rows = list(wanted.values()) if isinstance(wanted, dict) else []
    stock = _stock(shop, path_id(str(given.get("stockId", given.get("stock_id", "0")))))
    return [
        {
            "sku": product.sku,
            "stock_id": stock.stock_id,
            **_verdict(shop, product, stock, decimal(row.get("qty", 0))),
        }
        for row in rows
        if isinstance(row, dict)
        for product in (shop.catalog.get(str(row.get("sku", ""))),)
    ]


def are_salable(shop: Shop, call: Call) -> Any:
    """Whether each of the SKUs in `skus[]` can be sold, a bare list."""
    given = call.query()
    selling = shop.stock.places.selling.stock_id
    stock = _stock(shop, next((path_id(value) for name, value in given if name == "stockId"), selling))
    return [
        {
            "sku": sku,
            "stock_id": stock.stock_id,
            "salable": _can_be_sold(shop, shop.catalog.get(sku), stock),
        }
        for name, sku in given
        if name.startswith("skus")
    ]


def _can_be_sold(shop: Shop, product: Product, stock: StockRecord) -> bool:
    if stock is shop.stock.places.selling:
        return shop.is_salable(product)
    goods = [product.sku] if product.made_of is None else goods_within(product.made_of)
    return any(shop.stock.salable_in(sku, stock) > 0 for sku in goods)


_INDEX = Entity(
    {
        "sku": Column("text", lambda product: product.sku),
        "qty": Column("number", lambda product: 0),
    }
)


def export(shop: Shop, call: Call) -> Any:
    """Salable quantities of all products with stock of their own, page by page."""
    stock = _channel(shop, call)
    rows = [product for product in shop.catalog if product.made_of is None]
    return envelope(shop, call, _INDEX, rows, lambda product: _index_row(shop, product, stock))


def dump(shop: Shop, call: Call) -> Any:
    """Salable quantities of all products with stock of their own, in one list."""
    stock = _channel(shop, call)
    return [_index_row(shop, product, stock) for product in shop.catalog if product.made_of is None]


def _index_row(shop: Shop, product: Product, stock: StockRecord) -> dict[str, Any]:
    return {
        "sku": product.sku,
        "qty": shown(shop.stock.salable_in(product.sku, stock), product.scale),
        "is_salable": _can_be_sold(shop, product, stock),
    }


def _channel(shop: Shop, call: Call) -> StockRecord:
    kind, code = call.params["salesChannelType"], call.params["salesChannelCode"]
    if kind != "website" or code not in shop.stock.places.websites:
        raise no_such("code", code)
    return shop.stock.places.of_website(code)


def salable_quantity(shop: Shop, call: Call) -> Any:
    """The salable quantity, a bare number: indexed source quantities less reservations."""
    product, stock = _stocked(shop, call)
    return shown(shop.stock.salable_in(product.sku, stock), product.scale)


def is_salable(shop: Shop, call: Call) -> Any:
    """Whether a product can be sold, a bare boolean. A composite can while any of its parts can."""
    return _can_be_sold(shop, *_in_path(shop, call))


def _stocked(shop: Shop, call: Call) -> tuple[Product, StockRecord]:
    """The product and the stock in the path. Raises NotFound, or ShopError for a product without stock of its own."""
    product, stock = _in_path(shop, call)
    if product.made_of is not None:
        raise ShopError(_COMPOSITE)
    return product, stock


def _in_path(shop: Shop, call: Call) -> tuple[Product, StockRecord]:
    stock_id = path_id(call.params["stockId"])
    return shop.catalog.get(call.params["sku"]), _stock(shop, stock_id)


def _stock(shop: Shop, stock_id: int) -> StockRecord:
    found = shop.stock.places.stocks.get(stock_id)
    if found is None:
        raise no_such("stock_id", stock_id)
    return found
