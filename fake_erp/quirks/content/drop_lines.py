"""Orders saved without some of their lines.

Modelled on Dynamics 365 Finance and Operations, where header and lines are separate calls and an order without
lines is left when the second fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Draft, DraftLine
from fake_erp.quirks.base import DraftQuirk, Quirk
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class DropLines(Quirk):
    """Saves an order without one of its lines, or without those beyond the first few."""

    seen: ClassVar[str] = "201, and fewer lines in the answer than were sent"
    needs: ClassVar[str] = "an order of more lines than are kept"

    most: int = setting(
        "most",
        "whole",
        "Number of lines that are kept; 0 keeps all but one, and does not affect orders of one line.",
        0,
        most=1000,
    )

    def at_draft(self) -> DraftQuirk | None:
        most = self.most

        def change(draft: Draft) -> str:
            kept = draft.lines[:most] if most else _all_but_one(draft)
            skipped = len(draft.lines) - len(kept)
            draft.lines = kept
            return f"{skipped} of {skipped + len(kept)} lines" if skipped else ""

        return change


def _all_but_one(draft: Draft) -> list[DraftLine]:
    """Not the first line: an import that breaks off does so later."""
    if len(draft.lines) < 2:
        return draft.lines
    skipped = 1 + sum(map(ord, draft.reference)) % (len(draft.lines) - 1)
    return [line for at, line in enumerate(draft.lines) if at != skipped]
