r"""Views of product links. Source: Magento source, Magento\Catalog\Api\ProductLinkManagementInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.catalog.product_json import product_in_store
from fake_magento.rest.framework.http import Call
from fake_magento.shop import Shop

LINK_TYPES = {"related": 1, "associated": 3, "upsell": 4, "crosssell": 5}
"""Link type to Magento's number of it. Only associated links, the members of a grouped product, exist here."""


def link_types(shop: Shop, call: Call) -> Any:
    """Link types as code and name, a bare list."""
    return [{"code": code, "name": name} for name, code in LINK_TYPES.items()]


def links(shop: Shop, call: Call) -> Any:
    """Links of one type, a bare list. 400 for an unknown type."""
    product = shop.catalog.get(call.params["sku"])
    kind = call.params["type"]
    if kind not in LINK_TYPES:
        raise ShopError("Unknown link type: %1", [kind])
    return [
        link for link in product_in_store(shop, call, product)["product_links"] if link["link_type"] == kind
    ]
