"""Orders accepted and not stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Order
from fake_erp.quirks.base import DROP, Quirk, SaveQuirk


@dataclass(frozen=True, slots=True)
class DropOrder(Quirk):
    """Accepts an order and returns a number, without saving it."""

    seen: ClassVar[str] = "201 with a number; reading it back gives 404"
    needs: ClassVar[str] = "a new order within its conditions"

    def at_save(self) -> SaveQuirk | None:
        return _drop


def _drop(order: Order) -> str:
    return DROP
