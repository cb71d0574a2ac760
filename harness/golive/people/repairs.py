"""Repairs a clerk can make to causes for which the ERP refuses or holds orders, by the ERP's code.

A repair checks whether the cause still stands, and lifts it. It acts on the domain of the ERP, as a person at its
screen; a refusal by the ERP is an ErpError, a lack of permission is `NotAllowed`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from fake_erp.accounting.currencies import to_home
from fake_erp.accounting.money import amount_text
from fake_erp.erp import Erp
from fake_erp.model import Customer
from golive.chaos.actions import block_customer, block_item, close_period
from golive.people.screens import Sight

STEP_CENTS = 100_000
"""Limits are raised to round figures, in the home currency."""


class NotAllowed(Exception):
    """A repair that the clerk may not make; the message states which and why."""


class Repair(NamedTuple):
    """How one cause is checked and lifted. `lift` returns a sentence about what was done."""

    stands: Callable[[Erp, Sight], bool]
    lift: Callable[[Erp, Sight], str]


def _limit_for(erp: Erp, sight: Sight) -> int:
    """What the customer owes with this order, in cents of the home currency."""
    customer = sight.customer
    assert customer is not None
    order = sight.shop_order
    if order is None or sight.erp_order is not None:
        return customer.exposure_cents
    rate_micro = erp.currencies.rate_micro(order.store.currency)
    return customer.exposure_cents + to_home(order.value_cents, rate_micro)


def _over_limit(erp: Erp, sight: Sight) -> bool:
    return sight.customer is not None and _limit_for(erp, sight) > sight.customer.credit_limit_cents


def _raise_limit(erp: Erp, sight: Sight) -> str:
    customer = _of(sight)
    limit_cents = -(-_limit_for(erp, sight) // STEP_CENTS) * STEP_CENTS
    erp.customers.set_credit_limit(customer.number, limit_cents)
    return f"credit limit of customer {customer.number} raised to {amount_text(limit_cents)}"


def _unblock(erp: Erp, sight: Sight) -> str:
    number = _of(sight).number
    block_customer.unblock(erp, number)
    return f"customer {number} unblocked"


def _approve_customer(erp: Erp, sight: Sight) -> str:
    number = _of(sight).number
    block_customer.approve(erp, number, "clerk")
    return f"customer {number} approved"


def _activate(erp: Erp, sight: Sight) -> str:
    item = sight.item
    assert item is not None
    if item.status == "discontinued":
        raise NotAllowed(f"item {item.sku} is discontinued; only purchasing can reactivate it")
    block_item.unblock(erp, item.sku)
    return f"item {item.sku} unblocked"


def _closed_periods(erp: Erp, sight: Sight) -> list[str]:
    """Of the months the order may be posted into, those that sales cannot."""
    moments = [erp.now()] if sight.shop_order is None else [sight.shop_order.created_ms, erp.now()]
    periods = dict.fromkeys(erp.calendar.period_of(at_ms) for at_ms in moments)
    return [period for period in periods if erp.calendar.states(period)["sales"] != "open"]


def _reopen(erp: Erp, sight: Sight) -> str:
    periods = _closed_periods(erp, sight)
    for period in periods:
        if erp.calendar.states(period)["sales"] == "closed":
            raise NotAllowed(f"accounting has closed {period} permanently")
        close_period.reopen(erp, period, "sales")
    return f"posting period {', '.join(periods)} opened for sales"


def _of(sight: Sight) -> Customer:
    assert sight.customer is not None
    return sight.customer


REPAIRS: dict[str, Repair] = {
    "credit_limit": Repair(_over_limit, _raise_limit),
    "customer_blocked": Repair(
        lambda _, sight: sight.customer is not None and sight.customer.blocked, _unblock
    ),
    "customer_not_approved": Repair(
        lambda _, sight: sight.customer is not None and sight.customer.approval != "approved",
        _approve_customer,
    ),
    "item_blocked": Repair(
        lambda _, sight: sight.item is not None and sight.item.status != "active", _activate
    ),
    "period_closed": Repair(lambda erp, sight: bool(_closed_periods(erp, sight)), _reopen),
}
REPAIRS["customer_approval"] = REPAIRS["customer_not_approved"]
"""Repairs by error code or hold reason."""

BEYOND: dict[str, str] = {
    "not_available": "the goods are not available",
    "stock": "the goods are not available",
    "validation_failed": "the ERP does not name the missing field",
    "missing_field": "the integration must send the field",
    "unknown_field": "the integration must not send the field",
    "malformed": "the integration must send it in another format",
    "unknown_item": "the item must be set up first",
    "unknown_currency": "the currency must be set up first",
    "payment_mismatch": "the amounts must add up",
    "payment_amount": "the amounts must add up",
    "discount_exceeds_row": "the discounts must be split differently",
    "text_too_long": "the integration must send a shorter text",
    "bad_character": "the integration must send other characters",
    "incomplete_address": "the customer must be asked for the address",
    "forbidden": "the integration lacks the right to do this",
}
"""Causes that no clerk can lift, and why. A code in neither table is temporary."""


def repair_of(sight: Sight) -> tuple[str, Repair | None]:
    """The ERP's word for the cause and the repair, ("", None) where nothing names one.

    Raises NotAllowed for what is beyond a clerk.
    """
    order = sight.erp_order
    if sight.is_over:
        return "", None
    if order is None:
        words = sight.words
    elif order.status in ("held", "pending_approval"):
        words = (order.hold_reason,)
    else:
        return "", None
    for word in words:
        if word in REPAIRS:
            return word, REPAIRS[word]
        if word in BEYOND:
            raise NotAllowed(f"{word}: {BEYOND[word]}")
    return "", None


ONWARD: dict[str, str] = {"held": "unhold", "pending_approval": "approve", "draft": "release"}
"""By the status of a standing ERP order: the step that lets it go on."""


def stands_wrongly(sight: Sight) -> bool:
    """Whether the ERP holds the order in a state that only a person can change."""
    order = sight.erp_order
    return order is not None and (sight.is_over or order.status in ONWARD)


def put_right(erp: Erp, sight: Sight, clerk: str) -> str:
    """Let an order that the ERP took in and does not move go on, or cancel it where the shop has; what was done.

    Raises ErpError, or NotAllowed where it stops again.
    """
    order = sight.erp_order
    assert order is not None
    if sight.is_over:
        erp.orders.cancel(order, "cancelled in the shop")
        return f"order {order.number} cancelled"
    before = order.status
    if before == "held":
        erp.orders.unhold(order)
    elif before == "pending_approval":
        erp.orders.approve(order, clerk)
    else:
        erp.orders.release(order)
    if order.status in ONWARD:
        raise NotAllowed(f"order {order.number} is still {order.status} ({order.hold_reason})")
    return f"order {order.number} {'approved' if before == 'pending_approval' else 'released'}"
