"""Articles that have had other SKUs, as the ERP lists them.

What is stored about an order is kept under the SKU that each article has now in the ERP.
"""

from __future__ import annotations

from typing import Any

from golive.candidates.reference.state import NOT_WANTED, Record, State


class Codes:
    """Former SKUs and what they have become."""

    def __init__(self, state: State) -> None:
        self._state = state

    def note(self, row: dict[str, Any]) -> bool:
        """Note the former SKUs of an item of the ERP; True for one that was not known."""
        sku, state, news = row["sku"], self._state, False
        state.former.pop(sku, None)
        for place, old in enumerate(row.get("formerly", ())):
            name = f"{place} {old} {sku}"
            if old != sku and name not in state.renames:
                state.renames[name] = None
                self._renamed(old, sku)
                news = True
        return news

    def _renamed(self, old: str, new: str) -> None:
        self._state.former[old] = new
        waits = [each.order for each in self._state.orders.values() if _may_need(each, old)]
        self._state.left_behind[old] = {"new": new, "orders": waits}
        for record in self._state.orders.values():
            if old in record.items:
                record.items[new] = [*record.items.pop(old), *record.items.get(new, ())]
                self._state.save(record)

    def present(self, sku: str) -> str:
        """The SKU that the article has now in the ERP."""
        former = self._state.former
        while sku in former:
            sku = former[sku]
        return sku

    def in_shop(self, sku: str) -> str:
        """The SKU that the article has in the shop, where that is known to differ."""
        return self._state.shop_skus.get(sku, sku)

    def translated(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body of an order, with the present SKUs."""
        if not self._state.former:
            return body
        lines = [{**line, "item": self.present(line["item"])} for line in body["lines"]]
        return {**body, "lines": lines}

    def kept(self, items: dict[str, list[list[int]]]) -> dict[str, list[list[int]]]:
        """The rows of an order by the present SKUs."""
        found: dict[str, list[list[int]]] = {}
        for sku, rows in items.items():
            found.setdefault(self.present(sku), []).extend(rows)
        return found


def _may_need(record: Record, sku: str) -> bool:
    """Whether goods may still leave for an order under a SKU: it has that article, or its rows are not known yet."""
    return (sku in record.items or not record.items) and not is_done(record)


def is_done(record: Record) -> bool:
    """Whether no goods leave for an order any more."""
    return record.is_shipped or record.cancelled or record.gone or record.state == NOT_WANTED
