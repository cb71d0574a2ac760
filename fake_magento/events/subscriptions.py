"""Which saves of an order are told: all of them, until the receiver asks for fewer.

A conditional event narrows a parent: it has a name of its own and rules, and is sent for the saves for which all its
rules hold. Who wants no others unsubscribes from the parent (Adobe I/O Events for Commerce, conditional events). A
save that fits several subscriptions is told once for each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fake_magento.model.records import Order

FIELDS: dict[str, Callable[[Order], str | None]] = {
    "increment_id": lambda order: order.increment_id,
    "state": lambda order: order.state,
    "status": lambda order: order.status,
    "store_id": lambda order: str(order.store.store_id),
    "customer_email": lambda order: order.email,
    "is_virtual": lambda order: "1" if order.is_virtual else "0",
    "payment.method": lambda order: order.method,
}
"""Fields a rule can look at, as texts."""

OPERATORS = ("equal", "in", "onChange")
"""How a rule can compare: with one text, with several between commas, or (the state only) with what it was at the
save before; a new order counts as changed."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on one field of the saved order; `value` as it was given, `accepted` what it stands for."""

    field: str
    operator: str
    value: str
    accepted: tuple[str, ...]


def rule(field: str, operator: str, value: str) -> Rule:
    """Raises ValueError for a field or operator that is not known."""
    if field not in FIELDS:
        raise ValueError(f"rule on {field!r}: expected one of {', '.join(FIELDS)}")
    if operator not in OPERATORS:
        raise ValueError(f"operator {operator!r}: expected one of {', '.join(OPERATORS)}")
    if operator == "onChange" and field != "state":
        raise ValueError(f"operator 'onChange' on {field!r}: expected the field state")
    values = value.split(",") if operator == "in" else [value]
    return Rule(field, operator, value, tuple(text.strip() for text in values))


def all_hold(rules: tuple[Rule, ...], order: Order) -> bool:
    """Whether a save of the order fits; without rules every save does."""
    for condition in rules:
        if condition.operator == "onChange":
            if order.state == order.saved_state:
                return False
        elif FIELDS[condition.field](order) not in condition.accepted:
            return False
    return True
