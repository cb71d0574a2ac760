r"""Payments under review: the provider accepts the payment, or denies it and the order is cancelled.

Source: Magento source, Magento\Sales\Model\Order\Payment, accept and deny.
"""

from __future__ import annotations

from fake_magento.errors import ShopError
from fake_magento.events.notices import UPDATED
from fake_magento.model.order import Order
from fake_magento.sales import order_states
from fake_magento.sales.context import SalesContext
from fake_magento.sales.order_transitions import move
from fake_magento.sales.orders import end


def accept(shop: SalesContext, order: Order) -> None:
    """Pass the payment. Raises ShopError when it is not under review."""
    _check(order)
    move(
        shop,
        order,
        order_states.PROCESSING,
        order_states.default_status(order_states.PROCESSING, shop.config.statuses),
        "payment accepted",
    )
    shop.saved(order, UPDATED)


def deny(shop: SalesContext, order: Order) -> None:
    """Cancel the order. Raises ShopError when its payment is not under review."""
    _check(order)
    end(shop, order, "payment denied", "provider")


def _check(order: Order) -> None:
    if order.state != order_states.PAYMENT_REVIEW:
        raise ShopError("The order's payment is not under review.")
