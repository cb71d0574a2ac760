r"""Custom attributes that are sent with a product. Some of them are fields of the product and act as such.

Source: Magento source, Magento\Catalog\Model\Product\Attribute\Backend\Price.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fake_magento import timestamps
from fake_magento.errors import ShopError
from fake_magento.model.price_list import PriceList, SpecialPrice
from fake_magento.model.product import Product
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.typed_input import cents, decimal, integer, text
from fake_magento.shop import Shop
from fake_magento.taxes.tax_book import PRODUCT

_DATES = {"special_from_date": "from_ms", "special_to_date": "until_ms"}
Act = Callable[[Shop, Product, Any, int], None]
"""Writes the value of an attribute for a store id; 0 is the default of all stores."""


def set_attributes(shop: Shop, product: Product, given: dict[str, Any], store_id: int) -> None:
    """Set the custom attributes of a body, prices last: a special price is one value with its two dates.

    Raises ShopError for a price that is no number, or below zero.
    """
    store = store_id if shop.config.price_scope == "website" else 0
    sent = given.get("custom_attributes", ())
    for attribute in sorted(sent, key=lambda row: row.get("attribute_code", "") in _DATES):
        code, value = attribute.get("attribute_code", ""), attribute.get("value")
        act = ACTING.get(code)
        if act is None:
            product.attributes[code] = value
        else:
            act(shop, product, value, store)


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def _amount(value: Any) -> int:
    found = cents(value)
    if found < 0:
        raise ShopError("Please enter a number 0 or greater in this field.")
    return found


def _prices(product: Product) -> PriceList:
    if product.prices is None:
        product.prices = PriceList()
    return product.prices


def _special_price(shop: Shop, product: Product, value: Any, store: int) -> None:
    """Keep the dates of an earlier price, and those that were sent before there was a price."""
    if _is_empty(value):
        if product.prices is not None:
            product.prices.special.pop(store, None)
        return
    special = _prices(product).special
    special[store] = replace(special.get(store, SpecialPrice(0)), cents=_amount(value))
    for code in _DATES:
        if code in product.attributes:
            _special_date(code)(shop, product, product.attributes.pop(code), store)


def _special_date(code: str) -> Act:
    def act(shop: Shop, product: Product, value: Any, store: int) -> None:
        second = None if _is_empty(value) else timestamps.parse(text(value))
        if second is None and not _is_empty(value):
            raise ShopError("Invalid date")
        held = None if product.prices is None else product.prices.special.get(store)
        if held is not None and product.prices is not None:
            moment = None if second is None else second * 1000
            dates = {"from_ms": held.from_ms, "until_ms": held.until_ms, _DATES[code]: moment}
            product.prices.special[store] = SpecialPrice(held.cents, dates["from_ms"], dates["until_ms"])
        elif second is None:
            product.attributes.pop(code, None)
        else:
            product.attributes[code] = timestamps.stamp(second * 1000)

    return act


def _cost(shop: Shop, product: Product, value: Any, store: int) -> None:
    if _is_empty(value):
        if product.prices is not None:
            product.prices.cost.pop(store, None)
    else:
        _prices(product).cost[store] = _amount(value)


def _categories(shop: Shop, product: Product, value: Any, store: int) -> None:
    ids = value if isinstance(value, list) else [] if value is None else str(value).split(",")
    shop.categories.place(product, {path_id(str(one)): 0 for one in ids})


def _price(shop: Shop, product: Product, value: Any, store: int) -> None:
    if store:
        _prices(product).regular[store] = _amount(value)
    else:
        product.price_cents = _amount(value)


def _weight(shop: Shop, product: Product, value: Any, store: int) -> None:
    product.weight_grams = round(decimal(value or 0) * 1000)


def _name(shop: Shop, product: Product, value: Any, store: int) -> None:
    product.name = text(value)


def _status(shop: Shop, product: Product, value: Any, store: int) -> None:
    product.enabled = integer(value) == 1


def _visibility(shop: Shop, product: Product, value: Any, store: int) -> None:
    product.visibility = integer(value)


def _tax_class(shop: Shop, product: Product, value: Any, store: int) -> None:
    """Raises ShopError for a class that the shop does not have."""
    class_id = integer(value or 0)
    shop.taxes.refresh()
    known = shop.taxes.classes.get(class_id)
    if class_id and (known is None or known.kind != PRODUCT):
        raise ShopError("The tax class %1 does not exist.", [class_id])
    usual = shop.taxes.usual(class_id)
    if usual is None:
        product.attributes["tax_class_id"] = class_id
        product.tax_hundredths = shop.taxes.asked(class_id, shop.config.country)
    else:
        product.attributes.pop("tax_class_id", None)
        product.tax_hundredths = usual


ACTING: dict[str, Act] = {
    "special_price": _special_price,
    "special_from_date": _special_date("special_from_date"),
    "special_to_date": _special_date("special_to_date"),
    "cost": _cost,
    "price": _price,
    "weight": _weight,
    "name": _name,
    "status": _status,
    "visibility": _visibility,
    "tax_class_id": _tax_class,
    "category_ids": _categories,
}
"""Attributes that are fields of the product, by code. All others are kept as they were sent."""
