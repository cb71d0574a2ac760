"""Two orders that the shop made from one cart are not both in the ERP unless people are told."""

from __future__ import annotations

from golive.judge.oracles.case import Case
from golive.record.oracles import UNFLAGGED_DOUBLE, UNIQUENESS
from golive.record.run import Cause, Finding

TAKEN_FOR_TWO = Cause(
    "cart_not_compared",
    "both were sent as they came: nothing compares the cart, the customer and the content with those of other orders",
    "Compare the id of the cart with those of recent orders, hold the second order and show it to people.",
)


def double_orders(case: Case) -> list[Finding]:
    """Return one finding per second order of a cart that is in the ERP beside the first, with no entry of either."""
    orders, found = case.history.orders, []
    for second, first in orders.placed_again.items():
        both = [orders.stories[each] for each in (first, second) if each in orders.stories]
        if len(both) == 2 and all(each.live and not each.shown_seq for each in both):
            numbers = " and ".join(each.live[0].number for each in both)
            what = f"{first} and {second} are from one cart, and the ERP has both: {numbers}"
            evidence = tuple(each.seq for each in both)
            found.append(
                Finding(UNIQUENESS.code, UNFLAGGED_DOUBLE.name, second, what, evidence, TAKEN_FOR_TWO)
            )
    return found
