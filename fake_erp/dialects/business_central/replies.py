"""Commands of requests, and replies to them: entities, lists, counts, ETags."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_central import access
from fake_erp.dialects.business_central.errors import BAD_REQUEST, FILTER, NO_TOKEN, Refused, Stale
from fake_erp.dialects.business_central.matching import BcMatch, Root, Target
from fake_erp.dialects.business_central.resources import Action, Resource, etag_text, visible
from fake_erp.dialects.business_central.sales.archives import ARCHIVE
from fake_erp.dialects.business_central.sales.states import is_gone
from fake_erp.dialects.business_central.service import API, metadata
from fake_erp.dialects.odata.headers import (
    etag_matches,
    next_link,
    origin_of,
    page_size_of,
    wants_nothing_back,
)
from fake_erp.dialects.odata.metadata import MEDIA
from fake_erp.dialects.odata.model import require_known
from fake_erp.dialects.odata.queries import Query, Version, query_of
from fake_erp.dialects.odata.selection import Selection, matching, select
from fake_erp.dialects.odata.writing import Writer
from fake_erp.dialects.record_ids import guid
from fake_erp.errors import Malformed, NotFound
from fake_erp.messages import PLAIN, Reply, Request
from fake_erp.model import Order
from fake_erp.operations.base import Command, Hides, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

PAGE = 20_000
JSON = "application/json; odata.metadata=minimal; odata.streaming=true"


class BcWriter(Writer):
    """Names the company in contexts."""

    def _context(self, what: str, one: bool = False) -> str:
        base, _, company = self.root.rstrip("/").rpartition("/")
        return f"{base}/$metadata#{company}/{what}{'/$entity' if one else ''}"


def writer_of(request: Request, root: Root) -> BcWriter:
    """The writer for a request. Contexts and addresses are those by which the client called."""
    company = f"Company('{access.COMPANY}')" if root.pages else f"companies({access.COMPANY_ID})"
    return _writer(f"{origin_of(request)}{root.path}/{company}/")


@lru_cache(maxsize=256)
def _writer(root: str) -> BcWriter:
    return BcWriter(Version.V4, root, "Microsoft.NAV", etag_text)


# -- commands ------------------------------------------------------------------------------------------------------


def command_of(match: BcMatch, request: Request, by: str) -> Command[Any]:
    """What a request asks for. Raises ErpError."""
    if match.special == "token":
        return access.oauth(match.erp, request)
    target, act = match.target, match.act
    if target is None:
        return Look(lambda hides: None)
    query = _query(request, target)
    if target.lost:
        raise _lost(target)
    if act is not None:
        _check_etag(match, target, request)
        if isinstance(target.record, Order) and is_gone(target.record):
            raise _lost(target)
        return act.read(match.call(request, by))
    if target.single:
        return Look(lambda hides: _one(target, hides))
    return Look(lambda hides: _many(match, request, query, hides))


def _query(request: Request, target: Target) -> Query:
    try:
        query = query_of(request.query)
        entity = target.resource.entity
        require_known(entity, query.select, "$select")
        require_known(entity, query.expand, "$expand")
    except Malformed as error:
        raise _bad_query(error, target) from None
    return query


def _bad_query(error: Malformed, target: Target) -> Malformed:
    if isinstance(error, Refused):
        return error
    text = str(error)
    if "there is no property" in text:
        name = text.partition("there is no property ")[2].partition(" ")[0].strip("'")
        text = (
            f"Could not find a property named '{name}' on type 'Microsoft.NAV.{target.resource.entity.name}'."
        )
        return Refused(BAD_REQUEST, text, "$filter")
    return Refused(FILTER if text.startswith("$filter") else BAD_REQUEST, text, "$filter")


def _lost(target: Target) -> NotFound:
    name = target.resource.entity.name
    table = {"salesOrder": "Sales Header", "customer": "Customer", "item": "Item"}.get(name, name)
    return NotFound(f"The {table} does not exist. Identification fields and values: SystemId", "id")


def _check_etag(match: BcMatch, target: Target, request: Request) -> None:
    entity = target.resource.entity
    if not target.single or entity.etag is None:
        return
    given = request.headers.get("if-match")
    if not given:
        if match.verb == "PATCH":
            raise Refused(
                NO_TOKEN,
                "Could not validate the client concurrency token required by the service.",
                "if-match",
            )
        return
    if not etag_matches(given, etag_text(entity.etag(match.erp, target.record))):
        raise Stale


def _one(target: Target, hides: Hides | None) -> Any:
    record = target.record
    owner = target.resource.entity.owner(record)
    gone = isinstance(owner, Order) and is_gone(owner) and target.resource.entity is not ARCHIVE
    if gone or not visible([owner], hides):
        raise _lost(target)
    return record


def _many(match: BcMatch, request: Request, query: Query, hides: Hides | None) -> Any:
    erp, target = match.erp, match.target
    assert target is not None
    resource = target.resource
    try:
        if target.parent is not None and target.parent_resource is not None:
            _one(Target(target.parent_resource, target.parent), hides)
            records = _below(erp, target)
        else:
            records = resource.rows(erp, query, hides)
        if target.counts:
            return len(matching(erp, resource.entity, records, query))
        size = page_size_of(request, PAGE)
        return select(erp, resource.entity, records, query, size, erp.config.limits.most_rows or 0)
    except Malformed as error:
        raise _bad_query(error, target) from None


def _below(erp: Erp, target: Target) -> Any:
    assert target.parent_resource is not None
    name = target.resource.entity.set_name
    return target.parent_resource.entity.navigations[name].find(erp, target.parent)


# -- replies -------------------------------------------------------------------------------------------------------


def reply_of(match: BcMatch, request: Request, outcome: Any) -> Reply:
    """The reply to a command that was carried out."""
    erp, target, act = match.erp, match.target, match.act
    if match.special == "token":
        return access.token_reply(erp, request, outcome)
    if match.special == "metadata":
        return Reply(200, None, {"OData-Version": "4.0"}, metadata(match.root.pages), MEDIA)
    if target is None:
        return _json(200, _document(request, match.root))
    if act is not None:
        return _changed(match, request, act, outcome)
    writer, query = writer_of(request, match.root), query_of(request.query)
    entity = target.resource.entity
    if isinstance(outcome, int):
        return Reply(200, None, {"OData-Version": "4.0"}, str(outcome), PLAIN)
    if isinstance(outcome, Selection):
        link = next_link(request, outcome.next_skip)
        return _json(200, writer.many(erp, entity, outcome, query, link))
    return _json(200, writer.one(erp, entity, outcome, query), writer.etag(erp, entity, outcome))


def _json(status: int, data: Any, etag: str = "") -> Reply:
    headers = {"OData-Version": "4.0"}
    if etag:
        headers["ETag"] = etag
    return Reply(status, data, headers, media=JSON)


def _document(request: Request, root: Root) -> dict[str, Any]:
    base = f"{origin_of(request)}{root.path}"
    sets = [{"name": name, "kind": "EntitySet", "url": name} for name in API.sets]
    return {"@odata.context": f"{base}/$metadata", "value": sets}


def _changed(match: BcMatch, request: Request, act: Action, outcome: Any) -> Reply:
    erp, target = match.erp, match.target
    assert target is not None
    headers = {"OData-Version": "4.0"}
    if act.answers == "done":
        return Reply(204, None, headers)
    resource: Resource = target.resource
    call = match.call(request)
    record = outcome if act.shown is None else act.shown(call, outcome)
    writer = writer_of(request, match.root)
    if act.answers == "created":
        headers["Location"] = writer.address(erp, resource.entity, record)
    if wants_nothing_back(request):
        headers["Preference-Applied"] = "return-no-content"
        return Reply(204, None, headers)
    etag = writer.etag(erp, resource.entity, record)
    if etag:
        headers["ETag"] = etag
    status = 201 if act.answers == "created" else 200
    shown = writer.one(erp, resource.entity, record, query_of(request.query))
    return Reply(status, shown, headers, media=JSON)


def notice_id(kind: str, identity: str) -> str:
    """The GUID of a changed record, in a notice."""
    return guid(kind, identity)
