"""The discount was subtracted two or three times, such as in the unit price and beside it.

`row_total` and `row_total_incl_tax` of a row in Magento's REST API are after discount already. Source:
OCA/connector-magento issue 301.
"""

from __future__ import annotations

from functools import partial

from golive.judge.causes.content.discounts.worth import Worth, all_are
from golive.judge.causes.content.pair import Pair, amount
from golive.record.run import Cause

_WORDS = {2: "twice", 3: "three times"}


def twice(pair: Pair) -> Cause | None:
    """Fits where every article is booked at its price less two, or three, times its discount."""
    for times, words in _WORDS.items():
        found = all_are(pair, partial(_less, times))
        if found is not None:
            return Cause(
                "discount_twice",
                f"{pair.names} has {found.units} x {found.sku} for {amount(found.booked)} instead of "
                f"{amount(found.paid)}: its discount of {amount(found.discount)} was subtracted {words}, "
                f"{_where(found)}",
                "Take the unit price from `price` or `price_incl_tax` and the discount from `discount_amount`; "
                "`row_total` and `row_total_incl_tax` are after discount already.",
            )
    return None


def _less(times: int, each: Worth) -> float:
    return max(0, each.listed - times * each.discount)


def _where(found: Worth) -> str:
    if not found.beside:
        return "all in the unit price"
    return "all beside it" if found.beside > found.discount else "in the unit price and beside it"
