"""One customer per e-mail address.

Modelled on NetSuite ("This entity already exists.") and SAP Business One (Service Layer, error -2035).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import DuplicateReference, Place
from fake_erp.rules.base import NOT_APPLICABLE, AccessRequest, Books, Gate, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class DuplicateCustomer(Rule):
    """A second customer with the e-mail address of another."""

    about: ClassVar[str] = "a new customer"
    status: ClassVar[int] = 409
    code: ClassVar[str] = "duplicate_reference"
    place: ClassVar[Place] = Place("email")
    emerges: ClassVar[str] = "the customer has bought before, perhaps as a guest"

    mode: str = setting("mode", "choice", "What happens to it.", "accept", choices=("accept", "refuse"))

    def at_any(self, books: Books) -> Gate | None:
        if self.mode == "accept":
            return None
        with_email = books.customers.with_email

        def gate(request: AccessRequest) -> str:
            if request.operation != "customer.create" or not isinstance(request.document, dict):
                return NOT_APPLICABLE
            email = request.document.get("email")
            known = with_email(email) if isinstance(email, str) else []
            if known and isinstance(email, str):
                raise DuplicateReference(
                    (
                        Place("email"),
                        f" {email[:64]!r} belongs to customer {known[0].number}; use that customer",
                    ),
                    "email",
                    {"number": known[0].number},
                )
            return ""

        return gate
