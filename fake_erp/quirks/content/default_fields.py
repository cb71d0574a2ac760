"""Fields set to configured values.

Modelled on Odoo and SAP Business One, which fill warehouse, taxes and price list from master data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Draft
from fake_erp.quirks.base import DraftQuirk, Quirk
from fake_erp.quirks.content.draft_fields import put, text_of
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class DefaultFields(Quirk):
    """Replaces the values of fields with configured ones."""

    seen: ClassVar[str] = "201, and other values in the answer than were sent"
    needs: ClassVar[str] = "an order without one of its fields"

    fields: tuple[tuple[str, str], ...] = setting(
        "fields", "matches", "The value of each field.", (("shipping.method", "STANDARD"),)
    )
    only_empty: bool = setting("only_empty", "switch", "Whether only empty fields are filled.", False)

    def at_draft(self) -> DraftQuirk | None:
        fields, only_empty = self.fields, self.only_empty

        def change(draft: Draft) -> str:
            changed = []
            for path, text in fields:
                sent = text_of(draft, path)
                if sent != text and not (only_empty and sent):
                    put(draft, path, text)
                    changed.append(path)
            return ", ".join(changed)

        return change
