"""What stands of an order of which a part was cancelled: the units that are left, with their share of the money."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from fake_magento.carts.placed_fact import placed_fact
from fake_magento.model.documents import DocumentLine
from fake_magento.model.order import Order
from fake_magento.model.order_line import OrderLine
from fake_magento.quantities import priced
from fake_magento.sales.documents.document_lines import sum_lines

_CONTENTS = (
    "currency",
    "lines",
    "bundles",
    "subtotal_cents",
    "discount_cents",
    "shipping_cents",
    "tax_cents",
    "total_cents",
    "gift_cents",
)
"""What a cancellation changes of the data of `shop.order.placed`."""


def standing_fact(order: Order) -> dict[str, Any]:
    """The data of `shop.order.placed` that concern contents and amounts, for the units that are not cancelled."""
    data = placed_fact(_standing(order), order.store.tax == "inclusive")
    return {name: data[name] for name in _CONTENTS if name in data}


def _standing(order: Order) -> Order:
    """A copy of an order for reading, without the cancelled units; shipping is as ordered."""
    left, ordered = copy(order), order.ordered
    kept = [DocumentLine(line, 0, line.quantity - line.canceled) for line in order.lines]
    kept = [row for row in kept if row.quantity]
    shipping = (
        ordered.shipping,
        ordered.shipping_tax,
        ordered.shipping_discount,
        ordered.shipping_compensation,
    )
    left.ordered = sum_lines(kept, shipping, gift=ordered.gift)
    left.lines = tuple([_first(row.line, row.quantity) for row in kept])
    left.subtotal_incl_cents = sum(priced(line.unit_cents, line.quantity, line.scale) for line in left.lines)
    return left


def _first(line: OrderLine, quantity: int) -> OrderLine:
    """A copy of a row with its first units, and of the rows below it."""
    first = copy(line)
    first.quantity, first.discount_cents = quantity, line.discount_part(0, quantity)
    if line.made is not None and line.made.parts:
        parts = tuple([_first(part, part.quantity - part.canceled) for part in line.made.parts])
        first.made = replace(line.made, parts=parts)
    return first
