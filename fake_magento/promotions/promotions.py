r"""The cart price rules of a shop, its coupons, and what they take off a cart.

Rules act one after the other, by sort order and id; each takes its share of what the rules before it have left.
Source: Magento source, Magento\SalesRule\Model\Validator and Magento\SalesRule\Model\Rule\Action\Discount.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fake_magento import timestamps
from fake_magento.config import CartDiscount, Coupon
from fake_magento.errors import NotFound
from fake_magento.model.cart import Cart
from fake_magento.promotions.cart_rule import CartRule, Discount, RuleCoupon

NOT_VALID = "The coupon code isn't valid. Verify the code and try again."


@dataclass(frozen=True, slots=True)
class Applied:
    """The rules that act on a cart in their order, and the share that those by percent take together."""

    rule_ids: tuple[int, ...] = ()
    discounts: tuple[Discount, ...] = ()

    @property
    def ids(self) -> str:
        """As orders name them: `1,2`."""
        return ",".join(map(str, sorted(self.rule_ids)))

    @property
    def percent(self) -> float:
        """The sum of the percentages, at most 100."""
        total = sum(each.amount for each in self.discounts if each.action == "by_percent")
        return min(total, 10_000) / 100


class Promotions:
    """Rules by id, coupons by id. Coupons that a checkout brings along get a rule at their first use."""

    def __init__(
        self, now: Callable[[], int], coupons: tuple[Coupon, ...], discounts: tuple[CartDiscount, ...]
    ) -> None:
        self._now = now
        self.rules: dict[int, CartRule] = {}
        self.coupons: dict[int, RuleCoupon] = {}
        self._next_rule = self._next_coupon = 1
        for coupon in coupons:
            self._known(coupon)
        for each in discounts:
            taken = _discount(each.percent, each.cents, each.on_shipping)
            rule = self.add(each.name, taken, needs_coupon=False)
            rule.sort_order = each.sort_order

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

    def applied(self, cart: Cart) -> Applied:
        """What acts on a cart: its coupon, and every rule that needs none."""
        rules = [(rule, rule.discount) for rule in self.automatic]
        own = _discount(cart.coupon_percent, cart.coupon_cents, cart.coupon_on_shipping)
        if cart.coupon_code:
            wanted = Coupon(cart.coupon_code, cart.coupon_percent, cart.coupon_cents, cart.coupon_on_shipping)
            coupon = self.find(cart.coupon_code) or self._known(wanted)
            rule = self.rules[coupon.rule_id]
            rules.append((rule, own if own.amount else rule.discount))
        rules.sort(key=lambda each: (each[0].sort_order, each[0].rule_id))
        for place, (rule, _) in enumerate(rules, 1):
            if rule.stops:
                rules = rules[:place]
                break
        loose = (own,) if own.amount and not cart.coupon_code else ()
        return Applied(
            tuple(rule.rule_id for rule, _ in rules), (*(discount for _, discount in rules), *loose)
        )

    def used(self, applied: Applied, code: str) -> None:
        """Count a use by an order."""
        for rule_id in applied.rule_ids:
            self.rules[rule_id].times_used += 1
        coupon = self.find(code) if code else None
        if coupon is not None:
            coupon.times_used += 1


def _discount(percent: float, cents: int, on_shipping: bool) -> Discount:
    if cents:
        return Discount("cart_fixed", cents, on_shipping)
    return Discount("by_percent", round(percent * 100), on_shipping)
