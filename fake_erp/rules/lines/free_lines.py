"""Free goods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class FreeLines(Rule):
    """Orders with a line that costs nothing after its discount."""

    code: ClassVar[str] = "free_line"
    place: ClassVar[Place] = Place("unit_price", EACH)

    mode: str = setting(
        "mode", "choice", "What happens to them.", "accept", choices=("accept", "hold", "refuse")
    )

    def at_create(self, books: Books) -> Check | None:
        return _refuse if self.mode == "refuse" else None

    def at_release(self, books: Books) -> Check | None:
        return _hold if self.mode == "hold" else None


def _first_free(order: Order) -> int | None:
    for at, line in enumerate(order.lines):
        if line.worth(line.quantity) <= line.discount_cents:
            return at
    return None


def _hold(order: Order, document: Document | None) -> str:
    return "" if _first_free(order) is None else "price"


def _refuse(order: Order, document: Document | None) -> str:
    at = _first_free(order)
    if at is None:
        return ""
    raise RuleRefused(
        "free_lines",
        "free_line",
        (
            Place(line=at + 1),
            " has an amount of 0; lines without a charge are not accepted, remove it",
        ),
        Place("unit_price", at + 1),
        {"item": order.lines[at].item.sku},
    )
