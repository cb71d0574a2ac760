"""Tax rates of lines that are the rate of no tax code.

Source: Microsoft Learn, "VAT product posting groups"; NetSuite help, "Tax codes": a line carries a code, not a rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import NOT_APPLICABLE, Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class TaxCodes(Rule):
    """Lines whose tax rate is that of no tax code; the codes are those of the items. Without it rates are ignored."""

    code: ClassVar[str] = "unknown_tax_rate"
    place: ClassVar[Place] = Place("tax_rate", EACH)
    about: ClassVar[str] = "an order whose lines have a tax rate"

    mode: str = setting(
        "mode",
        "choice",
        "What happens to them; untaxed books the line without a tax code, and so without tax.",
        "off",
        choices=("off", "refuse", "untaxed"),
    )

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        refuses = self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            sent = [_rate_of(line) for line in (document or {}).get("lines") or ()]
            if all(rate is None for rate in sent):
                return NOT_APPLICABLE
            for at, (line, rate) in enumerate(zip(order.lines, sent, strict=False)):
                if rate is None or (rate == rate.to_integral_value() and int(rate) == line.tax_bp):
                    continue
                codes = books.items.tax_rates_bp()
                if rate == rate.to_integral_value() and int(rate) in codes:
                    line.coded_tax_bp = int(rate)
                elif refuses:
                    raise _unknown(at, rate, codes)
                else:
                    line.coded_tax_bp = 0
                    books.emit(
                        "erp.line.untaxed",
                        {"ref": order.external_reference},
                        {"line": at + 1, "item": line.item.sku, "rate": _shown(rate)},
                    )
            books.orders.reckon(order)
            return ""

        return check


def _rate_of(line: Any) -> Decimal | None:
    """The rate that a line was sent with, in hundredths of a percent; None for none, -1 for what is no number."""
    value = line.get("tax_rate") if isinstance(line, dict) else None
    if value is None:
        return None
    try:
        rate = Decimal(str(value)) * 100
    except InvalidOperation:
        return Decimal(-1)
    return rate if rate.is_finite() else Decimal(-1)


def _shown(rate: Decimal) -> str:
    return f"{rate / 100:f}"[:20]


def _unknown(at: int, rate: Decimal, codes: set[int]) -> RuleRefused:
    place = Place("tax_rate", at + 1)
    known = ", ".join([f"{code / 100:g}" for code in sorted(codes)])
    return RuleRefused(
        "tax_codes",
        "unknown_tax_rate",
        (place, f" of {_shown(rate)} % is the rate of no tax code; send one of {known}"),
        place,
        {"rate": _shown(rate), "codes": [f"{code / 100:g}" for code in sorted(codes)]},
    )
