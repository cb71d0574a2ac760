r"""The columns of products and customers: their attributes, as an EAV entity has them.

An attribute that the shop does not have is refused by name. Source: Magento source, module-catalog and module-customer,
the attributes of Magento\Catalog\Setup\CategorySetup and Magento\Customer\Setup\CustomerSetup.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_magento.carts.cart_rows import tax_class
from fake_magento.model.attribute import Attribute
from fake_magento.model.customer import Customer
from fake_magento.model.price_list import SpecialPrice
from fake_magento.model.product import Product
from fake_magento.search.conditions import Column, leading_number
from fake_magento.search.criteria import Filter
from fake_magento.search.matching import Entity
from fake_magento.shop import Shop

_SAME = frozenset({"eq", "seq", "is"})


def _narrow_products(shop: Shop, wanted: Filter) -> list[Product] | None:
    if wanted.field != "sku" or wanted.condition not in _SAME:
        return None
    product = shop.catalog.find(wanted.value)
    return [product] if product else []


_OWN = {
    "entity_id": Column("number", lambda product: product.product_id),
    "sku": Column("text", lambda product: product.sku),
    "name": Column("text", lambda product: product.name),
    "price": Column("number", lambda product: product.price_cents / 100),
    "weight": Column("number", lambda product: product.weight_grams / 1000),
    "status": Column("number", lambda product: 1 if product.enabled else 2),
    "visibility": Column("number", lambda product: product.visibility),
    "type_id": Column("text", lambda product: product.kind),
    "attribute_set_id": Column("number", lambda product: 4),
    "has_options": Column("number", lambda product: int(product.made_of is not None)),
    "required_options": Column("number", lambda product: int(product.made_of is not None)),
    "category_id": Column("ids", lambda product: tuple(map(str, product.category_ids))),
    "category_ids": Column("ids", lambda product: tuple(map(str, product.category_ids))),
    "created_at": Column("time", lambda product: product.created_ms),
    "updated_at": Column("time", lambda product: product.updated_ms),
    "website_id": Column("ids", lambda product: tuple(map(str, product.website_ids))),
    "store_id": Column("number", lambda product: 1),
    "url_key": Column("text", lambda product: str(product.attributes.get("url_key", product.sku.lower()))),
    "special_price": Column("number", lambda product: _special(product, "cents")),
    "special_from_date": Column("time", lambda product: _special(product, "from_ms")),
    "special_to_date": Column("time", lambda product: _special(product, "until_ms")),
    "cost": Column("number", lambda product: _cost(product)),
    "tier_price": Column("number", lambda product: None),
}


def _special(product: Product, field: str) -> float | None:
    held: SpecialPrice | None = None if product.prices is None else product.prices.special.get(0)
    value = None if held is None else getattr(held, field)
    return value / 100 if value is not None and field == "cents" else value


def _cost(product: Product) -> float | None:
    held = None if product.prices is None else product.prices.cost.get(0)
    return None if held is None else held / 100


def products(shop: Shop) -> Entity:
    """Products with a column for each attribute that the shop has."""
    own: dict[str, Column] = {
        each.code: _attribute(each) for each in shop.attributes if each.code not in _OWN
    }
    own["tax_class_id"] = Column("number", lambda product: tax_class(shop, product))
    return Entity({**own, **_OWN}, flat=False, narrow=_narrow_products)


def _attribute(attribute: Attribute) -> Column:
    """The column of an attribute: a number where Magento stores one; several values are ids."""
    code = attribute.code
    if attribute.kind == "multiselect":
        return Column("ids", lambda product: _several(product.attributes.get(code)))
    if attribute.stored in ("int", "decimal"):
        return Column("number", lambda product: _number(product.attributes.get(code)))
    return Column("text", lambda product: _text(product.attributes.get(code)))


def _several(value: object) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else str(value).split(",") if value is not None else ()
    return tuple(str(row) for row in rows)


def _number(value: object) -> float | None:
    return None if value is None or value == "" else leading_number(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _of_address(field: str) -> Callable[[Customer], Any]:
    def read(customer: Customer) -> Any:
        return getattr(customer.addresses[0], field) if customer.addresses else None

    return read


_ADDRESS = {
    "city": "city",
    "company": "company",
    "country_id": "country",
    "firstname": "firstname",
    "lastname": "lastname",
    "postcode": "postcode",
    "region": "region",
    "telephone": "telephone",
}
_NEVER_SET = (
    "confirmation default_billing_region fax first_failure lock_expires middlename prefix rp_token suffix"
    " billing_fax billing_vat_id shipping_fax shipping_vat_id"
)
CUSTOMERS = Entity(
    {
        **{name: Column("text", lambda customer: None) for name in _NEVER_SET.split()},
        **{
            f"{side}_{name}": Column("text", _of_address(field))
            for side in ("billing", "shipping")
            for name, field in _ADDRESS.items()
        },
        "entity_id": Column("number", lambda customer: customer.customer_id),
        "email": Column("text", lambda customer: customer.email),
        "firstname": Column("text", lambda customer: customer.firstname),
        "lastname": Column("text", lambda customer: customer.lastname),
        "taxvat": Column("text", lambda customer: customer.taxvat),
        "dob": Column("text", lambda customer: customer.dob),
        "gender": Column("number", lambda customer: 0),
        "is_active": Column("number", lambda customer: 1),
        "disable_auto_group_change": Column("number", lambda customer: 0),
        "failures_num": Column("number", lambda customer: 0),
        "created_in": Column("text", lambda customer: customer.store.name or customer.store.code),
        "default_billing": Column("number", _of_address("address_id")),
        "default_shipping": Column("number", _of_address("address_id")),
        "group_id": Column("number", lambda customer: customer.group_id),
        "website_id": Column("number", lambda customer: 1),
        "store_id": Column("number", lambda customer: customer.store.store_id),
        "created_at": Column("time", lambda customer: customer.created_ms),
        "updated_at": Column("time", lambda customer: customer.updated_ms),
    },
    flat=False,
)
