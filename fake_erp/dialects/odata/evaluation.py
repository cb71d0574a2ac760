"""Evaluates the tree of a filter over rows, with the three values of OData: null compares equal to null only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation
from typing import Any, TypeAlias

from odata_query import ast

from fake_erp.errors import Malformed
from fake_erp.times import instant_of_text

Bound: TypeAlias = Mapping[str, Any]
"""Rows by the names of lambdas."""
Evaluate: TypeAlias = Callable[[Any, Bound], Any]

LONGEST_NUMBER = 40


def compiled(node: Any) -> Evaluate:
    """A function that evaluates a node. Raises Malformed for what is not supported."""
    compile_node = _COMPILERS.get(type(node))
    if compile_node is None:
        raise _refused(f"{type(node).__name__} is not supported")
    return compile_node(node)


def _refused(why: str) -> Malformed:
    return Malformed(f"$filter: {why}", "$filter")


def _full_name(node: ast.Identifier) -> str:
    return ".".join([*node.namespace, node.name])


def _literal(node: Any) -> Evaluate:
    if isinstance(node, ast.Integer | ast.Float):
        if len(node.val) > LONGEST_NUMBER:
            raise _refused("a number is out of all bounds")
        value: Any = Decimal(node.val)
    elif isinstance(node, ast.Date | ast.DateTime):
        value = instant_of_text(node.val)
        if value is None:
            raise _refused(f"{node.val[:40]!a} is no date or time")
    elif isinstance(node, ast.Boolean | ast.Null):
        value = node.py_val
    else:
        value = node.val
    return lambda row, bound: value


def _identifier(node: ast.Identifier) -> Evaluate:
    name = _full_name(node)
    return lambda row, bound: bound[name] if name in bound else row.get(name)


def _attribute(node: ast.Attribute) -> Evaluate:
    owner, name = compiled(node.owner), node.attr

    def get(row: Any, bound: Bound) -> Any:
        found = owner(row, bound)
        if found is None:
            return None
        if not hasattr(found, "get"):
            raise _refused(f"{name[:60]!a}: what is before the slash has no properties")
        return found.get(name)

    return get


def _list(node: ast.List) -> Evaluate:
    items = [compiled(item) for item in node.val]
    return lambda row, bound: [item(row, bound) for item in items]


# -- comparing ---------------------------------------------------------------------------------------------------


def alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Two values in a form in which they compare: a text beside a number or an instant is read as one."""
    if isinstance(left, float):
        left = Decimal(repr(left))
    if isinstance(right, float):
        right = Decimal(repr(right))
    if isinstance(left, bool) or isinstance(right, bool) or type(left) is type(right):
        return left, right
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str) and isinstance(other, Decimal | int):
            read = instant_of_text(one) if isinstance(other, int) else _decimal(one)
            return (read, other) if one is left else (other, read)
    if isinstance(left, int) and isinstance(right, Decimal):
        return Decimal(left), right
    if isinstance(left, Decimal) and isinstance(right, int):
        return left, Decimal(right)
    return left, right


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if len(text) <= LONGEST_NUMBER else None
    except InvalidOperation:
        return None


_ORDERED: dict[type[Any], Callable[[Any, Any], bool]] = {
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
    ast.Gt: lambda left, right: left > right,
    ast.GtE: lambda left, right: left >= right,
}


def _compare(node: ast.Compare) -> Evaluate:
    left, right, kind = compiled(node.left), compiled(node.right), type(node.comparator)
    if kind is ast.In:
        return lambda row, bound: _is_in(left(row, bound), right(row, bound))
    if kind in (ast.Eq, ast.NotEq):
        wanted = kind is ast.Eq

        def same(row: Any, bound: Bound) -> bool:
            one, other = alike(left(row, bound), right(row, bound))
            return bool(one == other) is wanted

        return same
    ordered = _ORDERED[kind]

    def compare(row: Any, bound: Bound) -> bool:
        one, other = alike(left(row, bound), right(row, bound))
        if one is None or other is None:
            return False
        if isinstance(one, bool) is not isinstance(other, bool):
            raise _refused("values of different types are compared")
        try:
            return ordered(one, other)
        except TypeError:
            raise _refused("values of different types are compared") from None

    return compare


def _is_in(value: Any, listed: Any) -> bool:
    pairs = [alike(value, each) for each in listed] if isinstance(listed, list) else []
    return any(one == other for one, other in pairs)


def _bool_op(node: ast.BoolOp) -> Evaluate:
    """Long chains are evaluated in a row, not in depth."""
    parts: list[Any] = []
    waiting: list[Any] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.BoolOp) and type(each.op) is type(node.op):
            waiting += (each.right, each.left)
        else:
            parts.append(compiled(each))
    if isinstance(node.op, ast.And):
        return lambda row, bound: all(part(row, bound) is True for part in parts)
    return lambda row, bound: any(part(row, bound) is True for part in parts)


def _unary(node: ast.UnaryOp) -> Evaluate:
    operand = compiled(node.operand)
    if isinstance(node.op, ast.Not):
        return lambda row, bound: operand(row, bound) is not True
    return lambda row, bound: -_number(operand(row, bound))


def _number(value: Any) -> Decimal:
    read = _decimal(value) if isinstance(value, str) else value
    if isinstance(read, bool) or not isinstance(read, Decimal | int):
        raise _refused("a number is expected")
    return Decimal(read)


_ARITHMETIC: dict[type[Any], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.Mod: lambda left, right: left % right,
}


def _bin_op(node: ast.BinOp) -> Evaluate:
    left, right, reckon = compiled(node.left), compiled(node.right), _ARITHMETIC[type(node.op)]

    def result(row: Any, bound: Bound) -> Decimal:
        try:
            return reckon(_number(left(row, bound)), _number(right(row, bound)))
        except (DivisionByZero, InvalidOperation, OverflowError):
            raise _refused("the result is no number") from None

    return result


def _lambda(node: ast.CollectionLambda) -> Evaluate:
    owner, wants_all = compiled(node.owner), isinstance(node.operator, ast.All)
    if node.lambda_ is None:
        return lambda row, bound: bool(owner(row, bound))
    name, inner = node.lambda_.identifier.name, compiled(node.lambda_.expression)

    def check(row: Any, bound: Bound) -> bool:
        rows = owner(row, bound)
        if not isinstance(rows, list):
            raise _refused("any and all need a collection")
        found = (inner(row, {**bound, name: each}) is True for each in rows)
        return all(found) if wants_all else any(found)

    return check


# -- functions ---------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _moment(value: Any) -> datetime:
    instant = instant_of_text(value) if isinstance(value, str) else value
    if isinstance(instant, bool) or not isinstance(instant, int):
        raise _refused("a date or time is expected")
    return datetime.fromtimestamp(instant / 1000, UTC)


def _substring(text: Any, start: Any, length: Any = None) -> str:
    first = max(0, int(_number(start)))
    rest = _text(text)[min(first, LONGEST_TEXT) :]
    return rest if length is None else rest[: max(0, min(int(_number(length)), LONGEST_TEXT))]


LONGEST_TEXT = 100_000
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "concat": lambda one, other: (_text(one) + _text(other))[:LONGEST_TEXT],
    "contains": lambda text, piece: _text(piece) in _text(text),
    "v2.substringof": lambda piece, text: _text(piece) in _text(text),
    "endswith": lambda text, end: _text(text).endswith(_text(end)),
    "startswith": lambda text, start: _text(text).startswith(_text(start)),
    "indexof": lambda text, piece: Decimal(_text(text).find(_text(piece))),
    "length": lambda text: Decimal(len(_text(text))),
    "substring": _substring,
    "tolower": lambda text: _text(text).lower(),
    "toupper": lambda text: _text(text).upper(),
    "trim": lambda text: _text(text).strip(),
    "year": lambda value: Decimal(_moment(value).year),
    "month": lambda value: Decimal(_moment(value).month),
    "day": lambda value: Decimal(_moment(value).day),
    "hour": lambda value: Decimal(_moment(value).hour),
    "minute": lambda value: Decimal(_moment(value).minute),
    "second": lambda value: Decimal(_moment(value).second),
    "date": lambda value: _moment(value).date().isoformat(),
    "round": lambda value: _number(value).to_integral_value(ROUND_HALF_UP),
    "floor": lambda value: _number(value).to_integral_value(ROUND_FLOOR),
    "ceiling": lambda value: _number(value).to_integral_value(ROUND_CEILING),
}


def _call(node: ast.Call) -> Evaluate:
    name = _full_name(node.func)
    function = _FUNCTIONS.get(name)
    if function is None:
        raise _refused(f"the function {name[:40]!a} is not supported")
    args = [compiled(arg) for arg in node.args]
    if name == "v2.substringof" and len(args) != 2:
        raise _refused("substringof takes two arguments")
    return lambda row, bound: function(*[arg(row, bound) for arg in args])


_COMPILERS: dict[type[Any], Callable[[Any], Evaluate]] = {
    **dict.fromkeys(
        (ast.Null, ast.Integer, ast.Float, ast.Boolean, ast.String, ast.Date, ast.DateTime, ast.GUID),
        _literal,
    ),
    ast.Time: _literal,
    ast.Duration: _literal,
    ast.Identifier: _identifier,
    ast.Attribute: _attribute,
    ast.List: _list,
    ast.Compare: _compare,
    ast.BoolOp: _bool_op,
    ast.UnaryOp: _unary,
    ast.BinOp: _bin_op,
    ast.CollectionLambda: _lambda,
    ast.Call: _call,
}
