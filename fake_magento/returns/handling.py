r"""What becomes of a return: requested, authorized, received, then approved or rejected row by row.

A return moves no stock and pays nothing back: a credit memo does, which the staff make when they close the return.
Source: Adobe Commerce user guide, "Returns" and "RMA lifecycle"; Magento\Rma\Model\Item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fake_magento.errors import ShopError
from fake_magento.inventory.stock import Emit
from fake_magento.model.documents import CreditMemo
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.returns.rma import (
    APPROVED,
    AUTHORIZED,
    CHOICES,
    EXCHANGE,
    PENDING,
    PROCESSED,
    RECEIVED,
    REJECTED,
    Rma,
    RmaItem,
)
from fake_magento.sales.context import SalesContext
from fake_magento.sales.documents import credit_memos


class Wanted(NamedTuple):
    """A row of a request: an item id of the order, units, and labels of `rma.CHOICES`."""

    item_id: int
    units: int
    reason: str
    condition: str
    resolution: str


class Returns:
    """All returns of a shop, in the order of their ids.

    Emits `shop.return.requested`, `shop.return.received` and `shop.return.closed`.
    """

    def __init__(self, shop: SalesContext, emit: Emit) -> None:
        self._shop = shop
        self._emit = emit
        self.all: list[Rma] = []
        self._of_order: dict[int, list[Rma]] = {}

    def returnable(self, order: Order, line: OrderLine) -> int:
        """Units of a row that were shipped and are in no return; those that were rejected stay in theirs."""
        rmas = self._of_order.get(order.entity_id, ())
        return line.shipped - sum(item.requested for rma in rmas for item in rma.items if item.line is line)

    def request(self, order: Order, rows: Sequence[Wanted], by: str = "shopper") -> Rma:
        """Open a return. Raises ShopError for rows that are not of the order, and for more units than can come back."""
        lines = {line.item_id: line for line in order.lines}
        asked: dict[int, int] = {}
        for row in rows:
            if row.item_id not in lines or row.units < 1:
                raise ShopError("You cannot return %1.", [row.item_id])
            asked[row.item_id] = asked.get(row.item_id, 0) + row.units
            if asked[row.item_id] > self.returnable(order, lines[row.item_id]):
                raise ShopError("A quantity of %1 is greater than you can return.", [lines[row.item_id].name])
            for attribute in CHOICES:
                if getattr(row, attribute) not in CHOICES[attribute]:
                    raise ShopError("The value of attribute %1 is not one of its options.", [attribute])
        if not rows:
            raise ShopError("You need to specify the return items.")
        first = self._shop.take_ids("rma_item", len(rows))
        rma = Rma(
            len(self.all) + 1,
            self._shop.next_document("rma_item", order.store.store_id),
            order,
            [RmaItem(first + at, lines[row.item_id], *row[1:]) for at, row in enumerate(rows)],
            self._shop.now(),
        )
        self.all.append(rma)
        self._of_order.setdefault(order.entity_id, []).append(rma)
        goods = _goods(rma, [item.requested for item in rma.items])
        self._emit("shop.return.requested", _keys(rma), {"lines": goods, "by": by})
        return rma

    def authorize(self, rma: Rma) -> None:
        """Allow every row to be sent back. Raises ShopError unless the return is pending."""
        _expect(rma, PENDING)
        rma.status = AUTHORIZED
        for item in rma.items:
            item.status, item.authorized = AUTHORIZED, item.requested

    def receive(self, rma: Rma) -> None:
        """Note that the goods have arrived. Raises ShopError unless the return is authorized."""
        _expect(rma, AUTHORIZED)
        rma.status = RECEIVED
        for item in rma.items:
            item.status, item.returned = RECEIVED, item.authorized
        self._emit("shop.return.received", _keys(rma), {})

    def close(
        self, rma: Rma, rejected: Mapping[int, int] | None = None, by: str = "admin"
    ) -> CreditMemo | None:
        """Approve the rows, less the units that are `rejected` by the id of their row, and pay back what is approved.

        The credit memo leaves the stock of the shop as it is: the goods are taken back where stock is kept. There is
        none for rows that are exchanged. Raises ShopError, and then the return is as it was.
        """
        _expect(rma, RECEIVED)
        refused = rejected or {}
        approved = {item.entity_id: item.requested - refused.get(item.entity_id, 0) for item in rma.items}
        units: dict[int, int] = {}
        for item in rma.items:
            if item.resolution != EXCHANGE and approved[item.entity_id]:
                units[item.line.item_id] = units.get(item.line.item_id, 0) + approved[item.entity_id]
        memo = self._pay_back(rma, units, by) if units else None
        rma.status = PROCESSED
        for item in rma.items:
            item.approved = approved[item.entity_id]
            item.status = APPROVED if item.approved else REJECTED
        self._emit("shop.return.closed", _keys(rma), {"lines": _goods(rma, [*approved.values()]), "by": by})
        return memo

    def _pay_back(self, rma: Rma, units: dict[int, int], by: str) -> CreditMemo:
        request = credit_memos.Refund(units, 0, return_to_stock=frozenset(), by_hand=True)
        return credit_memos.refund(self._shop, rma.order, request, f"return {rma.increment_id}", by)


def _expect(rma: Rma, status: str) -> None:
    if rma.status != status:
        raise ShopError("The return is %1, and has to be %2 for this.", [rma.status, status])


def _keys(rma: Rma) -> dict[str, str]:
    return {"order": rma.order.increment_id, "return": rma.increment_id}


def _goods(rma: Rma, units: Sequence[int]) -> list[list[str | int]]:
    """[SKU, units, order item id, condition, resolution] of each row."""
    return [
        [item.line.stocked, count, item.line.item_id, item.condition, item.resolution]
        for item, count in zip(rma.items, units, strict=True)
    ]
