"""Queries of SuiteQL: parsed once, then carried out over the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cmp_to_key, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from fake_erp.dialects.netsuite.queries.expressions import AGGREGATES, Env, Group, Scope, Value
from fake_erp.dialects.netsuite.queries.functions import bad, compared, text_of
from fake_erp.dialects.netsuite.queries.tables import (
    CUSTOMER,
    CUSTOMER_PRICING,
    ITEM,
    MASTERS,
    PRICING,
    STOCK,
    Table,
)
from fake_erp.dialects.netsuite.queries.transactions import LINKS, TRANSACTION, TRANSACTION_LINE, TYPES
from fake_erp.operations.base import Hides

if TYPE_CHECKING:
    from fake_erp.erp import Erp

LONGEST = 20_000
MOST_ROWS = 100_000
MOST_TABLES = 8
DEEPEST = 60
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        TRANSACTION, TRANSACTION_LINE, *LINKS, ITEM, CUSTOMER, PRICING, CUSTOMER_PRICING, *STOCK, *MASTERS
    )
} | {"entity": CUSTOMER, "inventoryitem": ITEM}  # fmt: skip
_OPERATIONS = {code.lower(): operation for code, operation in TYPES.values()}
_FORBIDDEN = ("with_", "windows", "qualify", "laterals", "connect", "sample", "into")


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: its tables by alias, the first of them first."""

    select: exp.Select
    tables: dict[str, Table]

    @property
    def main(self) -> str:
        """The alias of the first table."""
        return next(iter(self.tables))


@lru_cache(maxsize=1024)
def parsed(text: str) -> Query:
    """A query. Raises RuleRefused for what is none, or is not supported."""
    if len(text) > LONGEST or text.count("(") > DEEPEST:
        raise bad("The query is too complex.")
    try:
        select = sqlglot.parse_one(text, dialect="oracle")
        tables = _tables(select)
    except (SqlglotError, RecursionError, ValueError):
        raise bad("Invalid or unsupported search.") from None
    assert isinstance(select, exp.Select)
    return Query(select, tables)


def _tables(select: Any) -> dict[str, Table]:
    if not isinstance(select, exp.Select) or any(select.args.get(name) for name in _FORBIDDEN):
        raise bad("Invalid or unsupported search: only SELECT is.")
    source = select.args.get("from_") or select.args.get("from")
    if source is None:
        raise bad("FROM is missing.")
    joins = select.args.get("joins") or []
    if len(joins) >= MOST_TABLES:
        raise bad("The query joins too many records.")
    found: dict[str, Table] = {}
    for node in (source.this, *[join.this for join in joins]):
        if not isinstance(node, exp.Table):
            raise bad("subqueries are not supported.")
        table = TABLES.get(node.name.lower())
        if table is None:
            raise bad(f"Record {node.name[:60]!a} was not found.")
        found[(node.alias or node.name).lower()] = table
    return found


def conjuncts(node: exp.Expr | None) -> Iterator[exp.Expr]:
    """The conditions that must all hold."""
    if isinstance(node, exp.And):
        for part in node.flatten():
            yield from conjuncts(part)
    elif isinstance(node, exp.Paren):
        yield from conjuncts(node.this)
    elif node is not None:
        yield node


def literals(query: Query) -> dict[str, tuple[str, ...]]:
    """Columns of the main table that must have one of these values, by name."""
    where = query.select.args.get("where")
    found: dict[str, tuple[str, ...]] = {}
    for part in conjuncts(None if where is None else where.this):
        column, values = _fixed(part)
        if column is not None and column.table.lower() in ("", query.main):
            found.setdefault(column.name.lower(), values)
    return found


def _fixed(part: exp.Expr) -> tuple[exp.Column | None, tuple[str, ...]]:
    if isinstance(part, exp.EQ):
        for column, value in ((part.this, part.expression), (part.expression, part.this)):
            if isinstance(column, exp.Column) and isinstance(value, exp.Literal):
                return column, (str(value.this),)
    if isinstance(part, exp.In) and isinstance(part.this, exp.Column) and _all_literal(part.expressions):
        return part.this, tuple(str(each.this) for each in part.expressions)
    return None, ()


def _all_literal(nodes: list[Any]) -> bool:
    return bool(nodes) and all(isinstance(each, exp.Literal) for each in nodes)


def operation_of(query: Query) -> str:
    """The operation that a query stands for, by its main table and the type of transaction."""
    table = query.tables[query.main]
    if table.name == "transaction":
        fixed = literals(query)
        kinds = fixed.get("type") or fixed.get("recordtype") or ()
        if len(kinds) == 1:
            return _OPERATIONS.get(kinds[0].lower(), table.operation)
    return table.operation


@dataclass(slots=True)
class Found:
    """What a query gives: the names of its columns, its rows, and the records of the books that they are about."""

    names: list[str]
    rows: list[list[Any]]
    about: list[Any]


class Search:
    """Carries a query out."""

    def __init__(self, erp: Erp, query: Query, hides: Hides | None) -> None:
        self._erp = erp
        self._query = query
        self._hides = hides
        self._scope = Scope(erp, query.tables)

    def run(self) -> Found:
        """Raises RuleRefused for fields that do not exist and for searches that are too large."""
        select, scope = self._query.select, self._scope
        rows = self._joined()
        where = select.args.get("where")
        if where is not None:
            holds = scope.value(where.this)
            rows = (env for env in rows if holds(env))
        names, nodes = self._columns()
        group = select.args.get("group")
        if group is not None or any(self._is_aggregate(node) for node in nodes):
            return self._grouped(list(self._bounded(rows)), group, names, nodes)
        return self._plain(list(self._bounded(rows)), names, nodes)

    def _bounded(self, rows: Iterable[Env]) -> Iterator[Env]:
        for count, env in enumerate(rows):
            if count >= MOST_ROWS:
                raise bad("The search has too many results.")
            yield env

    @staticmethod
    def _is_aggregate(node: exp.Expr) -> bool:
        return any(isinstance(each, AGGREGATES) for each in node.walk())

    def _joined(self) -> Iterator[Env]:
        query, main = self._query, self._query.main
        fixed = literals(query)
        rows: Iterator[Env] = ({main: row} for row in self._rows(query.tables[main], fixed))
        where = query.select.args.get("where")
        conditions = list(conjuncts(None if where is None else where.this))
        for alias, join in zip(list(query.tables)[1:], query.select.args.get("joins") or [], strict=False):
            rows = self._join(rows, alias, join, conditions)
        return rows

    def _rows(self, table: Table, fixed: Mapping[str, tuple[str, ...]]) -> Iterator[Any]:
        """The rows of a table among which those with these values are."""
        hides, about = self._hides, table.about
        found: Iterable[Any] | None = None
        for name, index in table.indexes.items():
            if name in fixed:
                values = dict.fromkeys(fixed[name])
                found = (row for value in values for row in index(self._erp, value))
                if name not in ("type", "recordtype"):
                    break
        for row in table.rows(self._erp) if found is None else found:
            if hides is None or not hides(about(row)):
                yield row

    def _join(
        self, rows: Iterator[Env], alias: str, join: exp.Join, conditions: list[exp.Expr]
    ) -> Iterator[Env]:
        table, on = self._query.tables[alias], join.args.get("on")
        parts = list(conjuncts(on)) if on is not None else conditions
        known = list(self._query.tables)[: list(self._query.tables).index(alias)]
        lookup = self._lookup(alias, table, known, parts)
        holds = None if on is None else self._scope.value(on)
        outer = (join.args.get("side") or "").upper() in ("LEFT", "FULL")
        if (join.args.get("side") or "").upper() == "RIGHT" or join.args.get("using"):
            raise bad("this kind of join is not supported.")
        everything: list[Any] | None = None
        looked = 0
        for env in rows:
            if lookup is not None:
                column, value = lookup
                wanted = value(env)
                fixed = {} if wanted is None else {column: (text_of(wanted),)}
                candidates = list(self._rows(table, fixed)) if fixed else []
            else:
                if everything is None:
                    everything = list(self._rows(table, {}))
                candidates = everything
            looked += len(candidates)
            if looked > 20 * MOST_ROWS:
                raise bad("The search looks at too many rows.")
            matched = False
            for row in candidates:
                both = {**env, alias: row}
                if holds is None or holds(both):
                    matched = True
                    yield both
            if not matched and outer:
                yield {**env, alias: None}

    def _lookup(
        self, alias: str, table: Table, known: list[str], parts: list[exp.Expr]
    ) -> tuple[str, Value] | None:
        """An indexed column of a table that must equal an expression of the tables before it."""
        for part in parts:
            if not isinstance(part, exp.EQ):
                continue
            for mine, other in ((part.this, part.expression), (part.expression, part.this)):
                if not isinstance(mine, exp.Column) or mine.table.lower() != alias:
                    continue
                owners = [each.table.lower() for each in other.find_all(exp.Column)]
                if mine.name.lower() in table.indexes and all(owner in known for owner in owners):
                    return mine.name.lower(), self._scope.value(other)
        return None

    def _columns(self) -> tuple[list[str], list[exp.Expr]]:
        names: list[str] = []
        nodes: list[exp.Expr] = []
        for node in self._query.select.expressions:
            star = isinstance(node, exp.Star) or (
                isinstance(node, exp.Column) and isinstance(node.this, exp.Star)
            )
            if star:
                aliases = [node.table.lower()] if isinstance(node, exp.Column) else list(self._query.tables)
                for alias in aliases:
                    if alias not in self._query.tables:
                        raise bad(f"Record {alias[:60]!a} was not found.")
                    for name in self._query.tables[alias].columns:
                        names.append(name)
                        nodes.append(exp.column(name, table=alias))
            else:
                inner = node.this if isinstance(node, exp.Alias) else node
                names.append((node.alias or _name(inner) or f"expr{len(names) + 1}").lower())
                nodes.append(inner)
        return names, nodes

    def _plain(self, rows: list[Env], names: list[str], nodes: list[exp.Expr]) -> Found:
        values = [self._scope.value(node) for node in nodes]
        order = self._order(names, nodes, self._scope.value)
        if order:
            rows = _sorted(rows, order)
        return self._cut(names, [([value(env) for value in values], [env]) for env in rows])

    def _grouped(
        self, rows: list[Env], group: exp.Expr | None, names: list[str], nodes: list[exp.Expr]
    ) -> Found:
        keys = [self._scope.value(node) for node in (group.expressions if group is not None else [])]
        groups: dict[tuple[Any, ...], list[Env]] = {} if keys else {(): []}
        for env in rows:
            groups.setdefault(tuple([key(env) for key in keys]), []).append(env)
        found: list[Group] = list(groups.values())
        having = self._query.select.args.get("having")
        if having is not None:
            holds = self._scope.over(having.this)
            found = [each for each in found if holds(each)]
        order = self._order(names, nodes, self._scope.over)
        if order:
            found = _sorted(found, order)
        values = [self._scope.over(node) for node in nodes]
        return self._cut(names, [([value(each) for value in values], each) for each in found])

    def _order(
        self, names: list[str], nodes: list[exp.Expr], make: Callable[[exp.Expr], Any]
    ) -> list[tuple[Any, bool]]:
        order = self._query.select.args.get("order")
        found = []
        for each in order.expressions if order is not None else []:
            node = each.this
            if isinstance(node, exp.Literal) and not node.is_string:
                at = int(node.this) if str(node.this).isdigit() and len(str(node.this)) < 6 else 0
                if not 0 < at <= len(nodes):
                    raise bad("ORDER BY position is not in the select list.")
                node = nodes[at - 1]
            elif isinstance(node, exp.Column) and not node.table and node.name.lower() in names:
                node = nodes[names.index(node.name.lower())]
            found.append((make(node), bool(each.args.get("desc"))))
        return found

    def _cut(self, names: list[str], rows: list[tuple[list[Any], Group]]) -> Found:
        """DISTINCT, OFFSET and FETCH; and which records the rows are about."""
        select, main = self._query.select, self._query.main
        if select.args.get("distinct"):
            rows = list({tuple(map(_hashable, values)): (values, group) for values, group in rows}.values())
        first = _count(select.args.get("offset"), 0)
        most = _count(select.args.get("limit"), MOST_ROWS)
        kept = list(islice(rows, first, first + most))
        about = self._query.tables[main].about
        records = [about(group[0][main]) if len(group) == 1 else None for _, group in kept]
        return Found(names, [values for values, _ in kept], records)


def _hashable(value: Any) -> Any:
    return repr(value) if isinstance(value, list | dict) else value


def _name(node: exp.Expr) -> str:
    if (
        isinstance(node, exp.Dot)
        and isinstance(node.expression, exp.Anonymous)
        and node.expression.expressions
    ):
        return ""
    return node.name if isinstance(node, exp.Column) else ""


def _count(node: exp.Expr | None, default: int) -> int:
    if node is None:
        return default
    value = node.args.get("count") or node.args.get("expression")
    text = str(getattr(value, "this", ""))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise bad("a number of rows is not a number.")
    return int(text)


def _sorted(rows: list[Any], order: list[tuple[Any, bool]]) -> list[Any]:
    keyed = [([value(row) for value, _ in order], row) for row in rows]

    def compare(left: tuple[list[Any], Any], right: tuple[list[Any], Any]) -> int:
        for (_, descends), mine, other in zip(order, left[0], right[0], strict=True):
            if mine is None or other is None:
                found = (mine is None) - (other is None)  # nulls come last, and first when it descends
            else:
                found = compared(mine, other) or 0
            if found:
                return -found if descends else found
        return 0

    return [row for _, row in sorted(keyed, key=cmp_to_key(compare))]
