r"""Views of product links. Source: Magento source, Magento\Catalog\Api\ProductLinkManagementInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import NotFound, ShopError
from fake_magento.model.composites import Grouped
from fake_magento.rest.catalog.product_json import product_in_store
from fake_magento.rest.catalog.saving.link_input import LINK_TYPES, PRODUCT_LINK, put_links
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import Arguments, list_of
from fake_magento.shop import Shop

_LINKS = list_of(PRODUCT_LINK, PRODUCT_LINK.name)
ADD = Arguments(items=_LINKS)
SAVE = Arguments(entity=PRODUCT_LINK)


def link_types(shop: Shop, call: Call) -> Any:
    """Link types as code and name, a bare list."""
    return [{"code": code, "name": name} for name, code in LINK_TYPES.items()]


def link_attributes(shop: Shop, call: Call) -> Any:
    """What a link of a type has besides its product. 400 for an unknown type."""
    kind = call.params["type"]
    if kind not in LINK_TYPES:
        raise ShopError("Unknown link type: %1", [kind])
    own = [{"code": "qty", "type": "decimal"}] if kind == "associated" else []
    return [{"code": "position", "type": "int"}, *own]


def links(shop: Shop, call: Call) -> Any:
    """Links of one type, a bare list. 400 for an unknown type."""
    product = shop.catalog.get(call.params["sku"])
    kind = call.params["type"]
    if kind not in LINK_TYPES:
        raise ShopError("Unknown link type: %1", [kind])
    return [
        link for link in product_in_store(shop, call, product)["product_links"] if link["link_type"] == kind
    ]


def add(shop: Shop, call: Call) -> Any:
    """Add links to a product. 404 for an unknown type or product."""
    rows = ADD(call.data).get("items")
    if rows is None:
        raise required("items")
    product = shop.catalog.get(call.params["sku"])
    put_links(shop, product, rows)
    shop.catalog.touch(product)
    return True


def save(shop: Shop, call: Call) -> Any:
    """Add one link, or change its position."""
    row = SAVE(call.data).get("entity")
    if row is None:
        raise required("entity")
    product = shop.catalog.get(call.params["sku"])
    put_links(shop, product, [row])
    shop.catalog.touch(product)
    return True


def delete(shop: Shop, call: Call) -> Any:
    """Delete a link. 404 for one that is not there."""
    product = shop.catalog.get(call.params["sku"])
    kind, linked = call.params["type"], shop.catalog.get(call.params["linkedProductSku"]).sku
    members = product.made_of.members if isinstance(product.made_of, Grouped) else {}
    if kind == "associated" and linked in members:
        del members[linked]
    elif any((each.kind, each.sku) == (kind, linked) for each in product.links):
        product.links = tuple(each for each in product.links if (each.kind, each.sku) != (kind, linked))
    else:
        raise NotFound("The linked products data is invalid. Verify the data and try again.")
    shop.catalog.touch(product)
    return True
