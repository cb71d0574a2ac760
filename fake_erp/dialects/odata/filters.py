"""Filters: `$filter` parsed by odata-query, with the literals of version 2, and evaluated over rows.

A row is anything with `get(name)`; see `fake_erp.dialects.odata.model.Row`. A value is compared as the kind of its
property says: a row gives Decimal, int (ms), str, bool or None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, Protocol, TypeAlias

from odata_query import ast
from odata_query.exceptions import ODataException
from odata_query.grammar import ODataLexer, ODataParser

from fake_erp.dialects.odata.evaluation import Evaluate, compiled
from fake_erp.dialects.odata.literals import quoted
from fake_erp.errors import Malformed
from fake_erp.times import instant_of_text, instant_text

LONGEST = 6000
MOST_PARENTHESES = 60

_WORDS = ("ANY", "ALL", "NULL", "BOOLEAN")
_V2_FUNCTIONS = ("substringof", "replace")
Tokens: TypeAlias = "list[Any]"


class Fields(Protocol):
    """A row."""

    def get(self, name: str) -> Any:
        """The value of a property, a row, or a list of rows. Raises Malformed for an unknown name."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter, with the properties it names, and what it demands of single ones, joined by `and`.

    `equal` has the values demanded with `eq`, `least` the instants, in ms, demanded with `ge` or `gt`, `above`
    the whole numbers demanded with `gt` and `ge`: the value must be larger.
    """

    text: str
    equal: Mapping[str, Any]
    least: Mapping[str, int]
    above: Mapping[str, int]
    names: frozenset[str]
    _evaluate: Evaluate

    def holds(self, row: Fields) -> bool:
        """Whether a row matches. Raises Malformed for an unknown property."""
        try:
            return self._evaluate(row, {}) is True
        except RecursionError:
            raise _refused("it is nested too deeply") from None


@lru_cache(maxsize=2048)
def filter_of(text: str) -> Filter:
    """The filter of a `$filter` option. Raises Malformed."""
    if len(text) > LONGEST or text.count("(") > MOST_PARENTHESES:
        raise _refused("it is too long")
    try:
        tree = _tree_of_key(text) or _tree(text)
        if tree is None:
            raise _refused("it is empty")
        demands = _demands(tree)
        return Filter(
            text, demands.equal, demands.least, demands.above, frozenset(_names(tree)), compiled(tree)
        )
    except ODataException as error:
        raise _refused(str(error)[:200]) from None
    except RecursionError:
        raise _refused("it is nested too deeply") from None


def _tree(text: str) -> Any:
    return ODataParser().parse(iter(_own(list(ODataLexer().tokenize(text)), text)))


_KEY = re.compile(r"(\w+) eq '((?:[^']|'')*)'")


def _tree_of_key(text: str) -> Any:
    """The tree of a filter such as `number eq 'SO100001'`, of which only the name is parsed; None for others.

    Clients look records up by it, each time with another text.
    """
    found = _KEY.fullmatch(text)
    known = found and _comparison(found[1])
    return (
        known and found and ast.Compare(known.comparator, known.left, ast.String(found[2].replace("''", "'")))
    )


@lru_cache(maxsize=1024)
def _comparison(name: str) -> ast.Compare | None:
    """The tree in which a property is compared with a text; None for what is not the name of a property."""
    try:
        tree = _tree(f"{name} eq 'x'")
    except ODataException:
        return None
    return tree if tree == ast.Compare(ast.Eq(), ast.Identifier(name), ast.String("x")) else None


def _refused(why: str) -> Malformed:
    return Malformed(f"$filter: {why}", "$filter")


class _Demands(NamedTuple):
    """See `Filter`."""

    equal: dict[str, Any]
    least: dict[str, int]
    above: dict[str, int]


def _demands(node: Any) -> _Demands:
    found = _Demands({}, {}, {})
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            waiting += (node.left, node.right)
        elif isinstance(node, ast.Compare):
            _note(node, found)
    return found


def _names(tree: Any) -> Iterator[str]:
    """The properties of the row itself that a tree names."""
    waiting: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        node, bound = waiting.pop()
        if isinstance(node, ast.Identifier):
            if node.name not in bound:
                yield node.name
        elif isinstance(node, ast.Call):
            waiting += [(arg, bound) for arg in node.args]
        elif isinstance(node, ast.CollectionLambda):
            waiting.append((node.owner, bound))
            if node.lambda_ is not None:
                waiting.append((node.lambda_.expression, bound | {node.lambda_.identifier.name}))
        elif isinstance(node, ast.List):
            waiting += [(each, bound) for each in node.val]
        else:
            inner = ("owner", "left", "right", "operand", "param")
            waiting += [(getattr(node, name), bound) for name in inner if hasattr(node, name)]


def _note(node: ast.Compare, found: _Demands) -> None:
    name, value, kind = node.left, node.right, type(node.comparator)
    if isinstance(value, ast.Identifier) and kind is ast.Eq:
        name, value = value, name
    if not isinstance(name, ast.Identifier):
        return
    if kind is ast.Eq and isinstance(value, ast.String | ast.Integer | ast.GUID):
        found.equal[name.name] = value.val
    elif kind in (ast.Gt, ast.GtE) and isinstance(value, ast.Integer) and len(value.val) <= 18:
        found.above[name.name] = int(value.val) - (kind is ast.GtE)
    elif kind in (ast.Gt, ast.GtE) and isinstance(value, ast.Date | ast.DateTime):
        least = instant_of_text(value.val)
        if least is not None:
            found.least[name.name] = least


# -- tokens: the literals of version 2, and what the grammar of odata-query leaves out ----------------------------


def _own(tokens: Tokens, text: str) -> Tokens:
    """Tokens as the parser wants them.

    `datetime'...'`, `guid'...'` and `12M` become the literals of version 4, functions of version 2 get a name space,
    a list of one item a comma, and names that begin with a word such as `all` become one token again. White space is
    a token too, so tokens that follow one another here do so in the text.
    """
    joined: Tokens = []
    for token in tokens:
        if not joined or not _join(joined[-1], token, text):
            joined.append(token)
    _lists_of_one(joined)
    return joined


def _join(before: Any, token: Any, text: str) -> bool:
    """Whether `token` was joined to the one right before it."""
    if before.type == "ODATA_IDENTIFIER" and token.type == "STRING":
        _quoted(before, token)
    elif before.type in ("INTEGER", "DECIMAL") and token.type == "ODATA_IDENTIFIER":
        if token.value.name.lower() not in ("m", "l", "d", "f"):
            return False
        before.type, before.value = "DECIMAL", ast.Float(before.value.val)
    elif before.type in _WORDS and token.type in ("ODATA_IDENTIFIER", "INTEGER"):
        rest = token.value.name if token.type == "ODATA_IDENTIFIER" else token.value.val
        name = text[before.index : token.index] + rest
        before.type, before.value = "ODATA_IDENTIFIER", ast.Identifier(name)
    else:
        if token.type == "(" and before.type == "ODATA_IDENTIFIER" and before.value.name in _V2_FUNCTIONS:
            before.value = ast.Identifier(before.value.name, ("v2",))
        return False
    return True


def _quoted(before: Any, token: Any) -> None:
    value = quoted(before.value.name, token.value.val)
    before.type = {"guid": "GUID", "instant": "DATETIME"}.get(value.kind, "STRING")
    if value.kind == "guid":
        before.value = ast.GUID(value.value)
    elif value.kind == "instant":
        before.value = ast.DateTime(instant_text(value.value))
    else:
        before.value = ast.String(value.text)


def _lists_of_one(tokens: Tokens) -> None:
    """`x in ('a')` as the parser wants it: `x in ('a',)`."""
    at = 0
    while at < len(tokens) - 2:
        if tokens[at].type == "IN" and tokens[at + 1].type == "(":
            end = next((n for n in range(at + 2, len(tokens)) if tokens[n].type in (")", ",")), None)
            if end is not None and tokens[end].type == ")":
                comma = copy(tokens[end])
                comma.type = comma.value = ","
                tokens.insert(end, comma)
        at += 1
