"""Number ranges: every kind of document has its own, gapless and in order of creation."""

from __future__ import annotations


class NumberRange:
    """`NumberRange("SO", 100000)` gives SO100001, SO100002, ..."""

    __slots__ = ("last", "prefix")

    def __init__(self, prefix: str, last: int = 100_000) -> None:
        self.prefix = prefix
        self.last = last

    def next(self) -> str:
        self.last += 1
        return f"{self.prefix}{self.last}"
