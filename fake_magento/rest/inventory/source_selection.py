"""Source selection: the sources that a shipment would be taken from.

Source: Adobe Commerce developer docs, "Inventory management", "Source selection algorithm".
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, integer, list_of, text, units
from fake_magento.shop import Shop

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


def select_sources(shop: Shop, call: Call) -> Any:
    """Selection by priority: each source gives what it holds, in the order of the links."""
    given = SELECT(call.data)
    request = given.get("inventory_request")
    if request is None:
        raise required("inventoryRequest")
    if given.get("algorithm_code", "priority") != "priority":
        raise ShopError("Algorithm code is not available.")
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
