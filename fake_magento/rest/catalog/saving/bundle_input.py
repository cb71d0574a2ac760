r"""Options of bundles as they are sent. Source: Magento source, Magento\Bundle\Api\Data\OptionInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.model.composites import BundleOption, Selection
from fake_magento.rest.framework.typed_input import Shape, anything, decimal, integer, list_of, text
from fake_magento.shop import Shop

LINK = Shape(
    "Magento\\Bundle\\Api\\Data\\LinkInterface",
    id=text,
    sku=text,
    option_id=integer,
    qty=decimal,
    position=integer,
    is_default=anything,
    price=anything,
    price_type=anything,
    can_change_quantity=anything,
    extension_attributes=anything,
)
BUNDLE_OPTION = Shape(
    "Magento\\Bundle\\Api\\Data\\OptionInterface",
    option_id=integer,
    title=text,
    required=anything,
    type=text,
    position=integer,
    sku=text,
    product_links=list_of(LINK, LINK.name),
    extension_attributes=anything,
)


def selection_of(shop: Shop, number: int, link: dict[str, Any]) -> Selection:
    """The selection of a product link. Raises NotFound for an unknown SKU."""
    return Selection(number, shop.catalog.get(link.get("sku", "")).sku, max(1, int(link.get("qty", 1))))


def bundle_option(shop: Shop, place: int, row: dict[str, Any]) -> BundleOption:
    """The option of a body; `place` numbers it and its selections. Raises ShopError for one without products."""
    selections = tuple(
        selection_of(shop, place * 1000 + number, link)
        for number, link in enumerate(row.get("product_links", ()), 1)
    )
    if not selections:
        raise ShopError("Invalid product data: %1", ["an option needs at least one product link"])
    return BundleOption(row.get("option_id", place), row.get("title", ""), selections)
