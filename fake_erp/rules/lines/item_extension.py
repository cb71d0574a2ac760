"""An item has to be set up for a warehouse before it can be ordered from there.

Modelled on SAP S/4HANA ("Material ... is not defined for sales org. ..., distr.chan. ..."): master data is extended
per organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import EACH, Place, RuleRefused
from fake_erp.model import Document, Order
from fake_erp.rules.base import Books, Check, Rule
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class ItemExtension(Rule):
    """Items that were never set up for the warehouse they are ordered from."""

    code: ClassVar[str] = "item_not_extended"
    place: ClassVar[Place] = Place("item", EACH)
    emerges: ClassVar[str] = "the item is new, and has no stock movements in that warehouse"

    mode: str = setting("mode", "choice", "What happens to them.", "off", choices=("off", "refuse"))

    def at_create(self, books: Books) -> Check | None:
        return None if self.mode == "off" else _check


def _check(order: Order, document: Document | None) -> str:
    for at, line in enumerate(order.lines):
        row = line.row
        if row.on_hand == 0 and not any(row.moved.values()):
            raise RuleRefused(
                "item_extension",
                "item_not_extended",
                f"item {line.item.sku} is not set up for warehouse {row.warehouse}; have it extended first",
                Place("item", at + 1),
                {"item": line.item.sku, "warehouse": row.warehouse},
            )
    return ""
