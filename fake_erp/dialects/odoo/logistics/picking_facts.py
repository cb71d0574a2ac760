"""Transfers of an order: those that are done, and the one that is open."""

from __future__ import annotations

from dataclasses import dataclass

from fake_erp.dialects.odoo.models.base import View
from fake_erp.dialects.odoo.sales.order_facts import order_id, papers_of
from fake_erp.model import NOT_YET, Delivery, Order, Return

PICKINGS_AT_MOST = 1000
FIRST_RETURN = 500


@dataclass(frozen=True, slots=True)
class Picking:
    """A transfer: of a delivery, of a return, or, with neither, of what is still to be delivered."""

    id: int
    order: Order
    delivery: Delivery | None = None
    goods: Return | None = None
    backorder_of: int = 0


def pickings_of(view: View, order: Order) -> list[Picking]:
    """The transfers of an order, oldest first; the id of the open one stays when it is done."""
    base = order_id(order) * PICKINGS_AT_MOST
    found = []
    for at, delivery in enumerate(papers_of(order, Delivery)):
        found.append(Picking(base + at, order, delivery, backorder_of=base + at - 1 if at else 0))
    if order.released_at_ms != NOT_YET and (not found or any(line.open for line in order.lines)):
        at = len(found)
        if order.status != "cancelled" or not found:
            found.append(Picking(base + at, order, backorder_of=base + at - 1 if at else 0))
    for at, goods in enumerate(papers_of(order, Return)):
        found.append(Picking(base + FIRST_RETURN + at, order, goods=goods))
    return found


def state_of(picking: Picking) -> str:
    """draft, confirmed, assigned, done or cancel."""
    if picking.delivery is not None or picking.goods is not None:
        return "done"
    order = picking.order
    if order.status == "cancelled":
        return "cancel"
    wanted = sum([line.open for line in order.lines])
    allocated = sum([line.allocated for line in order.lines])
    return "assigned" if wanted and allocated >= wanted else "confirmed"


def warehouse_of(picking: Picking) -> str:
    """The warehouse it leaves, or comes back to."""
    if picking.delivery is not None:
        return picking.delivery.warehouse
    return picking.order.lines[0].row.warehouse if picking.order.lines else ""


def moves_of(picking: Picking) -> list[tuple[int, int, int]]:
    """Position of the order line, units wanted and units done."""
    if picking.delivery is not None:
        return [(at, units, units) for at, _, units in picking.delivery.lines]
    if picking.goods is not None:
        return [(at, units, units) for at, units in picking.goods.lines]
    lines = picking.order.lines
    return [(at, line.open, 0) for at, line in enumerate(lines) if line.open]


def changed_ms(picking: Picking) -> int:
    """When it changed last."""
    if picking.delivery is not None:
        return picking.delivery.posted_at_ms
    return picking.goods.posted_at_ms if picking.goods is not None else picking.order.changed_at_ms
