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
        self._sold: dict[int, str] = {}
        """The SKU in the ERP of each product that was sold since the start, by its id in the shop."""

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
        """The SKU that the article of a SKU of the shop has now in the ERP."""
        former, sku = self._state.former, self._state.erp_skus.get(sku, sku)
        while sku in former:
            sku = former[sku]
        return sku

    def in_shop(self, sku: str) -> str:
        """The SKU that the article has in the shop, where that is known to differ."""
        return self._state.shop_skus.get(sku, sku)

    def accepted(self, rows: list[dict[str, Any]]) -> None:
        """Note the products of an order that the ERP has taken."""
        for row in rows:
            if (
                row["product_type"] == "simple"
            ):  # a row of a configurable has the id of that, not of the variant
                self._sold[row["product_id"]] = self.present(row["sku"])

    def recognised(self, rows: list[dict[str, Any]]) -> bool:
        """Note which products of an order the ERP has under another SKU; True for one that was not known."""
        news = False
        for row in rows:
            sku, known = row["sku"], self._sold.get(row["product_id"])
            if known is not None and known != self.present(sku):
                self._state.erp_skus[sku] = known
                self._state.shop_skus[known] = sku
                self._state.push_again[known] = None
                news = True
        return news

    def not_in_shop(self, skus: set[str]) -> set[str]:
        """Forget that articles have these SKUs in the shop, which does not know them; gives those that were noted."""
        gone = {known: sku for known, sku in self._state.shop_skus.items() if sku in skus}
        for known in gone:
            del self._state.shop_skus[known]
            self._state.push_again[known] = None
        return set(gone.values())

    def translated(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body of an order, with the present SKUs."""
        if not self._state.former and not self._state.erp_skus:
            return body
        lines = [{**line, "item": self.present(line["item"])} for line in body["lines"]]
        return {**body, "lines": lines}

    def kept(self, items: dict[str, list[list[float]]]) -> dict[str, list[list[float]]]:
        """The rows of an order by the present SKUs."""
        found: dict[str, list[list[float]]] = {}
        for sku, rows in items.items():
            found.setdefault(self.present(sku), []).extend(rows)
        return found


def _may_need(record: Record, sku: str) -> bool:
    """Whether goods may still leave for an order under a SKU: it has that article, or its rows are not known yet."""
    return (sku in record.items or not record.items) and not is_done(record)


def is_done(record: Record) -> bool:
    """Whether no goods leave for an order any more."""
    return record.is_shipped or record.cancelled or record.gone or record.state == NOT_WANTED
