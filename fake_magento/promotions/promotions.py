r"""The cart price rules of a shop, its coupons, and which of them are in force on a cart.

Source: Magento source, Magento\SalesRule\Model\ResourceModel\Rule\Collection and Magento\SalesRule\Model\Utility.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from fake_magento import timestamps
from fake_magento.config import CartDiscount, Coupon
from fake_magento.errors import NotFound
from fake_magento.model.cart import Cart
from fake_magento.promotions import rule_conditions
from fake_magento.promotions.cart_rule import Acting, CartRule, Discount, RuleCoupon

NOT_VALID = "The coupon code isn't valid. Verify the code and try again."


class Promotions:
    """Rules by id, coupons by id. Coupons that a checkout brings along get a rule at their first use."""

    def __init__(
        self, now: Callable[[], int], coupons: tuple[Coupon, ...], discounts: tuple[CartDiscount, ...]
    ) -> None:
        self._now = now
        self.rules: dict[int, CartRule] = {}
        self.coupons: dict[int, RuleCoupon] = {}
        self._next_rule = self._next_coupon = 1
        self._uses: dict[tuple[int, int | None], int] = {}
        for coupon in coupons:
            self._known(coupon)
        for each in discounts:
            self.begin(each)

    def begin(self, wanted: CartDiscount) -> CartRule:
        """A new rule that needs no coupon; it acts from now on."""
        taken = _discount(wanted.percent, wanted.cents, wanted.on_shipping)
        if wanted.buy:
            taken = Discount("buy_x_get_y", 100, wanted.on_shipping, step=wanted.buy)
        rule = self.add(wanted.name, taken, needs_coupon=False)
        rule.sort_order, rule.stops = wanted.sort_order, wanted.stops
        if wanted.above_cents:
            rule.details["condition"] = rule_conditions.subtotal_from(wanted.above_cents)
        if wanted.skus:
            rule.details["action_condition"] = rule_conditions.one_of(wanted.skus)
        return rule

    def add(self, name: str, discount: Discount, needs_coupon: bool) -> CartRule:
        """A new rule; it acts from now on."""
        rule = CartRule(self._next_rule, name, discount, needs_coupon)
        self.rules[rule.rule_id] = rule
        self._next_rule += 1
        return rule

    def add_coupon(self, rule_id: int, code: str) -> RuleCoupon:
        """A new code of a rule."""
        coupon = RuleCoupon(self._next_coupon, rule_id, code, self._now())
        self.coupons[coupon.coupon_id] = coupon
        self._next_coupon += 1
        return coupon

    def remove(self, rule: CartRule) -> None:
        """Delete a rule and its coupons."""
        del self.rules[rule.rule_id]
        self.coupons = {key: each for key, each in self.coupons.items() if each.rule_id != rule.rule_id}

    def _known(self, coupon: Coupon) -> RuleCoupon:
        rule = self.add(coupon.code, _discount(coupon.percent, coupon.cents, coupon.on_shipping), True)
        return self.add_coupon(rule.rule_id, coupon.code)

    def find(self, code: str) -> RuleCoupon | None:
        """A coupon by its code, regardless of case."""
        folded = code.lower()
        return next((each for each in self.coupons.values() if each.code.lower() == folded), None)

    def valid(self, code: str) -> Coupon:
        """The coupon of a code that can be used now. Raises NotFound."""
        coupon = self.find(code)
        rule = self.rules.get(coupon.rule_id) if coupon else None
        if coupon is None or rule is None or not self._acts(rule) or self._is_over(coupon.expires):
            raise NotFound(NOT_VALID)
        if coupon.limit is not None and coupon.times_used >= coupon.limit:
            raise NotFound(NOT_VALID)
        taken = rule.discount
        percent = taken.amount // 100 if taken.action == "by_percent" else 0
        cents = taken.amount if taken.action == "cart_fixed" else 0
        return Coupon(coupon.code, percent, cents, taken.on_shipping)

    @property
    def automatic(self) -> list[CartRule]:
        """The rules that act now and need no coupon."""
        return [rule for rule in self.rules.values() if not rule.needs_coupon and self._acts(rule)]

    def _acts(self, rule: CartRule) -> bool:
        """Whether a rule is active today; its last day is a whole one."""
        if not rule.is_active:
            return False
        begins = timestamps.parse(rule.details.get("from_date") or "")
        is_early = begins is not None and self._now() < begins * 1000
        return not is_early and not self._is_over(rule.details.get("to_date"))

    def _is_over(self, last_day: str | None) -> bool:
        ends = timestamps.parse(last_day or "")
        return ends is not None and self._now() >= (ends + 86_400) * 1000

    def acting(self, cart: Cart, group_id: int) -> tuple[Acting, ...]:
        """The rules in force on a cart in their order: that of its coupon, and those that need none."""
        rules = [rule for rule in self.automatic if self._may(rule, cart, group_id)]
        own = _discount(cart.coupon_percent, cart.coupon_cents, cart.coupon_on_shipping)
        if cart.coupon_code:
            wanted = Coupon(cart.coupon_code, cart.coupon_percent, cart.coupon_cents, cart.coupon_on_shipping)
            coupon = self.find(cart.coupon_code) or self._known(wanted)
            rule = self.rules[coupon.rule_id]
            if self._acts(rule) and self._may(rule, cart, group_id):
                rules.append(rule)
        rules.sort(key=lambda rule: (rule.sort_order, rule.rule_id))
        loose = (Acting(0, own),) if own.amount and not cart.coupon_code else ()
        return (*(_acting(rule) for rule in rules), *loose)

    def _may(self, rule: CartRule, cart: Cart, group_id: int) -> bool:
        """Whether a rule is for this group of customers, and may be used once more by this customer."""
        groups, limit = rule.details.get("customer_group_ids"), rule.details.get("uses_per_customer")
        if groups and group_id not in groups:
            return False
        used = self._uses.get((rule.rule_id, cart.customer_id), 0)
        return not limit or cart.customer_id is None or used < limit

    def kept_code(self, code: str, rule_ids: Container[int]) -> str:
        """A coupon code that stays with an order: "" where its rule did not act."""
        coupon = self.find(code) if code else None
        return code if coupon is not None and coupon.rule_id in rule_ids else ""

    def used(self, rule_ids: Iterable[int], code: str, customer_id: int | None) -> None:
        """Count a use by an order."""
        for rule_id in rule_ids:
            self.rules[rule_id].times_used += 1
            if customer_id is not None:
                self._uses[rule_id, customer_id] = self._uses.get((rule_id, customer_id), 0) + 1
        coupon = self.find(code) if code else None
        if coupon is not None:
            coupon.times_used += 1


def _acting(rule: CartRule) -> Acting:
    details = rule.details
    return Acting(
        rule.rule_id, rule.discount, rule.stops, details.get("condition"), details.get("action_condition")
    )


def _discount(percent: float, cents: int, on_shipping: bool) -> Discount:
    if cents:
        return Discount("cart_fixed", cents, on_shipping)
    return Discount("by_percent", round(percent * 100), on_shipping)
