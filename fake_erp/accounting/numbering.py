"""Number ranges: every kind of document has its own, in order of creation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from fake_erp.errors import RuleRefused

PREFIXES = {
    "customer": "C",
    "order": "SO",
    "delivery": "DN",
    "invoice": "IN",
    "payment": "PY",
    "return": "RT",
    "credit_note": "CN",
}
"""Kinds of documents, and how their numbers begin unless a house decides otherwise."""

FIRST = 100_001


@dataclass(frozen=True, slots=True)
class NumberPlan:
    """What a house decided about one range."""

    prefix: str
    first: int = FIRST
    last: int | None = None
    """The last number it has; None: it never ends."""
    gaps_bp: int = 0
    """Share of numbers nobody ever gets, in basis points: those a buffer lost. Which, hangs on the number."""


class NumberRange:
    """`NumberRange("SO", 100000)` gives SO100001, SO100002, ..."""

    __slots__ = ("end", "gaps_bp", "kind", "last", "prefix")

    def __init__(
        self, prefix: str, last: int = FIRST - 1, end: int | None = None, gaps_bp: int = 0, kind: str = ""
    ) -> None:
        self.prefix = prefix
        self.last = last
        self.end = end
        self.gaps_bp = gaps_bp
        self.kind = kind or prefix

    @classmethod
    def of(cls, kind: str, plans: Mapping[str, NumberPlan]) -> NumberRange:
        """The range of a kind of document, as the house planned it or as it is everywhere."""
        plan = plans.get(kind) or NumberPlan(PREFIXES[kind])
        return cls(plan.prefix, plan.first - 1, plan.last, plan.gaps_bp, kind)

    def has(self, count: int) -> bool:
        """Whether so many numbers are left."""
        if self.end is None:
            return True
        number = self.last
        for _ in range(count):
            number = self._following(number)
        return number <= self.end

    def next(self) -> str:
        """Raises RuleRefused when the range has come to its end."""
        number = self._following(self.last) if self.gaps_bp else self.last + 1
        if self.end is not None and number > self.end:
            raise RuleRefused(
                "number_range",
                "number_range_exhausted",
                f"the number range of {self.kind} ends at {self.prefix}{self.end}; ask for a new range",
                None,
                {"range": self.kind, "last": f"{self.prefix}{self.end}"},
            )
        self.last = number
        return f"{self.prefix}{number}"

    def _following(self, number: int) -> int:
        number += 1
        while self.gaps_bp and crc32(f"{self.prefix}{number}".encode()) % 10_000 < self.gaps_bp:
            number += 1
        return number
