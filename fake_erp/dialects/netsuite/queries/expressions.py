"""Expressions of SuiteQL as functions of a row, or of a group of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlglot import exp

from fake_erp.dialects.netsuite.queries.functions import (
    FUNCTIONS,
    bad,
    compared,
    date_of,
    like,
    number_of,
    parsed,
    text_of,
)
from fake_erp.dialects.netsuite.queries.tables import Column, Table, moment

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Env: TypeAlias = dict[str, Any]
"""Alias of a table to its row; None where an outer join found none."""
Value: TypeAlias = Callable[[Env], Any]
Group: TypeAlias = Sequence[Env]
GroupValue: TypeAlias = Callable[[Group], Any]

_NAMED: dict[type[exp.Expr], str] = {
    exp.Upper: "UPPER", exp.Lower: "LOWER", exp.Trim: "TRIM", exp.Length: "LENGTH", exp.Abs: "ABS", exp.Round: "ROUND",
    exp.Substring: "SUBSTR", exp.ToChar: "TO_CHAR", exp.ToNumber: "TO_NUMBER", exp.Coalesce: "COALESCE",
}  # fmt: skip
_ARGUMENTS = ("this", "start", "length", "decimals", "format", "expressions")
_COMPARED: dict[type[exp.Expr], Callable[[int], bool]] = {
    exp.EQ: lambda order: order == 0,
    exp.NEQ: lambda order: order != 0,
    exp.GT: lambda order: order > 0,
    exp.GTE: lambda order: order >= 0,
    exp.LT: lambda order: order < 0,
    exp.LTE: lambda order: order <= 0,
}
_RECKONED: dict[type[exp.Expr], Callable[[float, float], float | None]] = {
    exp.Add: lambda left, right: left + right,
    exp.Sub: lambda left, right: left - right,
    exp.Mul: lambda left, right: left * right,
    exp.Div: lambda left, right: left / right if right else None,
}
AGGREGATES = (exp.Count, exp.Sum, exp.Min, exp.Max, exp.Avg)


class Scope:
    """The tables of a query by their aliases, and the functions of its expressions."""

    def __init__(self, erp: Erp, tables: Mapping[str, Table]) -> None:
        self._erp = erp
        self.tables = tables

    def column(self, node: exp.Column) -> tuple[str, Column]:
        """The alias and the column that a name means. Raises RuleRefused."""
        name, alias = node.name.lower(), node.table.lower()
        if alias:
            table = self.tables.get(alias)
            if table is None:
                raise bad(f"Record {alias[:60]!a} was not found.")
            found = table.column(name)
            if found is None:
                raise bad(f"Field {name[:60]!a} for record {table.name!a} was not found.")
            return alias, found
        for alias, table in self.tables.items():
            found = table.column(name)
            if found is not None:
                return alias, found
        raise bad(f"Field {name[:60]!a} was not found.")

    def value(self, node: exp.Expr) -> Value:
        """An expression as a function of a row."""
        erp = self._erp
        if isinstance(node, exp.Column):
            alias, column = self.column(node)
            return lambda env: None if env[alias] is None else column(erp, env[alias])
        if isinstance(node, exp.Literal):
            literal = node.this if node.is_string else number_of(node.this)
            return lambda env: literal
        if isinstance(node, exp.Paren):
            return self.value(node.this)
        for kinds, make in _MAKERS:
            if isinstance(node, kinds):
                return make(self, node)
        raise bad(f"{type(node).__name__} is not supported.")

    def label(self, node: exp.Expr) -> Value:
        """BUILTIN.DF: the text of a reference."""
        if not isinstance(node, exp.Column):
            return self.value(node)
        alias, column = self.column(node)
        shown = self.tables[alias].labels.get(node.name.lower(), column)
        erp = self._erp
        return lambda env: None if env[alias] is None else shown(erp, env[alias])

    def now(self) -> datetime:
        """The present instant."""
        return moment(self._erp.now())

    def over(self, node: exp.Expr) -> GroupValue:
        """An expression as a function of a group of rows."""
        if isinstance(node, AGGREGATES):
            return self._aggregate(node)
        if not any(isinstance(each, AGGREGATES) for each in node.walk()):
            plain = self.value(node)
            return lambda group: plain(group[0]) if group else None
        if isinstance(node, exp.Paren | exp.Alias):
            return self.over(node.this)
        for kind, reckon in _RECKONED.items():
            if isinstance(node, kind):
                left, right = self.over(node.this), self.over(node.expression)
                return lambda group: _reckoned(reckon, left(group), right(group))
        for kind, holds in _COMPARED.items():
            if isinstance(node, kind):
                left, right = self.over(node.this), self.over(node.expression)
                return lambda group: _holds(holds, left(group), right(group))
        if isinstance(node, exp.Coalesce | exp.Round):
            inner = self.over(node.this)
            others = [self.value(each) for each in node.expressions]
            return lambda group: _first([inner(group), *[each({}) for each in others]])
        raise bad(f"{type(node).__name__} of an aggregate is not supported.")

    def _aggregate(self, node: exp.Expr) -> GroupValue:
        inner = node.this
        if isinstance(node, exp.Count) and isinstance(inner, exp.Star | None.__class__):
            return len
        is_distinct = isinstance(inner, exp.Distinct)
        each = self.value(inner.expressions[0] if is_distinct else inner)

        def values(group: Group) -> list[Any]:
            found = [value for value in map(each, group) if value is not None]
            return list(dict.fromkeys(found)) if is_distinct else found

        match node:
            case exp.Count():
                return lambda group: len(values(group))
            case exp.Sum():
                return lambda group: _sum(values(group))
            case exp.Avg():
                return lambda group: (_sum(found) or 0) / len(found) if (found := values(group)) else None
        pick = min if isinstance(node, exp.Min) else max
        return lambda group: pick(found, default=None, key=_sortable) if (found := values(group)) else None


def _sortable(value: Any) -> tuple[int, Any]:
    if isinstance(value, datetime):
        return (2, value.timestamp())
    return (0, float(value)) if type(value) in (int, float) else (1, str(value))


def _sum(values: list[Any]) -> float | None:
    return sum(number_of(value) or 0 for value in values) if values else None


def _first(values: list[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def _reckoned(act: Callable[[float, float], float | None], left: Any, right: Any) -> float | None:
    first, second = number_of(left), number_of(right)
    if first is None or second is None:
        return None
    found = act(first, second)
    if found is not None and abs(found) > 1e300:
        raise bad("Numeric overflow.")
    return found


def _holds(holds: Callable[[int], bool], left: Any, right: Any) -> bool | None:
    order = compared(left, right)
    return None if order is None else holds(order)


def _comparison(scope: Scope, node: exp.Expr) -> Value:
    holds = _COMPARED[type(node)]
    left, right = scope.value(node.this), scope.value(node.expression)
    return lambda env: _holds(holds, left(env), right(env))


def _reckoning(scope: Scope, node: exp.Expr) -> Value:
    act = _RECKONED[type(node)]
    left, right = scope.value(node.this), scope.value(node.expression)
    return lambda env: _reckoned(act, left(env), right(env))


def _and(scope: Scope, node: exp.Expr) -> Value:
    parts = [scope.value(part) for part in node.flatten()]

    def holds(env: Env) -> bool | None:
        unknown = False
        for part in parts:
            found = part(env)
            if found is None:
                unknown = True
            elif not found:
                return False
        return None if unknown else True

    return holds


def _or(scope: Scope, node: exp.Expr) -> Value:
    parts = [scope.value(part) for part in node.flatten()]

    def holds(env: Env) -> bool | None:
        found = [part(env) for part in parts]
        return True if any(found) else None if None in found else False

    return holds


def _not(scope: Scope, node: exp.Expr) -> Value:
    inner = scope.value(node.this)
    return lambda env: None if (found := inner(env)) is None else not found


def _in(scope: Scope, node: exp.Expr) -> Value:
    if node.args.get("query") is not None:
        raise bad("subqueries are not supported.")
    value, others = scope.value(node.this), [scope.value(each) for each in node.expressions]

    def holds(env: Env) -> bool | None:
        mine = value(env)
        return None if mine is None else any(compared(mine, other(env)) == 0 for other in others)

    return holds


def _between(scope: Scope, node: exp.Expr) -> Value:
    value, low, high = scope.value(node.this), scope.value(node.args["low"]), scope.value(node.args["high"])

    def holds(env: Env) -> bool | None:
        mine = value(env)
        above, below = compared(mine, low(env)), compared(mine, high(env))
        return None if above is None or below is None else above >= 0 >= below

    return holds


def _like(scope: Scope, node: exp.Expr) -> Value:
    left, right = scope.value(node.this), scope.value(node.expression)

    def holds(env: Env) -> bool | None:
        text, pattern = left(env), right(env)
        return None if text is None or pattern is None else like(text_of(text), text_of(pattern))

    return holds


def _is(scope: Scope, node: exp.Expr) -> Value:
    inner = scope.value(node.this)
    return lambda env: inner(env) is None


def _joined(scope: Scope, node: exp.Expr) -> Value:
    parts = [scope.value(part) for part in node.flatten()]
    return lambda env: "".join([text_of(value) for part in parts if (value := part(env)) is not None])[:4000]


def _function(scope: Scope, node: exp.Expr) -> Value:
    name = node.name.upper() if isinstance(node, exp.Anonymous) else _NAMED[type(node)]
    call = FUNCTIONS.get(name)
    if call is None:
        raise bad(f"Function {name[:40]!a} was not found.")
    nodes: list[exp.Expr] = []
    for argument in _ARGUMENTS:
        found = node.args.get(argument)
        if isinstance(found, list):
            nodes += found
        elif isinstance(found, exp.Expr):
            nodes.append(found)
    arguments = [scope.value(each) for each in nodes]

    def value(env: Env) -> Any:
        try:
            return call(*[argument(env) for argument in arguments])
        except TypeError:
            raise bad(f"Invalid arguments of function {name[:40]!a}.") from None

    return value


def _date(scope: Scope, node: exp.Expr) -> Value:
    """TO_DATE: the parser has made a format of Python of Oracle's."""
    value, form = scope.value(node.this), str(node.args["format"].name) if node.args.get("format") else ""

    def found(env: Env) -> datetime | None:
        text = value(env)
        if text is None or not form:
            return date_of(text)
        try:
            return parsed(str(text), form)
        except ValueError:
            raise bad(f"{str(text)[:40]!a} is not a date of the expected format.") from None

    return found


def _builtin(scope: Scope, node: exp.Expr) -> Value:
    call = node.expression
    if node.this.name.upper() != "BUILTIN" or not isinstance(call, exp.Anonymous) or not call.expressions:
        raise bad(f"{node.sql()[:60]!a} is not supported.")
    if call.name.upper() not in ("DF", "CF"):
        raise bad(f"BUILTIN.{call.name[:40]} is not supported.")
    return scope.label(call.expressions[0]) if call.name.upper() == "DF" else scope.value(call.expressions[0])


def _case(scope: Scope, node: exp.Expr) -> Value:
    base = None if node.this is None else scope.value(node.this)
    ways = [(scope.value(each.this), scope.value(each.args["true"])) for each in node.args["ifs"]]
    default = node.args.get("default")
    other = None if default is None else scope.value(default)

    def value(env: Env) -> Any:
        for condition, then in ways:
            found = condition(env)
            if found is True if base is None else compared(base(env), found) == 0:
                return then(env)
        return None if other is None else other(env)

    return value


def _negative(scope: Scope, node: exp.Expr) -> Value:
    inner = scope.value(node.this)
    return lambda env: None if (found := number_of(inner(env))) is None else -found


def _constant(scope: Scope, node: exp.Expr) -> Value:
    if isinstance(node, exp.CurrentTimestamp | exp.CurrentDate | exp.Systimestamp):
        return lambda env: scope.now()
    found = bool(node.this) if isinstance(node, exp.Boolean) else None
    return lambda env: found


def _cast(scope: Scope, node: exp.Expr) -> Value:
    return scope.value(node.this)


_MAKERS: tuple[tuple[Any, Callable[[Scope, Any], Value]], ...] = (
    (tuple(_COMPARED), _comparison),
    (exp.And, _and),
    (exp.Or, _or),
    (exp.Not, _not),
    (exp.In, _in),
    (exp.Between, _between),
    (exp.Like, _like),
    (exp.Is, _is),
    (exp.DPipe, _joined),
    ((exp.StrToDate, exp.StrToTime, exp.TsOrDsToDate), _date),
    ((exp.Anonymous, *_NAMED), _function),
    (exp.Dot, _builtin),
    (exp.Case, _case),
    (exp.Neg, _negative),
    (tuple(_RECKONED), _reckoning),
    ((exp.Null, exp.Boolean, exp.CurrentTimestamp, exp.CurrentDate, exp.Systimestamp), _constant),
    (exp.Cast, _cast),
)
