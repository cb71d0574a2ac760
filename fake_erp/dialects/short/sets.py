"""Lists and single records over HTTP: what each set of a product shows, and the matches that read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.model import EntityType, Property
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection, select
from fake_erp.dialects.short.fields import Field, Table
from fake_erp.dialects.short.lookups import Equal, visible
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.records import key_of, number_of, owner_of
from fake_erp.errors import ErpError, NotFound
from fake_erp.messages import Reply
from fake_erp.operations.base import Hides, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

KEYED = ("external_reference", "item", "number", "email")
"""Neutral fields whose value, when a list asks for it, is the business key of the call."""


def query_name(name: str) -> str:
    """The name of a field in a filter, where a dot means something else."""
    return name.replace(".", "__")


def _property(table: Table, each: Field) -> Property:
    get, form, fixed = table.getters.get(each.neutral), each.kind.form, each.fixed

    def value(erp: Any, record: Any) -> Any:
        found = fixed if get is None else get(record)
        return found if get is None or found is None else form(found)

    return Property(query_name(each.name), each.kind.edm, value, each.is_key)


def entity_of(name: str, set_name: str, table: Table) -> EntityType:
    """The entity type of a table, for OData and for selecting by its fields."""
    shown = [each for each in table.fields if each.fixed is not None or each.neutral in table.getters]
    return EntityType(name, set_name, tuple([_property(table, each) for each in shown]), owner=owner_of)


@dataclass(slots=True)
class Collection:
    """A set of records: what it is called, what of the books it shows, and how they are found.

    `noun` is the first part of its operations.
    """

    name: str
    noun: str
    table: Table
    rows: Callable[[Erp, Equal], Sequence[Any]]
    type_name: str = ""
    entity: EntityType = field(init=False)

    def __post_init__(self) -> None:
        self.entity = entity_of(self.type_name or self.name, self.name, self.table)

    def equal(self, query: Query) -> Equal:
        """What the filter of a query demands of neutral fields."""

        def value(neutral: str) -> Any:
            known = self.table.neutral.get(neutral)
            if known is None:
                return None
            return query.equal(query_name(known.name))

        return value

    def keyed(self, keys: Mapping[str, Any]) -> Equal:
        """What a key demands of neutral fields; `keys` are values by the names of the product."""
        neutral = {
            known.neutral: value for name, value in keys.items() if (known := self.table.names.get(name))
        }
        return neutral.get

    def find(self, erp: Erp, equal: Equal, matches: Callable[[Any], bool] = lambda record: True) -> Any:
        """The one record of a key. Raises NotFound."""
        for record in self.rows(erp, equal):
            if matches(record):
                return record
        raise NotFound(f"there is no such record in {self.name}", "number")


@dataclass(slots=True)
class Listing:
    """How a list is cut and written: the query, the page of the server, and the writer of its selection."""

    query: Callable[[], Query]
    write: Callable[[Selection, Query], Reply]
    page_size: int = 0


def asked_of(equal: Equal) -> str | None:
    """The business key that a list asks for."""
    for name in KEYED:
        value = equal(name)
        if value is not None:
            return str(value)
    return None


def listing(erp: Erp, collection: Collection, how: Listing) -> ShortMatch:
    """The match of a list."""

    def find(hides: Hides | None) -> Selection:
        query = how.query()
        found = collection.rows(erp, collection.equal(query))
        if hides is not None:
            found = [each for each in found if not hides(owner_of(each))]
        most = erp.config.limits.most_rows or 0
        return select(erp, collection.entity, found, query, how.page_size, most)

    def asked() -> str | None:
        try:
            return asked_of(collection.equal(how.query()))
        except ErpError:
            return None

    return ShortMatch(
        f"{collection.noun}.list",
        lambda by: Look(find),
        lambda outcome: how.write(outcome, how.query()),
        asked=asked,
    )


def reading(
    erp: Erp, collection: Collection, find: Callable[[], Any], write: Callable[[Any], Reply]
) -> ShortMatch:
    """The match of one record; `find` raises NotFound where there is none."""

    def look(hides: Hides | None) -> Any:
        record = find()
        visible(owner_of(record), hides, collection.name)
        return record

    try:
        record = find()
        number, key = number_of(record), key_of(record)
    except ErpError:
        number, key = "", ""
    return ShortMatch(f"{collection.noun}.read", lambda by: Look(look), write, number=number, asked=key)
