"""Quantities that are not whole packaging units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.model.quantities import shown
from fake_erp.rules.base import NOT_APPLICABLE, Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class WholeBoxes(Rule):
    """Quantities that are not a multiple of the packaging unit."""

    about: ClassVar[str] = "an order of an item that is sold in multiples"
    code: ClassVar[str] = "not_a_multiple"
    place: ClassVar[Place] = Place("quantity", EACH)

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "refuse"))
    unit: str = setting("unit", "text", "The unit of measure that is checked.", "box")
    multiple: int = setting(
        "multiple", "whole", "The multiple for items without that unit.", 1, least=1, most=1_000_000
    )

    def at_create(self, books: Books) -> Check | None:
        if self.mode == "off":
            return None
        unit, multiple = self.unit, self.multiple

        def check(order: Order, document: Document | None) -> str:
            is_about = False
            for at, line in enumerate(order.lines):
                size = line.item.units.get(unit, multiple)
                is_about |= size > 1
                if line.quantity % (size * line.item.scale):
                    raise RuleRefused(
                        "whole_boxes",
                        "not_a_multiple",
                        f"item {line.item.sku} is sold by {size}; order a multiple of it, "
                        f"not {shown(line.quantity, line.item.scale)}",
                        Place("quantity", at + 1),
                        {"item": line.item.sku, "multiple": size},
                    )
            return "" if is_about else NOT_APPLICABLE

        return check

    def at_update(self, books: Books) -> Check | None:
        return self.at_create(books)
