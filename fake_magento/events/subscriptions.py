"""Subscriptions to saves of orders: all of them by default, or those that fit conditional events.

A conditional event narrows a parent event: it has a name and rules of its own, and is sent for the saves for which all
its rules hold. A receiver of only these unsubscribes from the parent. A save that fits several subscriptions is sent
once for each. Source: Adobe I/O Events for Adobe Commerce, "Create conditional events".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fake_magento.model.order import Order

FIELDS: dict[str, Callable[[Order], str | None]] = {
    "increment_id": lambda order: order.increment_id,
    "state": lambda order: order.state,
    "status": lambda order: order.status,
    "store_id": lambda order: str(order.store.store_id),
    "customer_email": lambda order: order.email,
    "is_virtual": lambda order: "1" if order.is_virtual else "0",
    "payment.method": lambda order: order.method,
}
"""Fields that a rule can test, as text."""
OPERATORS = ("equal", "in", "onChange")
"""Comparisons of a rule: with one text, with several between commas, or (the state only) with the state at the save
before. A new order counts as changed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on one field of the saved order. `value` is as given, `accepted` the texts it matches."""

    field: str
    operator: str
    value: str
    accepted: tuple[str, ...]


def rule(field: str, operator: str, value: str) -> Rule:
    """Make a rule. Raises ValueError for an unknown field or operator."""
    if field not in FIELDS:
        raise ValueError(f"rule on {field!r}: expected one of {', '.join(FIELDS)}")
    if operator not in OPERATORS:
        raise ValueError(f"operator {operator!r}: expected one of {', '.join(OPERATORS)}")
    if operator == "onChange" and field != "state":
        raise ValueError(f"operator 'onChange' on {field!r}: expected the field state")
    values = value.split(",") if operator == "in" else [value]
    return Rule(field, operator, value, tuple(text.strip() for text in values))


def all_hold(rules: tuple[Rule, ...], order: Order) -> bool:
    """Whether a save of the order fits all rules; without rules every save does."""
    for condition in rules:
        if condition.operator == "onChange":
            if order.state == order.saved_state:
                return False
        elif FIELDS[condition.field](order) not in condition.accepted:
            return False
    return True
