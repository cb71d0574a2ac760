"""Names of documents: naming series, made of a prefix, the year and the digits of the number in the books."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fake_erp.accounting.numbering import PREFIXES
from fake_erp.dialects.erpnext.clock import day
from fake_erp.dialects.record_ids import digits

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SERIES: Mapping[str, str] = {
    "customer": "CUST",
    "order": "SAL-ORD",
    "delivery": "MAT-DN",
    "return": "MAT-DN-RET",
    "invoice": "ACC-SINV",
    "credit_note": "ACC-SINV-RET",
    "payment": "ACC-PAY",
}
"""Kind of record to its naming series."""


@lru_cache(maxsize=65_536)
def series_name(kind: str, number: str, at_ms: int) -> str:
    """The name that a record of the books has by its series.

    >>> series_name("order", "SO100001", 1_764_306_000_000)
    'SAL-ORD-2025-100001'
    """
    return f"{SERIES[kind]}-{day(at_ms)[:4]}-{digits(number):05d}"


def number_in(erp: Erp, kind: str, name: str) -> str:
    """The number in the books that a name by the series of this kind stands for; "" for another name."""
    plan: Any = erp.config.finance.number_ranges.get(kind)
    return _number(kind, PREFIXES[kind] if plan is None or plan.prefix is None else plan.prefix, name)


@lru_cache(maxsize=65_536)
def _number(kind: str, prefix: str, name: str) -> str:
    head, _, last = name.rpartition("-")
    if not (last.isascii() and last.isdigit()) or len(last) > 18 or head[:-5] != SERIES[kind]:
        return ""
    return f"{prefix}{int(last)}"
