"""Views of what hangs on one product: its options, parts, links and tier prices, each by an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_magento.catalog.composites import Bundle, Configurable
from fake_magento.catalog.prices import EVERYBODY
from fake_magento.errors import ShopError, no_such
from fake_magento.model.records import Product
from fake_magento.money import number as amount
from fake_magento.rest.catalog.products import made_of_json, shown
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.params import number

if TYPE_CHECKING:
    from fake_magento.shop import Shop

LINK_TYPES = {"related": 1, "associated": 3, "upsell": 4, "crosssell": 5}
"""Code to Magento's number of the kind of link. Only the associated ones, members of a group, exist here."""


def configurable_options(shop: Shop, call: Call) -> Any:
    product = shop.catalog.get(call.params["sku"])
    if not isinstance(product.made_of, Configurable):
        return []
    return made_of_json(shop, product)["configurable_product_options"]


def bundle_options(shop: Shop, call: Call) -> Any:
    return _bundle(shop, call)


def bundle_children(shop: Shop, call: Call) -> Any:
    """The links of all options, or those of `optionId`."""
    wanted = dict(call.query()).get("optionId")
    return [
        {**link, "entity_product_id": shop.catalog.get(link["sku"]).product_id}
        for option in _bundle(shop, call)
        if wanted is None or option["option_id"] == number(wanted)
        for link in option["product_links"]
    ]


def _bundle(shop: Shop, call: Call) -> list[dict[str, Any]]:
    product = shop.catalog.get(call.params["sku"])
    if not isinstance(product.made_of, Bundle):
        raise ShopError("This is implemented for bundle products only.")
    found: list[dict[str, Any]] = made_of_json(shop, product)["bundle_product_options"]
    return found


def link_types(shop: Shop, call: Call) -> Any:
    return [{"code": code, "name": name} for name, code in LINK_TYPES.items()]


def links(shop: Shop, call: Call) -> Any:
    product = shop.catalog.get(call.params["sku"])
    kind = call.params["type"]
    if kind not in LINK_TYPES:
        raise ShopError("Unknown link type: %1", 400, [kind])
    return [link for link in shown(shop, call, product)["product_links"] if link["link_type"] == kind]


def tiers(shop: Shop, call: Call) -> Any:
    """Tier prices of one customer group, or of `all`. Those in percent show as the price they come to."""
    product = shop.catalog.get(call.params["sku"])
    group = call.params["customerGroupId"]
    group_id = EVERYBODY if group == "all" else number(group)
    if group_id != EVERYBODY and shop.groups.find(group_id) is None:
        raise no_such("id", group_id)
    return _tiers(product, group_id)


def _tiers(product: Product, group_id: int) -> list[dict[str, Any]]:
    if product.prices is None:
        return []
    return [
        {
            "customer_group_id": 32000 if group_id == EVERYBODY else group_id,
            "qty": tier.quantity,
            "value": amount(tier.price(product.price_cents)),
        }
        for tier in product.prices.tiers
        if tier.group_id == group_id
    ]
