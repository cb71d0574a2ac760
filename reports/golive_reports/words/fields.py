"""The values of one fact, ready to print."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from golive.record.run import Fact
from golive_reports.words.text import clean, money

VALUE_LIMIT = 160
_LINES_SHOWN = 4


class Fields:
    """The values of one fact by name, ready to print."""

    __slots__ = ("_currency", "data", "decimals", "keys")

    def __init__(self, fact: Fact, decimals: Collection[str] = ()) -> None:
        self.keys = fact.keys
        self.data = fact.data
        self.decimals = decimals
        """SKUs whose quantities the fact states in thousandths."""
        self._currency: Any = None

    def __getitem__(self, name: str) -> str:
        value = self.data.get(name)
        if value is None:
            value = self.keys.get(name)
        if name == "lines":
            return lines_of(value, self.decimals)
        if name.endswith("_cents"):
            return money(value, clean(self.data.get("currency") or "", 8))
        return "?" if value is None or value == "" else clean(value, VALUE_LIMIT)

    def why(self, before: str = " (", after: str = ")", name: str = "why") -> str:
        """Return an optional remark with its punctuation; empty when the fact has none."""
        return f"{before}{self[name]}{after}" if self.data.get(name) else ""

    def raw(self, name: str) -> Any:
        """Return a datum of the fact as it is; None where it is missing."""
        return self.data.get(name)

    def rows(self) -> list[list[Any]]:
        """Return the rows of a fact about several things, without values that are not rows."""
        rows = self.data.get("rows")
        return [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def quantity(sku: Any, units: Any, decimals: Collection[str]) -> str:
    """Return a quantity of an article as text: 2750 thousandths are `2.75`."""
    if sku in decimals and isinstance(units, int):
        return clean(f"{units / 1000:g}" if units % 1000 else units // 1000, 12)
    return clean(units, 12)


def lines_of(lines: Any, decimals: Collection[str] = ()) -> str:
    """Return order lines as text: `2 × SKU-7`; of articles in `decimals` the units are thousandths."""
    if not isinstance(lines, (list, tuple)) or not lines:
        return "no lines"
    shown = [
        f"{quantity(line[0], line[1], decimals)} × {clean(line[0], 40)}"
        for line in lines[:_LINES_SHOWN]
        if isinstance(line, (list, tuple)) and len(line) > 1
    ]
    more = len(lines) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "")


def some(parts: list[str]) -> str:
    """Return the first parts and the number of others; `nothing` for none."""
    more = len(parts) - _LINES_SHOWN
    return "; ".join(parts[:_LINES_SHOWN]) + (f" and {more} more" if more > 0 else "") or "nothing"
