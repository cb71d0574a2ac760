"""What S/4 keeps besides the books: which orders were deleted, and the categories of business partners."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_erp.erp import Erp


@dataclass(slots=True)
class Store:
    """`deleted` are numbers of orders; `organisations` numbers of customers of category 2."""

    deleted: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)


def store_of(erp: Erp) -> Store:
    """What S/4 keeps of an ERP."""
    found: Store | None = erp.dialect_data.get("s4hana")
    if found is None:
        found = erp.dialect_data["s4hana"] = Store()
    return found
