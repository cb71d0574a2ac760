"""Number ranges: every kind of document has its own, in order of creation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from fake_erp.errors import RuleRefused
from fake_erp.settings import setting

PREFIXES = {
    "customer": "C",
    "order": "SO",
    "delivery": "DN",
    "invoice": "IN",
    "payment": "PY",
    "deposit": "DP",
    "return": "RT",
    "credit_note": "CN",
}
"""Kinds of documents, and how their numbers begin unless configured otherwise."""

FIRST = 100_001


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberPlan:
    """The number range of one kind of document."""

    of: str = setting("of", "choice", "The kind of document.", choices=tuple(PREFIXES))
    prefix: str | None = setting("prefix", "prefix", "Prefix of its numbers.", None)
    """None: as `PREFIXES` says."""
    first: int = setting("first", "whole", "The first number.", FIRST)
    last: int | None = setting(
        "last", "whole", "The last number; after it orders are refused and jobs wait.", None
    )
    """None: the range never ends."""
    gaps: float = setting("gaps", "share", "Share of numbers that are never assigned.", 0.0)
    """Numbers that a number buffer lost. Which ones depends on the number alone."""


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
        """The range of a kind of document, as configured, or with its defaults."""
        plan = plans.get(kind) or NumberPlan(of=kind)
        prefix = PREFIXES[kind] if plan.prefix is None else plan.prefix
        return cls(prefix, plan.first - 1, plan.last, round(plan.gaps * 10_000), kind)

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
