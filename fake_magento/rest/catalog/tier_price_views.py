"""Views of the tier prices of one product. Source: Magento source,
Magento\\Catalog\\Api\\ProductTierPriceManagementInterface."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import no_such
from fake_magento.model.price_list import ANY_GROUP
from fake_magento.model.product import Product
from fake_magento.money import number as amount
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.shop import Shop


def tiers(shop: Shop, call: Call) -> Any:
    """Tier prices of one customer group, or of `all`. Discounts are shown as the resulting price."""
    product = shop.catalog.get(call.params["sku"])
    group = call.params["customerGroupId"]
    group_id = ANY_GROUP if group == "all" else path_id(group)
    if group_id != ANY_GROUP and shop.groups.find(group_id) is None:
        raise no_such("id", group_id)
    return _tiers(product, group_id)


def _tiers(product: Product, group_id: int) -> list[dict[str, Any]]:
    if product.prices is None:
        return []
    return [
        {
            "customer_group_id": 32000 if group_id == ANY_GROUP else group_id,
            "qty": tier.quantity,
            "value": amount(tier.price(product.price_cents)),
        }
        for tier in product.prices.tiers
        if tier.group_id == group_id
    ]
