"""Payments under review: the provider lets the order pass or has it cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_magento.errors import ShopError
from fake_magento.events.notices import UPDATED
from fake_magento.model.records import Order
from fake_magento.sales import order_states
from fake_magento.sales.orders import end, move

if TYPE_CHECKING:
    from fake_magento.shop import Shop


def accept(shop: Shop, order: Order) -> None:
    """The review ended well. Raises ShopError when there is none."""
    _check(order)
    move(
        shop,
        order,
        order_states.PROCESSING,
        order_states.default_status(order_states.PROCESSING),
        "payment accepted",
    )
    shop.saved(order, UPDATED)


def deny(shop: Shop, order: Order) -> None:
    """The review ended badly: the order is cancelled. Raises ShopError when there is none."""
    _check(order)
    end(shop, order, "payment denied", "provider")


def _check(order: Order) -> None:
    if order.state != order_states.PAYMENT_REVIEW:
        raise ShopError("The order's payment is not under review.")
