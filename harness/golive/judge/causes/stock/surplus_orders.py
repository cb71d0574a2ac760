"""Units of an article that ERP orders hold or took which should not be there: the second of an order, or a phantom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from golive.judge.history import ErpOrder, Story
from golive.record.run import Cause


class Surplus(NamedTuple):
    """Units of an article in an ERP order that should not be there, with the finding that is about it."""

    at_ms: int
    seq: int
    number: str
    units: int
    kind: str
    key: str


class SurplusOrders:
    """The surplus units by article. `doubled` are the orders that are in the ERP more than once."""

    def __init__(self, doubled: Iterable[Story], phantoms: Iterable[ErpOrder]) -> None:
        self._by_sku: dict[str, list[Surplus]] = {}
        for story in doubled:
            for doc in story.live[1:]:
                self._add(doc, "duplicated", story.order)
        for doc in phantoms:
            self._add(doc, "phantom", doc.ref or doc.number)

    def _add(self, doc: ErpOrder, kind: str, key: str) -> None:
        for sku, units, *_ in doc.lines:
            row = Surplus(doc.created_ms, doc.seq, doc.number, units, kind, key)
            self._by_sku.setdefault(sku, []).append(row)

    def before(self, sku: str, at_ms: int) -> list[Surplus]:
        """Return the surplus units of an article in ERP orders that were there at an instant."""
        return [each for each in self._by_sku.get(sku, ()) if each.at_ms <= at_ms]


def taken_by_surplus(
    sku: str, short: int, found: list[Surplus], clock: Callable[[int | None], str]
) -> Cause | None:
    """Return the cause of units that the ERP was short of, where surplus orders have at least as many."""
    units = sum(each.units for each in found)
    if short <= 0 or units < short:
        return None
    last = max(found)
    more = f", and {len(found) - 1} more such ERP orders" if len(found) > 1 else ""
    return Cause(
        "stock_of_surplus_order",
        f"{units} x {sku} are in ERP orders that should not be there: {last.number} of {clock(last.at_ms)}{more}; see "
        f"the finding {last.kind} of {last.key}",
        "This follows from that finding: mend its cause, and cancel the surplus ERP orders to free their stock.",
    )
