"""Business keys of requests: the key, shared by both systems, of the record a request reads or writes."""

from __future__ import annotations

from fake_magento.rest.framework.http import BusinessKey, Request
from fake_magento.shop import Shop


def _order(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    """The increment id of the order whose entity id is in the path, also while reads do not see the order yet."""
    text = params.get("id") or params.get("orderId", "")
    order = shop.orders.by_id(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None
    return order.increment_id if order else None


def _sku(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    return params.get("sku") or params.get("productSku")


def _customer(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    return params.get("id") or params.get("customerId")


def _product(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    """The SKU in the body of a product save, else that of the path."""
    data = request.peek()
    product = data.get("product") if isinstance(data, dict) else None
    sku = product.get("sku") if isinstance(product, dict) else None
    return sku if isinstance(sku, str) else params.get("sku")


def _source_items(shop: Shop, params: dict[str, str], request: Request) -> str | None:
    """The SKU where exactly one source item is written."""
    data = request.peek()
    items = data.get("sourceItems", data.get("source_items")) if isinstance(data, dict) else None
    if isinstance(items, list) and len(items) == 1 and isinstance(items[0], dict):
        sku = items[0].get("sku")
        return sku if isinstance(sku, str) else None
    return None


ORDER = BusinessKey("order", _order)
SKU = BusinessKey("sku", _sku)
CUSTOMER = BusinessKey("customer", _customer)
PRODUCT = BusinessKey("sku", _product)
SOURCE_ITEMS = BusinessKey("sku", _source_items)
