"""What the product keeps besides the books: codes, fields that have no other home, user-defined fields, queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fake_erp.erp import Erp
    from fake_erp.model import Customer

NAME = "business_one"


@dataclass(slots=True)
class Memory:
    """It is kept in `Erp.dialect_data`, and is part of snapshots."""

    kinds: dict[str, str] = field(default_factory=dict)
    """Orders that were saved as another document, by their numbers: `Quotations` or `Drafts`."""
    headers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Properties of documents and partners that the books have no place for, by the number of the record."""
    closed: set[str] = field(default_factory=set)
    """Orders that were closed and not cancelled, by their numbers."""
    card_codes: dict[str, str] = field(default_factory=dict)
    """The number of the customer that was created under a code of its own."""
    code_of: dict[str, str] = field(default_factory=dict)
    """The code of such a customer."""
    codes: dict[str, list[str]] = field(default_factory=dict)
    """Names that the product numbers, by their kind; the place in the list, from 1, is the code."""
    user_fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    """User-defined fields that clients added, by table and name."""
    prefixes: dict[str, str] = field(default_factory=dict)
    """Of the numbers of each kind of document."""
    queries: dict[str, dict[str, Any]] = field(default_factory=dict)
    """SQL queries by their code."""

    def code(self, kind: str, name: str) -> int:
        """The code of a name, which it gets when it is first asked for."""
        names = self.codes.setdefault(kind, [])
        if name not in names:
            names.append(name)
        return names.index(name) + 1

    def name(self, kind: str, code: Any) -> str | None:
        """The name with a code."""
        names = self.codes.get(kind, [])
        return names[code - 1] if type(code) is int and 0 < code <= len(names) else None

    def header(self, number: str) -> dict[str, Any]:
        """What is kept of a record; not to be changed."""
        return self.headers.get(number, {})

    def keep(self, number: str, values: dict[str, Any]) -> None:
        """Keep properties of a record; None takes one out."""
        kept = {**self.headers.get(number, {}), **values}
        kept = {name: value for name, value in kept.items() if value is not None}
        if kept:
            self.headers[number] = kept


def memory_of(erp: Erp) -> Memory:
    """What is kept for this ERP."""
    memory: Memory | None = erp.dialect_data.get(NAME)
    if memory is None:
        memory = erp.dialect_data[NAME] = Memory()
    return memory


def card_code(erp: Erp, customer: Customer) -> str:
    """The code of a business partner: the one it was created under, else its number."""
    return memory_of(erp).code_of.get(customer.number, customer.number)


def partner_of(erp: Erp, code: str) -> Customer | None:
    """The business partner with a code."""
    number = memory_of(erp).card_codes.get(code, code)
    customer = erp.customers.by_number.get(number)
    return customer if customer is not None and card_code(erp, customer) == code else None
