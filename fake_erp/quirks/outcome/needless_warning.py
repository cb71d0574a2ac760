"""Warnings beside a success.

Modelled on the header `sap-message` of S/4HANA and on `_server_messages` of Frappe, which come with status 200 too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import WARN, Quirk, SaveQuirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class NeedlessWarning(Quirk):
    """Accepts an order with a warning that has no consequence."""

    seen: ClassVar[str] = "201 with the order, and a warning where the product has a place for one"
    needs: ClassVar[str] = "a new order within its conditions"

    text: str = setting(
        "text", "text", "What the warning says.", "The requested delivery date is not a working day"
    )

    def at_save(self) -> SaveQuirk | None:
        text = self.text

        def warn(order: Order) -> str:
            order.warnings += (text,)
            return WARN

        return warn
