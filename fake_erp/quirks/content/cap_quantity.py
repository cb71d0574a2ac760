"""A quantity field with too few digits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from fake_erp.model import Draft, DraftLine
from fake_erp.quirks.base import DraftQuirk, Quirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class CapQuantity(Quirk):
    """Reduces quantities to the largest that fits the field."""

    seen: ClassVar[str] = "201, and smaller quantities in the answer than were sent"
    needs: ClassVar[str] = "a quantity above its limit"

    most: int = setting("most", "whole", "The largest quantity that fits.", 99, least=1, most=1_000_000)

    def at_draft(self) -> DraftQuirk | None:
        most = self.most

        def change(draft: Draft) -> str:
            if not any(_exceeds(line, most) for line in draft.lines):
                return ""
            draft.lines = [
                replace(line, quantity=most, thousandths=0) if _exceeds(line, most) else line
                for line in draft.lines
            ]
            return "quantity"

        return change


def _exceeds(line: DraftLine, most: int) -> bool:
    return (line.quantity, line.thousandths) > (most, 0)
