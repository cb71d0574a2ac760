r"""Views of custom options. Source: Magento source, Magento\Catalog\Api\ProductCustomOptionRepositoryInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound, ShopError
from fake_magento.model.custom_option import ENTERED, SELECTED, CustomOption
from fake_magento.model.product import Product
from fake_magento.rest.catalog.options.custom_option_input import (
    CUSTOM_OPTION,
    custom_option_json,
    option_of,
)
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments
from fake_magento.shop import Shop

SAVE = Arguments(option=CUSTOM_OPTION)
_TITLES = {
    "drop_down": "Drop-down",
    "radio": "Radio Buttons",
    "multiple": "Multiple Select",
    "date_time": "Date & Time",
}


def types(shop: Shop, call: Call) -> Any:
    """The types of custom options with their group, a bare list."""
    groups = (("Text", ("field", "area")), ("Select", SELECTED), ("Date", ENTERED[2:]))
    return [
        {"label": _TITLES.get(kind, kind.title()), "code": kind, "group": group}
        for group, kinds in groups
        for kind in kinds
    ]


def options(shop: Shop, call: Call) -> Any:
    """The custom options of a product, a bare list."""
    product = shop.catalog.get(call.params["sku"])
    return [custom_option_json(product, option) for option in product.options]


def option(shop: Shop, call: Call) -> Any:
    """One custom option. 404 for an unknown id."""
    product = shop.catalog.get(call.params["sku"])
    return custom_option_json(product, _find(product, path_id(call.params["optionId"])))


def _find(product: Product, option_id: int) -> CustomOption:
    for each in product.options:
        if each.option_id == option_id:
            return each
    raise NotFound("The option that was requested doesn't exist. Verify the entity and try again.")


def save(shop: Shop, call: Call) -> Any:
    """POST adds an option to the product `product_sku`, PUT changes that of the path. 400 for a composite product."""
    given = SAVE(call.data).get("option")
    if given is None:
        raise required("option")
    if not given.get("product_sku"):
        raise ShopError("The ProductSku is empty. Set the ProductSku and try again.")
    product = shop.catalog.get(given["product_sku"])
    if product.made_of is not None:
        raise ShopError("Could not save product option")
    held = _find(product, path_id(call.params["optionId"])) if "optionId" in call.params else None
    made = option_of(shop, given, held)
    kept = tuple(each for each in product.options if each is not held)
    product.options = tuple(sorted((*kept, made), key=lambda each: (each.position, each.option_id)))
    shop.catalog.touch(product)
    return custom_option_json(product, made)


def delete(shop: Shop, call: Call) -> Any:
    """Delete a custom option. 404 for an unknown id."""
    product = shop.catalog.get(call.params["sku"])
    gone = _find(product, path_id(call.params["optionId"]))
    product.options = tuple(each for each in product.options if each is not gone)
    shop.catalog.touch(product)
    return True
