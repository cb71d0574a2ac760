"""Customer accounts, customer groups, and personal data of customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from fake_magento.config import StoreConfig
from fake_magento.model.address import Address


@dataclass(slots=True)
class CustomerGroup:
    """A group decides tier prices and the tax class of its customers."""

    group_id: int
    code: str
    tax_class_id: int = 3


@dataclass(slots=True)
class Customer:
    """A registered customer; guests have no record."""

    customer_id: int
    email: str
    firstname: str
    lastname: str
    addresses: list[Address]
    store: StoreConfig
    created_ms: int
    updated_ms: int
    group_id: int = 1
    taxvat: str | None = None
    dob: str | None = None
    password: str | None = None
    """None: the customer cannot log in."""


class PersonalData(NamedTuple):
    """`date_of_birth` is an ISO date, `payment_token` that of the payment provider, `marketing_consent` its proof."""

    date_of_birth: str
    payment_token: str
    marketing_consent: str


@dataclass(frozen=True, slots=True)
class Erased:
    """What an account held until it was erased at `at_ms`."""

    at_ms: int
    customer_id: int
    email: str
    name: str
    phones: tuple[str, ...]
    streets: tuple[str, ...]
