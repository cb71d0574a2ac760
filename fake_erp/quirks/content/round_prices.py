"""Prices kept with fewer digits.

Modelled on Business Central and NetSuite, which round amounts to the precision of the currency.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from fake_erp.model import Draft, DraftLine
from fake_erp.quirks.base import DraftQuirk, Quirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class RoundPrices(Quirk):
    """Rounds prices half up to the precision of the price field."""

    seen: ClassVar[str] = "201, and other prices and totals in the answer than were sent"
    needs: ClassVar[str] = "a price that rounding changes"

    to_cents: int = setting(
        "to", "whole", "Prices are rounded to multiples of this number of cents.", 10, least=2, most=10_000
    )

    def at_draft(self) -> DraftQuirk | None:
        to = self.to_cents

        def change(draft: Draft) -> str:
            rounded = [(2 * line.unit_price_cents + to) // (2 * to) * to for line in draft.lines]
            if rounded == [line.unit_price_cents for line in draft.lines]:
                return ""
            draft.lines = [_at(line, price) for line, price in zip(draft.lines, rounded, strict=True)]
            return "unit_price"

        return change


def _at(line: DraftLine, price_cents: int) -> DraftLine:
    """A line at another price; its discount is at most what it is worth."""
    line = replace(line, unit_price_cents=price_cents)
    line.discount_cents = min(line.discount_cents, line.worth())
    return line
