"""Lists of documents: which records, in which order, from where on and how many, and which of their fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fake_erp.dialects.erpnext.clock import instant
from fake_erp.dialects.erpnext.doctypes.base import DocType
from fake_erp.dialects.erpnext.query.filters import Condition, column, conditions_of, matching
from fake_erp.dialects.erpnext.query.operators import options
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.errors import BadField, Invalid
from fake_erp.dialects.erpnext.wire.forms import loaded, whole
from fake_erp.operations.base import Hides

DEFAULT_ROWS = 20
MOST_FIELDS = 200


@dataclass(slots=True)
class Found:
    """The rows of a page, in their order, and whether there are more."""

    rows: list[Any]
    more: bool
    total: int = 0


@dataclass(slots=True)
class Listing:
    """A list that was asked for."""

    doctype: DocType
    conditions: list[Condition] = field(default_factory=list)
    alternatives: list[Condition] = field(default_factory=list)
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    """Child table, field, and how it is called in the reply."""
    order: list[tuple[str, bool]] = field(default_factory=list)
    """Field, and whether it descends."""
    start: int = 0
    length: int = DEFAULT_ROWS
    """0 is no limit."""

    def find(self, site: Site, hides: Hides | None = None) -> Found:
        """The page."""
        rows = self.records(site, hides)
        if self.length and self.order == [("modified", True)]:
            rows = rows[::-1]
        else:
            for name, descends in reversed(self.order):
                rows.sort(key=_key(site, self.doctype, name), reverse=descends)
        end = self.start + self.length if self.length else len(rows)
        return Found(rows[self.start : end], end < len(rows), len(rows))

    def records(self, site: Site, hides: Hides | None = None) -> list[Any]:
        """All that fulfil the conditions, in the order of their last change."""
        rows = self._candidates(site)
        if self.conditions:
            rows = filter(matching(site, self.doctype, self.conditions), rows)
        if self.alternatives:
            rows = filter(matching(site, self.doctype, self.alternatives, some=True), rows)
        return [row for row in rows if hides is None or not hides(row)]

    def _candidates(self, site: Site) -> Any:
        doctype = self.doctype
        for condition in self.conditions:
            if condition.operator not in ("=", "in"):
                continue
            name = condition.field
            index = doctype.indexes.get(f"{condition.table}.{name}" if condition.table else name)
            if index is not None:
                wanted = options(condition.value) if condition.operator == "in" else [condition.value]
                if all(type(value) is str for value in wanted):
                    return [row for value in dict.fromkeys(wanted) for row in index(site, value)]
        if doctype.since is not None:
            for condition in self.conditions:
                if (
                    not condition.table
                    and condition.field == "modified"
                    and condition.operator in (">", ">=")
                ):
                    at_ms = instant(condition.value)
                    if at_ms is not None:
                        return doctype.since(site, at_ms)
        return doctype.rows(site)

    def show(self, site: Site, found: Found) -> list[dict[str, Any]]:
        """The rows as they are sent. A field of a child table gives a row for each of its rows."""
        shown: list[dict[str, Any]] = []
        for record in found.rows:
            shown += self._show(site, record)
        return shown

    def _show(self, site: Site, record: Any) -> list[dict[str, Any]]:
        doctype = self.doctype
        own: dict[str, Any] = {}
        tables: dict[str, list[tuple[str, str]]] = {}
        for table, name, called in self.fields:
            if table:
                tables.setdefault(table, []).append((name, called))
                continue
            get = doctype.fields.get(name)
            own[called] = (
                get(site, record)
                if get is not None
                else getattr(record, "custom", {}).get(name.removeprefix("custom_"))
            )
        if not tables:
            return [own]
        table, columns = next(iter(tables.items()))
        rows = doctype.tables[table].rows(site, record) or [{}]
        return [{**own, **{called: row.get(name) for name, called in columns}} for row in rows]


def _key(site: Site, doctype: DocType, name: str) -> Callable[[Any], Any]:
    get = doctype.fields[name]

    def key(record: Any) -> Any:
        value = get(site, record)
        if isinstance(value, int | float):
            return (1, value, "")
        return (0, 0, "") if value is None else (2, 0, str(value))

    return key


def listing_of(site: Site, doctype: DocType, form: dict[str, Any], *, v2: bool = False) -> Listing:
    """The list that the arguments ask for. Raises Malformed."""
    listing = Listing(doctype)
    listing.conditions = conditions_of(doctype, form.get("filters"))
    listing.alternatives = conditions_of(doctype, form.get("or_filters"))
    listing.fields = _fields(doctype, form.get("fields", form.get("fieldname")))
    listing.order = _order(doctype, form.get("order_by"))
    if v2:
        start, length = form.get("start", form.get("limit_start")), form.get("limit")
    else:
        start = form.get("limit_start", form.get("start"))
        length = form.get("limit_page_length", form.get("limit") or form.get("page_length"))
    listing.start = max(0, whole(start, 0))
    listing.length = max(0, whole(length, DEFAULT_ROWS))
    most = site.erp.config.limits.most_rows
    if most and (listing.length > most or not listing.length):
        listing.length = most
    return listing


def _fields(doctype: DocType, given: Any) -> list[tuple[str, str, str]]:
    names = loaded(given)
    if names in (None, "", []):
        names = ["name"]
    if type(names) is str:
        names = names.split(",")
    if type(names) is not list or len(names) > MOST_FIELDS:
        raise Invalid("fields: expected a list of field names", "fields")
    found: list[tuple[str, str, str]] = []
    for name in names:
        if type(name) is not str:
            raise BadField(f"Field not permitted in query: {str(name)[:64]}", "fields")
        plain, _, called = name.strip().replace("`", "").partition(" as ")
        if plain in ("*", f"tab{doctype.name}.*"):
            found += [("", each, each) for each in doctype.fields]
            continue
        table, column_name = column(doctype, "", plain.strip())
        found.append((table, column_name, called.strip() or column_name))
    return found


def _order(doctype: DocType, given: Any) -> list[tuple[str, bool]]:
    if given in (None, "", "KEEP_DEFAULT_ORDERING"):
        return [("modified", True)]
    if type(given) is not str:
        raise Invalid("order_by: expected a text such as modified desc", "order_by")
    order = []
    for part in given.replace("`", "").split(","):
        words = part.split()
        if not words or len(words) > 2 or (len(words) == 2 and words[1].lower() not in ("asc", "desc")):
            raise BadField(f"Illegal order by: {part[:40]}", "order_by")
        table, name = column(doctype, "", words[0])
        if table or name not in doctype.fields:
            raise BadField(f"Field not permitted in query: {name[:64]}", "order_by")
        order.append((name, len(words) == 2 and words[1].lower() == "desc"))
    return order
