"""Header fields that are not stored.

Modelled on ERPNext, which drops unknown fields, and NetSuite with X-NetSuite-PropertyNameValidation: Warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Draft
from fake_erp.quirks.base import DraftQuirk, Quirk
from fake_erp.quirks.content.draft_fields import clear
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class DropFields(Quirk):
    """Saves an order without some of its fields."""

    seen: ClassVar[str] = "201, and the fields empty in the answer"
    needs: ClassVar[str] = "an order with one of its fields"

    fields: tuple[str, ...] = setting(
        "fields", "fields", "Their dotted names.", ("ship_to.company", "ship_to.phone", "bill_to")
    )

    def at_draft(self) -> DraftQuirk | None:
        fields = self.fields

        def change(draft: Draft) -> str:
            return ", ".join([path for path in fields if clear(draft, path)])

        return change
