"""Texts cut to the width of a column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Draft
from fake_erp.quirks.base import DraftQuirk, Quirk
from fake_erp.quirks.content.draft_fields import put, text_of
from fake_erp.settings import setting


@dataclass(frozen=True, slots=True)
class TruncateText(Quirk):
    """Cuts texts to the width of the column."""

    seen: ClassVar[str] = "201, and shorter texts in the answer than were sent"
    needs: ClassVar[str] = "a text longer than is kept"

    widths: tuple[tuple[str, int], ...] = setting(
        "widths",
        "limits",
        "The most characters of each field.",
        (("ship_to.name", 30), ("ship_to.street", 30)),
        least=1,
    )

    def at_draft(self) -> DraftQuirk | None:
        widths = self.widths

        def change(draft: Draft) -> str:
            long = [(path, width) for path, width in widths if len(text_of(draft, path)) > width]
            for path, width in long:
                put(draft, path, text_of(draft, path)[:width])
            return ", ".join([path for path, _ in long])

        return change
