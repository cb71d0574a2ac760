# ruff: noqa: RUF009 - the calls in the defaults declare fields, as dataclasses.field does
"""What a company holds for equal in the content of orders: keys of the section `judge`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from golive.keys.declare import many, pairs, section, setting
from golive.keys.value_kinds import choice, word

FIELDS = (
    "name",
    "street",
    "city",
    "postcode",
    "country",
    "company",
    "region",
    "phone",
    "ship_to",
    "bill_to",
    "customer",
    "date",
    "payment_method",
    "payment_amount",
    "prepaid",
    "shipping_method",
    "channel",
    "currency",
    "total",
    "tax",
    "discount",
    "shipping",
    "lines",
    "prices",
    "custom_fields",
    "options",
    "reference",
)
"""Fields of an order that are compared. Parts of an address count for both addresses."""

DETAILS = ("region", "phone")
"""Fields that an integration may leave out in all orders; this is reported once, and loses no order."""

OPTIONS = "options"
"""What shoppers entered and selected for custom options; reported once where the ERP has none of it."""

NAME = "name"
"""May be left out in addresses that are those of the customer: the ERP takes that of its customer."""

SOURCES = ("entity_id", "store", "customer_id", "coupon", "email", "method", "currency", "replaces")
"""Fields of a shop order that a custom field may hold."""

_SKU = word("a SKU such as SKU-00001", r"\S(?:.*\S)?")
_WORD = word("a word of the system, such as card", r"\S(?:.*\S)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Equal:
    """The section `judge.equal`: words of the shop, each with the word of the ERP that it must become."""

    skus: tuple[tuple[str, str], ...] = pairs("skus", _SKU, _SKU, "SKUs of the ERP, by SKU of the shop.")
    payment_methods: tuple[tuple[str, str], ...] = pairs(
        "payment_methods", _WORD, _WORD, "Payment methods of the ERP, by method of the shop."
    )
    shipping_methods: tuple[tuple[str, str], ...] = pairs(
        "shipping_methods", _WORD, _WORD, "Shipping methods of the ERP, by method of the shop."
    )
    channels: tuple[tuple[str, str], ...] = pairs(
        "channels", _WORD, _WORD, "Sales channels of the ERP, by store of the shop."
    )

    @property
    def words(self) -> Mapping[str, Mapping[str, str]]:
        """The words of the ERP by field and by word of the shop."""
        return {
            "payment_method": dict(self.payment_methods),
            "shipping_method": dict(self.shipping_methods),
            "channel": dict(self.channels),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Equality:
    """Keys of the section `judge` about the content of orders."""

    ignore: tuple[str, ...] = many("ignore", choice(*FIELDS), "Fields of an order that are not compared.")
    demand: tuple[str, ...] = many(
        "demand",
        choice(NAME, *DETAILS, OPTIONS),
        "Details that every ERP order must have, also where the integration writes them in none.",
    )
    rounding: str = setting(
        "rounding",
        choice("accept", "flag"),
        "What the integration does about cents that the ERP itself rounds: nothing, or report the order on the desk.",
        "accept",
    )
    custom_fields: tuple[tuple[str, str], ...] = pairs(
        "custom_fields",
        _WORD,
        choice(*SOURCES),
        "Custom fields of the ERP that are compared, each with the field of the shop's order it must hold.",
    )
    equal: Equal = section(
        "equal", Equal, "Words of the shop and the words of the ERP that are equal to them."
    )
