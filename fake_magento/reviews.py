"""Payments under review: the provider lets the order pass or has it cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_magento import states
from fake_magento.errors import ShopError
from fake_magento.events import UPDATED
from fake_magento.model import Order
from fake_magento.orders import end, move

if TYPE_CHECKING:
    from fake_magento.shop import Shop


def accept(shop: Shop, order: Order) -> None:
    """The review ended well. Raises ShopError when there is none."""
    _check(order)
    move(shop, order, states.PROCESSING, states.default_status(states.PROCESSING), "payment accepted")
    shop.saved(order, UPDATED)


def deny(shop: Shop, order: Order) -> None:
    """The review ended badly: the order is cancelled. Raises ShopError when there is none."""
    _check(order)
    end(shop, order, "payment denied", "provider")


def _check(order: Order) -> None:
    if order.state != states.PAYMENT_REVIEW:
        raise ShopError("The order's payment is not under review.")
