"""Path parameters, and the business keys that the harness reads from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_magento.errors import ShopError
from fake_magento.model.order import Order
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.refusals import ID_NEEDED, wrong_type

if TYPE_CHECKING:
    from fake_magento.shop import Shop


def path_id(text: str) -> int:
    """An id from a path. Raises Magento's type error."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise wrong_type(text, "int")
    return int(text)


def order_of(shop: Shop, call: Call, name: str = "id") -> Order:
    """The order of the path; it is always the entity id, never the increment id."""
    params = call.params
    entity_id = path_id(params[name] if name in params else params["orderId"])
    if entity_id == 0:
        raise ShopError(ID_NEEDED)
    return shop.orders.get(entity_id)
