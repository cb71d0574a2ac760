"""Incomplete ship-to addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class CompleteAddress(Rule):
    """Orders whose ship-to address lacks a part, or is missing."""

    code: ClassVar[str] = "incomplete_address"
    place: ClassVar[Place] = Place("ship_to.*")

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "hold", "refuse"))
    parts: tuple[str, ...] = setting(
        "parts", "fields", "The mandatory parts.", ("name", "street", "city", "postcode", "country")
    )

    def at_create(self, books: Books) -> Check | None:
        return self._check() if self.mode == "refuse" else None

    def at_release(self, books: Books) -> Check | None:
        return self._check() if self.mode == "hold" else None

    def at_update(self, books: Books) -> Check | None:
        return self.at_create(books)

    def _check(self) -> Check:
        parts, refuse = self.parts, self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            address = order.ship_to or {}
            for part in parts:
                if not address.get(part, "").strip():
                    if refuse:
                        place = Place(f"ship_to.{part}")
                        raise RuleRefused(
                            "complete_address",
                            "incomplete_address",
                            (place, " is missing; an order is not accepted without it"),
                            place,
                        )
                    return "address"
            return ""

        return check
