"""Countries the company does not ship to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class CountriesServed(Rule):
    """Orders to countries the company does not ship to."""

    code: ClassVar[str] = "country_not_served"
    place: ClassVar[Place] = Place("ship_to.country")

    countries: tuple[str, ...] = setting("countries", "codes", "The countries it ships to; empty: all.", ())
    mode: str = setting("mode", "choice", "What happens to the others.", "refuse", choices=("hold", "refuse"))

    def at_create(self, books: Books) -> Check | None:
        return self._check() if self.countries and self.mode == "refuse" else None

    def at_release(self, books: Books) -> Check | None:
        return self._check() if self.countries and self.mode == "hold" else None

    def at_update(self, books: Books) -> Check | None:
        return self.at_create(books)

    def _check(self) -> Check:
        served, refuse = self.countries, self.mode == "refuse"

        def check(order: Order, document: Document | None) -> str:
            country = (order.ship_to or order.customer.address).get("country", "")
            if country in served:
                return ""
            if refuse:
                raise RuleRefused(
                    "countries_served",
                    "country_not_served",
                    f"there is no shipping to {country or 'an address without a country'}; "
                    f"the countries served are {', '.join(served)}",
                    "ship_to.country",
                    {"served": list(served)},
                )
            return "country"

        return check
