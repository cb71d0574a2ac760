"""Entities and lists as JSON of one version."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from fake_erp.dialects.odata.headers import etag_text
from fake_erp.dialects.odata.model import EntityType, Fixed, Kind, Navigation, as_it_is
from fake_erp.dialects.odata.queries import EVERYTHING, Query, Version
from fake_erp.dialects.odata.selection import Selection, select
from fake_erp.dialects.rendered import rendered_of

if TYPE_CHECKING:
    from fake_erp.erp import Erp

_Column = tuple[str, Callable[["Erp", Any], Any], Callable[[Any], Any] | None]


class Writer:
    """Writes for one service in one version. `root` is its address with a slash at the end.

    `etag` makes the text of an ETag from what `EntityType.etag` gives. `links` writes `__metadata` and deferred
    navigations in version 2, and the context in the others.
    """

    def __init__(
        self,
        version: Version,
        root: str,
        namespace: str = "",
        etag: Callable[[Any], str] = etag_text,
    ) -> None:
        self.version = version
        self.root = root
        self._namespace = namespace
        self._etag = etag

    def address(self, erp: Erp, entity: EntityType, record: Any) -> str:
        """The address of an entity."""
        return f"{self.root}{entity.set_name}{_quoted(entity.key_text(erp, record))}"

    def etag(self, erp: Erp, entity: EntityType, record: Any) -> str:
        """The ETag of an entity; "" for none."""
        return "" if entity.etag is None else self._etag(entity.etag(erp, record))

    def entity(self, erp: Erp, entity: EntityType, record: Any, query: Query = EVERYTHING) -> dict[str, Any]:
        """An entity as a JSON object, without the wrapper that the version has around it."""
        if entity.state is None or query.shape is None:
            return self._entity(erp, entity, record, query)
        key = self.root, entity.set_name, query.shape, record.number
        return rendered_of(erp).get(
            key, entity.state(erp, record), lambda: self._entity(erp, entity, record, query)
        )

    def _entity(self, erp: Erp, entity: EntityType, record: Any, query: Query) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        v2 = self.version is Version.V2
        if v2:
            self._metadata(shown, erp, entity, record)
        elif entity.etag is not None:
            name = "@odata.etag" if self.version is Version.V4 else "odata.etag"
            shown[name] = self.etag(erp, entity, record)
        wanted = query.select if query.select and "*" not in query.select else ()
        layout = layout_of(entity, self.version)
        if wanted:
            shown |= {name: value for name, value in layout.template.items() if name in wanted}
        else:
            shown |= layout.template
        for name, get, write in layout.columns:
            if not wanted or name in wanted:
                value = get(erp, record)
                shown[name] = value if write is None or value is None else write(value)
        if entity.more is not None:
            extra = entity.more(erp, record)
            shown |= {name: value for name, value in extra.items() if not wanted or name in wanted}
        if query.expand or v2:
            for navigation in entity.navigations.values():
                self._navigation(shown, erp, entity, record, navigation, query)
        return shown

    def _navigation(
        self,
        shown: dict[str, Any],
        erp: Erp,
        entity: EntityType,
        record: Any,
        navigation: Navigation,
        query: Query,
    ) -> None:
        name = navigation.name
        inner = query.expand.get(name)
        if inner is None:
            if self.version is Version.V2 and query.shows(name):
                own: str = shown["__metadata"]["uri"]
                shown[name] = {"__deferred": {"uri": f"{own}/{name}"}}
            return
        target, found = navigation.target, navigation.find(erp, record)
        if navigation.many and inner is EVERYTHING:
            rows = [self.entity(erp, target, each) for each in found]
            shown[name] = {"results": rows} if self.version is Version.V2 else rows
        elif navigation.many:
            page = select(erp, target, found, inner)
            rows = [self.entity(erp, target, each, inner) for each in page.records]
            shown[name] = {"results": rows} if self.version is Version.V2 else rows
            if page.total is not None and self.version is Version.V4:
                shown[f"{name}@odata.count"] = page.total
        else:
            shown[name] = None if found is None else self.entity(erp, target, found, inner)

    def _metadata(self, shown: dict[str, Any], erp: Erp, entity: EntityType, record: Any) -> None:
        address = self.address(erp, entity, record)
        about = {"id": address, "uri": address, "type": f"{self._namespace}.{entity.name}"}
        if entity.etag is not None:
            about["etag"] = self.etag(erp, entity, record)
        shown["__metadata"] = about

    def one(self, erp: Erp, entity: EntityType, record: Any, query: Query = EVERYTHING) -> dict[str, Any]:
        """An entity as the body of a reply."""
        shown = self.entity(erp, entity, record, query)
        if self.version is Version.V2:
            return {"d": shown}
        return {self._annotation("context"): self._context(entity.set_name, one=True), **shown}

    def many(
        self,
        erp: Erp,
        entity: EntityType,
        page: Selection,
        query: Query = EVERYTHING,
        next_link: str = "",
    ) -> dict[str, Any]:
        """A list as the body of a reply. `next_link` is the address of its next page; "" for none."""
        rows = [self.entity(erp, entity, each, query) for each in page.records]
        if self.version is Version.V2:
            listed: dict[str, Any] = {"results": rows}
            if page.total is not None:
                listed["__count"] = str(page.total)
            if next_link:
                listed["__next"] = next_link
            return {"d": listed}
        shown: dict[str, Any] = {self._annotation("context"): self._context(entity.set_name)}
        if page.total is not None:
            total = page.total if self.version is Version.V4 else str(page.total)
            shown[self._annotation("count")] = total
        shown["value"] = rows
        if next_link:
            shown[self._annotation("nextLink")] = next_link
        return shown

    def _annotation(self, name: str) -> str:
        if self.version is Version.V4:
            return f"@odata.{name}"
        return "odata.metadata" if name == "context" else f"odata.{name}"

    def _context(self, what: str, one: bool = False) -> str:
        ends = {Version.V4: "/$entity", Version.V3: "/@Element"}
        return f"{self.root}$metadata#{what}{ends[self.version] if one else ''}"


UNSAFE = frozenset(' %#?/"<>\\^`{|}&+;:@[]\x7f').union(map(chr, range(32)))
"""What is percent-encoded in a key."""


@lru_cache(maxsize=65_536)
def _quoted(key: str) -> str:
    if key.isascii() and UNSAFE.isdisjoint(key):
        return key
    return quote(key, safe="()',=~")


class Layout(NamedTuple):
    """How a type is written: every name in order with the values that never change, and the columns that do."""

    template: dict[str, Any]
    columns: tuple[_Column, ...]


_LAYOUTS: dict[tuple[int, Version], tuple[EntityType, Layout]] = {}


def layout_of(entity: EntityType, version: Version) -> Layout:
    """The layout of a type, made once. A writer is None where the value is written as it is."""
    known = _LAYOUTS.get((id(entity), version))
    if known is None:
        template: dict[str, Any] = {}
        changing: list[_Column] = []
        for each in entity.properties:
            write, get = _writer(each.kind, version), each.get
            template[each.name] = None
            if isinstance(get, Fixed):
                value = get.value
                template[each.name] = value if write is None or value is None else write(value)
            else:
                changing.append((each.name, get, write))
        known = _LAYOUTS[id(entity), version] = (entity, Layout(template, tuple(changing)))
    return known[1]


def _writer(kind: Kind, version: Version) -> Callable[[Any], Any] | None:
    write = kind.writer(version)
    return None if write is as_it_is else write
