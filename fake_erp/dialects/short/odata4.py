"""OData V4 on top of sets: lists, counts, single records, metadata and batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.odata import json_batch, multipart
from fake_erp.dialects.odata.headers import next_link, origin_of, page_size_of
from fake_erp.dialects.odata.metadata import MEDIA, edmx
from fake_erp.dialects.odata.model import Schema
from fake_erp.dialects.odata.paths import Segment
from fake_erp.dialects.odata.queries import Query, Version, query_of
from fake_erp.dialects.odata.selection import Selection, select
from fake_erp.dialects.odata.writing import Writer
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.sets import Collection, Listing, listing
from fake_erp.errors import ErpError
from fake_erp.messages import PLAIN, Reply, Request, decode
from fake_erp.operations.base import Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

JSON = "application/json; odata.metadata=minimal; odata.streaming=true"


@dataclass(frozen=True, slots=True)
class Service:
    """An OData V4 service: the path of its root, its sets, and the most rows of one page."""

    root: str
    namespace: str
    sets: Mapping[str, Collection]
    page_size: int

    def writer(self, request: Request) -> Writer:
        """The writer for the address by which a client reaches the service."""
        return Writer(Version.V4, f"{origin_of(request)}{self.root}/", self.namespace)

    def shown(self, erp: Erp, request: Request, collection: Collection, record: Any) -> dict[str, Any]:
        """A record as the body of a reply, with its free fields."""
        body = self.writer(request).one(erp, collection.entity, record, self.query(request))
        return body | free_fields(collection, record)

    @staticmethod
    def query(request: Request) -> Query:
        """The query options of a GET; those of other requests do not count. Raises Malformed."""
        return query_of(request.query if request.method in ("GET", "HEAD") else "", Version.V4)

    def list_match(self, erp: Erp, request: Request, collection: Collection, count: bool) -> ShortMatch:
        """The match of a list, or of its count alone."""
        how = Listing(
            lambda: self._counted(request, count), lambda found, query: Reply(200), self._page(request)
        )
        match = listing(erp, collection, how)
        match.give = lambda found: self._listed(erp, request, collection, found, count)
        return match

    def _counted(self, request: Request, count: bool) -> Query:
        query = self.query(request)
        return Query(query.filter, search=query.search, count=True, top=0) if count else query

    def _page(self, request: Request) -> int:
        return page_size_of(request, self.page_size)

    def _listed(
        self, erp: Erp, request: Request, collection: Collection, found: Selection, count: bool
    ) -> Reply:
        if count:
            return Reply(200, text=str(found.total), media=PLAIN)
        query = self.query(request)
        link = next_link(request, found.next_skip)
        body = self.writer(request).many(erp, collection.entity, found, query, link)
        if not query.select:
            for row, record in zip(body["value"], found.records, strict=True):
                row |= free_fields(collection, record)
        return Reply(200, body, media=JSON)

    def lines(
        self, erp: Erp, request: Request, collection: Collection, rows: Sequence[Any]
    ) -> dict[str, Any]:
        """The records of a navigation as the body of a reply."""
        query = self.query(request)
        return self.writer(request).many(
            erp, collection.entity, select(erp, collection.entity, rows, query), query
        )

    def document(self) -> Reply:
        """`$metadata`."""
        schema = Schema(self.namespace, {name: each.entity for name, each in self.sets.items()})
        return Reply(200, text=edmx(schema, Version.V4), media=MEDIA)

    def contents(self, request: Request) -> Reply:
        """The service document."""
        sets = [{"name": name, "kind": "EntitySet", "url": name} for name in self.sets]
        return Reply(
            200, {"@odata.context": f"{self.writer(request).root}$metadata", "value": sets}, media=JSON
        )

    def about(self, request: Request, what: str) -> ShortMatch:
        """The match of `$metadata` and of the service document."""
        write = (
            (lambda outcome: self.document())
            if what == "$metadata"
            else lambda outcome: self.contents(request)
        )
        return ShortMatch("openapi.read", lambda by: Look(lambda hides: None), write)

    def batch(self, erp: Erp, request: Request, match: Callable[[Erp, Request], Any]) -> Bundle:
        """The calls of a `$batch`, each with the headers of the whole. Raises Malformed."""

        def part(inner: Request) -> Part:
            inner.headers.setdefault("authorization", request.headers.get("authorization", ""))
            inner.headers.setdefault("host", request.headers.get("host", "localhost"))
            for name in ("x-api-key",):
                if name in request.headers:
                    inner.headers.setdefault(name, request.headers[name])
            return Part(inner, None if "$batch" in inner.path else match(erp, inner))

        base = f"{self.root}/"
        if multipart.is_multipart(request):
            return multipart.bundle_of(multipart.calls_of(request, base), part)
        decode(request, erp.config.max_body_bytes)
        return json_batch.bundle_of(json_batch.calls_of(request, request.data, base), part)


def free_fields(collection: Collection, record: Any) -> dict[str, Any]:
    """The free fields of an order by their names in the product."""
    free, custom = collection.table.free, getattr(record, "custom", None)
    return {free.name(name): value for name, value in custom.items()} if free is not None and custom else {}


def keys_of(collection: Collection, segment: Segment) -> dict[str, Any]:
    """The values of a key by the names of the product; one without a name is that of the last key field."""
    names = [each.name for each in collection.table.fields if each.is_key]
    return {(name or names[-1]): value.text for name, value in segment.keys.items()} if names else {}


def body_of(erp: Erp, request: Request) -> Any:
    """The decoded body, whatever media type is announced or none. Raises Malformed and BodyTooLarge."""
    if request.body is not None:
        media = request.headers.get("content-type", "")
        if "json" not in media.lower():
            request.headers = {**request.headers, "content-type": "application/json"}
    decode(request, erp.config.max_body_bytes)
    return request.data


def quietly(read: Callable[[], Any], otherwise: Any = None) -> Any:
    """What `read` gives; something else where it is refused."""
    try:
        return read()
    except ErpError:
        return otherwise
