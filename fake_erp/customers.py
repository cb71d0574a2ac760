"""Customer master, found by number, external reference or e-mail address."""

from __future__ import annotations

from fake_erp.errors import DuplicateReference, NotFound
from fake_erp.model import Address, Customer, Emit, Now
from fake_erp.numbering import NumberRange


class Customers:
    """Emits `erp.customer.created`."""

    def __init__(self, now: Now, emit: Emit) -> None:
        self._now = now
        self._emit = emit
        self.credit_cents = 0
        """Credit limit of a new customer, as the rule of credit limits has it."""
        self._numbers = NumberRange("C")
        self.by_number: dict[str, Customer] = {}
        self.by_reference: dict[str, Customer] = {}
        self._by_email: dict[str, list[Customer]] = {}

    def add(self, name: str, email: str, address: Address, phone: str = "", reference: str = "") -> Customer:
        """Raises DuplicateReference when another customer has the reference. E-mail addresses may repeat."""
        taken = self.by_reference.get(reference) if reference else None
        if taken is not None:
            raise DuplicateReference(
                f"external_reference {reference!r} belongs to customer {taken.number}; use that customer",
                "external_reference",
                {"number": taken.number},
            )
        number = self._numbers.next()
        customer = Customer(number, name, email, phone, address, reference, self.credit_cents, self._now())
        self.by_number[number] = customer
        if reference:
            self.by_reference[reference] = customer
        self._by_email.setdefault(email.lower(), []).append(customer)
        self._emit("erp.customer.created", {"customer": number}, {"email": email, "ref": reference})
        return customer

    def get(self, number: str) -> Customer:
        """Raises NotFound."""
        customer = self.by_number.get(number)
        if customer is None:
            raise NotFound(
                f"there is no customer {number[:64]!r}; POST /api/v1/customers creates one", "number"
            )
        return customer

    def with_email(self, email: str) -> list[Customer]:
        """All customers with this address, whatever the case of its letters, oldest first."""
        return list(self._by_email.get(email.lower(), ()))

    def set_blocked(self, number: str, blocked: bool) -> None:
        self.get(number).blocked = blocked

    def set_credit_limit(self, number: str, credit_cents: int) -> None:
        self.get(number).credit_limit_cents = credit_cents
