"""Searching a model: which records, in which order, and which part of them."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.odoo.faults import BadValue
from fake_erp.dialects.odoo.models.base import Found, Model, View
from fake_erp.dialects.odoo.models.domains import Leaf, Node, field_of, leaves, numbers, parse, test_of
from fake_erp.operations.base import Hides

MOST_KEYS = 12


def whole(value: Any, name: str) -> int:
    """A count of records; 0 for none. Raises BadValue."""
    if value is None or value is False or value == "":
        return 0
    if type(value) is float and value.is_integer():
        value = int(value)
    if type(value) is str and value.isascii() and value.isdigit() and len(value) < 19:
        value = int(value)
    if type(value) is not int or value < 0 or value > 10**18:
        raise BadValue(f"invalid value for {name}: {str(value)[:40]!a}", name)
    return value


def search(view: View, model: Model, args: dict[str, Any], hides: Hides | None = None) -> Found:
    """Records by `domain`, in `order`, from `offset` on and at most `limit`. Raises BadValue."""
    node = parse(args.get("domain"))
    test, order = test_of(view, model, node), order_of(view, model, args.get("order"))
    offset, limit = whole(args.get("offset"), "offset"), whole(args.get("limit"), "limit")
    most = view.erp.config.limits.most_rows
    if most and (not limit or limit > most):
        limit = most
    deleted = view.store.deleted
    found = [
        record
        for record in candidates(view, model, node)
        if test(record)
        and (hides is None or not hides(model.root(record)))
        and (not deleted or (model.name, model.id_of(view, record)) not in deleted)
    ]
    if _archived_hidden(view, model, node):
        active = model.fields["active"].get
        found = [record for record in found if active(view, record)]
    for name, reverse in reversed(order):
        found.sort(key=lambda record: _sortable(view, model, record, name), reverse=reverse)
    kept = found[offset : offset + limit] if limit else found[offset:]
    more = len(found) > offset + len(kept)
    return Found(kept, [model.root(record) for record in kept], more, len(found))


def _archived_hidden(view: View, model: Model, node: Node) -> bool:
    if "active" not in model.fields or view.context.get("active_test") is False:
        return False
    return all(leaf.path != "active" for leaf in leaves(node))


def candidates(view: View, model: Model, node: Node) -> Any:
    """The records that can fulfil a domain: from an index where a condition has one."""
    for leaf in leaves(node):
        if leaf.path == "id":
            found = _by_id(view, model, leaf)
            if found is not None:
                return found
    for leaf in leaves(node):
        find = model.index.get(leaf.path)
        if find is not None and leaf.operator == "=" and _is_key(leaf.value):
            return find(view, leaf.value)
        if find is not None and leaf.operator == "in" and isinstance(leaf.value, list | tuple):
            values = [value for value in leaf.value if _is_key(value)]
            if len(values) == len(leaf.value):
                return _each_once(view, model, [record for value in values for record in find(view, value)])
    return model.narrowed(view, node) if model.narrowed is not None else model.all(view)


def _is_key(value: Any) -> bool:
    return type(value) in (str, int) and value != ""


def _each_once(view: View, model: Model, records: list[Any]) -> list[Any]:
    return list({model.id_of(view, record): record for record in records}.values())


def _by_id(view: View, model: Model, leaf: Leaf) -> list[Any] | None:
    wanted = leaf.value if leaf.operator == "in" else [leaf.value] if leaf.operator == "=" else None
    if not isinstance(wanted, list | tuple):
        return None
    known = dict.fromkeys(number for number in numbers(wanted, "integer") if type(number) is int)
    found = [model.find(view, number) for number in known]
    return [record for record in found if record is not None]


def order_of(view: View, model: Model, given: Any) -> list[tuple[str, bool]]:
    """Fields and whether they run downwards. Raises BadValue."""
    if given is None or given is False or given == "":
        given = model.order
    if type(given) is not str or len(given) > 500:
        raise BadValue(f'Invalid "order" specified ({str(given)[:60]})', "order")
    keys = []
    for part in given.split(",")[:MOST_KEYS]:
        name, _, way = part.strip().partition(" ")
        way = way.strip().lower().partition(" nulls ")[0]
        if way not in ("", "asc", "desc"):
            raise BadValue(f'Invalid "order" specified ({given[:60]})', "order")
        field_of(view, model, name, " in order")
        keys.append((name, way == "desc"))
    return keys


def _sortable(view: View, model: Model, record: Any, name: str) -> Any:
    if name == "id":
        return (0, model.id_of(view, record))
    value = model.fields[name].get(view, record)
    if isinstance(value, tuple | list):
        value = value[1] if len(value) == 2 and isinstance(value[1], str) else len(value)
    if value is None or value == "":
        return (1, "")
    return (0, value)
