"""Custom fields that are not stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Draft
from fake_erp.quirks.base import DraftQuirk, Quirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class LostCustomFields(Quirk):
    """Saves an order without its custom fields."""

    seen: ClassVar[str] = "201, and fewer custom fields in the answer than were sent"
    needs: ClassVar[str] = "an order with custom fields"

    keeps: tuple[str, ...] = setting("keeps", "texts", "Custom fields that are kept.", ())

    def at_draft(self) -> DraftQuirk | None:
        keeps = self.keeps

        def change(draft: Draft) -> str:
            lost = [name for name in draft.custom if name not in keeps]
            draft.custom = {name: value for name, value in draft.custom.items() if name in keeps}
            return ", ".join(lost)

        return change
