r"""Views of low-quantity notifications: from which quantity on a SKU at a source is reported.

Source: magento/inventory, Magento\InventoryLowQuantityNotification\Model\SourceItemConfiguration.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.money import whole
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, Shape, anything, decimal, list_of, text
from fake_magento.rest.inventory.source_item_views import DELETE
from fake_magento.rest.inventory.validation import nothing_sent
from fake_magento.shop import Shop

_USUAL = 1
"""The shop's own quantity (`cataloginventory/item_options/notify_stock_qty`)."""
_CONFIGURATION = Shape(
    "Magento\\InventoryLowQuantityNotificationApi\\Api\\Data\\SourceItemConfigurationInterface",
    source_code=text,
    sku=text,
    notify_stock_qty=decimal,
    extension_attributes=anything,
)
SAVE = Arguments(source_item_configurations=list_of(_CONFIGURATION, _CONFIGURATION.name))


def read(shop: Shop, call: Call) -> Any:
    """The notification quantity of a SKU at a source. 400 for an unknown source or SKU."""
    code, product = call.params["sourceCode"], shop.catalog.find(call.params["sku"])
    if code not in shop.stock.places.sources or product is None:
        raise ShopError("Wrong input data")
    quantity = shop.stock.places.notices.get((code, product.sku))
    return {
        "source_code": code,
        "notify_stock_qty": _USUAL if quantity is None else whole(quantity),
        "sku": product.sku,
    }


def save(shop: Shop, call: Call) -> Any:
    """Set notification quantities. With one unknown source or SKU nothing is saved."""
    rows = SAVE(call.data).get("source_item_configurations")
    if rows is None:
        raise required("sourceItemConfigurations")
    if not rows:
        raise nothing_sent()
    known = [(row.get("source_code", ""), shop.catalog.find(row.get("sku", "")), row) for row in rows]
    if any(code not in shop.stock.places.sources or product is None for code, product, _ in known):
        raise ShopError("Could not save Source Item Configuration")
    for code, product, row in known:
        if product is not None:
            shop.stock.places.notices[code, product.sku] = row.get("notify_stock_qty")
    return []


def delete(shop: Shop, call: Call) -> Any:
    """Go back to the shop's own quantity for source items; unknown pairs are ignored."""
    rows = DELETE(call.data).get("source_items")
    if rows is None:
        raise required("sourceItems")
    if not rows:
        raise nothing_sent()
    for row in rows:
        product = shop.catalog.find(row.get("sku", ""))
        if product is not None:
            shop.stock.places.notices.pop((row.get("source_code", ""), product.sku), None)
    return []
