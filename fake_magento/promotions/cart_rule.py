r"""Cart price rules and coupons. Source: Magento source, Magento\SalesRule\Model\Rule and Coupon."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["by_percent", "by_fixed", "cart_fixed"]
ACTIONS: tuple[Action, ...] = ("by_percent", "by_fixed", "cart_fixed")


@dataclass(frozen=True, slots=True)
class Discount:
    """What one rule takes off a cart.

    `amount` is hundredths of a percent for by_percent, else cents in base currency: of each unit (by_fixed) or of the
    whole cart (cart_fixed). With `on_shipping` shipping is reduced too.
    """

    action: Action
    amount: int
    on_shipping: bool = False


@dataclass(slots=True)
class CartRule:
    """A cart price rule. Without `needs_coupon` it acts on every cart. `details` are its other fields as sent."""

    rule_id: int
    name: str
    discount: Discount
    needs_coupon: bool
    is_active: bool = True
    sort_order: int = 0
    stops: bool = False
    """Whether rules behind it are skipped."""
    times_used: int = 0
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class RuleCoupon:
    """A coupon code of a rule; `limit` None: it can be used any number of times."""

    coupon_id: int
    rule_id: int
    code: str
    created_ms: int
    limit: int | None = None
    per_customer: int | None = None
    times_used: int = 0
    is_primary: bool = True
    expires: str | None = None
