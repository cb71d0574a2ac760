"""What a DocType is: fields, child tables, records of the books, and what may be done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire.errors import NotPermitted
from fake_erp.dialects.rendered import rendered_of
from fake_erp.errors import NotFound
from fake_erp.operations.base import Command

Getter: TypeAlias = Callable[[Site, Any], Any]
Rows: TypeAlias = "Callable[[Site, Any], list[dict[str, Any]]]"


@dataclass(frozen=True, slots=True)
class Table:
    """A child table: its DocType and its rows."""

    doctype: str
    rows: Rows


@dataclass(slots=True)
class Step:
    """What a call does to the books: the operation, the command, and what is sent of it.

    `number` is that of the record, `key` its business key, `sent` the fields by their neutral names.
    """

    operation: str
    read: Callable[[str, bool], Command[Any]]
    number: str = ""
    key: str | None = None
    sent: Callable[[], Any] | None = None
    render: Callable[[Any], Any] | None = None
    messages: Callable[[Any], list[dict[str, Any]]] | None = None


@dataclass(frozen=True, slots=True)
class DocType:
    """`noun` is the first part of its operations; the fields are those that lists can show, filter and sort by.

    `rows` gives all records in the order of their last change, `indexes` those with a value of a field.
    """

    name: str
    noun: str
    fields: Mapping[str, Getter]
    rows: Callable[[Site], Iterable[Any]]
    find: Callable[[Site, str], Any]
    tables: Mapping[str, Table] = field(default_factory=dict)
    indexes: Mapping[str, Callable[[Site, str], list[Any]]] = field(default_factory=dict)
    key: Callable[[Site, Any], str | None] = lambda site, record: None
    number: Callable[[Any], str] = lambda record: ""
    since: Callable[[Site, int], Iterable[Any]] | None = None
    """The records that changed at an instant or later, in the order of their last change."""
    create: Callable[[Site, dict[str, Any]], Step] | None = None
    save: Callable[[Site, Any, dict[str, Any]], Step] | None = None
    cancel: Callable[[Site, Any], Step] | None = None
    delete: Callable[[Site, Any], Step] | None = None
    noun_of: Callable[[Any], str] | None = None
    """The first part of the operation of one record, where they differ."""
    state: Getter | None = None
    """What a document follows from, see `fake_erp.dialects.rendered`; None where it is written anew."""

    def get(self, site: Site, name: str) -> Any:
        """The record of that name. Raises NotFound."""
        found = self.find(site, name)
        if found is None:
            raise NotFound(f"{self.name} {name[:140]} not found", "name")
        return found

    def document(self, site: Site, record: Any) -> dict[str, Any]:
        """The whole document."""
        if self.state is None:
            return self._written(site, record)
        key = "erpnext", site.version, self.name, record.number
        return rendered_of(site.erp).get(key, self.state(site, record), lambda: self._written(site, record))

    def _written(self, site: Site, record: Any) -> dict[str, Any]:
        doc: dict[str, Any] = {name: get(site, record) for name, get in self.fields.items()}
        doc["doctype"] = self.name
        parent = doc["name"]
        for name, table in self.tables.items():
            doc[name] = [
                {
                    "name": f"{parent}-{name}-{at}",
                    "parent": parent,
                    "parentfield": name,
                    "parenttype": self.name,
                    "idx": at,
                    "docstatus": doc["docstatus"],
                    **row,
                    "doctype": table.doctype,
                }
                for at, row in enumerate(table.rows(site, record), 1)
            ]
        return doc

    def operation(self, verb: str, record: Any = None) -> str:
        """The operation that stands for a verb."""
        noun = self.noun if record is None or self.noun_of is None else self.noun_of(record)
        return f"{noun}.{verb}"

    def refused(self, what: str) -> NotPermitted:
        """That the user has no role for this."""
        return NotPermitted(
            f"Insufficient Permission for {self.name}: {what} is for people in the ERP",
            None,
            {"doctype": self.name},
        )


def constant(value: Any) -> Getter:
    """The same value for every record."""
    return lambda site, record: value


def recent(feed: Any, since_ms: int, at: Callable[[Any], int]) -> list[Any]:
    """The rows of a feed that changed at an instant or later; `at` is when a row changed last."""
    width, last = 256, feed.last
    while True:
        start = max(0, last - width)
        rows, _, _ = feed.page(start, width + 1)
        if start == 0 or (rows and at(rows[0]) < since_ms):
            return [row for row in rows if at(row) >= since_ms]
        width *= 4


def everything(feed: Any) -> list[Any]:
    """All rows of a feed."""
    rows: list[Any] = feed.page(0, feed.last + 1)[0]
    return rows
