"""The shop reserves units for orders that do not need them any more, or for orders that do not exist."""

from __future__ import annotations

from golive.judge.causes.stock.wrong_quantity import WrongQuantity
from golive.record.run import Cause

_MOST_NAMED = 3


def reservation_left(wrong: WrongQuantity) -> Cause | None:
    """Fits where the reservations of some orders differ from what they still wait for."""
    left = {order: units.left_reserved for order, units in wrong.trail.orders.items() if units.left_reserved}
    if not left:
        return None
    names = ", ".join([*list(left)[:_MOST_NAMED], *(["..."] if len(left) > _MOST_NAMED else [])])
    units = -sum(left.values())
    if units > 0:
        return Cause(
            "reservation_left",
            f"the shop still reserves {units} units for {names}, which need none",
            "Compensate reservations of orders that were cancelled or failed, in the shop.",
        )
    return Cause(
        "released_twice",
        f"the shop released {-units} units more than it had reserved for {names}",
        "Cancel or ship an order once: both release its reservation.",
    )
