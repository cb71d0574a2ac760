r"""Links between products as they are sent. Source: Magento source, Magento\Catalog\Api\Data\ProductLinkInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound, ShopError
from fake_magento.model.composites import Grouped
from fake_magento.model.product import Product, ProductLink
from fake_magento.rest.framework.typed_input import Shape, anything, decimal, integer, text
from fake_magento.shop import Shop

LINK_TYPES = {"related": 1, "associated": 3, "upsell": 4, "crosssell": 5}
"""Link type to Magento's number of it. Associated are the members of a grouped product."""
PRODUCT_LINK = Shape(
    "Magento\\Catalog\\Api\\Data\\ProductLinkInterface",
    sku=text,
    link_type=text,
    linked_product_sku=text,
    linked_product_type=text,
    position=integer,
    extension_attributes=Shape(
        "Magento\\Catalog\\Api\\Data\\ProductLinkExtensionInterface", qty=decimal, custom=anything
    ),
)


def set_links(shop: Shop, product: Product, rows: list[dict[str, Any]]) -> None:
    """Replace all links of a product. Raises ShopError for an unknown type, and NotFound for an unknown product."""
    checked = [_checked(shop, row) for row in rows]
    product.links = tuple(link for link in checked if link.kind != "associated")
    if isinstance(product.made_of, Grouped):
        product.made_of.members.clear()
        for link, row in zip(checked, rows, strict=True):
            if link.kind == "associated":
                product.made_of.members[link.sku] = _units(row)


def put_links(shop: Shop, product: Product, rows: list[dict[str, Any]]) -> None:
    """Add links, or change those to the same product."""
    for row in rows:
        link = _checked(shop, row)
        if link.kind == "associated":
            if not isinstance(product.made_of, Grouped):
                raise ShopError("Invalid data provided for linked products")
            product.made_of.members[link.sku] = _units(row)
        else:
            kept = [each for each in product.links if (each.kind, each.sku) != (link.kind, link.sku)]
            product.links = (*kept, link)


def _checked(shop: Shop, row: dict[str, Any]) -> ProductLink:
    kind = row.get("link_type", "")
    if kind not in LINK_TYPES:
        raise NotFound(
            'The "%linkType" link type wasn\'t found. Verify the type and try again.', {"linkType": kind}
        )
    linked = shop.catalog.get(row.get("linked_product_sku", ""))
    return ProductLink(kind, linked.sku, row.get("position", 0))


def _units(row: dict[str, Any]) -> int:
    return max(1, int(row.get("extension_attributes", {}).get("qty", 1)))
