"""Master data for an ERP that stands alone: items with stock, and business customers."""

from __future__ import annotations

from random import Random

from faker import Faker

from fake_erp.erp import Erp

_THINGS = ("Mug", "Lamp", "Chair", "Notebook", "Bottle", "Blanket", "Clock", "Knife", "Basket", "Shelf")
_COLOURS = ("white", "black", "blue", "green", "red", "grey", "sand", "teal")


def seed_items(erp: Erp, rng: Random, count: int, opening: tuple[int, int] = (20, 400)) -> list[str]:
    """Add items with opening stock in every warehouse; their SKUs. Prices are whole units less a cent."""
    skus = []
    for at in range(count):
        sku = f"ITEM-{at + 1:05d}"
        name = f"{rng.choice(_THINGS)}, {rng.choice(_COLOURS)}, no. {at + 1}"
        erp.items.add(sku, name, 100 * rng.randint(5, 120) - 1, 19)
        for warehouse in erp.warehouses:
            erp.stock.open(sku, warehouse, rng.randint(*opening))
        skus.append(sku)
    return skus


def seed_customers(erp: Erp, rng: Random, count: int, locale: str = "de_DE") -> list[str]:
    """Add customers of one country; their numbers. The same `rng` state gives the same people."""
    faker = Faker(locale)
    faker.seed_instance(rng.getrandbits(64))
    country = locale[-2:]
    numbers = []
    for _ in range(count):
        address = {
            "street": faker.street_address(),
            "city": faker.city(),
            "postcode": faker.postcode(),
            "country": country,
        }
        customer = erp.customers.add(faker.company(), faker.company_email(), address, faker.phone_number())
        numbers.append(customer.number)
    return numbers
