"""SQL queries over the tables of the product: one table or several that are joined by equal columns, read only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from fake_erp.dialects.business_one.queries.definitions import TEXT_LIMIT, stored
from fake_erp.dialects.business_one.queries.tables import TABLES
from fake_erp.dialects.business_one.refusals import SqlRefused

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SYNTAX, TABLE, COLUMN, PARAMETER = 701, 702, 703, 704
MOST_TABLES, DEEPEST, MOST_ROWS = 3, 40, 200_000
Row: TypeAlias = dict[tuple[str, str], Any]
"""Values by alias of the table and column, in small letters."""
Evaluate: TypeAlias = Callable[[Row, Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """A query that was read: its tables by alias, how they are joined, what it wants."""

    text: str
    tables: tuple[tuple[str, str], ...]
    joins: tuple[tuple[Evaluate, Evaluate], ...]
    """The columns that are equal: of the tables before, and of the table that is joined."""
    where: Evaluate | None
    columns: tuple[tuple[str, Evaluate], ...]
    order_by: tuple[tuple[Evaluate, bool], ...]
    parameters: tuple[str, ...]

    @property
    def operation(self) -> str:
        """What reading it counts as."""
        return TABLES[self.tables[0][1]].operation


def _syntax(why: str) -> SqlRefused:
    return SqlRefused(SYNTAX, f"Invalid SQL syntax: {why}")


@lru_cache(maxsize=512)
def statement_of(text: str) -> Statement:
    """The statement of a text. Raises SqlRefused."""
    try:
        tree = sqlglot.parse_one(text[:TEXT_LIMIT], dialect="tsql")
    except (SqlglotError, RecursionError, ValueError) as error:
        raise _syntax(str(error)[:120]) from None
    if not isinstance(tree, exp.Select) or tree.args.get("with") or tree.args.get("group"):
        raise _syntax("expected a SELECT without WITH and GROUP BY")
    source = tree.args.get("from_") or tree.args.get("from")
    if source is None or not isinstance(source.this, exp.Table):
        raise _syntax("expected FROM and a table")
    joins = tree.args.get("joins") or []
    if len(joins) >= MOST_TABLES:
        raise _syntax(f"at most {MOST_TABLES} tables")
    tables = tuple([_table(each) for each in (source.this, *[join.this for join in joins])])
    reader = Reader(tables)
    conditions = tuple(
        [_condition(reader, join, alias) for join, (alias, _) in zip(joins, tables[1:], strict=True)]
    )
    where, order = tree.args.get("where"), tree.args.get("order")
    return Statement(
        text,
        tables,
        conditions,
        None if where is None else reader.of(where.this),
        tuple([_column(reader, each) for each in tree.expressions]),
        ()
        if order is None
        else tuple([(reader.of(each.this), bool(each.args.get("desc"))) for each in order.expressions]),
        tuple(reader.parameters),
    )


def _table(node: Any) -> tuple[str, str]:
    name = node.name.upper() if isinstance(node, exp.Table) else ""
    if name not in TABLES:
        raise SqlRefused(TABLE, f"Table '{name[:40]}' is not accessible.")
    return (node.alias or name).lower(), name


def _condition(reader: Reader, join: Any, alias: str) -> tuple[Evaluate, Evaluate]:
    on = join.args.get("on")
    if (
        not isinstance(on, exp.EQ)
        or not isinstance(on.left, exp.Column)
        or not isinstance(on.right, exp.Column)
    ):
        raise _syntax("a join is ON one column = another")
    before, joined = (on.right, on.left) if on.left.table.lower() == alias else (on.left, on.right)
    return reader.of(before), reader.of(joined)


def _column(reader: Reader, node: Any) -> tuple[str, Evaluate]:
    inner = node.this if isinstance(node, exp.Alias) else node
    if isinstance(inner, exp.Star):
        raise _syntax("SELECT * is not supported")
    if not isinstance(node, exp.Alias) and not isinstance(inner, exp.Column):
        raise _syntax("a computed column needs an alias")
    return node.alias_or_name, reader.of(inner)


class Reader:
    """Turns expressions into functions of a row and the parameters."""

    def __init__(self, tables: tuple[tuple[str, str], ...]) -> None:
        self._columns = {alias: {column.lower() for column in TABLES[name].columns} for alias, name in tables}
        self.parameters: dict[str, None] = {}

    def of(self, node: Any, depth: int = 0) -> Evaluate:
        """The function of an expression. Raises SqlRefused."""
        if depth > DEEPEST:
            raise _syntax("it is nested too deeply")
        if isinstance(node, exp.Paren):
            return self.of(node.this, depth + 1)
        if isinstance(node, exp.Column):
            return self._column(node)
        if isinstance(node, exp.Placeholder | exp.Parameter):
            return self._parameter(node)
        if isinstance(node, exp.Literal):
            value = node.this if node.is_string else float(node.this[:30])
            return lambda row, given: value
        if isinstance(node, exp.Null):
            return lambda row, given: None
        return self._compound(node, depth + 1)

    def _column(self, node: exp.Column) -> Evaluate:
        name, alias = node.name.lower(), node.table.lower()
        found = [each for each, known in self._columns.items() if name in known and alias in ("", each)]
        if not found:
            raise SqlRefused(COLUMN, f"Column '{node.name[:40]}' is not accessible.")
        key = (found[0], name)
        return lambda row, given: row.get(key)

    def _parameter(self, node: Any) -> Evaluate:
        name = str(node.name or node.this)[:60]
        self.parameters[name] = None
        return lambda row, given: given[name]

    def _compound(self, node: Any, depth: int) -> Evaluate:
        if isinstance(node, exp.Not):
            inner = self.of(node.this, depth)
            return lambda row, given: not inner(row, given)
        if isinstance(node, exp.In):
            value, listed = self.of(node.this, depth), [self.of(each, depth) for each in node.expressions]
            return lambda row, given: any(_same(value(row, given), each(row, given)) for each in listed)
        operator = _OPERATORS.get(type(node))
        if operator is None:
            raise _syntax(f"{type(node).__name__} is not supported")
        left, right = self.of(node.this, depth), self.of(node.expression, depth)
        return lambda row, given: operator(left(row, given), right(row, given))


def _same(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    if isinstance(left, str) != isinstance(right, str):
        return str(left) == str(right)
    return bool(left == right)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def holds(left: Any, right: Any) -> bool:
        try:
            return left is not None and right is not None and compare(left, right)
        except TypeError:
            raise SqlRefused(PARAMETER, "Parameter error.") from None

    return holds


def _like(value: Any, pattern: Any) -> bool:
    """`%` at the beginning and the end; elsewhere it stands for itself."""
    text, wanted = str(value or "").lower(), str(pattern or "").lower()
    inner = wanted.strip("%")
    starts, ends = wanted.endswith("%"), wanted.startswith("%")
    if starts and ends:
        return inner in text
    if starts:
        return text.startswith(inner)
    return text.endswith(inner) if ends else text == inner


_OPERATORS: dict[type[Any], Callable[[Any, Any], Any]] = {
    exp.And: lambda left, right: bool(left) and bool(right),
    exp.Or: lambda left, right: bool(left) or bool(right),
    exp.EQ: _same,
    exp.NEQ: lambda left, right: left is not None and right is not None and not _same(left, right),
    exp.GT: _ordered(lambda left, right: left > right),
    exp.GTE: _ordered(lambda left, right: left >= right),
    exp.LT: _ordered(lambda left, right: left < right),
    exp.LTE: _ordered(lambda left, right: left <= right),
    exp.Like: _like,
    exp.Is: lambda left, right: left is None,
}


def rows_of(erp: Erp, statement: Statement, given: Mapping[str, Any]) -> list[tuple[Any, dict[str, Any]]]:
    """The rows of a statement, with the record that each is of. Raises SqlRefused."""
    if set(given) != set(statement.parameters):
        raise SqlRefused(PARAMETER, "Parameter error.")
    first, *others = [_read(erp, alias, name) for alias, name in statement.tables]
    found = first
    for rows, (before, key) in zip(others, statement.joins, strict=True):
        by_key: dict[Any, list[Row]] = {}
        for _, row in rows:
            by_key.setdefault(key(row, given), []).append(row)
        found = [
            (record, {**left, **right})
            for record, left in found
            for right in by_key.get(before(left, given), ())
        ]
        if len(found) > MOST_ROWS:
            raise _syntax("the result is too large")
    if statement.where is not None:
        found = [pair for pair in found if statement.where(pair[1], given)]
    for key, largest_first in reversed(statement.order_by):
        found.sort(key=lambda pair, key=key: _place(key(pair[1], given)), reverse=largest_first)  # type: ignore[misc]
    return [(record, {name: get(row, given) for name, get in statement.columns}) for record, row in found]


def _read(erp: Erp, alias: str, name: str) -> list[tuple[Any, Row]]:
    return [
        (record, {(alias, column.lower()): value for column, value in row.items()})
        for record, row in TABLES[name].rows(erp)
    ]


def _place(value: Any) -> tuple[int, float, str]:
    if value is None:
        return (0, 0.0, "")
    return (2, 0.0, value) if isinstance(value, str) else (1, float(value), "")


def checked(given: dict[str, Any], now: str) -> dict[str, Any]:
    """A query as it is stored. Raises SqlRefused or Malformed."""
    query = stored(given, now)
    query["ParamList"] = ",".join(statement_of(query["SqlText"]).parameters)
    return query


def parameters_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The values of parameters: texts in quotes, numbers without. Raises SqlRefused."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if value[:1] == "'" and value[-1:] == "'" and len(value) > 1:
            found[name] = value[1:-1].replace("''", "'")
            continue
        try:
            found[name] = float(value[:30])
        except ValueError:
            raise SqlRefused(PARAMETER, "Parameter error.") from None
    return found
