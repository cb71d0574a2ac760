"""Orders without lines.

Modelled on Dynamics 365 Finance & Operations, Business Central and Epicor Kinetic, where the header is a call of its
own: when the calls for the lines fail, an order without lines is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fake_erp.errors import RuleRefused
from fake_erp.model import Draft
from fake_erp.quirks.base import DraftQuirk, Quirk, QuirkBooks, QuirkCall, UpdateQuirk

WHY = "the lines could not be written; the header is saved"


@dataclass(frozen=True, slots=True)
class HeaderOnly(Quirk):
    """Saves the header of an order and none of its lines."""

    seen: ClassVar[str] = (
        "201 and no lines in the answer; where lines are calls of their own, these are refused"
    )
    needs: ClassVar[str] = "a new order with lines, or a line for an order without one"

    def at_draft(self) -> DraftQuirk | None:
        return _behead

    def at_update(self) -> UpdateQuirk | None:
        def instead(call: QuirkCall, books: QuirkBooks) -> RuleRefused | None:
            order = books.orders.by_number.get(call.number)
            if call.operation != "order.update" or order is None or order.lines:
                return None
            return RuleRefused("header_only", "lines_not_written", WHY, "lines")

        return instead


def _behead(draft: Draft) -> str:
    if not draft.lines:
        return ""
    lost = len(draft.lines)
    draft.lines, draft.release = [], False
    return f"{lost} lines"
