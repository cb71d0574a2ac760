"""An ERP put back to a backup: what was entered since is gone, and numbers are given again.

Goods do not come back: the warehouse enters what has left since from its delivery notes, under their numbers, and
counts its stock. Neither is a fact, because nothing moves. What differs from the books before is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp import snapshot
from fake_erp.erp import Erp
from fake_erp.recovery.differences import customer_compared, is_same, order_compared, stock_rows
from fake_erp.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Lost:
    """How many orders and customers of the books before are not in the backup."""

    orders: int
    customers: int


def put_back(erp: Erp, backup: Snapshot) -> Lost:
    """Put an ERP back to a backup. Calls under way stay so.

    Emits `erp.backup.restored`, and for what differs `erp.order.lost`, `erp.order.status`, `erp.order.changed`,
    `erp.document.lost`, `erp.customer.lost`, `erp.customer.changed` and `erp.stock.changed`.
    """
    orders, customers, stock = [*erp.orders.by_number.values()], [*erp.customers.all], stock_rows(erp)
    copy = snapshot.restore(backup, erp.now, _unsaid)
    _enter_goods(erp, copy)
    snapshot.restore_into(erp, snapshot.take(copy))
    erp.emit("erp.backup.restored", {}, {"as_of_ms": backup.at_ms})
    lost = Lost(
        sum([order_compared(erp, order) for order in orders]),
        sum([customer_compared(erp, customer) for customer in customers]),
    )
    rows = [row for place, row in stock_rows(erp).items() if stock.get(place) != row]
    if rows:
        erp.emit("erp.stock.changed", {}, {"why": "restored", "rows": rows})
    return lost


def _unsaid(kind: str, keys: dict[str, str], data: dict[str, Any]) -> None:
    """The event sink of the copy in which people enter what has left."""


def _enter_goods(erp: Erp, copy: Erp) -> None:
    """Enter the deliveries since the backup in the copy, and count its stock.

    A delivery whose order is not in the backup, or whose units are not promised there, is left out.
    """
    missing = [each for each in erp.shipping.by_number.values() if each.number not in copy.shipping.by_number]
    on_hand = {(row.item, row.warehouse): row.on_hand for row in erp.stock.rows()}
    wanted = dict(on_hand)
    for delivery in missing:
        for _, sku, units in delivery.lines:
            place = (sku, delivery.warehouse)
            wanted[place] = wanted.get(place, 0) + units
    _count(copy, wanted)
    copy.shipping.number_from(erp.shipping)
    for delivery in missing:
        order = copy.orders.by_number.get(delivery.order.number)
        if order is not None and is_same(order, delivery.order):
            copy.shipping.enter(order, delivery)
    _count(copy, on_hand)


def _count(erp: Erp, on_hand: dict[tuple[str, str], int]) -> None:
    for (sku, warehouse), units in on_hand.items():
        if erp.items.find(sku) is not None and erp.stock.row(sku, warehouse).on_hand != units:
            erp.stock.count(sku, warehouse, max(0, units))
