"""Generated master data: catalogue, stock and registered customers, from Faker with a given random generator."""

from __future__ import annotations

import random
from collections.abc import Iterator

from faker import Faker

from fake_magento.model.address import Address
from fake_magento.model.customer import Customer
from fake_magento.shop import Shop

_NOUNS = (
    "Hoodie",
    "Mug",
    "Lamp",
    "Kettle",
    "Notebook",
    "Backpack",
    "Blanket",
    "Candle",
    "Speaker",
    "Umbrella",
)
_LOCALES = {"DE": "de_DE", "AT": "de_AT", "FR": "fr_FR", "GB": "en_GB"}


class People:
    """Names and addresses of customers in one country, with unique e-mail addresses."""

    def __init__(self, rng: random.Random, country: str = "DE") -> None:
        self._rng = rng
        self._country = country
        self._faker = Faker(_LOCALES.get(country, "en_US"))
        self._faker.seed_instance(rng.getrandbits(64))
        self._count = 0

    def address(self) -> Address:
        """A random address; one in four has a second street line."""
        fake = self._faker
        street = [fake.street_address().replace("\n", " ")]
        if self._rng.random() < 0.25:
            street.append(f"c/o {fake.last_name()}")
        return Address(
            firstname=fake.first_name(),
            lastname=fake.last_name(),
            street=tuple(street),
            city=fake.city(),
            postcode=fake.postcode(),
            country=self._country,
            telephone=fake.phone_number(),
            company=fake.company() if self._rng.random() < 0.1 else None,
        )

    def email(self, address: Address) -> str:
        """A new e-mail address made of the name."""
        self._count += 1
        name = f"{address.firstname}.{address.lastname}".encode("ascii", "ignore").decode().lower()
        return f"{name.replace(' ', '') or 'kunde'}{self._count}@example.com"


def fill_catalog(
    shop: Shop,
    rng: random.Random,
    skus: int = 200,
    price_cents: tuple[int, int] = (500, 12_000),
    opening: tuple[int, int] = (200, 2000),
    tax_percent: float = 19,
) -> list[str]:
    """Add products with stock at every source; gives their SKUs. Both ranges include their ends."""
    fake = Faker("en_US")
    fake.seed_instance(rng.getrandbits(64))
    added = []
    for number in range(1, skus + 1):
        sku = f"SKU-{number:05d}"
        name = f"{fake.color_name()} {rng.choice(_NOUNS)}"
        weight = rng.randint(50, 4000) / 1000
        shop.catalog.add(sku, name, rng.randint(*price_cents), tax_percent, weight)
        for source in shop.config.sources:
            shop.stock.open(sku, source, rng.randint(*opening))
        added.append(sku)
    return added


def register(shop: Shop, people: People, count: int) -> Iterator[Customer]:
    """Register customers with one address each, one at a time."""
    for _ in range(count):
        address = people.address()
        yield shop.customers.add(people.email(address), address.firstname, address.lastname, address)
