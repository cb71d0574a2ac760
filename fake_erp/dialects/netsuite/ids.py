"""Internal ids: whole numbers, unique among transactions of every type.

The id of a transaction is the digits of its number and one digit for its type: order SO100001 is 1000011.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.record_ids import digits

if TYPE_CHECKING:
    from fake_erp.erp import Erp

LONGEST = 18
TYPE_DIGITS = {"order": 1, "delivery": 2, "invoice": 3, "credit_note": 4, "payment": 5, "return": 6}


@lru_cache(maxsize=65_536)
def transaction_id(noun: str, number: str) -> int:
    """The internal id of a transaction.

    >>> transaction_id("order", "SO100001")
    1000011
    """
    return digits(number) * 10 + TYPE_DIGITS[noun]


@lru_cache(maxsize=16_384)
def customer_id(number: str) -> int:
    """The internal id of a customer."""
    return digits(number)


def whole(text: str) -> int | None:
    """An internal id as a number; None for what is none."""
    return int(text) if 0 < len(text) <= LONGEST and text.isascii() and text.isdigit() else None


class Numbers:
    """Numbers of records by their digits. It is kept in `Erp.dialect_data`."""

    def __init__(self) -> None:
        self._known: dict[str, dict[int, str]] = {}
        self._seen: dict[str, int] = {}
        self._prefix: dict[str, str] = {}

    def find(self, kind: str, records: Mapping[str, Any], wanted: int) -> Any | None:
        """The record of `records`, by their numbers, whose number has these digits."""
        if kind not in self._prefix and records:
            first = next(iter(records))
            self._prefix[kind] = first.rstrip("0123456789")
        guess = records.get(f"{self._prefix.get(kind, '')}{wanted}")
        if guess is not None:
            return guess
        known = self._known.setdefault(kind, {})
        seen = self._seen.get(kind, 0)
        if wanted not in known and seen != len(records):
            for number in islice(records, seen, None):
                known[digits(number)] = number
            self._seen[kind] = len(records)
        number = known.get(wanted, "")
        return records.get(number)


def numbers_of(erp: Erp) -> Numbers:
    """The index of numbers of an ERP."""
    found: Numbers | None = erp.dialect_data.get("netsuite_numbers")
    if found is None:
        found = erp.dialect_data["netsuite_numbers"] = Numbers()
    return found


def transaction_of(erp: Erp, noun: str, records: Mapping[str, Any], wanted: int) -> Any | None:
    """The transaction of that type and internal id."""
    number, kind = divmod(wanted, 10)
    return numbers_of(erp).find(noun, records, number) if kind == TYPE_DIGITS[noun] else None
