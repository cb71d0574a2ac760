"""Refunds after shipment, as the staff of the shop books them: what comes back, and what is paid back."""

from __future__ import annotations

from typing import Any

from fake_magento.model.order import Order
from fake_magento.quantities import DECIMAL
from fake_magento.shop import Shop

GOODWILL_CENTS = 500
"""An amount without goods, in base currency."""
FEE_CENTS = 250
"""What is withheld for goods that are sent back, in base currency."""

UNIT, WITH_SHIPPING, RETURNED = "unit", "unit_with_shipping", "returned"
GOODWILL, SHIPPING, FEE = "goodwill", "shipping", "fee"
KINDS = (UNIT, WITH_SHIPPING, RETURNED, GOODWILL, SHIPPING, FEE)
"""A unit that is not sent back; that and the shipping charge; a unit that is sent back; an amount without goods; the
shipping charge alone; a unit less a fee."""
_OF: dict[str, dict[str, Any]] = {
    UNIT: {"restock": False, "shipping_cents": 0},
    WITH_SHIPPING: {"restock": False},
    RETURNED: {"shipping_cents": 0},
    GOODWILL: {"quantities": {}, "shipping_cents": 0, "adjustment_cents": GOODWILL_CENTS},
    SHIPPING: {"quantities": {}},
    FEE: {"shipping_cents": 0, "adjustment_cents": -FEE_CENTS},
}


def pay_back(shop: Shop, order: Order, kind: str) -> None:
    """Make a credit memo of that kind. Raises ShopError.

    A unit is one of the first row that has any left, or half a one where that is sold by weight or length.
    """
    line = next((line for line in order.lines if line.to_refund() > 0), order.lines[0])
    unit = min(line.scale // 2, line.to_refund()) if line.scale == DECIMAL else line.scale
    shop.refund(
        order, **{"quantities": {line.item_id: unit}, **_OF[kind]}, why="arrived broken", by="shopper"
    )
