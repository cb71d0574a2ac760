"""Customer master, found by number, external reference or e-mail address."""

from __future__ import annotations

from typing import Any, Literal

from fake_erp.accounting.config import Finance
from fake_erp.accounting.numbering import NumberRange
from fake_erp.channels.feed import Feed
from fake_erp.errors import DuplicateReference, NotFound, Place, See
from fake_erp.model import Address, Checks, Customer, Emit, Now

CHANGEABLE = (
    "name",
    "email",
    "phone",
    "address",
    "external_reference",
    "credit_limit_cents",
    "terms_ms",
    "tax_status",
    "price_list",
    "group",
    "blocked",
    "blocked_deliveries",
    "blocked_billing",
)
"""Fields of the record that `Customers.update` takes; the rules decide which client may change which."""

TAX_STATUSES = ("taxable", "exempt")
BLOCKS = {"orders": "blocked", "deliveries": "blocked_deliveries", "billing": "blocked_billing"}
"""What a customer can be blocked for, and the field that says so."""


class Customers:
    """Emits `erp.customer.created`, `erp.customer.changed` and `erp.customer.approved`."""

    def __init__(self, now: Now, emit: Emit, finance: Finance, checks: Checks, feed: Feed[Customer]) -> None:
        self._now = now
        self._emit = emit
        self._checks = checks
        self._first_state = "approved" if finance.customer_approval == "none" else "pending"
        self._numbers = NumberRange.of("customer", finance.number_ranges)
        self.by_number: dict[str, Customer] = {}
        self.all: list[Customer] = []
        """Oldest first; a page of it costs what it shows."""
        self.by_reference: dict[str, Customer] = {}
        self._by_email: dict[str, list[Customer]] = {}
        self.feed = feed

    def add(
        self,
        name: str,
        email: str,
        address: Address,
        phone: str = "",
        reference: str = "",
        by: str = "",
    ) -> Customer:
        """Raises DuplicateReference when another customer has the reference. E-mail addresses may repeat."""
        self._check_reference(reference, None)
        number, now = self._numbers.next(), self._now()
        customer = Customer(number, name, email, phone, address, reference, self._checks.credit_cents, now)
        customer.approval = self._first_state
        customer.changed_at_ms = now
        self.by_number[number] = customer
        self.all.append(customer)
        if reference:
            self.by_reference[reference] = customer
        self._by_email.setdefault(email.lower(), []).append(customer)
        self.feed.touch(customer)
        self._emit("erp.customer.created", {"customer": number}, {"email": email, "ref": reference, "by": by})
        return customer

    def get(self, number: str) -> Customer:
        """Raises NotFound."""
        customer = self.by_number.get(number)
        if customer is None:
            raise NotFound(
                (f"there is no customer {number[:64]!r}; ", See("customer.create"), " creates one"), "number"
            )
        return customer

    def with_email(self, email: str) -> list[Customer]:
        """All customers with this address, whatever the case of its letters, oldest first."""
        return list(self._by_email.get(email.lower(), ()))

    def update(self, customer: Customer, changes: dict[str, Any], by: str = "") -> None:
        """Set fields of `CHANGEABLE`. What is the same already is no change.

        Raises DuplicateReference for a reference that another customer has, ValueError for a field that
        cannot be changed.
        """
        strange = [name for name in changes if name not in CHANGEABLE]
        if strange:
            raise ValueError(f"a customer's {strange[0]!r} cannot be changed; {', '.join(CHANGEABLE)} can")
        real = {name: value for name, value in changes.items() if getattr(customer, name) != value}
        if not real:
            return
        if "external_reference" in real:
            self._check_reference(real["external_reference"], customer)
            self._file_reference(customer, real["external_reference"])
        if "email" in real:
            self._by_email[customer.email.lower()].remove(customer)
            self._by_email.setdefault(real["email"].lower(), []).append(customer)
        was = {name: _plain(getattr(customer, name)) for name in real}
        for name, value in real.items():
            setattr(customer, name, value)
        self._touch(customer)
        now = {name: _plain(value) for name, value in real.items()}
        self._emit(
            "erp.customer.changed",
            {"customer": customer.number},
            {"fields": list(real), "by": by, "email": customer.email, "was": was, "now": now},
        )

    def replace(self, gone: Customer, by_customer: Customer, by: str) -> None:
        """Take a customer out; its reference and e-mail address lead to another. Emits `erp.customer.merged`."""
        del self.by_number[gone.number]
        self.all.remove(gone)
        for reference, customer in [*self.by_reference.items()]:
            if customer is gone:
                self.by_reference[reference] = by_customer
        for known in self._by_email.values():
            if gone in known:
                known[:] = [each for each in known if each is not gone and each is not by_customer]
                known.append(by_customer)
        self._touch(by_customer)
        data = {"into": by_customer.number, "email": gone.email, "into_email": by_customer.email, "by": by}
        self._emit("erp.customer.merged", {"customer": gone.number}, data)

    def approve(self, number: str, by: str = "") -> None:
        """Approve a new customer. Approving twice changes nothing. Raises NotFound."""
        customer = self.get(number)
        if customer.approval != "approved":
            customer.approval = "approved"
            self._touch(customer)
            self._emit("erp.customer.approved", {"customer": number}, {"by": by})

    @property
    def pending(self) -> list[Customer]:
        """Customers that wait for approval, oldest first."""
        return [customer for customer in self.by_number.values() if customer.approval == "pending"]

    def set_blocked(
        self, number: str, blocked: bool, what: Literal["orders", "deliveries", "billing"] = "orders"
    ) -> None:
        """Block a customer for new orders, deliveries or billing, or let it go on. Raises NotFound."""
        self.update(self.get(number), {BLOCKS[what]: blocked})

    def set_credit_limit(self, number: str, credit_cents: int) -> None:
        """In the home currency. Raises NotFound."""
        self.update(self.get(number), {"credit_limit_cents": credit_cents})

    def _check_reference(self, reference: str, customer: Customer | None) -> None:
        taken = self.by_reference.get(reference) if reference else None
        if taken is not None and taken is not customer:
            raise DuplicateReference(
                (
                    Place("external_reference"),
                    f" {reference!r} belongs to customer {taken.number}; use that customer",
                ),
                "external_reference",
                {"number": taken.number},
            )

    def _file_reference(self, customer: Customer, reference: str) -> None:
        if customer.external_reference:
            del self.by_reference[customer.external_reference]
        if reference:
            self.by_reference[reference] = customer

    def _touch(self, customer: Customer) -> None:
        customer.changed_at_ms = self._now()
        self.feed.touch(customer)


def _plain(value: Any) -> Any:
    """A field value for a fact: an address as a copy."""
    return dict(value) if isinstance(value, dict) else value
