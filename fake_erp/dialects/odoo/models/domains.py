"""Domains: lists in prefix notation, such as ["|", ["name", "=", "A"], ["partner_id.email", "ilike", "b"]]."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, TypeAlias

from fake_erp.dialects.odoo.faults import BadValue
from fake_erp.dialects.odoo.models.base import Field, Model, View
from fake_erp.times import instant_of_text

MOST_LEAVES = 5000
DEEPEST_PATH = 6
OPERATORS = (
    "=", "!=", "<>", "==", ">", ">=", "<", "<=", "in", "not in", "like", "ilike", "not like", "not ilike",
    "=like", "=ilike", "=?", "child_of", "parent_of", "any", "not any",
)  # fmt: skip
Test: TypeAlias = Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition."""

    path: str
    operator: str
    value: Any


Node: TypeAlias = "Leaf | tuple[str, tuple[Any, ...]] | bool"


def parse(domain: Any) -> Node:
    """A domain as a tree; several terms without an operator are joined by `&`. Raises BadValue."""
    if domain is None or domain is False:
        return True
    if not isinstance(domain, list | tuple) or len(domain) > MOST_LEAVES:
        raise BadValue(f"Domain() invalid item in domain: {str(domain)[:60]!a}", "domain")
    stack: list[Node] = []
    for term in reversed(domain):
        if isinstance(term, str):
            stack.append(_joined(term, stack))
        else:
            stack.append(_leaf(term))
    if not stack:
        return True
    stack.reverse()
    return stack[0] if len(stack) == 1 else ("&", tuple(stack))


def _joined(operator: str, stack: list[Node]) -> Node:
    wanted = {"&": 2, "|": 2, "!": 1}.get(operator)
    if wanted is None:
        raise BadValue(f"Invalid leaf {operator[:60]!a}", "domain")
    if len(stack) < wanted:
        raise BadValue("Domain is syntactically not correct", "domain")
    parts = tuple(stack.pop() for _ in range(wanted))
    if operator == "!":
        return ("!", parts)
    flat: list[Any] = []
    for part in parts:
        flat.extend(part[1] if isinstance(part, tuple) and part[0] == operator else (part,))
    return (operator, tuple(flat))


def _leaf(term: Any) -> Node:
    if isinstance(term, bool):
        return term
    if not isinstance(term, list | tuple) or len(term) != 3:
        raise BadValue(f"Invalid leaf {str(term)[:60]!a}", "domain")
    path, operator, value = term
    if type(path) is int and type(value) is int and operator in ("=", "!="):
        return (path == value) is (operator == "=")
    if not isinstance(path, str) or not isinstance(operator, str):
        raise BadValue(f"Invalid leaf {str(term)[:60]!a}", "domain")
    lowered = {"<>": "!=", "==": "="}.get(operator.lower(), operator.lower())
    if lowered not in OPERATORS:
        raise BadValue(f"Invalid operator {operator[:20]!a} in domain term {str(term)[:60]!a}", "domain")
    return Leaf(path, lowered, value)


def leaves(node: Node) -> Iterable[Leaf]:
    """The conditions that all must hold, at the top of a tree."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, tuple) and node[0] == "&":
        for part in node[1]:
            if isinstance(part, Leaf):
                yield part


def test_of(view: View, model: Model, node: Node) -> Test:
    """The domain as a test of records. Raises BadValue for fields that do not exist."""
    if isinstance(node, bool):
        return lambda record: node
    if isinstance(node, Leaf):
        return _test(view, model, node)
    operator, parts = node
    tests = [test_of(view, model, part) for part in parts]
    if operator == "!":
        return lambda record: not tests[0](record)
    if operator == "|":
        return lambda record: any(test(record) for test in tests)
    return lambda record: all(test(record) for test in tests)


def field_of(view: View, model: Model, name: str, where: str = "") -> Field | None:
    """A field by its name; None for `id`. Raises BadValue."""
    if name == "id":
        return None
    found = model.fields.get(name)
    if found is None or not found.is_in(view.version):
        raise BadValue(f"Invalid field {model.name}.{name[:60]}{where}", "domain")
    return found


def _test(view: View, model: Model, leaf: Leaf) -> Test:
    name, dot, rest = leaf.path.partition(".")
    field = field_of(view, model, name, f" in leaf ({leaf.path[:60]!r}, {leaf.operator!r})")
    if field is None:
        return _compare(leaf, lambda record: model.id_of(view, record), None)
    if dot:
        if not field.relation or leaf.path.count(".") > DEEPEST_PATH:
            raise BadValue(f"Invalid field {model.name}.{leaf.path[:60]}", "domain")
        return _through(view, field, Leaf(rest, leaf.operator, leaf.value))
    if leaf.operator in ("any", "not any"):
        return _any(view, field, leaf)
    return _compare(leaf, lambda record: field.get(view, record), field)


def _through(view: View, field: Field, rest: Leaf) -> Test:
    other = view.models[field.relation]
    test = _test(view, other, rest)
    negative = rest.operator in ("!=", "not in", "not like", "not ilike")

    def holds(record: Any) -> bool:
        found = [other.find(view, number) for number in _ids(field, field.get(_bare(view), record))]
        known = [each for each in found if each is not None]
        return any(test(each) for each in known) if known else negative

    return holds


def _any(view: View, field: Field, leaf: Leaf) -> Test:
    if not field.relation:
        raise BadValue(f"Invalid operator {leaf.operator!r} for {field.name}", "domain")
    other = view.models[field.relation]
    test, wanted = test_of(view, other, parse(leaf.value)), leaf.operator == "any"

    def holds(record: Any) -> bool:
        found = [other.find(view, number) for number in _ids(field, field.get(view, record))]
        return any(each is not None and test(each) for each in found) is wanted

    return holds


def _bare(view: View) -> View:
    return view


def _ids(field: Field, value: Any) -> list[int]:
    if not value:
        return []
    return [value[0]] if field.type == "many2one" else list(value)


# -- single conditions -----------------------------------------------------------------------------------------


def _compare(leaf: Leaf, get: Callable[[Any], Any], field: Field | None) -> Test:
    kind = "integer" if field is None else field.type
    operator, value = leaf.operator, leaf.value
    if operator == "=?":
        if value is None or value is False:
            return lambda record: True
        operator = "="
    if operator in ("child_of", "parent_of"):
        operator, value = "in", value if isinstance(value, list | tuple) else [value]
    if kind in ("many2one", "one2many", "many2many"):
        return _linked(operator, value, get, kind)
    if "like" in operator:
        return _like(operator, value, get)
    value = _typed(value, kind)
    if operator in ("in", "not in"):
        wanted = [_plain(each) for each in value] if isinstance(value, list | tuple) else [_plain(value)]
        return lambda record: (_plain(get(record)) in wanted) is (operator == "in")
    if operator in ("=", "!="):
        if isinstance(value, list | tuple):
            return _compare(Leaf(leaf.path, {"=": "in", "!=": "not in"}[operator], value), get, field)
        plain = _plain(value)
        return lambda record: (_plain(get(record)) == plain) is (operator == "=")
    return _ordered(operator, value, get)


def _plain(value: Any) -> Any:
    """Odoo's empty values are all the same; numbers compare whatever their type."""
    if value is None or value == "" or value is False:
        return False
    if isinstance(value, list | tuple | dict):
        return str(value)
    return value


def _typed(value: Any, kind: str) -> Any:
    """What a field of that kind is compared with."""
    if kind in ("datetime", "date"):
        return _instants(value, kind)
    return numbers(value, kind) if kind in ("integer", "float", "monetary") else value


def _instants(value: Any, kind: str) -> Any:
    if isinstance(value, list | tuple):
        return [_instants(each, kind) for each in value]
    if value is None or value is False or value == "":
        return False
    found = instant_of_text(value) if type(value) is str else None
    if found is None:
        raise BadValue(f"Invalid isoformat string: {str(value)[:40]!a}", "domain")
    return found


def numbers(value: Any, kind: str) -> Any:
    """A text that is compared with a number is read as one, as PostgreSQL reads a quoted literal."""
    if isinstance(value, list | tuple):
        return [numbers(each, kind) for each in value]
    if type(value) is not str or not value:
        return value
    try:
        return int(value[:40]) if kind == "integer" else float(value[:40])
    except ValueError:
        named = "integer" if kind == "integer" else "numeric"
        raise BadValue(f"invalid input syntax for type {named}: {value[:40]!a}", "domain") from None


def _ordered(operator: str, value: Any, get: Callable[[Any], Any]) -> Test:
    sign = {">": 1, ">=": 1, "<": -1, "<=": -1}[operator]
    equal = operator.endswith("=")

    def holds(record: Any) -> bool:
        found = get(record)
        if found is None or value is None or type(found) is bool is not type(value):
            return False
        try:
            return (
                bool(found == value)
                if equal and found == value
                else bool((found > value) == (sign > 0) and found != value)
            )
        except TypeError:
            return False

    return holds


def _like(operator: str, value: Any, get: Callable[[Any], Any]) -> Test:
    negative, insensitive = operator.startswith("not"), "ilike" in operator
    wanted = "" if value in (None, False) else str(value)[:1000]
    if insensitive:
        wanted = wanted.lower()
    pattern = _pattern(wanted if operator.startswith("=") else f"%{wanted}%")

    def holds(record: Any) -> bool:
        found = get(record)
        found = "" if found is None or found is False else str(found)
        return fnmatchcase(found.lower() if insensitive else found, pattern) is not negative

    return holds


def _pattern(like: str) -> str:
    """A pattern of SQL as one of file names: % is *, _ is ?."""
    signs = {"%": "*", "_": "?", "*": "[*]", "?": "[?]", "[": "[[]"}
    found = "".join([signs.get(sign, sign) for sign in like])
    while "**" in found:
        found = found.replace("**", "*")
    return found


def _linked(operator: str, value: Any, get: Callable[[Any], Any], kind: str) -> Test:
    single = kind == "many2one"
    if "like" in operator or (isinstance(value, str) and operator in ("=", "!=")):
        if not single:
            raise BadValue(f"Invalid operator {operator!r} for a list of records", "domain")
        like = operator if "like" in operator else {"=": "=ilike", "!=": "not ilike"}[operator]
        return _like(like, value, lambda record: (get(record) or (0, ""))[1])
    wanted = set()
    for each in value if isinstance(value, list | tuple) else [value]:
        wanted.add(_plain(each) if not isinstance(each, list | tuple) else str(each))
    positive = operator in ("=", "in")
    if not positive and operator not in ("!=", "not in"):
        return _ordered(operator, value, lambda record: (get(record) or (None,))[0])

    def holds(record: Any) -> bool:
        found = get(record)
        ids = ({found[0]} if single else set(found)) if found else {False}
        return bool(ids & wanted) is positive

    return holds
