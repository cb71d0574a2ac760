"""Source selection: the sources that a shipment would be taken from.

Source: Adobe Commerce developer docs, "Inventory management", "Source selection algorithm".
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.quantities import counted, shown
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.shop import Shop

_WANTED = Shape(
    "Magento\\InventorySourceSelectionApi\\Api\\Data\\ItemRequestInterface",
    sku=text,
    qty=decimal,
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


_ALGORITHMS = (
    {
        "code": "priority",
        "title": "Source Priority",
        "description": "Algorithm which provides Source Selections based on predefined priority of Source",
    },
    {
        "code": "distance",
        "title": "Distance Priority",
        "description": "Algorithm which provides Source Selections based on shipping address distance from the source",
    },
)


def algorithms(shop: Shop, call: Call) -> Any:
    """The algorithms of source selection, a bare list."""
    return [dict(each) for each in _ALGORITHMS]


def select_sources(shop: Shop, call: Call) -> Any:
    """Selection by priority: each enabled source of the stock gives what it has on sale, in the order of the links.

    Sources without the SKU have no row. Distances between addresses are not known here.
    """
    given = SELECT(call.data)
    request = given.get("inventory_request")
    if request is None:
        raise required("inventoryRequest")
    if given.get("algorithm_code", "priority") != "priority":
        raise ShopError("Algorithm code is not available.")
    places = shop.stock.places
    stock = places.stocks.get(request.get("stock_id", places.selling.stock_id))
    codes = places.enabled_of(stock) if stock is not None else ()
    found, shippable = [], True
    for item in request.get("items", ()):
        product = shop.catalog.get(item.get("sku", ""))
        sku, scale = product.sku, product.scale
        left = counted(item.get("qty", 0), scale)
        level = shop.stock.level(sku)
        for code in codes:
            held = level.items.get(code) if level else None
            if held is None or not held.in_stock:
                continue
            taken = min(max(held.quantity, 0), left)
            left -= taken
            row = {"source_code": code, "sku": sku, "qty_to_deduct": shown(taken, scale)}
            found.append({**row, "qty_available": shown(held.quantity, scale)})
        shippable = shippable and left <= 0
    return {"source_selection_items": found, "shippable": shippable}
