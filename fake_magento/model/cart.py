"""The cart of a shopper at checkout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING

from fake_magento.model.address import Address
from fake_magento.model.composites import Choice
from fake_magento.model.customer import PersonalData

if TYPE_CHECKING:
    from fake_magento.model.order import Order


@dataclass(slots=True)
class Cart:
    """The contents of an order before it is placed. `bill_to` defaults to `ship_to`.

    The discount is a percentage or an amount in base currency, on the goods and, with `coupon_on_shipping`, on
    shipping. `gift_cards` are (code, cents); they and `store_credit_cents` pay a part of the total, in base currency.
    """

    store: str
    email: str
    firstname: str
    lastname: str
    customer_id: int | None
    lines: Sequence[tuple[str, int] | Choice]
    _: KW_ONLY
    ship_to: Address
    bill_to: Address | None = None
    method: str = "checkmo"
    coupon_percent: int = 0
    coupon_code: str = ""
    increment_id: str | None = None
    parent: Order | None = None
    remote_ip: str = "203.0.113.24"
    coupon_cents: int = 0
    coupon_on_shipping: bool = False
    gift_cards: tuple[tuple[str, int], ...] = ()
    store_credit_cents: int = 0
    quote_id: int | None = None
    commit_after_ms: int = 0
    """How long the transaction of the checkout stays open. Until it commits, reads do not see the order; its
    `created_ms` is the beginning of the transaction."""
    breaks_off: bool = False
    """The checkout fails after its stock was reserved. `ShopConfig.compensation_period_ms` says when the reservation
    is lifted."""
    under_review: bool = False
    """The payment provider reviews the payment before it passes."""
    personal: PersonalData | None = None
