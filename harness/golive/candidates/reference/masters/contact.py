"""The contact data of one customer, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from golive.scenario.model.owners import CustomerOwners


@dataclass(frozen=True, slots=True)
class Contact:
    """`customer` is its number in the ERP. `order` is its latest order, placed `at`.

    `sent` is what the ERP has been given, `due` what the latest order shows.
    """

    customer: str
    order: str
    at: str
    sent: dict[str, Any]
    due: dict[str, Any]

    @property
    def changes(self) -> dict[str, Any]:
        """The body of `PATCH /api/v1/customers/{number}`: what the shop has changed; empty for nothing."""
        return {name: value for name, value in self.due.items() if self.sent.get(name) != value}


def fields_of(owners: CustomerOwners) -> tuple[str, ...]:
    """The fields that the ERP does not own."""
    contact = () if owners.contact == "erp" else ("name", "email", "phone")
    return contact if owners.addresses == "erp" else (*contact, "address")


def noted(known: Contact | None, customer: str, order: dict[str, Any], given: dict[str, Any]) -> Contact:
    """What is known after an order of the shop, with the fields that it gives. The latest order counts."""
    number, at = order["increment_id"], order["created_at"]
    fields = {name: value for name, value in given.items() if value}
    if known is None:
        return Contact(customer, number, at, fields, fields)
    if at <= known.at:
        return known
    return Contact(customer, number, at, known.sent, {**known.due, **fields})
