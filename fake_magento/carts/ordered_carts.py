r"""Carts that became orders: the quotes that orders name. They are no longer active and cannot be changed.

Source: Magento source, Magento\Quote\Model\QuoteRepository, get and getList.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from fake_magento.config import StoreConfig
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine


@dataclass(frozen=True, slots=True)
class OrderedCart:
    """The cart that an order was placed from."""

    order: Order
    is_active: ClassVar[bool] = False

    @property
    def cart_id(self) -> int:
        """The `quote_id` of the order."""
        extras = self.order.extras
        return self.order.entity_id if extras is None or extras.quote_id is None else extras.quote_id

    @property
    def store(self) -> StoreConfig:
        """The store view."""
        return self.order.store

    @property
    def items(self) -> tuple[OrderLine, ...]:
        """The rows that a shopper sees."""
        return self.order.lines

    @property
    def customer_id(self) -> int | None:
        """The customer, None for a guest."""
        return self.order.customer_id

    @property
    def email(self) -> str:
        """The e-mail address of the order."""
        return self.order.email

    @property
    def created_ms(self) -> int:
        """When it was ordered: nothing is known of the time before."""
        return self.order.created_ms


def ordered_carts(orders: Iterable[Order]) -> Iterator[OrderedCart]:
    """The carts of orders; those that a client imported or an admin edited have none of their own."""
    return (OrderedCart(order) for order in orders)
