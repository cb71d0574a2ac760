r"""Custom options as they are sent and shown.

Source: Magento source, Magento\Catalog\Api\Data\ProductCustomOptionInterface and ProductCustomOptionValuesInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.model.custom_option import ENTERED, SELECTED, CustomOption, OptionValue, Surcharge
from fake_magento.model.product import Product
from fake_magento.money import hundredths, number
from fake_magento.rest.framework.typed_input import (
    Shape,
    anything,
    boolean,
    cents,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.shop import Shop

_API = "Magento\\Catalog\\Api\\Data\\"
_VALUE = Shape(
    _API + "ProductCustomOptionValuesInterface",
    title=text,
    sort_order=integer,
    price=decimal,
    price_type=text,
    sku=text,
    option_type_id=integer,
)
CUSTOM_OPTION = Shape(
    _API + "ProductCustomOptionInterface",
    product_sku=text,
    option_id=integer,
    title=text,
    type=text,
    sort_order=integer,
    is_require=boolean,
    price=decimal,
    price_type=text,
    sku=text,
    file_extension=text,
    max_characters=integer,
    image_size_x=integer,
    image_size_y=integer,
    values=list_of(_VALUE, _VALUE.name),
    extension_attributes=anything,
)


def option_of(shop: Shop, given: dict[str, Any], held: CustomOption | None = None) -> CustomOption:
    """The option of a body. Raises ShopError for an unknown type, and for one to select without values."""
    kind = given.get("type", held.kind if held else "")
    title = given.get("title", held.title if held else "")
    if kind not in (*SELECTED, *ENTERED) or not title:
        raise ShopError("Could not save product option")
    values = tuple(_value(shop, row) for row in given["values"]) if "values" in given else None
    if values is None:
        values = held.values if held else ()
    if kind in SELECTED and not values:
        raise ShopError("Could not save product option")
    return CustomOption(
        held.option_id if held else shop.take_ids("custom_option", 1),
        title,
        kind,
        given.get("is_require", held.is_required if held else True),
        given.get("sort_order", held.position if held else 0),
        _surcharge(given) if "price" in given or held is None else held.surcharge,
        given.get("sku", held.sku if held else ""),
        given.get("max_characters", held.longest if held else 0),
        values,
    )


def _value(shop: Shop, row: dict[str, Any]) -> OptionValue:
    number_ = row.get("option_type_id") or shop.take_ids("custom_option_value", 1)
    return OptionValue(
        number_, row.get("title", ""), _surcharge(row), row.get("sku", ""), row.get("sort_order", 0)
    )


def _surcharge(row: dict[str, Any]) -> Surcharge:
    if row.get("price_type", "fixed") == "percent":
        return Surcharge(hundredths(row.get("price", 0)), True)
    return Surcharge(cents(row.get("price", 0)))


def custom_option_json(product: Product, option: CustomOption) -> dict[str, Any]:
    """A custom option. One to enter has a price of its own, one to select has those of its values."""
    data: dict[str, Any] = {
        "product_sku": product.sku,
        "option_id": option.option_id,
        "title": option.title,
        "type": option.kind,
        "sort_order": option.position,
        "is_require": option.is_required,
    }
    if option.kind in SELECTED:
        data["values"] = [
            {
                "title": value.title,
                "sort_order": value.position,
                **_price(value.surcharge),
                **({"sku": value.sku} if value.sku else {}),
                "option_type_id": value.value_id,
            }
            for value in option.values
        ]
        return data
    data |= _price(option.surcharge)
    if option.sku:
        data["sku"] = option.sku
    return {**data, "max_characters": option.longest, "image_size_x": 0, "image_size_y": 0}


def _price(surcharge: Surcharge) -> dict[str, Any]:
    return {"price": number(surcharge.amount), "price_type": "percent" if surcharge.is_percent else "fixed"}
