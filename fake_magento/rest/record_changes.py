"""Calls that write records: products, prices, customers, categories, attributes, groups.

Each is carried out between two looks at the records it may change, and the difference becomes facts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_magento.access.callers import CUSTOMER
from fake_magento.catalog import record_facts as facts
from fake_magento.model.customer import Customer
from fake_magento.model.product import Product
from fake_magento.rest.framework.http import Call, Match
from fake_magento.shop import Shop

Carry = Callable[[Shop, Call, Match, str], Any]
"""Carries a call out and emits what it changed; the last argument is the author of the change."""


def carried_out(shop: Shop, call: Call, match: Match) -> Any:
    """The data of the reply. What the call changed in records is emitted."""
    carry = _WRITES.get(match.operation)
    return match.route.view(shop, call) if carry is None else carry(shop, call, match, _author(call))


def _author(call: Call) -> str:
    """`customer` for customers and guests, for others the name of the caller."""
    caller = call.request.caller
    if caller is not None:
        return "customer" if caller.user_type == CUSTOMER else caller.author
    return "api" if call.request.headers.get("authorization") else "customer"


def _given(data: Any, *path: str) -> Any:
    for name in path:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _product_of(shop: Shop, call: Call) -> Product | None:
    data = call.data
    sku = (
        call.params.get("sku")
        or _given(data, "product", "sku")
        or _given(data, "productLink", "sku")
        or _given(data, "product_link", "sku")
    )
    return shop.catalog.find(str(sku)) if sku else None


def _product(shop: Shop, call: Call, match: Match, by: str) -> Any:
    found = _product_of(shop, call)
    before = None if found is None else facts.product_fields(found)
    prices = {} if found is None else facts.price_values(shop, [found])
    data = match.route.view(shop, call)
    product = _product_of(shop, call)
    named = found or product
    if named is not None:
        after = None if product is None else facts.product_fields(product)
        facts.product_saved(shop, named.sku, before, after, by)
    if product is not None:
        facts.prices_changed(shop, prices, facts.price_values(shop, [product]), by)
    return data


def _prices(shop: Shop, call: Call, match: Match, by: str) -> Any:
    rows, skus = _given(call.data, "prices"), _given(call.data, "skus")
    named = [_given(row, "sku") for row in rows] if isinstance(rows, list) else []
    named += skus if isinstance(skus, list) else []
    found = {sku: shop.catalog.find(sku) for sku in named if isinstance(sku, str)}
    products = [product for product in found.values() if product is not None]
    before = facts.price_values(shop, products)
    data = match.route.view(shop, call)
    facts.prices_changed(shop, before, facts.price_values(shop, products), by)
    return data


def _customer_of(shop: Shop, call: Call) -> Customer | None:
    text = str(_given(call.data, "customer", "id") or call.params.get("customerId", ""))
    if text.isdecimal():
        return shop.customers.find(int(text))
    address = call.params.get("addressId", "")
    for customer in shop.customers if address.isdecimal() else ():
        if any(each.address_id == int(address) for each in customer.addresses):
            return customer
    return None


def _customer(shop: Shop, call: Call, match: Match, by: str) -> Any:
    found = _customer_of(shop, call)
    before = None if found is None else facts.customer_fields(found)
    data = match.route.view(shop, call)
    number = found.customer_id if found is not None else _given(data, "id")
    if isinstance(number, int):
        customer = shop.customers.find(number)
        after = None if customer is None else facts.customer_fields(customer)
        facts.customer_saved(shop, number, before, after, by)
    return data


def _records(look: Callable[[Shop], dict[str, facts.Fields]]) -> Carry:
    def carry(shop: Shop, call: Call, match: Match, by: str) -> Any:
        before = look(shop)
        data = match.route.view(shop, call)
        facts.records_saved(shop, before, look(shop), by)
        return data

    return carry


def _categories(shop: Shop) -> dict[str, facts.Fields]:
    return {
        f"category {each.category_id}": {
            "name": each.name,
            "parent": each.parent_id,
            "position": each.position,
            "active": each.is_active,
            "in menu": each.include_in_menu,
            **{f"attribute {code}": facts.brief(value) for code, value in each.attributes.items()},
        }
        for each in shop.categories
    }


def _category(shop: Shop, call: Call, match: Match, by: str) -> Any:
    """A category itself, or the place of a product in it."""
    if "products" in match.route.pattern:
        return _product(shop, call, match, by)
    return _records(_categories)(shop, call, match, by)


def _attributes(shop: Shop) -> dict[str, facts.Fields]:
    return {
        f"attribute {each.code}": {
            "label": each.label,
            "kind": each.kind,
            "required": each.is_required,
            "options": facts.brief(list(each.options.values())),
        }
        for each in shop.attributes
    }


def _groups(shop: Shop) -> dict[str, facts.Fields]:
    return {
        f"customer group {each.group_id}": {"code": each.code, "tax_class": each.tax_class_id}
        for each in shop.groups
    }


def _places(shop: Shop) -> dict[str, facts.Fields]:
    """Sources and stocks."""
    places = shop.stock.places
    sources = {
        f"source {each.code}": {"name": each.name, "enabled": each.enabled, **each.details}
        for each in places.sources.values()
    }
    return sources | {
        f"stock {each.stock_id}": {
            "name": each.name,
            "websites": list(each.channels),
            "sources": {**each.links},
        }
        for each in places.stocks.values()
    }


def _taxes(shop: Shop) -> dict[str, facts.Fields]:
    """Tax classes, rates and rules."""
    book = shop.taxes
    named = (("tax class", book.classes), ("tax rate", book.rates), ("tax rule", book.rules))
    return {f"{noun} {key}": facts.brief_fields(each) for noun, rows in named for key, each in rows.items()}


def _promotions(shop: Shop) -> dict[str, facts.Fields]:
    """Cart price rules and coupons."""
    known = shop.promotions
    named = (("cart rule", known.rules), ("coupon", known.coupons))
    return {f"{noun} {key}": facts.brief_fields(each) for noun, rows in named for key, each in rows.items()}


_WRITES: dict[str, Carry] = {
    "product.write": _product,
    "product.delete": _product,
    "price.write": _prices,
    "customer.create": _customer,
    "customer.update": _customer,
    "customer.delete": _customer,
    "category.write": _category,
    "attribute.write": _records(_attributes),
    "group.write": _records(_groups),
    "source.write": _records(_places),
    "tax.write": _records(_taxes),
    "rule.write": _records(_promotions),
}
