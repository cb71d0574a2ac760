"""Path parameters, and the business keys that the harness reads from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_magento.errors import ID_NEEDED, ShopError, wrong_type
from fake_magento.model.records import Order
from fake_magento.rest.framework.http import Call, Request

if TYPE_CHECKING:
    from fake_magento.shop import Shop


def number(text: str) -> int:
    """An id from a path. Raises Magento's type error."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise wrong_type(text, "int")
    return int(text)


def order_of(shop: Shop, call: Call, name: str = "id") -> Order:
    """The order of the path; it is always the entity id, never the increment id."""
    params = call.params
    entity_id = number(params[name] if name in params else params["orderId"])
    if entity_id == 0:
        raise ShopError(ID_NEEDED)
    return shop.orders.get(entity_id)


def order_key(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    """The increment id behind an entity id."""
    text = params.get("id") or params.get("orderId", "")
    order = shop.orders.find(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None
    return order.increment_id if order else None


def sku_key(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    return params.get("sku") or params.get("productSku")


def customer_key(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    return params.get("id") or params.get("customerId")
