"""DocEntry and DocNum: the number of a document without the prefix of its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.numbering import PREFIXES
from fake_erp.dialects.record_ids import digits

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def prefix_of(erp: Erp, kind: str) -> str:
    """The prefix of the numbers of a kind of document."""
    plan = erp.config.finance.number_ranges.get(kind)
    return PREFIXES[kind] if plan is None or plan.prefix is None else plan.prefix


def entry_of(erp: Erp, kind: str, number: str) -> int:
    """The DocEntry of a document of a kind such as `order`."""
    return digits(number.removeprefix(prefix_of(erp, kind)))


def number_of(erp: Erp, kind: str, entry: Any) -> str:
    """The number of the books for a DocEntry; "" for what is no whole number."""
    whole = type(entry) is int or (type(entry) is str and entry.isascii() and entry.isdigit())
    return f"{prefix_of(erp, kind)}{entry}" if whole and len(str(entry)) < 19 else ""
