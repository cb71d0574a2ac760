# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""The system that owns each kind of data: values flow from the owner to the other side, never back."""

from __future__ import annotations

from dataclasses import dataclass

from golive.keys.declare import section, setting
from golive.keys.value_kinds import choice

OWNER = choice("erp", "shop", "either")


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceOwners:
    """Owners of prices."""

    list_prices: str = setting("list", OWNER, "List prices of items.", "erp")
    contract: str = setting("contract", OWNER, "Prices of price lists, customer groups and contracts.", "erp")
    promotion: str = setting("promotion", OWNER, "Special prices for a time.", "shop")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerOwners:
    """Owners of the data of customers."""

    terms: str = setting(
        "terms", OWNER, "Credit limit, payment terms, tax status, price list, blocks.", "erp"
    )
    contact: str = setting("contact", OWNER, "Name, e-mail address, telephone and login.", "shop")
    addresses: str = setting(
        "addresses",
        OWNER,
        "Addresses; the shop owns them at checkout: with a new order they may change.",
        "shop",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductOwners:
    """Owners of the data of products."""

    master: str = setting("master", OWNER, "SKU, cost and weight.", "erp")
    content: str = setting("content", OWNER, "Name, description, images, categories and visibility.", "shop")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owners:
    """Owners by domain. `either`: both sides may write, and no write is an offence."""

    orders: str = setting("orders", OWNER, "Orders after checkout.", "erp")
    stock: str = setting("stock", OWNER, "Stock.", "erp")
    shipments: str = setting(
        "shipments",
        OWNER,
        "Shipments: `shop`, where a warehouse system ships there and the ERP gets a delivery for each.",
        "erp",
    )
    prices: PriceOwners = section("prices", PriceOwners, "Prices.")
    customers: CustomerOwners = section("customers", CustomerOwners, "Customers.")
    products: ProductOwners = section("products", ProductOwners, "Products.")
