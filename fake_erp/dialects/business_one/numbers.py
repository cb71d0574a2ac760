"""DocEntry and DocNum: the number of a document without the prefix of its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.accounting.numbering import PREFIXES
from fake_erp.dialects.business_one.memory import memory_of

if TYPE_CHECKING:
    from fake_erp.erp import Erp


def prefix_of(erp: Erp, kind: str) -> str:
    """The prefix of the numbers of a kind of document."""
    prefixes = memory_of(erp).prefixes
    prefix = prefixes.get(kind)
    if prefix is None:
        plan = erp.config.finance.number_ranges.get(kind)
        prefix = prefixes[kind] = PREFIXES[kind] if plan is None or plan.prefix is None else plan.prefix
    return prefix


def entry_of(erp: Erp, kind: str, number: str) -> int:
    """The DocEntry of a document of a kind such as `order`."""
    return int(number[len(prefix_of(erp, kind)) :])


def entry_and_prefix(erp: Erp, kind: str, number: str) -> tuple[int, str]:
    """The DocEntry of a document, and the prefix of its series."""
    prefix = prefix_of(erp, kind)
    return int(number[len(prefix) :]), prefix


def number_of(erp: Erp, kind: str, entry: Any) -> str:
    """The number of the books for a DocEntry; "" for what is no whole number."""
    is_whole = type(entry) is int or (type(entry) is str and entry.isascii() and entry.isdigit())
    return f"{prefix_of(erp, kind)}{entry}" if is_whole and len(str(entry)) < 19 else ""
