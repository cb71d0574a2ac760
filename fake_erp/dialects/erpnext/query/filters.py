"""Filters of lists, as an object or as a list of conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from fake_erp.dialects.erpnext.doctypes.base import DocType
from fake_erp.dialects.erpnext.query.operators import OPERATORS
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.errors import BadField, Invalid
from fake_erp.dialects.erpnext.wire.forms import loaded

MOST = 100


class Condition(NamedTuple):
    """A field of the DocType, or of one of its child tables, compared with a value."""

    table: str
    field: str
    operator: str
    value: Any


def conditions_of(doctype: DocType, given: Any) -> list[Condition]:
    """The conditions in an argument. Raises Malformed for a field or an operator that does not exist."""
    filters = loaded(given)
    if filters in (None, "", [], {}):
        return []
    if type(filters) is dict:
        rows = [_of_pair(name, value) for name, value in filters.items()]
    elif type(filters) is list:
        if filters and all(type(part) is not list and type(part) is not dict for part in filters):
            filters = [filters]
        rows = [found for row in filters for found in _of_row(row)]
    elif type(filters) is str:
        rows = [["", "name", "=", filters]]
    else:
        raise Invalid("Filter must be a tuple or list (in a list)", "filters")
    if len(rows) > MOST:
        raise Invalid(f"at most {MOST} filters", "filters")
    return [_checked(doctype, *row) for row in rows]


def _of_pair(name: str, value: Any) -> list[Any]:
    if type(value) is list and len(value) == 2 and type(value[0]) is str and value[0].lower() in OPERATORS:
        return ["", name, value[0], value[1]]
    if type(value) is list and len(value) != 2:
        return ["", name, "in", value]
    return ["", name, "=", value]


def _of_row(row: Any) -> list[list[Any]]:
    if type(row) is dict:
        return [_of_pair(name, value) for name, value in row.items()]
    if type(row) is not list:
        raise Invalid("Filter must be a tuple or list (in a list)", "filters")
    if len(row) == 2:
        return [["", row[0], "=", row[1]]]
    if len(row) == 3:
        return [["", *row]]
    if len(row) in (4, 5):
        return [row[:4]]
    raise Invalid(
        f"Filter must have 4 values (doctype, fieldname, operator, value): {str(row)[:80]}", "filters"
    )


def _checked(doctype: DocType, table: Any, field: Any, operator: Any, value: Any) -> Condition:
    if type(field) is not str or type(operator) is not str or type(table) is not str:
        raise Invalid("Filter must be a list of texts and a value", "filters")
    operator = " ".join(operator.lower().split())
    if operator not in OPERATORS:
        raise BadField(f"Operator must be one of {', '.join(OPERATORS)}", "filters")
    table, field = column(doctype, table, field)
    if operator in ("=", "!=", "<", ">", "<=", ">=") and type(value) in (list, dict):
        raise Invalid(f"{field}: expected a value, got a list", "filters")
    return Condition(table, field, operator, value)


def column(doctype: DocType, table: str, field: str) -> tuple[str, str]:
    """Child table ("" for the DocType itself) and field. Raises Malformed for a field that does not exist.

    Fields may be written `tabDocType`.`field`, or table.field.
    """
    name = field.replace("`", "")
    if "." in name:
        table, _, name = name.rpartition(".")
        table = table.removeprefix("tab")
    if table in ("", doctype.name):
        if name in doctype.fields or name.startswith("custom_"):
            return "", name
    else:
        for child, declared in doctype.tables.items():
            if table in (child, declared.doctype):
                return child, name
    raise BadField(f"Field not permitted in query: {name[:64]}", "filters")


Test = Callable[[Any], bool]


def matching(site: Site, doctype: DocType, conditions: list[Condition], *, some: bool = False) -> Test:
    """Whether a record fulfils all conditions, or some of them."""
    tests = [_test(site, doctype, condition) for condition in conditions]
    if some:
        return lambda record: any(test(record) for test in tests)
    return lambda record: all(test(record) for test in tests)


def _test(site: Site, doctype: DocType, condition: Condition) -> Test:
    operator, wanted = OPERATORS[condition.operator], condition.value
    if condition.table:
        rows, name = doctype.tables[condition.table].rows, condition.field
        return lambda record: any(operator(row.get(name), wanted) for row in rows(site, record))
    get = doctype.fields.get(condition.field)
    if get is None:
        free = condition.field.removeprefix("custom_")
        return lambda record: operator(getattr(record, "custom", {}).get(free), wanted)
    getter = get
    return lambda record: operator(getter(site, record), wanted)
