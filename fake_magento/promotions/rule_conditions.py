r"""Conditions of cart price rules: on the cart as a whole, and on single rows of it.

A condition is the object of the web API: `condition_type`, `attribute_name`, `operator`, `value`, `aggregator_type`,
`conditions`. One of a type or with an attribute that is not known here never holds. Source: Magento source,
Magento\SalesRule\Model\Rule\Condition and Magento\Rule\Model\Condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Condition = Mapping[str, Any]
Value = str | float | frozenset[str] | None
COMBINE = "Magento\\SalesRule\\Model\\Rule\\Condition\\Combine"
PRODUCTS = "Magento\\SalesRule\\Model\\Rule\\Condition\\Product\\Combine"
ADDRESS = "Magento\\SalesRule\\Model\\Rule\\Condition\\Address"
PRODUCT = "Magento\\SalesRule\\Model\\Rule\\Condition\\Product"
FOUND = "Magento\\SalesRule\\Model\\Rule\\Condition\\Product\\Found"
SUBSELECT = "Magento\\SalesRule\\Model\\Rule\\Condition\\Product\\Subselect"


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What conditions see of a row: its attributes by code. `parent` is the row of its bundle."""

    attributes: Mapping[str, Value]
    parent: RowFacts | None = None


@dataclass(frozen=True, slots=True)
class CartFacts:
    """What conditions see of a cart: its attributes by code, and its rows with a price."""

    attributes: Mapping[str, Value]
    rows: tuple[RowFacts, ...] = field(default=())


def subtotal_from(cents: int) -> Condition:
    """The condition that goods come to an amount in base currency or more, without tax."""
    return _all_of(COMBINE, ADDRESS, "base_subtotal", ">=", f"{cents / 100:.2f}")


def one_of(skus: Iterable[str]) -> Condition:
    """The condition that a row has one of these SKUs."""
    return _all_of(PRODUCTS, PRODUCT, "sku", "()", ",".join(skus))


def _all_of(outer: str, inner: str, attribute: str, operator: str, value: str) -> Condition:
    only = {"condition_type": inner, "operator": operator, "attribute_name": attribute, "value": value}
    whole = {"condition_type": outer, "aggregator_type": "all", "operator": None, "value": "1"}
    return {**whole, "conditions": [only]}


def holds(condition: Condition | None, cart: CartFacts) -> bool:
    """Whether a condition holds for a cart; no condition always does."""
    if not condition:
        return True
    kind = condition.get("condition_type")
    if kind == COMBINE:
        return _combined(condition, lambda each: holds(each, cart))
    if kind == ADDRESS:
        return _compared(condition, cart.attributes)
    if kind == FOUND:
        wanted = _is_true(condition)
        return wanted is any(_is_chosen(condition, row) for row in cart.rows)
    if kind == SUBSELECT:
        chosen = [row for row in cart.rows if _is_chosen(condition, row)]
        column = "quote_item_qty" if condition.get("attribute_name") == "qty" else "quote_item_row_total"
        total = sum(_number(row.attributes[column]) or 0 for row in chosen)
        return _operated(str(condition.get("operator", "")), total, condition.get("value"))
    return False


def _is_chosen(condition: Condition, row: RowFacts) -> bool:
    """Whether a row has what the conditions within say; the value of the outer one is about the cart."""
    return _combined({**condition, "value": "1"}, lambda each: fits(each, row))


def fits(condition: Condition | None, row: RowFacts) -> bool:
    """Whether a condition on products holds for a row, or for the bundle that the row is a part of."""
    if not condition:
        return True
    return _fits(condition, row) or (row.parent is not None and _fits(condition, row.parent))


def _fits(condition: Condition, row: RowFacts) -> bool:
    kind = condition.get("condition_type")
    if kind == PRODUCTS:
        return _combined(condition, lambda each: _fits(each, row))
    return kind == PRODUCT and _compared(condition, row.attributes)


def _combined(condition: Condition, ask: Callable[[Condition], bool]) -> bool:
    """All or any of the conditions within are true, or with the value 0 false; none within always holds."""
    within: Iterable[Condition] = condition.get("conditions") or ()
    answers = [ask(each) is _is_true(condition) for each in within]
    if not answers:
        return True
    return any(answers) if condition.get("aggregator_type") == "any" else all(answers)


def _is_true(condition: Condition) -> bool:
    return str(condition.get("value", "1")) not in ("0", "", "false")


def _compared(condition: Condition, attributes: Mapping[str, Value]) -> bool:
    name = str(condition.get("attribute_name"))
    if name not in attributes:
        return False
    return _operated(str(condition.get("operator", "")), attributes[name], condition.get("value"))


def _operated(operator: str, found: Value, wanted: Any) -> bool:
    if operator.startswith("!"):
        return not _operated({"!=": "=="}.get(operator, operator[1:]), found, wanted)
    if operator in (">=", ">", "<=", "<"):
        return _ordered(operator, _number(found), _number(wanted))
    values = {_text(each) for each in _list(wanted)}
    if isinstance(found, frozenset):
        own = {_text(each) for each in found}
        return own == values if operator == "==" else bool(own & values)
    if operator == "{}":
        return any(_plain(each) in _plain(found) for each in _list(wanted))
    return _text(found) in values if operator == "()" else _text(found) == _text(wanted)


def _ordered(operator: str, found: float | None, wanted: float | None) -> bool:
    if found is None or wanted is None:
        return False
    if operator.startswith(">"):
        return found > wanted or (operator == ">=" and found == wanted)
    return found < wanted or (operator == "<=" and found == wanted)


def _list(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, list) else [part.strip() for part in str(wanted).split(",")]


def _text(value: Any) -> str:
    number = _number(value)
    return _plain(value) if number is None else str(number)


def _plain(value: Any) -> str:
    return str("" if value is None else value).casefold()


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
