"""What a site keeps besides the books: drafts, addresses, names of amended documents, CSRF tokens.

It is in `Erp.dialect_data` and is part of snapshots.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class Loose:
    """A document that is in no book of the ERP: a draft, or an address."""

    doctype: str
    name: str
    doc: dict[str, Any]
    created_at_ms: int
    changed_at_ms: int
    docstatus: int = 0


@dataclass(slots=True)
class Store:
    """`names` and `numbers` map (kind, number) to a name other than that of the series, and back.

    `addresses` are the addresses that an order was sent with, by its number: of billing and of shipping.
    """

    loose: dict[str, dict[str, Loose]] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    numbers: dict[str, tuple[str, str]] = field(default_factory=dict)
    addresses: dict[str, tuple[str, str]] = field(default_factory=dict)
    amended: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    csrf: dict[str, str] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)

    def count(self, series: str) -> int:
        """The next number of a series of drafts."""
        self.counters[series] = self.counters.get(series, 0) + 1
        return self.counters[series]

    def rename(self, kind: str, number: str, name: str) -> None:
        """Give a record of the books another name than that of its series."""
        self.names[kind, number] = name
        self.numbers[name] = (kind, number)


def store_of(erp: Erp) -> Store:
    """The store of an ERP."""
    kept: Store | None = erp.dialect_data.get("erpnext")
    if kept is None:
        kept = erp.dialect_data["erpnext"] = Store()
    return kept
