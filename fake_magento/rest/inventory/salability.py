"""What can be sold, which sources serve which stock, and where a shipment would come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_magento.errors import ShopError, no_such, required
from fake_magento.inventory.stock import STOCK_ID
from fake_magento.model.records import Product
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.inputs import Arguments, Shape, anything, integer, list_of, text, units
from fake_magento.rest.framework.params import number
from fake_magento.rest.inventory.sources import COMPOSITE
from fake_magento.rest.search.lists import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.search_criteria import Entity

if TYPE_CHECKING:
    from fake_magento.shop import Shop

_DELETED = Shape(
    "Magento\\InventoryApi\\Api\\Data\\SourceItemInterface",
    sku=text,
    source_code=text,
    quantity=anything,
    status=anything,
    extension_attributes=anything,
)
DELETE = Arguments(source_items=list_of(_DELETED, _DELETED.name))
_WANTED = Shape(
    "Magento\\InventorySourceSelectionApi\\Api\\Data\\ItemRequestInterface",
    sku=text,
    qty=units,
    extension_attributes=anything,
)
SELECT = Arguments(
    inventory_request=Shape(
        "Magento\\InventorySourceSelectionApi\\Api\\Data\\InventoryRequestInterface",
        stock_id=integer,
        items=list_of(_WANTED, _WANTED.name),
        extension_attributes=anything,
    ),
    algorithm_code=text,
)
_STOCKS = Entity(
    {
        "stock_id": Column("number", lambda stock: stock["stock_id"]),
        "name": Column("text", lambda stock: stock["name"]),
    }
)
_LINKS = Entity(
    {
        "stock_id": Column("number", lambda link: link["stock_id"]),
        "source_code": Column("text", lambda link: link["source_code"]),
        "priority": Column("number", lambda link: link["priority"]),
    }
)


def delete(shop: Shop, call: Call) -> Any:
    """Take products off sources. Unknown pairs are as good as deleted."""
    given = DELETE(call.data)
    if "source_items" not in given:
        raise required("sourceItems")
    if not given["source_items"]:
        raise ShopError("Input data is empty")
    rows = []
    for row in given["source_items"]:
        product = shop.catalog.find(row.get("sku", ""))
        if product is not None:
            rows.append((product.sku, row.get("source_code", "")))
    shop.stock.remove(rows, "api")
    return []


def _sku(shop: Shop, call: Call) -> str:
    product = shop.catalog.get(call.params["sku"])
    if number(call.params["stock"]) != STOCK_ID:
        raise no_such("stock_id", number(call.params["stock"]))
    if product.made_of is not None:
        raise ShopError(COMPOSITE)
    return product.sku


def for_quantity(shop: Shop, call: Call) -> Any:
    sku, wanted = _sku(shop, call), units(call.params["qty"])
    salable = shop.stock.shown_salable(sku)
    if wanted <= salable and salable > 0:
        return {"salable": True, "errors": []}
    problem = {
        "code": "is_salable_with_reservations-not_enough_qty",
        "message": "The requested qty is not available",
    }
    return {"salable": False, "errors": [problem]}


def are_salable(shop: Shop, call: Call) -> Any:
    given = call.query()
    stock_id = next((number(value) for name, value in given if name == "stockId"), STOCK_ID)
    return [
        {"sku": sku, "stock_id": stock_id, "salable": shop.can_be_had(shop.catalog.get(sku))}
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
    """Salable quantities of all products that have stock of their own, page by page."""
    if call.params["salesChannelCode"] != "base":
        raise no_such("code", call.params["salesChannelCode"])
    rows = [product for product in shop.catalog if product.made_of is None]
    return envelope(shop, call, _INDEX, rows, lambda product: _index_row(shop, product))


def dump(shop: Shop, call: Call) -> Any:
    """The same in one list."""
    if call.params["salesChannelCode"] != "base":
        raise no_such("code", call.params["salesChannelCode"])
    return [_index_row(shop, product) for product in shop.catalog if product.made_of is None]


def _index_row(shop: Shop, product: Product) -> dict[str, Any]:
    return {
        "sku": product.sku,
        "qty": shop.stock.shown_salable(product.sku),
        "is_salable": shop.can_be_had(product),
    }


def _stock() -> dict[str, Any]:
    channel = {"type": "website", "code": "base"}
    return {
        "stock_id": STOCK_ID,
        "name": "Default Stock",
        "extension_attributes": {"sales_channels": [channel]},
    }


def stocks(shop: Shop, call: Call) -> Any:
    return envelope(shop, call, _STOCKS, [_stock()], dict, criteria_needed=False)


def stock(shop: Shop, call: Call) -> Any:
    if number(call.params["stockId"]) != STOCK_ID:
        raise ShopError('Stock with id "%value" does not exist.', 404, {"value": call.params["stockId"]})
    return _stock()


def resolve(shop: Shop, call: Call) -> Any:
    if call.params["websiteCode"] != "base":
        raise no_such("code", call.params["websiteCode"])
    return _stock()


def links(shop: Shop, call: Call) -> Any:
    rows = [
        {"stock_id": STOCK_ID, "source_code": code, "priority": place}
        for place, code in enumerate(shop.stock.sources, 1)
    ]
    return envelope(shop, call, _LINKS, rows, dict, criteria_needed=False)


def select_sources(shop: Shop, call: Call) -> Any:
    """By priority: each source gives what it has, in the order of the links."""
    given = SELECT(call.data)
    request = given.get("inventory_request")
    if request is None:
        raise required("inventoryRequest")
    if given.get("algorithm_code", "priority") != "priority":
        raise ShopError("Algorithm code is not available.", 400)
    found, shippable = [], True
    for item in request.get("items", ()):
        sku, left = shop.catalog.get(item.get("sku", "")).sku, item.get("qty", 0)
        for code in shop.stock.sources:
            held = shop.stock.quantity(sku, code)
            taken = min(held, left)
            left -= taken
            found.append({"source_code": code, "sku": sku, "qty_to_deduct": taken, "qty_available": held})
        shippable = shippable and left <= 0
    return {"source_selection_items": found, "shippable": shippable}
