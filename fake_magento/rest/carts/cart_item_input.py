"""Items of a cart as they are sent, and the choice that an item makes of a composite product.

Source: Adobe Commerce developer docs, "Order processing", "Add items to the cart".
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.model.composites import Bundle, Choice, Configurable, Grouped
from fake_magento.model.product import Product
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    decimal,
    integer,
    list_of,
    text,
    units,
)
from fake_magento.shop import Shop

_QUOTE = "Magento\\Quote\\Api\\Data\\"
_VALUE = Shape(
    "Magento\\ConfigurableProduct\\Api\\Data\\ConfigurableItemOptionValueInterface",
    option_id=integer,
    option_value=integer,
)
_CHOSEN = Shape(
    "Magento\\Bundle\\Api\\Data\\BundleOptionInterface",
    option_id=integer,
    option_qty=units,
    option_selections=list_of(integer, "int"),
)
_MEMBER = Shape("Magento\\GroupedProduct\\Api\\Data\\GroupedOptionsInterface", id=integer, qty=units)
_CUSTOM = Shape(
    "Magento\\Catalog\\Api\\Data\\CustomOptionInterface",
    option_id=text,
    option_value=text,
    extension_attributes=anything,
)
_OPTIONS = Shape(
    _QUOTE + "ProductOptionExtensionInterface",
    configurable_item_options=list_of(_VALUE, _VALUE.name),
    bundle_options=list_of(_CHOSEN, _CHOSEN.name),
    grouped_options=list_of(_MEMBER, _MEMBER.name),
    custom_options=list_of(_CUSTOM, _CUSTOM.name),
    downloadable_option=anything,
)
_ITEM = Shape(
    _QUOTE + "CartItemInterface",
    item_id=integer,
    sku=text,
    qty=decimal,
    name=text,
    price=anything,
    product_type=text,
    quote_id=text,
    product_option=Shape(_QUOTE + "ProductOptionInterface", extension_attributes=_OPTIONS),
    extension_attributes=anything,
)
ADD = Arguments(cart_item=_ITEM)


def choice_of(shop: Shop, product: Product, quantity: int, options: dict[str, Any]) -> Choice:
    """The choice that the sent options make. Raises ShopError for an incomplete one."""
    made_of = product.made_of
    if isinstance(made_of, Configurable):
        chosen = {
            row["option_id"]: row["option_value"] for row in options.get("configurable_item_options", ())
        }
        child = made_of.find(chosen)
        if child is None:
            raise ShopError("You need to choose options for your item.")
        return Choice(product.sku, quantity, child)
    if isinstance(made_of, Bundle):
        return Choice(product.sku, quantity, None, _selections(made_of, options.get("bundle_options", ())))
    if isinstance(made_of, Grouped):
        wanted = []
        for row in options.get("grouped_options", ()):
            member = shop.catalog.by_id(row.get("id", 0))
            wanted.append((member.sku if member else "", row.get("qty", 0)))
        return Choice(product.sku, quantity, None, tuple(wanted))
    return Choice(product.sku, quantity, custom=_custom(product, options.get("custom_options", ())))


def _custom(product: Product, given: Any) -> tuple[tuple[int, str], ...]:
    """What was entered for the product's own options; others are ignored. Raises ShopError for a missing one."""
    sent = {row.get("option_id", ""): row.get("option_value", "") for row in given}
    found = []
    for option in product.options:
        text_ = sent.get(str(option.option_id), "")
        if not text_ and option.is_required:
            raise ShopError(
                "The product's required option(s) weren't entered. Make sure the options are entered and try again."
            )
        if text_ and option.longest and len(text_) > option.longest:
            raise ShopError("The text is too long. Shorten the text and try again.")
        if text_:
            found.append((option.option_id, text_))
    return tuple(found)


def _selections(bundle: Bundle, given: Any) -> tuple[tuple[str, int], ...]:
    found = []
    for row in given:
        option = next((known for known in bundle.options if known.option_id == row.get("option_id")), None)
        found += [
            (selection.sku, row.get("option_qty", selection.quantity))
            for selection in (option.selections if option else ())
            if selection.selection_id in row.get("option_selections", ())
        ]
    return tuple(found)
