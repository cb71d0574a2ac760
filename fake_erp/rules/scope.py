"""Conditions that limit a rule to some orders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from fake_erp.accounting.currencies import to_home
from fake_erp.model import Document, Order
from fake_erp.rules.base import value_at
from fake_erp.settings import Amount

Condition: TypeAlias = Callable[[Order, Document | None], bool]


def scope(
    groups: tuple[str, ...] = (),
    item_groups: tuple[str, ...] = (),
    countries: tuple[str, ...] = (),
    above: Amount | None = None,
    matching: tuple[tuple[str, str], ...] = (),
) -> Condition | None:
    """The condition that an order fulfils all that is given; None where nothing is given.

    `groups` are of the customer, `countries` of the ship-to address, `above` is in the home currency, `matching`
    compares values of the document by their dotted path.
    """
    least = above.cents if above is not None else 0
    if not (groups or item_groups or countries or least or matching):
        return None
    expected = [(tuple(path.split(".")), text) for path, text in matching]

    def applies(order: Order, document: Document | None) -> bool:
        if groups and order.customer.group not in groups:
            return False
        if item_groups and not any(line.item.group in item_groups for line in order.lines):
            return False
        if countries and (order.ship_to or order.customer.address).get("country") not in countries:
            return False
        if least and to_home(order.total_cents, order.rate_micro) <= least:
            return False
        return all(_text(value_at(document, path)) == text for path, text in expected)

    return applies


def _text(value: Any) -> str:
    """The value as it is written in a scenario."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
