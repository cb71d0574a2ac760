"""The assortment of a sandbox beside its plain articles: every product type, every kind of price, coupons.

The SKUs are words, for readable examples. Parents are products of the shop only; their components are articles of both
systems.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from fake_magento.config import Coupon
from fake_magento.model.composites import (
    Bundle,
    BundleOption,
    Choice,
    Composite,
    Configurable,
    Grouped,
    Selection,
    VariantOption,
)
from fake_magento.model.price_list import PriceList, SpecialPrice, TierPrice
from fake_magento.shop import Shop

COLOURS = VariantOption(93, "color", "Color", {49: "Red", 50: "Blue"})
SIZES = VariantOption(144, "size", "Size", {166: "S", 167: "M", 168: "L"})
WHOLESALE = 2
"""The customer group of businesses."""

COUPONS = (Coupon("SPRING10", percent=10), Coupon("FIVER", cents=500), Coupon("ON-US", 100, on_shipping=True))

OPENING = 500
MOST_UNITS = 2
"""How many units of one of these articles an order takes on average, at most."""


@dataclass(frozen=True, slots=True)
class Good:
    """An article in stock, or a service, which is never short. `only_within`: sold as a part or a variant only."""

    sku: str
    name: str
    cents: int
    virtual: bool = False
    only_within: bool = False


TEES: dict[str, tuple[int, ...]] = {
    f"TEE-{colour.upper()}-{size}": (of_colour, of_size)
    for of_colour, colour in COLOURS.values.items()
    for of_size, size in SIZES.values.items()
}
GOODS = (
    *(
        Good(sku, f"Tee-{COLOURS.values[colour]}-{SIZES.values[size]}", 1_995, only_within=True)
        for sku, (colour, size) in TEES.items()
    ),
    Good("MUG", "Enamel mug", 1_290),
    Good("GLASS", "Tall glass", 890),
    Good("PLATE", "Dinner plate", 1_450),
    Good("BOWL", "Soup bowl", 1_190),
    Good("TEA", "Black tea, 250 g", 699),
    Good("HONEY", "Forest honey", 849, only_within=True),
    Good("WARRANTY-2Y", "Two more years of warranty", 2_900, virtual=True),
    Good("TICKET", "Ticket to the tasting", 1_500, virtual=True),
)

_CUP = BundleOption(1, "Something to drink from", (Selection(1, "MUG", 1), Selection(2, "GLASS", 2)))
_DISH = BundleOption(2, "Something to eat from", (Selection(3, "PLATE", 1), Selection(4, "BOWL", 1)))
_WARM = BundleOption(3, "Something warm", (Selection(5, "MUG", 1), Selection(6, "BOWL", 1)))
_GIFT = BundleOption(4, "Something sweet", (Selection(7, "TEA", 2), Selection(8, "HONEY", 1)))
_TABLE = BundleOption(5, "Plates", (Selection(9, "PLATE", 2),))
_GLASSES = BundleOption(6, "Glasses", (Selection(10, "GLASS", 2),))

PARENTS: tuple[tuple[str, str, int, Composite], ...] = (
    ("TEE", "Tee", 0, Configurable((COLOURS, SIZES), TEES)),
    ("BREAKFAST", "Breakfast for one", 0, Bundle((_CUP, _DISH))),
    ("HAMPER", "Gift hamper", 3_490, Bundle((_WARM, _GIFT), fixed=True)),
    ("TABLE", "Table for two", 0, Bundle((_TABLE, _GLASSES), separately=True)),
    ("DISHES", "Dishes", 0, Grouped({"PLATE": 1, "BOWL": 1, "MUG": 2})),
)
"""SKU, name, price of its own, what it is made of."""

SHELVES = {
    "Clothing": ("TEE", *TEES),
    "Kitchen": ("MUG", "GLASS", "PLATE", "BOWL", "DISHES", "TABLE"),
    "Gifts": ("HAMPER", "BREAKFAST", "TEA", "HONEY", "TICKET"),
    "Services": ("WARRANTY-2Y",),
}
"""Categories below the default one, in which all the others are."""

BASKETS: dict[str, tuple[tuple[str, int] | Choice, ...]] = {
    "configurable": (
        Choice("TEE", 2, "TEE-RED-M"),
        Choice("TEE", 1, "TEE-BLUE-L"),
        Choice("TEE", 1, "TEE-RED-S"),
    ),
    "bundle": (
        Choice("BREAKFAST", 1),
        Choice("TABLE", 1),
        Choice("BREAKFAST", 2, selections=(("GLASS", 2), ("BOWL", 1))),
    ),
    "fixed bundle": (Choice("HAMPER", 1), Choice("HAMPER", 1, selections=(("BOWL", 1), ("HONEY", 1)))),
    "grouped": (Choice("DISHES", 1), Choice("DISHES", 1, selections=(("PLATE", 2), ("BOWL", 2)))),
    "virtual": (("WARRANTY-2Y", 1), ("TICKET", 2)),
}
"""What is put into a cart by kind of product, in turn."""


def offer(shop: Shop, tax_percent: float, plain: list[str]) -> None:
    """Add the goods, their parents and categories to a shop, and special prices to some plain articles."""
    catalog = shop.catalog
    for good in GOODS:
        kind, weight = ("virtual", 0.0) if good.virtual else ("simple", 0.4)
        product = catalog.add(good.sku, good.name, good.cents, tax_percent, weight, kind)
        product.visibility = 1 if good.only_within else 4
        if good.sku in TEES:
            colour, size = TEES[good.sku]
            product.attributes.update(color=str(colour), size=str(size))
    for sku, name, cents, made_of in PARENTS:
        catalog.add(sku, name, cents, tax_percent, made_of=deepcopy(made_of))  # shops change theirs
    for option in (COLOURS, SIZES):
        attribute = shop.attributes.add(option.code, option.label, "select", attribute_id=option.attribute_id)
        for index, label in option.values.items():
            shop.attributes.add_option(attribute, label, index)
    for name, skus in SHELVES.items():
        category = shop.categories.add(name)
        for position, sku in enumerate(skus):
            shop.categories.put(catalog.get(sku), category, position)
    for sku, prices in zip(plain[1:], _price_lists(shop, plain[1:]), strict=False):
        catalog.get(sku).prices = prices


def _price_lists(shop: Shop, skus: list[str]) -> list[PriceList]:
    """Tier price for all from three units on, group price, special price: for the first three SKUs."""
    cents = [shop.catalog.get(sku).price_cents for sku in skus[:3]]
    found = [
        PriceList(tiers=[TierPrice(3, discount_hundredths=1_000)]),
        PriceList(tiers=[TierPrice(1, WHOLESALE, cents=cents[1] * 4 // 5)]) if cents[1:] else PriceList(),
        PriceList(special={0: SpecialPrice(cents[2] * 3 // 4)}) if cents[2:] else PriceList(),
    ]
    return found[: len(cents)]
