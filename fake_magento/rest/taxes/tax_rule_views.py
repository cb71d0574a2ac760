r"""Views of tax rules. Source: Magento source, Magento\Tax\Model\TaxRuleRepository."""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError, no_such
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    boolean,
    integer,
    list_of,
    text,
)
from fake_magento.rest.search.list_reply import envelope
from fake_magento.rest.taxes.tax_class_views import book_of
from fake_magento.search.conditions import Column
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop
from fake_magento.taxes.tax_book import OF_CUSTOMER, PRODUCT, TaxRule

_IDS = list_of(integer, "int")
_RULE = Shape(
    "Magento\\Tax\\Api\\Data\\TaxRuleInterface",
    id=integer,
    code=text,
    priority=integer,
    position=integer,
    customer_tax_class_ids=_IDS,
    product_tax_class_ids=_IDS,
    tax_rate_ids=_IDS,
    calculate_subtotal=boolean,
    extension_attributes=anything,
)
SAVE = Arguments(rule=_RULE)
_RULES = Entity(
    {
        "tax_calculation_rule_id": Column("number", lambda rule: rule.rule_id),
        "id": Column("number", lambda rule: rule.rule_id),
        "code": Column("text", lambda rule: rule.code),
        "priority": Column("number", lambda rule: rule.priority),
        "position": Column("number", lambda rule: rule.position),
        "tax_calculation_rate_id": Column("ids", lambda rule: tuple(map(str, rule.rate_ids))),
        "tax_rate_ids": Column("ids", lambda rule: tuple(map(str, rule.rate_ids))),
        "customer_tax_class_ids": Column("ids", lambda rule: tuple(map(str, rule.customer_classes))),
        "product_tax_class_ids": Column("ids", lambda rule: tuple(map(str, rule.product_classes))),
    }
)
_LISTS = {
    "customer_tax_class_ids": "customer_classes",
    "product_tax_class_ids": "product_classes",
    "tax_rate_ids": "rate_ids",
}


def _json(rule: TaxRule) -> dict[str, Any]:
    return {
        "id": rule.rule_id,
        "code": rule.code,
        "priority": rule.priority,
        "position": rule.position,
        **{name: list(getattr(rule, field)) for name, field in _LISTS.items()},
        "calculate_subtotal": rule.on_subtotal,
    }


def rules(shop: Shop, call: Call) -> Any:
    """Tax rules that match the search criteria."""
    return envelope(shop, call, _RULES, book_of(shop).rules.values(), _json)


def read(shop: Shop, call: Call) -> Any:
    """One tax rule. 404 for an unknown id."""
    return _json(_find(shop, path_id(call.params["ruleId"])))


def _find(shop: Shop, rule_id: int) -> TaxRule:
    found = book_of(shop).rules.get(rule_id)
    if found is None:
        raise no_such("taxRuleId", rule_id)
    return found


def save(shop: Shop, call: Call) -> Any:
    """POST creates, PUT changes the rule with the `id` of the body. 400 for classes and rates that do not exist."""
    given = SAVE(call.data).get("rule")
    if given is None:
        raise required("rule")
    known = _find(shop, given.get("id", 0)) if call.request.method == "PUT" else None
    missing = [name for name in ("code", *_LISTS) if known is None and not given.get(name)]
    if missing:
        raise required(*missing)
    _check(shop, given, known)
    held = known or shop.taxes.add_rule(given["code"], (), (), ())
    held.code = given.get("code", held.code)
    held.priority, held.position = given.get("priority", held.priority), given.get("position", held.position)
    held.on_subtotal = given.get("calculate_subtotal", held.on_subtotal)
    for name, field in _LISTS.items():
        if name in given:
            setattr(held, field, tuple(given[name]))
    shop.taxes.is_edited = True
    return _json(held)


def _check(shop: Shop, given: dict[str, Any], known: TaxRule | None) -> None:
    book = book_of(shop)
    if any(each.code == given.get("code") and each is not known for each in book.rules.values()):
        raise ShopError("Code already exists.")
    for name, kind in (("customer_tax_class_ids", OF_CUSTOMER), ("product_tax_class_ids", PRODUCT)):
        for class_id in given.get(name, ()):
            held = book.classes.get(class_id)
            if held is None or held.kind != kind:
                raise no_such(name, class_id)
    for rate_id in given.get("tax_rate_ids", ()):
        if rate_id not in book.rates:
            raise no_such("taxRateId", rate_id)


def delete(shop: Shop, call: Call) -> Any:
    """Delete a tax rule: carts no longer pay its rates."""
    del shop.taxes.rules[_find(shop, path_id(call.params["ruleId"])).rule_id]
    shop.taxes.is_edited = True
    return True
