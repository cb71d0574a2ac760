r"""Views of cart price rules. A rule that is saved acts on carts from then on.

Source: Magento source, module-sales-rule/etc/webapi.xml and Magento\SalesRule\Api\Data\RuleInterface.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, no_such
from fake_magento.money import number
from fake_magento.promotions.cart_rule import ACTIONS, CartRule, Discount
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import record_of
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Convert,
    Shape,
    anything,
    boolean,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.rest.search.list_reply import envelope
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_API = "Magento\\SalesRule\\Api\\Data\\"
_KEPT: dict[str, Convert] = {
    "store_labels": anything,
    "description": text,
    "website_ids": list_of(integer, "int"),
    "customer_group_ids": list_of(integer, "int"),
    "from_date": text,
    "to_date": text,
    "uses_per_customer": integer,
    "condition": anything,
    "action_condition": anything,
    "is_advanced": boolean,
    "product_ids": list_of(integer, "int"),
    "discount_qty": decimal,
    "discount_step": integer,
    "is_rss": boolean,
    "use_auto_generation": boolean,
    "uses_per_coupon": integer,
    "simple_free_shipping": text,
    "extension_attributes": anything,
}
_RULE = Shape(
    _API + "RuleInterface",
    **{
        "rule_id": integer,
        "name": text,
        "is_active": boolean,
        "stop_rules_processing": boolean,
        "sort_order": integer,
        "simple_action": text,
        "discount_amount": decimal,
        "apply_to_shipping": boolean,
        "times_used": integer,
        "coupon_type": text,
        **_KEPT,
    },
)
SAVE = Arguments(rule=_RULE)
_COUPON_TYPES = {"1": False, "2": True, "3": True, "NO_COUPON": False, "SPECIFIC_COUPON": True, "AUTO": True}
"""How a coupon type is written, and whether the rule needs a coupon."""
_RULES = Entity(
    {
        "rule_id": Column("number", lambda rule: rule.rule_id),
        "name": Column("text", lambda rule: rule.name),
        "description": Column("text", lambda rule: rule.details.get("description")),
        "is_active": Column("number", lambda rule: int(rule.is_active)),
        "sort_order": Column("number", lambda rule: rule.sort_order),
        "simple_action": Column("text", lambda rule: rule.discount.action),
        "discount_amount": Column("number", lambda rule: rule.discount.amount / 100),
        "coupon_type": Column("number", lambda rule: 2 if rule.needs_coupon else 1),
        "from_date": Column("text", lambda rule: rule.details.get("from_date")),
        "to_date": Column("text", lambda rule: rule.details.get("to_date")),
        "times_used": Column("number", lambda rule: rule.times_used),
        "apply_to_shipping": Column("number", lambda rule: int(rule.discount.on_shipping)),
        "stop_rules_processing": Column("number", lambda rule: int(rule.stops)),
    }
)
_ANY = {
    "condition_type": "Magento\\SalesRule\\Model\\Rule\\Condition\\Combine",
    "aggregator_type": "all",
    "operator": None,
    "value": "1",
}


def rule_json(rule: CartRule) -> dict[str, Any]:
    """A rule as RuleInterface; by percent, `discount_amount` is the percentage."""
    data = {
        "rule_id": rule.rule_id,
        "name": rule.name,
        "store_labels": [],
        "website_ids": [1],
        "customer_group_ids": [0, 1, 2, 3],
        "uses_per_customer": 0,
        "is_active": rule.is_active,
        "condition": dict(_ANY),
        "action_condition": {
            **_ANY,
            "condition_type": "Magento\\SalesRule\\Model\\Rule\\Condition\\Product\\Combine",
        },
        "stop_rules_processing": rule.stops,
        "is_advanced": True,
        "sort_order": rule.sort_order,
        "simple_action": rule.discount.action,
        "discount_amount": number(rule.discount.amount),
        "discount_step": 0,
        "apply_to_shipping": rule.discount.on_shipping,
        "times_used": rule.times_used,
        "is_rss": False,
        "coupon_type": "SPECIFIC_COUPON" if rule.needs_coupon else "NO_COUPON",
        "use_auto_generation": False,
        "uses_per_coupon": 0,
        "simple_free_shipping": "0",
    }
    return {**data, **rule.details}


def rules(shop: Shop, call: Call) -> Any:
    """Cart price rules that match the search criteria."""
    return envelope(shop, call, _RULES, shop.promotions.rules.values(), rule_json)


def rule(shop: Shop, call: Call) -> Any:
    """One cart price rule. 404 for an unknown id."""
    return rule_json(_in_path(shop, call))


def _in_path(shop: Shop, call: Call) -> CartRule:
    return record_of(shop.promotions.rules, call, "ruleId", "id")


def save(shop: Shop, call: Call) -> Any:
    """Create a rule, or change the one of the path.

    Raises ShopError for a rule without a name, an action that no cart knows, and a percentage above 100.
    """
    given = SAVE(call.data).get("rule")
    if given is None:
        raise required("rule")
    known = _in_path(shop, call) if "ruleId" in call.params else None
    if known is None and given.get("rule_id"):
        raise no_such("rule_id", given["rule_id"])
    if known is None and not given.get("name"):
        raise required("name")
    discount = _discount(given, known.discount if known else Discount("by_percent", 0))
    needs_coupon = _needs_coupon(given, known.needs_coupon if known else False)
    held = known or shop.promotions.add(given["name"], discount, needs_coupon)
    held.name, held.discount, held.needs_coupon = given.get("name", held.name), discount, needs_coupon
    held.is_active = given.get("is_active", held.is_active if known else False)
    held.sort_order = given.get("sort_order", held.sort_order)
    held.stops = given.get("stop_rules_processing", held.stops)
    held.details |= {name: given[name] for name in _KEPT if name in given}
    return rule_json(held)


def _discount(given: dict[str, Any], held: Discount) -> Discount:
    action = given.get("simple_action", held.action)
    if action not in ACTIONS:
        known = ", ".join(ACTIONS)
        raise ShopError(
            f'The "simple_action" value is invalid: expected one of {known}. Verify and try again.'
        )
    amount = round(given["discount_amount"] * 100) if "discount_amount" in given else held.amount
    step, most = given.get("discount_step", held.step), given.get("discount_qty", held.most)
    if amount < 0 or (action == "by_percent" and amount > 10_000):
        raise ShopError("Please enter a valid discount amount.")
    return Discount(
        action, amount, given.get("apply_to_shipping", held.on_shipping), step or 0, int(most or 0)
    )


def _needs_coupon(given: dict[str, Any], held: bool) -> bool:
    if "coupon_type" not in given:
        return held
    found = _COUPON_TYPES.get(given["coupon_type"].upper())
    if found is None:
        raise ShopError("Unknown Coupon type: " + given["coupon_type"])
    return found


def delete(shop: Shop, call: Call) -> Any:
    """Delete a rule and its coupons. Orders keep its id."""
    shop.promotions.remove(_in_path(shop, call))
    return True
