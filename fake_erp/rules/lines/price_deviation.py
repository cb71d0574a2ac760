"""Prices that differ from the price lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.accounting.money import amount_text
from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import Document, Line, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class PriceDeviation(Rule):
    """Prices that differ from the price lists of the company."""

    code: ClassVar[str] = "price_deviation"
    place: ClassVar[Place] = Place("unit_price", EACH)
    emerges: ClassVar[str] = "the price list has changed since the customer bought"

    mode: str = setting(
        "mode",
        "choice",
        "What happens to them; override silently uses the price of the price list.",
        "believe",
        choices=("believe", "hold", "refuse", "override"),
    )
    tolerance: float = setting("tolerance", "share", "Largest deviation that is accepted.", 0.0)

    def at_create(self, books: Books) -> Check | None:
        return self._check(books) if self.mode in ("refuse", "override") else None

    def at_release(self, books: Books) -> Check | None:
        return self._check(books) if self.mode == "hold" else None

    def _check(self, books: Books) -> Check:
        price_of, tolerance, mode = books.prices.price_of, self.tolerance, self.mode

        def check(order: Order, document: Document | None) -> str:
            found = ""
            for at, line in enumerate(order.lines):
                own = price_of(
                    line.item.sku,
                    order.customer,
                    order.ordered_at_ms,
                    line.quantity // line.item.scale,
                    order.currency,
                )
                if abs(line.unit_price_cents - own) <= own * tolerance:
                    continue
                if mode == "refuse":
                    raise _deviates(line, at, own)
                found = "price"
                if mode == "override":
                    books.emit(
                        "erp.quirk",
                        {"ref": order.external_reference},
                        {"quirk": "price_deviation", "what": books.words.place(Place("unit_price", at + 1))},
                    )
                    _reprice(line, own)
            if found and mode == "override":
                books.orders.reckon(order)
                return ""
            return found

        return check


def _reprice(line: Line, own_cents: int) -> None:
    line.unit_price_cents = own_cents
    line.discount_cents = min(line.discount_cents, line.worth(line.quantity))


def _deviates(line: Line, at: int, own_cents: int) -> RuleRefused:
    place = Place("unit_price", at + 1)
    return RuleRefused(
        "price_deviation",
        "price_deviation",
        (place, f" of {line.item.sku} is not the price in the ERP; send {amount_text(own_cents)}"),
        place,
        {"item": line.item.sku, "price": amount_text(own_cents), "sent": amount_text(line.unit_price_cents)},
    )
