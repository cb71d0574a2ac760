"""Lines of the same item become one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from fake_erp.model import Draft, DraftLine
from fake_erp.model.quantities import THOUSAND
from fake_erp.quirks.base import DraftQuirk, Quirk


@dataclass(frozen=True, slots=True)
class MergeLines(Quirk):
    """Merges lines of the same item and price into one."""

    seen: ClassVar[str] = "201, and one line in the answer for two that were sent"
    needs: ClassVar[str] = "an order with an item on two lines"

    def at_draft(self) -> DraftQuirk | None:
        return _merge


def _merge(draft: Draft) -> str:
    kept: dict[tuple[str, int, str, str], DraftLine] = {}
    for line in draft.lines:
        address = (line.sku, line.unit_price_cents, line.warehouse, line.unit)
        first = kept.get(address)
        if first is None:
            kept[address] = line
        else:
            carried, thousandths = divmod(first.thousandths + line.thousandths, THOUSAND)
            kept[address] = replace(
                first,
                quantity=first.quantity + line.quantity + carried,
                thousandths=thousandths,
                discount_cents=first.discount_cents + line.discount_cents,
            )
    merged = len(draft.lines) - len(kept)
    draft.lines = list(kept.values())
    return f"{merged} lines" if merged else ""
