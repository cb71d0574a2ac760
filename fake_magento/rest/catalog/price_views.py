"""The price endpoints. They answer 200 with a list of the rows that were refused; the other rows are saved.

Source: Adobe Commerce developer docs, "Manage prices for multiple products".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_magento import timestamps
from fake_magento.errors import no_such
from fake_magento.model.price_list import ANY_GROUP, PriceList, SpecialPrice, TierPrice
from fake_magento.model.product import Product
from fake_magento.money import hundredths, number
from fake_magento.rest.framework.http import Call
from fake_magento.rest.framework.path_parameters import path_id
from fake_magento.rest.framework.refusals import required
from fake_magento.rest.framework.typed_input import (
    Arguments,
    Shape,
    anything,
    cents,
    decimal,
    integer,
    list_of,
    text,
)
from fake_magento.shop import Shop
from fake_magento.timestamps import stamp

Row = dict[str, Any]
Problem = dict[str, Any]
_API = "Magento\\Catalog\\Api\\Data\\"
ALL_GROUPS = "ALL GROUPS"


def _rows(name: str, **fields: Any) -> Arguments:
    shape = Shape(_API + name, **fields, extension_attributes=anything)
    return Arguments(prices=list_of(shape, shape.name))


BASE = _rows("BasePriceInterface", price=decimal, store_id=integer, sku=text)
SPECIAL = _rows(
    "SpecialPriceInterface", price=decimal, store_id=integer, sku=text, price_from=text, price_to=text
)
TIER = _rows(
    "TierPriceInterface",
    price=decimal,
    price_type=text,
    website_id=integer,
    sku=text,
    customer_group=text,
    quantity=decimal,
)
COST = _rows("CostInterface", cost=decimal, store_id=integer, sku=text)
_SKUS = Arguments(skus=list_of(text, "string"))
TIER_OF_PRODUCT = Shape(
    _API + "ProductTierPriceInterface",
    customer_group_id=integer,
    qty=decimal,
    value=cents,
    extension_attributes=Shape(
        _API + "ProductTierPriceExtensionInterface", percentage_value=decimal, website_id=integer
    ),
)


def tier_of_product(row: Row) -> TierPrice:
    """The tier price of a product save."""
    group_id, extension = row.get("customer_group_id", 32000), row.get("extension_attributes", {})
    percent = extension.get("percentage_value")
    return TierPrice(
        max(1, int(row.get("qty", 1))),
        ANY_GROUP if group_id == 32000 else group_id,
        extension.get("website_id", 0),
        None if percent is not None else row.get("value", 0),
        hundredths(percent or 0),
    )


def _invalid(name: str, value: object, row: Row) -> Problem:
    return {
        "message": "Invalid attribute %fieldName = %fieldValue."
        if "store_id" not in row
        else "Invalid attribute %fieldName = %fieldValue. Row ID: SKU = %SKU, Store ID: %storeId.",
        "parameters": [name, str(value)]
        if "store_id" not in row
        else [name, str(value), str(row.get("sku", "")), str(row["store_id"])],
    }


def _problem(shop: Shop, row: Row, field: str) -> Problem | None:
    """The refusal of a row: unknown product, unknown store, a negative price; None for a valid row."""
    if shop.catalog.find(row.get("sku", "")) is None:
        return _invalid("SKU", row.get("sku", ""), row)
    stores = {store.store_id for store in shop.config.stores}
    if "store_id" in row and row["store_id"] != 0 and row["store_id"] not in stores:
        return {
            "message": "Requested store is not found. Row ID: SKU = %SKU, Store ID: %storeId.",
            "parameters": [row["sku"], str(row["store_id"])],
        }
    if row.get("store_id", 0) and shop.config.price_scope == "global":
        return {"message": "Could not change non global Price when price scope is global.", "parameters": []}
    if row.get(field) is None or row[field] < 0:
        return _invalid(field.title(), row.get(field, ""), row)
    return None


def _each(
    shop: Shop,
    call: Call,
    arguments: Arguments,
    problem: Callable[[Row], Problem | None],
    act: Callable[[Product, Row], Problem | None],
) -> list[Problem]:
    """Apply every valid row; gives the refusals of the others."""
    rows = arguments(call.data).get("prices")
    if rows is None:
        raise required("prices")
    problems = []
    for row in rows:
        wrong = problem(row)
        if wrong is None:
            product = shop.catalog.get(row["sku"])
            wrong = act(product, row)
        if wrong is not None:
            problems.append(wrong)
        else:
            shop.catalog.touch(product)
    return problems


def _of(product: Product) -> PriceList:
    if product.prices is None:
        product.prices = PriceList()
    return product.prices


def set_base(shop: Shop, call: Call) -> Any:
    """Write base prices: global for store 0, else of one store view if `price_scope` is website."""

    def act(product: Product, row: Row) -> None:
        if row.get("store_id", 0):
            _of(product).regular[row["store_id"]] = cents(row["price"])
        else:
            product.price_cents = cents(row["price"])

    return _each(shop, call, BASE, lambda row: _problem(shop, row, "price"), act)


def set_special(shop: Shop, call: Call) -> Any:
    """Write special prices with their period. A date that cannot be parsed is a row error."""
    seen: dict[str, int] = {}

    def by_ms(row: Row, name: str) -> int:
        """How far the instant drifts: a second for each earlier row with the same beginning."""
        if not shop.config.special_prices_drift or not row.get("price_from"):
            return 0
        if name == "price_from":
            seen[row[name]] = seen.get(row[name], -1) + 1
            if seen[row[name]]:
                shop.surprise("special_prices_drift")
        return seen[row["price_from"]] * 1000

    def act(product: Product, row: Row) -> Problem | None:
        window: list[int | None] = []
        for name in ("price_from", "price_to"):
            second = timestamps.parse(row[name]) if row.get(name) else None
            if row.get(name) and second is None:
                return _invalid("Price From" if name == "price_from" else "Price To", row[name], row)
            window.append(None if second is None else second * 1000 + by_ms(row, name))
        _of(product).special[row.get("store_id", 0)] = SpecialPrice(cents(row["price"]), window[0], window[1])
        return None

    return _each(shop, call, SPECIAL, lambda row: _problem(shop, row, "price"), act)


def delete_special(shop: Shop, call: Call) -> Any:
    """Delete special prices that are equal in store and amount."""

    def act(product: Product, row: Row) -> Problem | None:
        held = _of(product).special.get(row.get("store_id", 0))
        if held is None or held.cents != cents(row["price"]):
            return _invalid("Price", row["price"], row)
        del _of(product).special[row.get("store_id", 0)]
        return None

    return _each(shop, call, SPECIAL, lambda row: _problem(shop, row, "price"), act)


def set_cost(shop: Shop, call: Call) -> Any:
    """Write costs. Row errors come back in a 200 reply."""

    def act(product: Product, row: Row) -> None:
        _of(product).cost[row.get("store_id", 0)] = cents(row["cost"])

    return _each(shop, call, COST, lambda row: _problem(shop, row, "cost"), act)


def delete_cost(shop: Shop, call: Call) -> Any:
    """Delete the costs of products in all stores: `true`, or a list of errors for unknown SKUs."""
    given = _skus(call)
    problems = []
    for sku in given:
        product = shop.catalog.find(sku)
        if product is None:
            problems.append(_invalid("SKU", sku, {}))
        elif product.prices is not None:
            product.prices.cost.clear()
    return problems or True


def _tier_problem(shop: Shop, row: Row) -> Problem | None:
    wrong = _problem(shop, row, "price")
    if wrong is not None:
        return wrong
    if row.get("price_type") not in ("fixed", "discount"):
        return _invalid("Price Type", row.get("price_type", ""), row)
    if row.get("quantity", 0) < 1:
        return _invalid("Quantity", row.get("quantity", ""), row)
    if row.get("website_id", 0) not in range(len(shop.config.websites) + 1):
        return _invalid("Website ID", row["website_id"], row)
    group = row.get("customer_group", "")
    if group.upper() != ALL_GROUPS and shop.groups.by_code(group) is None:
        return {
            "message": "No such entity with %fieldName = %fieldValue.",
            "parameters": ["Customer Group", group],
        }
    return None


def _tier(shop: Shop, row: Row) -> TierPrice:
    group = shop.groups.by_code(row["customer_group"])
    fixed = row["price_type"] == "fixed"
    return TierPrice(
        int(row["quantity"]),
        group.group_id if group else ANY_GROUP,
        row.get("website_id", 0),
        cents(row["price"]) if fixed else None,
        0 if fixed else hundredths(row["price"]),
    )


def _place(tier: TierPrice) -> tuple[int, int, int]:
    return tier.quantity, tier.group_id, tier.website_id


def set_tiers(shop: Shop, call: Call) -> Any:
    """Add tier prices, or change those with the same quantity, group and website."""

    def act(product: Product, row: Row) -> None:
        tier, prices = _tier(shop, row), _of(product)
        prices.tiers = [held for held in prices.tiers if _place(held) != _place(tier)] + [tier]

    return _each(shop, call, TIER, lambda row: _tier_problem(shop, row), act)


def replace_tiers(shop: Shop, call: Call) -> Any:
    """Replace all tier prices of the given products."""
    replaced: dict[str, None] = {}

    def act(product: Product, row: Row) -> None:
        prices = _of(product)
        if product.sku not in replaced:
            replaced[product.sku] = None
            prices.tiers = []
        prices.tiers.append(_tier(shop, row))

    return _each(shop, call, TIER, lambda row: _tier_problem(shop, row), act)


def delete_tiers(shop: Shop, call: Call) -> Any:
    """Delete tier prices that are equal in every field. Others are row errors."""

    def act(product: Product, row: Row) -> Problem | None:
        tier, prices = _tier(shop, row), _of(product)
        if tier not in prices.tiers:
            return _invalid("Price", row["price"], row)
        prices.tiers.remove(tier)
        return None

    return _each(shop, call, TIER, lambda row: _tier_problem(shop, row), act)


def _skus(call: Call) -> list[str]:
    given = _SKUS(call.data)
    if "skus" not in given:
        raise required("skus")
    skus: list[str] = given["skus"]
    return skus


def _products(shop: Shop, call: Call) -> list[Product]:
    return [shop.catalog.get(sku) for sku in _skus(call)]


def base(shop: Shop, call: Call) -> Any:
    """Base prices of `skus`: the global one (store 0), then those of store views. An unknown SKU is 404."""
    found = []
    for product in _products(shop, call):
        found.append({"price": number(product.price_cents), "store_id": 0, "sku": product.sku})
        own = product.prices.regular if product.prices else {}
        found += [
            {"price": number(price), "store_id": store_id, "sku": product.sku}
            for store_id, price in own.items()
        ]
    return found


def special(shop: Shop, call: Call) -> Any:
    """Special prices of `skus` with their period in UTC, one row per store."""
    return [
        {
            "price": number(held.cents),
            "store_id": store_id,
            "sku": product.sku,
            "price_from": stamp(held.from_ms) if held.from_ms is not None else None,
            "price_to": stamp(held.until_ms) if held.until_ms is not None else None,
        }
        for product in _products(shop, call)
        for store_id, held in (product.prices.special if product.prices else {}).items()
    ]


def cost(shop: Shop, call: Call) -> Any:
    """Costs of `skus`, one row per store. Products without a cost have no row."""
    return [
        {"cost": number(held), "store_id": store_id, "sku": product.sku}
        for product in _products(shop, call)
        for store_id, held in (product.prices.cost if product.prices else {}).items()
    ]


def tiers(shop: Shop, call: Call) -> Any:
    """Tier prices of `skus`. The customer group is a name; a discount is given in percent."""
    found = []
    for product in _products(shop, call):
        for tier in product.prices.tiers if product.prices else ():
            group = shop.groups.find(tier.group_id)
            fixed = tier.cents is not None
            found.append(
                {
                    "price": number(tier.cents if tier.cents is not None else tier.discount_hundredths),
                    "price_type": "fixed" if fixed else "discount",
                    "website_id": tier.website_id,
                    "sku": product.sku,
                    "customer_group": group.code if group else ALL_GROUPS,
                    "quantity": tier.quantity,
                }
            )
    return found


def tiers_of_product(shop: Shop, call: Call) -> Any:
    """Tier prices of one customer group, or of `all`. Discounts are shown as the resulting price."""
    product = shop.catalog.get(call.params["sku"])
    group = call.params["customerGroupId"]
    group_id = ANY_GROUP if group == "all" else path_id(group)
    if group_id != ANY_GROUP and shop.groups.find(group_id) is None:
        raise no_such("id", group_id)
    return _tiers_of_group(product, group_id)


def _tiers_of_group(product: Product, group_id: int) -> list[dict[str, Any]]:
    if product.prices is None:
        return []
    return [
        {
            "customer_group_id": 32000 if group_id == ANY_GROUP else group_id,
            "qty": tier.quantity,
            "value": number(tier.price(product.price_cents)),
        }
        for tier in product.prices.tiers
        if tier.group_id == group_id
    ]
