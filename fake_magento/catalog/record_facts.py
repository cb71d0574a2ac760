"""What a write changed in the records of the shop: facts with old and new values, only of the fields that changed.

A write that changes nothing is no fact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from hashlib import blake2b
from typing import Any

from fake_magento.model.customer import Customer
from fake_magento.model.price_list import ANY_GROUP
from fake_magento.model.product import Product
from fake_magento.shop import Shop

Fields = dict[str, Any]
"""The fields of a record by name, as JSON values."""
Price = tuple[str, str, Any]
"""SKU, kind (`base`, `special`, `tier`, `cost`) and place: a store id, or quantity, group and website of a tier."""

LONGEST_TEXT = 80
ALL_GROUPS = "ALL GROUPS"


OPENING = "opening"
"""Why a system has what it opens with."""


def brief(value: Any) -> Any:
    """A field value for a fact. A long text is its beginning and a digest, so that every change still shows."""
    text = value if isinstance(value, str) else None
    if text is None and isinstance(value, (list, dict)):
        text = repr(value)
    if text is None or len(text) <= LONGEST_TEXT:
        return value
    return f"{text[:LONGEST_TEXT]}... {blake2b(text.encode(), digest_size=4).hexdigest()}"


def brief_fields(record: Any) -> Fields:
    """The fields of a dataclass as JSON values, long ones cut."""
    return {each.name: brief(_plain(getattr(record, each.name))) for each in fields(record)}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def difference(before: Fields, after: Fields) -> tuple[Fields, Fields]:
    """The fields that differ: old values, new values. None stands for a field that is not there."""
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in names}, {name: after.get(name) for name in names}


# -- products ----------------------------------------------------------------------------------------------


def product_fields(product: Product) -> Fields:
    """The fields of a product except its prices and its stock."""
    fields: Fields = {
        "name": product.name,
        "status": int(product.enabled),
        "visibility": product.visibility,
        "weight_grams": product.weight_grams,
        "websites": list(product.website_ids),
        "categories": list(product.category_ids),
    }
    fields |= {
        f"name in store {store_id}": name for store_id, name in product.names.items() if name != product.name
    }
    fields |= {f"attribute {code}": brief(value) for code, value in product.attributes.items()}
    if product.pictures:
        fields["images"] = [
            [each.file, each.label, each.position, each.disabled, *each.roles] for each in product.pictures
        ]
    if product.made_of is not None:
        fields["parts"] = brief(repr(product.made_of))
    return fields


def product_saved(shop: Shop, sku: str, before: Fields | None, after: Fields | None, by: str) -> None:
    """Emit what became of a product: `shop.product.saved`, or `shop.product.deleted`; None: there is none."""
    if after is None:
        if before is not None:
            shop.emit("shop.product.deleted", {"sku": sku}, {"by": by, "was": before})
        return
    if before is None:
        shop.emit("shop.product.saved", {"sku": sku}, {"by": by, "created": True, "was": {}, "now": after})
        return
    was, now = difference(before, after)
    if was or now:
        shop.emit("shop.product.saved", {"sku": sku}, {"by": by, "was": was, "now": now})


# -- prices ------------------------------------------------------------------------------------------------


def price_values(shop: Shop, products: Iterable[Product]) -> dict[Price, Any]:
    """All prices of products.

    A base price, a cost and a tier price are cents, a tier with a discount is a text such as `12.50%`, a special price
    is `[cents, from, to]` in ms since 1970.
    """
    values: dict[Price, Any] = {}
    for product in products:
        sku, held = product.sku, product.prices
        values[sku, "base", 0] = product.price_cents
        if held is None:
            continue
        values |= {(sku, "base", store): cents for store, cents in held.regular.items()}
        values |= {
            (sku, "special", store): [each.cents, each.from_ms, each.until_ms]
            for store, each in held.special.items()
        }
        values |= {(sku, "cost", store): cents for store, cents in held.cost.items()}
        for tier in held.tiers:
            group = shop.groups.find(tier.group_id)
            name = group.code if group is not None and tier.group_id != ANY_GROUP else ALL_GROUPS
            worth = tier.cents if tier.cents is not None else f"{tier.discount_hundredths / 100:.2f}%"
            values[sku, "tier", (tier.quantity, name, tier.website_id)] = worth
    return values


def prices_changed(
    shop: Shop, before: dict[Price, Any], after: dict[Price, Any], by: str, why: str = ""
) -> None:
    """Emit the prices that differ, one fact for all."""
    rows = [
        [*place, before.get(place), after.get(place)]
        for place in {**before, **after}
        if before.get(place) != after.get(place)
    ]
    if rows:
        shop.emit("shop.price.changed", {}, {"by": by, "why": why, "rows": rows})


def open_prices(shop: Shop) -> None:
    """Emit the prices with which the shop opens, and the ids of its store views."""
    rows = [[*place, None, value] for place, value in price_values(shop, shop.catalog).items()]
    stores = [[store.store_id, store.code] for store in shop.config.stores]
    shop.emit("shop.price.changed", {}, {"by": "", "why": OPENING, "stores": stores, "rows": rows})


# -- customers and other records ---------------------------------------------------------------------------


def customer_fields(customer: Customer) -> Fields:
    """The fields of a customer account; no password."""
    fields: Fields = {
        "email": customer.email,
        "firstname": customer.firstname,
        "lastname": customer.lastname,
        "group_id": customer.group_id,
        "taxvat": customer.taxvat,
        "dob": customer.dob,
    }
    return fields | {
        f"address {each.address_id}": [
            each.firstname, each.lastname, *each.street, each.city, each.postcode, each.country, each.telephone
        ]
        for each in customer.addresses
    }  # fmt: skip


def customer_saved(
    shop: Shop, customer_id: int, before: Fields | None, after: Fields | None, by: str
) -> None:
    """Emit what became of a customer account; None: there is none."""
    keys, email = {"customer": str(customer_id)}, (after or before or {}).get("email", "")
    if after is None:
        if before is not None:
            shop.emit("shop.customer.deleted", keys, {"by": by, "email": email, "was": before})
    elif before is None:
        shop.emit("shop.customer.created", keys, {"by": by, "email": email, "now": after})
    else:
        was, now = difference(before, after)
        if was or now:
            shop.emit("shop.customer.changed", keys, {"by": by, "email": email, "was": was, "now": now})


def records_saved(shop: Shop, before: dict[str, Fields], after: dict[str, Fields], by: str) -> None:
    """Emit what became of categories, attributes and customer groups, a fact each.

    The names are such as `category 5`. `was` is None for a new record, `now` for one that is gone.
    """
    for name in {**before, **after}:
        if name not in before or name not in after:
            was, now = before.get(name), after.get(name)
        else:
            was, now = difference(before[name], after[name])
        if was != now:
            shop.emit("shop.record.changed", {"record": name}, {"by": by, "was": was, "now": now})
