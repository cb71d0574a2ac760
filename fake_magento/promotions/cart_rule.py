r"""Cart price rules and coupons. Source: Magento source, Magento\SalesRule\Model\Rule and Coupon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Action = Literal["by_percent", "by_fixed", "cart_fixed", "buy_x_get_y"]
ACTIONS: tuple[Action, ...] = ("by_percent", "by_fixed", "cart_fixed", "buy_x_get_y")


@dataclass(frozen=True, slots=True)
class Discount:
    """What one rule takes off a cart.

    `amount` is hundredths of a percent for by_percent, hundredths of a unit for buy_x_get_y, else cents in base
    currency: of each unit (by_fixed) or of the whole cart (cart_fixed). With `on_shipping` shipping is reduced too.
    `step` is the number of units that are discounted together, or bought for the free ones; at most `most` units of a
    row are discounted. 0 for either is no limit.
    """

    action: Action
    amount: int
    on_shipping: bool = False
    step: int = 0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Acting:
    """A rule in force on a cart, as long as `condition` holds, and on rows that fit `action_condition`.

    `rule_id` is 0 for a discount that the cart brings along without a rule.
    """

    rule_id: int
    discount: Discount
    stops: bool = False
    condition: Mapping[str, Any] | None = None
    action_condition: Mapping[str, Any] | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it takes a percentage off every row of every cart."""
        discount, conditions = self.discount, (self.condition, self.action_condition)
        is_simple = discount.action == "by_percent" and not (discount.step or discount.most)
        return is_simple and not any(each and each.get("conditions") for each in conditions)


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
