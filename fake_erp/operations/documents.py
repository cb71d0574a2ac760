"""Commands for customers, payments, returns and credit notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fake_erp.accounting.credit_notes import Wanted
from fake_erp.model import Address, CreditNote, Customer, Delivery, Document, Invoice, Order, Payment, Return
from fake_erp.operations.base import Hides, Parts


@dataclass(frozen=True, slots=True)
class CreateCustomer:
    """Create a customer."""

    name: str
    email: str
    address: Address
    phone: str = ""
    reference: str = ""
    by: str = ""

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        return parts.customers.add(self.name, self.email, self.address, self.phone, self.reference, self.by)


@dataclass(frozen=True, slots=True)
class ChangeCustomer:
    """`changes` are values by the attributes of the record."""

    number: str
    changes: Mapping[str, Any]
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Customer:
        customer = parts.customers.get(self.number)
        parts.customers.update(customer, dict(self.changes), self.by)
        return customer


@dataclass(frozen=True, slots=True)
class CreatePayment:
    """Post a payment received for an order."""

    order: Order
    amount_cents: int
    reference: str
    method: str
    by: str
    invoice: Invoice | None = None
    document: Document | None = None

    def perform(self, parts: Parts, hides: Hides | None = None) -> Payment:
        return parts.payments.receive(
            self.order,
            self.amount_cents,
            self.reference,
            self.method,
            self.by,
            self.invoice,
            self.document,
        )


@dataclass(frozen=True, slots=True)
class CreateDelivery:
    """Post what has left of an order.

    `lines` are (position of the order line from 0, units), all open ones if empty.
    """

    order: Order
    lines: Sequence[tuple[int, int]]
    tracking: str
    reference: str
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> Delivery:
        return parts.delivery_posts.post(self.order, self.lines, self.tracking, self.reference, self.by)[0]


@dataclass(frozen=True, slots=True)
class CreateReturn:
    """`lines` are (position of the order line from 0, units)."""

    order: Order
    lines: Sequence[tuple[int, int]]
    disposition: str
    by: str
    why: str = ""
    reference: str = ""
    document: Document | None = None
    credit: str = "automatic"

    def perform(self, parts: Parts, hides: Hides | None = None) -> Return:
        return parts.returns.create(
            self.order,
            self.lines,
            self.disposition,
            self.by,
            self.why,
            self.reference,
            self.document,
            self.credit,
        )


@dataclass(frozen=True, slots=True)
class CreateCreditNote:
    """As `fake_erp.accounting.credit_notes.Wanted` says."""

    wanted: Wanted
    by: str

    def perform(self, parts: Parts, hides: Hides | None = None) -> CreditNote:
        return parts.credit_notes.issue(self.wanted, self.by)
