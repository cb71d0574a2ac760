"""A date field without a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.model import Draft
from fake_erp.quirks.base import DraftQuirk, Quirk

DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class DateOnly(Quirk):
    """Keeps the day of an order, in UTC, without the time."""

    seen: ClassVar[str] = "201, and midnight in the answer"
    needs: ClassVar[str] = "an order date with a time of day"

    def at_draft(self) -> DraftQuirk | None:
        return _floor


def _floor(draft: Draft) -> str:
    into_ms = draft.ordered_at_ms % DAY_MS
    draft.ordered_at_ms -= into_ms
    return "ordered_at" if into_ms else ""
