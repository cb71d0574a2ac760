"""Document numbers as S/4 shows them: digits only, without leading zeros; lines in steps of ten."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from fake_erp.dialects.record_ids import digits

R = TypeVar("R")
STEP = 10


@lru_cache(maxsize=65_536)
def shown(number: str) -> str:
    """A number of the books as a document number.

    >>> shown("SO100001")
    '100001'
    """
    return str(digits(number))


def find(records: Mapping[str, R], text: str) -> R | None:
    """The record of that document number, with or without leading zeros, among `records` by their numbers."""
    wanted = text.lstrip("0")
    if not wanted or not wanted.isascii() or not wanted.isdigit() or not records:
        return None
    last = next(reversed(records if isinstance(records, dict) else list(records)))
    prefix = last.rstrip("0123456789")
    found = records.get(f"{prefix}{wanted}")
    if found is not None or len(last) == len(prefix) + len(wanted):
        return found
    return next((record for number, record in records.items() if shown(number) == wanted), None)


def item_text(at: int) -> str:
    """The number of the line at a position, counted from 0."""
    return str((at + 1) * STEP)


def position(text: str) -> int | None:
    """The position of a line by its number; None for what is none."""
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) % STEP or not int(text):
        return None
    return int(text) // STEP - 1
