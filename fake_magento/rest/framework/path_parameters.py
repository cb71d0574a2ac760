"""Path parameters as ids and orders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from fake_magento.errors import ShopError, no_such
from fake_magento.model.order import Order
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import ID_NEEDED, wrong_type
from fake_magento.shop import Shop

T = TypeVar("T")


def path_id(text: str) -> int:
    """The id in a path parameter. Raises ShopError."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise wrong_type(text, "int")
    return int(text)


def record_of(records: Mapping[int, T], call: Call, name: str, field: str) -> T:
    """The record whose id is the path parameter `name`. Raises ShopError, or NotFound that names `field`."""
    record_id = path_id(call.params[name])
    if record_id not in records:
        raise no_such(field, record_id)
    return records[record_id]


def order_of(shop: Shop, call: Call, name: str = "id") -> Order:
    """The order whose entity id is in the path. Raises ShopError or NotFound."""
    params = call.params
    entity_id = path_id(params[name] if name in params else params["orderId"])
    if entity_id == 0:
        raise ShopError(ID_NEEDED)
    return shop.orders.get(entity_id)
