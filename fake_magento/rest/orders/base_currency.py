"""Base currency amounts of an order in a store with a foreign currency."""

from __future__ import annotations

from typing import Any

from fake_magento.model.order import Order
from fake_magento.money import whole
from fake_magento.rest.orders import order_payment, order_shipping, order_taxes
from fake_magento.rest.orders.order_fields import fields_json

_BASE_CODES = ("global_currency_code", "store_currency_code")


def put_base_amounts(order: Order, data: dict[str, Any]) -> None:
    """Replace every `base_` amount, which is the amount in order currency until then."""
    based = order.in_base()
    top = fields_json(based, data["created_at"], data["updated_at"])
    data.update(
        (key, value)
        for key, value in top.items()
        if value is not None and (key.startswith("base_") or key in _BASE_CODES)
    )
    data["base_to_order_rate"] = rate(order)
    _copy_base(data["payment"], order_payment.payment_json(based))
    extension = data["extension_attributes"]
    _copy_base(
        extension["shipping_assignments"][0]["shipping"]["total"], order_shipping.shipping_total(based)
    )
    sums, each = order_taxes.taxes(based)
    for shown, right in zip(extension["applied_taxes"], sums, strict=True):
        shown["base_amount"] = right["amount"]
    for shown, right in zip(extension["item_applied_taxes"], each, strict=True):
        shown["applied_taxes"][0]["base_amount"] = right["applied_taxes"][0]["amount"]


def _copy_base(shown: dict[str, Any], right: dict[str, Any]) -> None:
    shown.update((key, value) for key, value in right.items() if key.startswith("base_"))


def rate(order: Order) -> int | float:
    """Units of the order currency for one unit of the base currency."""
    return 1 if order.base is None else whole(order.store.rate_millionths / 1_000_000)
