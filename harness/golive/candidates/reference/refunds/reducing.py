"""Refunds before shipment: the refunded units are taken off the ERP order, which is cancelled when nothing is left."""

from __future__ import annotations

from typing import Any

from golive.candidates.kit import Response
from golive.candidates.reference.duty import Duty
from golive.candidates.reference.mapping import exact
from golive.candidates.reference.orders.refusals import error_of
from golive.candidates.reference.refunds.memo import Change, Memo, Units, amount, cents
from golive.candidates.reference.state import Record


class Reducer(Duty):
    """Plans and sends changes of ERP orders."""

    def plan(self, memo: Memo, record: Record, order: dict[str, Any]) -> None:
        """Set the change of the memo, given the order in the ERP; an empty one where all of it was shipped."""
        memo.is_planned, memo.before_cents = True, cents(order["total"])
        memo.change, memo.units_after = reduction(order["lines"], goods_of(memo, record))

    async def send(self, memo: Memo, record: Record) -> Response:
        """Send the change; cancel the order where no line would be left. Raises CallFailed."""
        reply = await self._erp.change_order(record.number, {"lines": memo.change})
        if reply.status == 422 and error_of(reply)["code"] == "nothing_left":
            return await self._erp.cancel_order(record.number)
        return reply

    def is_applied(self, memo: Memo, order: dict[str, Any]) -> bool:
        """Whether an order is as the change makes it; some installations answer 200 and change nothing."""
        lines = {line["line"]: exact(line["quantity"] - line["cancelled"]) for line in order["lines"]}
        return all(lines.get(each["line"]) == each["quantity"] for each in memo.change)


def goods_of(memo: Memo, record: Record) -> list[Units]:
    """The refunded units by rows that stand for goods, with the article of the ERP."""
    skus = {row[0]: sku for sku, rows in record.items.items() for row in rows}
    return [
        Units(each.item_id, skus[each.item_id], each.units, each.discount_cents)
        for each in memo.units
        if each.item_id in skus
    ]


def reduction(lines: list[dict[str, Any]], refunded: list[Units]) -> tuple[Change, list[Units]]:
    """The change that takes refunded units off lines of which nothing is shipped, and the units that are left.

    A row of the shop is found again by its article: the lines of an article are used up one after the other.
    """
    kept = {
        line["line"]: (exact(line["quantity"] - line["cancelled"]), cents(line["discount"])) for line in lines
    }
    touched: dict[int, None] = {}
    left: list[Units] = []
    for row in refunded:
        units, discount = row.units, row.discount_cents
        for line in lines:
            if line["item"] == row.sku and not line["shipped"] and units:
                own_units, own_discount = kept[line["line"]]
                taken = min(units, own_units)
                part = int(discount * taken // units)
                kept[line["line"]] = exact(own_units - taken), max(0, own_discount - part)
                units, discount = exact(units - taken), discount - part
                if taken:
                    touched[line["line"]] = None
        if units:
            left.append(Units(row.item_id, row.sku, units, discount))
    return [_line(at, *kept[at]) for at in touched], left


def _line(at: int, quantity: float, discount_cents: int) -> dict[str, Any]:
    if not quantity:
        return {"line": at, "quantity": 0}
    return {"line": at, "quantity": quantity, "discount": amount(discount_cents)}
