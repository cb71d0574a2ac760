"""Entities and lists as JSON of one version."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from fake_erp.dialects.odata.headers import etag_text
from fake_erp.dialects.odata.model import TEXT, EntityType, Fixed, Get, Navigation, as_it_is, require_known
from fake_erp.dialects.odata.queries import EVERYTHING, Query, Version, query_of_shape
from fake_erp.dialects.odata.selection import Selection, select
from fake_erp.dialects.rendered import rendered_of

if TYPE_CHECKING:
    from fake_erp.erp import Erp


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

    def _entity(self, erp: Erp, entity: EntityType, record: Any, query: Query = EVERYTHING) -> dict[str, Any]:
        return self._written(erp, entity, record, plan_of(entity, self.version, query))

    def _written(self, erp: Erp, entity: EntityType, record: Any, plan: Plan) -> dict[str, Any]:
        shown = plan.template.copy()
        for name, get in plan.plain:
            shown[name] = get(erp, record)
        for name, get, write in plan.converted:
            value = get(erp, record)
            shown[name] = None if value is None else write(value)
        if entity.more is not None:
            more = entity.more(erp, record)
            shown |= {name: more[name] for name in more if name in plan.wanted} if plan.wanted else more
        address = ""
        if plan.tag == METADATA:
            key = entity.key_as_shown(shown) if plan.shows_key else entity.key_text(erp, record)
            address = f"{self.root}{entity.set_name}{_quoted(key)}"
            shown[METADATA] = self._metadata(erp, entity, record, address)
        elif plan.tag:
            shown[plan.tag] = self.etag(erp, entity, record)
        for branch in plan.branches:
            if branch.plan is None:
                shown[branch.name] = {"__deferred": {"uri": f"{address}/{branch.name}"}}
            else:
                self._expand(shown, erp, record, branch, branch.plan)
        return shown

    def _metadata(self, erp: Erp, entity: EntityType, record: Any, address: str) -> dict[str, str]:
        about = {"id": address, "uri": address, "type": f"{self._namespace}.{entity.name}"}
        if entity.etag is not None:
            about["etag"] = self.etag(erp, entity, record)
        return about

    def _expand(self, shown: dict[str, Any], erp: Erp, record: Any, branch: Branch, plan: Plan) -> None:
        name, target = branch.name, branch.navigation.target
        found = branch.navigation.find(erp, record)
        if not branch.navigation.many:
            shown[name] = None if found is None else self._written(erp, target, found, plan)
            return
        total = None
        if branch.query.narrows:
            page = select(erp, target, found, branch.query)
            found, total = page.records, page.total
        rows = [self._written(erp, target, each, plan) for each in found]
        shown[name] = {"results": rows} if self.version is Version.V2 else rows
        if total is not None and self.version is Version.V4:
            shown[f"{name}@odata.count"] = total

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


METADATA = "__metadata"
_TAGS = {Version.V2: METADATA, Version.V3: "odata.etag", Version.V4: "@odata.etag"}


class Branch(NamedTuple):
    """A navigation that is written; `plan` is that of its entities, None where it is deferred."""

    name: str
    navigation: Navigation
    query: Query
    plan: Plan | None


class Plan(NamedTuple):
    """How the entities of a type are written for the options of a query.

    `template` has every name in order with the values that never change, `plain` the properties that are written as
    they are gotten, and `converted` the others. `tag` is the name of the metadata or of the ETag; "" for none.
    `wanted` are the selected names; () for all. `shows_key` says whether the key is of texts that are all shown.
    """

    template: dict[str, Any]
    plain: tuple[tuple[str, Get], ...]
    converted: tuple[tuple[str, Get, Callable[[Any], Any]], ...]
    tag: str
    wanted: tuple[str, ...]
    branches: tuple[Branch, ...]
    shows_key: bool


def plan_of(entity: EntityType, version: Version, query: Query) -> Plan:
    """The plan of a type. Raises Malformed for unknown names in expanded navigations."""
    if query.shape is None:
        return _planned(entity, version, query)
    return _known_plan(entity, version, query.shape)


@lru_cache(maxsize=1024)
def _known_plan(entity: EntityType, version: Version, shape: Any) -> Plan:
    return _planned(entity, version, query_of_shape(shape))


def _planned(entity: EntityType, version: Version, query: Query) -> Plan:
    wanted = query.select if "*" not in query.select else ()
    tag = _TAGS[version] if entity.etag is not None or version is Version.V2 else ""
    template: dict[str, Any] = {tag: None} if tag else {}
    plain, converted = [], []
    for each in entity.properties:
        if wanted and each.name not in wanted:
            continue
        name, get, write = each.name, each.get, each.kind.writer(version)
        template[name] = None
        if isinstance(get, Fixed):
            template[name] = None if get.value is None else write(get.value)
        elif write is as_it_is:
            plain.append((name, get))
        else:
            converted.append((name, get, write))
    branches = [
        branch
        for each in entity.navigations.values()
        if (branch := _branch(each, version, query)) is not None
    ]
    shows_key = all(each.kind is TEXT and each.name in template for each in entity.keys)
    return Plan(template, tuple(plain), tuple(converted), tag, tuple(wanted), tuple(branches), shows_key)


def _branch(navigation: Navigation, version: Version, query: Query) -> Branch | None:
    """What of a navigation is written; None for nothing."""
    name, target = navigation.name, navigation.target
    inner = query.expand.get(name)
    if inner is not None:
        require_known(target, inner.select, "$select")
        require_known(target, inner.expand, "$expand")
        return Branch(name, navigation, inner, plan_of(target, version, inner))
    if version is Version.V2 and query.shows(name):
        return Branch(name, navigation, EVERYTHING, None)
    return None
