"""Reading: lists, counts, single records, and single properties of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.documents.tables import etag as etag_of
from fake_erp.dialects.business_one.masters.items import STOCK
from fake_erp.dialects.business_one.refusals import QueryRefused
from fake_erp.dialects.business_one.requests import PAGE_SIZE
from fake_erp.dialects.business_one.resources import Resource
from fake_erp.dialects.odata.headers import etag_matches, preferences
from fake_erp.dialects.odata.model import require_known
from fake_erp.dialects.odata.queries import Query
from fake_erp.dialects.odata.selection import Selection, matching, select
from fake_erp.errors import Malformed, NotFound
from fake_erp.messages import PLAIN, Reply, Request
from fake_erp.operations.base import Command, Hides, Look

_KEYS = ("NumAtCard", "U_ExternalReference", "CardCode", "ItemCode")


def about_stock(query: Query) -> bool:
    """Whether a query of items selects their stock."""
    return any(name.partition("/")[0] in STOCK for name in query.select)


def page_size(call: Call) -> int:
    """The page size that a client prefers, else that of the installation, else 20."""
    given = preferences(call.request)
    sent = given.get("odata.maxpagesize") or given.get("maxpagesize")
    text = call.request.headers.get("b1s-pagesize", sent or "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    return call.erp.config.limits.most_rows or PAGE_SIZE


@dataclass(slots=True)
class List(Call):
    """A list of a set."""

    resource: Resource = field(kw_only=True)

    def key(self, request: Request) -> str | None:
        """What the filter demands of a reference, a code or an item; None for lists of many."""
        try:
            found = [self.query.equal(name) for name in _KEYS]
        except Malformed:
            return None
        return next((value for value in found if isinstance(value, str) and value), None)

    def read(self, by: str) -> Command[Selection]:
        query = self.query
        return Look(lambda hides: self._selected(query, hides))

    def _selected(self, query: Query, hides: Hides | None) -> Selection:
        records = self.resource.rows(self.erp, query)
        if hides is not None:
            records = [record for record in records if not hides(record)]
        try:
            return select(self.erp, self.resource.entity, records, query, page_size(self))
        except Malformed as error:
            raise QueryRefused(error.text, error.place) from None

    def write(self, outcome: Selection) -> Reply:
        entity, query = self.resource.entity, self.query
        body: dict[str, Any] = {**self.context(entity.set_name)}
        if outcome.total is not None:
            body["odata.count" if self.v1 else "@odata.count"] = (
                str(outcome.total) if self.v1 else outcome.total
            )
        body["value"] = [self.entity_json(entity, record, query) for record in outcome.records]
        if outcome.next_skip is not None:
            link = f"{entity.set_name}?{next_query(self.request.query, query, len(outcome.records))}"
            body["odata.nextLink" if self.v1 else "@odata.nextLink"] = link
        return Reply(200, body)


def next_query(raw: str, query: Query, shown: int) -> str:
    """The query of the next page: the options that were sent, with `$skip` moved on."""
    kept = []
    for part in raw.split("&"):
        name = part.partition("=")[0].replace("%24", "$")
        if part and name not in ("$skip", "$top"):
            kept.append(part)
    if query.top is not None:
        kept.append(f"$top={query.top - shown}")
    return "&".join([*kept, f"$skip={query.skip + shown}"])


@dataclass(frozen=True, slots=True)
class Counted:
    """How many records match; it lists none of them."""

    total: int
    rows: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class Count(Call):
    """How many records of a set match."""

    resource: Resource = field(kw_only=True)

    def read(self, by: str) -> Command[Counted]:
        query, resource = self.query, self.resource

        def count(hides: Hides | None) -> Counted:
            try:
                found = matching(self.erp, resource.entity, resource.rows(self.erp, query), query)
            except Malformed as error:
                raise QueryRefused(error.text, error.place) from None
            return Counted(sum([hides is None or not hides(record) for record in found]))

        return Look(count)

    def write(self, outcome: Counted) -> Reply:
        return Reply(200, text=str(outcome.total), media=PLAIN)


@dataclass(slots=True)
class One(Call):
    """One record, whole or the properties that are selected."""

    resource: Resource = field(kw_only=True)

    def read(self, by: str) -> Command[Any]:
        try:
            require_known(self.resource.entity, self.query.select, "$select")
        except Malformed as error:
            raise QueryRefused(error.text, error.place) from None
        return Look(self._found)

    def _found(self, hides: Hides | None) -> Any:
        if self.record is None or (hides is not None and hides(self.record)):
            raise NotFound("there is no such record", "number")
        return self.record

    def write(self, outcome: Any) -> Reply:
        entity, query = self.resource.entity, self.query
        version = entity.etag
        etag = "" if query.select or version is None else etag_of(version(self.erp, outcome))
        headers = {"ETag": etag} if etag else {}
        known = self.request.headers.get("if-none-match")
        if known and etag and etag_matches(known, etag):
            return Reply(304, None, headers)
        body = {**self.context(entity.set_name, one=True), **self.entity_json(entity, outcome, query)}
        return Reply(200, body, headers)


@dataclass(slots=True)
class OneProperty(One):
    """One property of a record, such as `Orders(1)/DocumentLines`."""

    name: str = field(kw_only=True)

    def write(self, outcome: Any) -> Reply:
        shown = self.entity_json(self.resource.entity, outcome)
        address = self.writer.address(self.erp, self.resource.entity, outcome).rpartition("/")[2]
        return Reply(200, {**self.context(f"{address}/{quote(self.name)}"), self.name: shown.get(self.name)})
