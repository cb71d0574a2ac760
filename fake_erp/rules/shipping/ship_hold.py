"""Released orders with a delivery block.

Modelled on SAP S/4HANA (field DeliveryBlockReason of a sales order).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Document, Order
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule
from fake_erp.rules.scope import scope
from fake_erp.settings import Amount, setting


@dataclass(frozen=True, slots=True)
class ShipHold(Rule):
    """Released orders that no picking wave ships: export papers, dangerous goods, no carrier."""

    about: ClassVar[str] = "an order of its countries and item groups at a picking wave"
    status: ClassVar[int] = 201
    emerges: ClassVar[str] = "where the order goes and what is in it; it stays released"

    mode: str = setting(
        "mode", "choice", "Whether they wait in the warehouse.", "off", choices=("off", "wait")
    )
    countries: tuple[str, ...] = setting("countries", "codes", "Only orders shipped to these countries.", ())
    item_groups: tuple[str, ...] = setting(
        "item_groups", "texts", "Only orders with items of these groups.", ()
    )
    above: Amount = setting("above", "money", "Only orders worth more.", Amount(0, "EUR"))

    def at_ship(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        inside = scope((), self.item_groups, self.countries)
        applies = scope((), self.item_groups, self.countries, self.above)

        def check(order: Order, document: Document | None) -> str:
            if inside is not None and not inside(order, document):
                return NOT_APPLICABLE
            return "ship_hold" if applies is None or applies(order, document) else ""

        return check
