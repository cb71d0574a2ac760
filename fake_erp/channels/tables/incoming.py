"""From rows of the tables that come in to the bodies of operations."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fake_erp.channels.tables.schema import ADDRESS, CUSTOMER, LINE, PARTS, PLAIN

Cells = Mapping[str, Any]


def order_body(order: Cells, lines: Sequence[Cells]) -> dict[str, Any]:
    """The order as a call would send it; what is null is left out."""
    found = _given(order, PLAIN)
    for name, column in (("prices_include_tax", "prices_include_tax"), ("release", "release_order")):
        if order[column] is not None:
            found[name] = _flag(order[column])
    for part, names in PARTS.items():
        held = _given(order, names, f"{part}_")
        if "prepaid" in held:
            held["prepaid"] = _flag(held["prepaid"])
        if held:
            found[part] = held
    if order["custom"] is not None:
        found["custom"] = _custom(order["custom"])
    found["lines"] = [_given(line, ("quantity", *LINE)) for line in lines]
    return found


def customer_body(customer: Cells) -> dict[str, Any]:
    """The customer as a call would send it."""
    return {**_given(customer, CUSTOMER), "address": _given(customer, ADDRESS, "address_")}


def _given(row: Cells, names: Sequence[str], prefix: str = "") -> dict[str, Any]:
    return {name: row[prefix + name] for name in names if row[prefix + name] is not None}


def _flag(value: Any) -> Any:
    return bool(value) if value in (0, 1) else value


def _custom(text: Any) -> Any:
    """The custom fields are an object in JSON; what is none is refused as it stands."""
    try:
        return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return text
