"""Orders shipped to the billing address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Draft
from fake_erp.quirks.base import DraftQuirk, Quirk


@dataclass(frozen=True, slots=True)
class OwnAddress(Quirk):
    """Replaces the ship-to address with the billing address."""

    seen: ClassVar[str] = "201, and the other address in the answer"
    needs: ClassVar[str] = "a ship-to address that differs from that of the customer"

    def at_draft(self) -> DraftQuirk | None:
        return _swap


def _swap(draft: Draft) -> str:
    if draft.ship_to is None or draft.bill_to is None or draft.ship_to == draft.bill_to:
        return ""
    draft.ship_to = draft.bill_to
    return "ship_to"
