"""A shop with every kind of product, and stores in two currencies."""

from __future__ import annotations

from typing import Any

from fake_magento import StoreConfig
from fake_magento.config import Coupon
from fake_magento.model.composites import (
    Bundle,
    BundleOption,
    Choice,
    Configurable,
    Grouped,
    Selection,
    VariantOption,
)

from .world import World

STORES = (
    StoreConfig("default", 1, "EUR", "inclusive", 490, 19),
    StoreConfig("us", 2, "USD", "exclusive", 1000, 20, base_currency="EUR", rate_millionths=1_100_000),
    StoreConfig("ch", 3, "CHF", "inclusive", 795, 7.7, base_currency="EUR", rate_millionths=937_411),
    StoreConfig("net", 4, "EUR", "exclusive", 599, 19),
)
COUPONS = (
    Coupon("TENTH", percent=10),
    Coupon("FIVE", cents=500, on_shipping=True),
    Coupon("ALL", 100, 0, True),
)
CHOICES = (
    Choice("HOODIE", 1, "HOODIE-M"),
    Choice("HOODIE", 2, "HOODIE-L"),
    Choice("BOX", 2),
    Choice("BOX", 1, selections=(("SKU-3", 2), ("SKU-4", 1))),
    Choice("HAMPER", 3),
    Choice("KIT", 2),
    Choice("SET", 1),
    Choice("SET", 2, selections=(("SKU-1", 1), ("SKU-4", 4))),
    Choice("GIFT", 1),
)


def furnished(**config: Any) -> World:
    """The five simple products of `World`, and: HOODIE in two sizes, BOX (a bundle that costs what is in it), HAMPER
    (a bundle with a price), SET (a group), GIFT (virtual)."""
    config.setdefault("stores", STORES)
    config.setdefault("coupons", COUPONS)
    world = World(**config)
    catalog, stock = world.shop.catalog, world.shop.stock
    for size, price in (("M", 4999), ("L", 5205)):
        catalog.add(f"HOODIE-{size}", f"Hoodie-{size}", price, 19, 0.6)
        stock.open(f"HOODIE-{size}", stock.default_source, 40)
    sizes = VariantOption(93, "size", "Size", {52: "M", 53: "L"})
    catalog.add(
        "HOODIE",
        "Hoodie",
        0,
        19,
        0.6,
        made_of=Configurable((sizes,), {"HOODIE-M": (52,), "HOODIE-L": (53,)}),
    )
    first = BundleOption(1, "First", (Selection(1, "SKU-1", 1), Selection(2, "SKU-3", 2)))
    second = BundleOption(2, "Second", (Selection(3, "SKU-2", 3), Selection(4, "SKU-4", 1)))
    catalog.add("BOX", "Box", 0, 19, made_of=Bundle((first, second)))
    catalog.add("HAMPER", "Hamper", 7777, 7, made_of=Bundle((first, second), fixed=True))
    catalog.add("KIT", "Kit", 0, 19, made_of=Bundle((first, second), separately=True))
    catalog.add("SET", "Set", 0, 19, made_of=Grouped({"SKU-1": 1, "SKU-4": 2}))
    catalog.add("GIFT", "Gift", 1500, 0, 0, "virtual")
    stock.open("GIFT", stock.default_source, 500)
    return world
