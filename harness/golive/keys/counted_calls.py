"""Which calls of those that a fault covers it may hit, by their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from golive.keys.value_kinds import Kind, pattern, require

_TEXT = r"(first|only|every) ([1-9][0-9]{0,6})"


@dataclass(frozen=True, slots=True)
class CountedCalls:
    """`first 3` are calls 1 to 3, `only 3` is the third, `every 3` are the third, the sixth and so on."""

    which: Literal["first", "only", "every"]
    number: int

    def has(self, call: int) -> bool:
        """Whether the call of that number, counted from 1, is one of them."""
        if self.which == "first":
            return call <= self.number
        if self.which == "only":
            return call == self.number
        return call % self.number == 0


def _parse(text: str) -> CountedCalls:
    found = require(_TEXT, text, "write first, only or every, and a number from 1")
    words: dict[str, Literal["first", "only", "every"]] = {"first": "first", "only": "only", "every": "every"}
    return CountedCalls(words[found[1]], int(found[2]))


def _show(calls: CountedCalls) -> str:
    return f"{calls.which} {calls.number}"


COUNTED_CALLS = Kind(
    "calls", "calls by number such as first 3, only 3 or every 3", _parse, _show, pattern(_TEXT)
)
