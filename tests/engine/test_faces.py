"""Customers have the names and addresses that Faker itself draws."""

from __future__ import annotations

import random

import pytest
from faker import Faker

from fake_magento.model.address import Address
from golive.workloads.customers.faces import POOL, Face, faces

COUNTRIES = {"de_DE": "DE", "en_GB": "GB", "fr_FR": "FR"}


def drawn_by_faker(number: int) -> tuple[Face, ...]:
    faker = Faker(list(COUNTRIES))
    faker.seed_instance(number)
    found = []
    for place in range(POOL):
        locale, country = list(COUNTRIES.items())[place % len(COUNTRIES)]
        local = faker[locale]
        first, last = local.first_name(), local.last_name()
        street = local.street_address().replace("\n", ", ")
        address = Address(
            first, last, (street,), local.city(), local.postcode(), country, local.phone_number()
        )
        found.append(Face(first, last, address, f"{first}.{last}".lower().replace(" ", "")))
    return tuple(found)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_faces_are_those_of_faker(seed: int) -> None:
    assert faces(random.Random(seed)) == drawn_by_faker(random.Random(seed).getrandbits(64))


def test_another_seed_gives_other_faces() -> None:
    assert faces(random.Random(1)) != faces(random.Random(2))
