"""What Business Central keeps besides the books: journals, credit memos that are not posted, and further fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.record_ids import guid

if TYPE_CHECKING:
    from fake_erp.erp import Erp
    from fake_erp.model import Invoice, Item, Order


@dataclass(slots=True)
class JournalLine:
    """A line of a journal that is not posted. `amount_cents` is what was received."""

    id: str
    journal: Journal
    number: int
    order: Order | None
    invoice: Invoice | None
    amount_cents: int
    fields: dict[str, Any]
    changed_at_ms: int
    change: int = 1


@dataclass(slots=True)
class Journal:
    """A batch of a general journal, or of one for payments of customers."""

    id: str
    code: str
    name: str
    for_payments: bool
    changed_at_ms: int
    lines: list[JournalLine] = field(default_factory=list)
    change: int = 1


@dataclass(slots=True)
class MemoLine:
    """A line of a credit memo that is not posted; `at` is the position of the line of the order, -1 for an amount."""

    id: str
    memo: Memo
    number: int
    kind: str
    object_number: str
    description: str
    at: int
    quantity: int
    amount_cents: int


@dataclass(slots=True)
class Memo:
    """A credit memo that is not posted."""

    id: str
    number: str
    order: Order | None
    invoice: Invoice | None
    fields: dict[str, Any]
    changed_at_ms: int
    lines: list[MemoLine] = field(default_factory=list)
    posted: str = ""
    change: int = 1


@dataclass(slots=True)
class Store:
    """`extras` are properties without a place in the books, by noun and number of their record."""

    extras: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    journals: dict[str, Journal] = field(default_factory=dict)
    memos: dict[str, Memo] = field(default_factory=dict)
    subscriptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    known_items: int = -1
    last: int = 0

    def next(self, kind: str) -> tuple[int, str]:
        """A new number and a GUID for a record of its own."""
        self.last += 1
        return self.last, guid(f"bc_{kind}", str(self.last))


def store_of(erp: Erp) -> Store:
    """What Business Central keeps of an ERP."""
    found: Store | None = erp.dialect_data.get("business_central")
    if found is None:
        found = erp.dialect_data["business_central"] = Store()
        for code, name, for_payments in (
            ("GENERAL", "General", False),
            ("PAYMENT", "Customer payments", True),
        ):
            key = guid("bc_journal", code)
            found.journals[key] = Journal(key, code, name, for_payments, erp.opened_ms)
    return found
