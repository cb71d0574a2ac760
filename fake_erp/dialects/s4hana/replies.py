"""Replies of services: entities, lists, counts, values, changes, functions, metadata."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fake_erp.dialects.odata import metadata
from fake_erp.dialects.odata.headers import next_link, origin_of
from fake_erp.dialects.odata.model import EntityType
from fake_erp.dialects.odata.queries import EVERYTHING, Query, Version
from fake_erp.dialects.odata.selection import Selection
from fake_erp.dialects.odata.writing import Writer
from fake_erp.dialects.s4hana.matching import S4Match
from fake_erp.dialects.s4hana.resources import Service
from fake_erp.dialects.s4hana.sales.order_types import FRACTION
from fake_erp.dialects.s4hana.sales.orders_v4 import as_v4
from fake_erp.messages import Reply, Request
from fake_erp.model import Order
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

JSON_V2, JSON_V4 = "application/json", "application/json;odata.metadata=minimal;charset=utf-8"
_WARNING = "SLS_LORD/025"


@lru_cache(maxsize=8192)
def etag(stamp: int) -> str:
    """The ETag of a change time with the number of the change in the digits behind the milliseconds."""
    ms, rest = divmod(stamp, FRACTION)
    time = f"{instant_text(ms)[:-1]}{rest:04d}Z"
    return f"W/\"datetimeoffset'{quote(time, safe='')}'\""


@lru_cache(maxsize=256)
def writer(version: Version, root: str, namespace: str) -> Writer:
    """The writer of a service at an address."""
    return Writer(version, root, namespace, etag)


def writer_for(service: Service, request: Request) -> Writer:
    """The writer of the service that a request is for."""
    return writer(service.version, origin_of(request) + service.path, service.namespace or service.name)


def write(erp: Erp, match: S4Match, request: Request, outcome: Any) -> Reply:
    """What came of a command, as the address wants it."""
    match match.form:
        case "metadata":
            return Reply(200, None, _version(match), document(match.service), metadata.MEDIA)
        case "service":
            return _service(match, request)
        case "change":
            return _changed(erp, match, request, outcome)
        case "function":
            return _function(erp, match, request, outcome)
        case "count":
            return Reply(200, None, _version(match), str(outcome.total), "text/plain;charset=utf-8")
        case "list":
            return _list(erp, match, request, outcome)
        case "property" | "value":
            return _property(erp, match, outcome)
    return _entity(erp, match, request, outcome)


def _version(match: S4Match) -> dict[str, str]:
    v4 = match.service.version is Version.V4
    return {"odata-version": "4.0"} if v4 else {"dataserviceversion": "2.0"}


def _media(match: S4Match) -> str:
    return JSON_V4 if match.service.version is Version.V4 else JSON_V2


_DOCUMENTS: dict[str, str] = {}


def document(service: Service) -> str:
    """The metadata of a service, made once."""
    if service.path not in _DOCUMENTS:
        _DOCUMENTS[service.path] = metadata.edmx(service.schema, service.version)
    return _DOCUMENTS[service.path]


def _service(match: S4Match, request: Request) -> Reply:
    names = list(match.service.sets)
    if match.service.version is Version.V4:
        context = f"{origin_of(request)}{match.service.path}$metadata"
        shown: Any = {"@odata.context": context, "value": [{"name": name, "url": name} for name in names]}
    else:
        shown = {"d": {"EntitySets": names}}
    return Reply(200, shown, _version(match), media=_media(match))


def _entity(erp: Erp, match: S4Match, request: Request, record: Any) -> Reply:
    entity = match.entity
    assert entity is not None
    made = writer_for(match.service, request)
    headers = _version(match)
    if entity.etag is not None:
        headers["etag"] = made.etag(erp, entity, record)
    query = match.query(request) if request.query else EVERYTHING
    return Reply(200, made.one(erp, entity, record, query), headers, media=_media(match))


def _list(erp: Erp, match: S4Match, request: Request, page: Selection) -> Reply:
    entity = match.entity
    assert entity is not None
    made = writer_for(match.service, request)
    shown = made.many(erp, entity, page, match.query(request), next_link(request, page.next_skip))
    return Reply(200, shown, _version(match), media=_media(match))


def _property(erp: Erp, match: S4Match, record: Any) -> Reply:
    prop = match.prop
    assert prop is not None
    value = prop.get(erp, record)
    shown = None if value is None else prop.kind.writer(match.service.version)(value)
    if match.form == "value":
        return Reply(200, None, _version(match), "" if shown is None else str(shown))
    data = {"value": shown} if match.service.version is Version.V4 else {"d": {prop.name: shown}}
    return Reply(200, data, _version(match), media=_media(match))


def _changed(erp: Erp, match: S4Match, request: Request, outcome: Any) -> Reply:
    action = match.action
    assert action is not None
    if action.answers == "created":
        return _created(erp, match, request, outcome)
    headers = _version(match) | _messages(outcome)
    entity = match.entity
    if entity is not None and entity.etag is not None and request.method != "DELETE":
        headers["etag"] = writer_for(match.service, request).etag(erp, entity, _fresh(match, outcome))
    if match.service.version is Version.V4 and match.entity is not None and request.method != "DELETE":
        return Reply(
            200,
            writer_for(match.service, request).one(erp, match.entity, _fresh(match, outcome)),
            headers,
            media=JSON_V4,
        )
    return Reply(204, None, headers)


def _fresh(match: S4Match, outcome: Any) -> Any:
    return match.record if match.record is not None else outcome


def _created(erp: Erp, match: S4Match, request: Request, outcome: Any) -> Reply:
    action = match.action
    assert action is not None
    entity: EntityType | None = action.result or match.entity
    assert entity is not None
    record = _new_part(match, entity, outcome)
    made = writer_for(match.service, request)
    shown = made.one(erp, entity, record, _sent(match, request, entity))
    headers = _version(match) | {"Location": made.address(erp, entity, record)} | _messages(outcome)
    if entity.etag is not None:
        headers["etag"] = made.etag(erp, entity, record)
    return Reply(201, shown, headers, media=_media(match))


def _new_part(match: S4Match, entity: EntityType, outcome: Any) -> Any:
    """The last item of an order that got one; else what came of the command."""
    if isinstance(outcome, Order) and match.owner is not None and entity is not match.owner.entity:
        navigation = next(
            (each for each in match.owner.entity.navigations.values() if each.target is entity), None
        )
        if navigation is not None:
            return navigation.find(match.erp, outcome)[-1]
    return outcome


def _sent(match: S4Match, request: Request, entity: EntityType) -> Query:
    """What was created together is shown together."""
    data = request.data if isinstance(request.data, dict) else {}
    if match.service.version is Version.V4:  # it was read with the names of version 2
        data = as_v4(data)
    return _expanding(_shape(data, entity))


def _shape(data: Any, entity: EntityType) -> tuple[Any, ...]:
    """The navigations of a document that was sent, as nested tuples."""
    given = data.get("d", data) if isinstance(data.get("d"), dict) else data
    shape = []
    for name, navigation in entity.navigations.items():
        below = given.get(name)
        if below is not None:
            rows = below.get("results", below) if isinstance(below, dict) else below
            first = rows[0] if isinstance(rows, list) and rows else rows
            inner = _shape(first, navigation.target) if isinstance(first, dict) else ()
            shape.append((name, inner))
    return tuple(shape)


@lru_cache(maxsize=256)
def _expanding(shape: tuple[Any, ...]) -> Query:
    if not shape:
        return EVERYTHING
    return Query(expand={name: _expanding(inner) for name, inner in shape})


def _messages(outcome: Any) -> dict[str, str]:
    """Warnings on success: the header `sap-message`."""
    warnings = _warnings(outcome)
    if not warnings:
        return {}
    first, *others = [
        {"code": code, "message": text, "severity": "warning", "target": "", "transition": False}
        for code, text in warnings
    ]
    return {"sap-message": json.dumps({**first, "details": others})}


def _warnings(outcome: Any) -> list[tuple[str, str]]:
    if not isinstance(outcome, Order):
        return []
    found = [(_WARNING, warning) for warning in outcome.warnings]
    if outcome.status == "held" and outcome.hold_reason == "credit_limit":
        found.append(("V1/150", "Static credit check: credit limit exceeded"))
    elif outcome.status == "held":
        found.append(("V1/154", f"The document is blocked: {outcome.hold_reason}"))
    elif outcome.status == "pending_approval":
        found.append(("V2/468", f"The document waits for approval: {outcome.hold_reason}"))
    elif not outcome.lines:
        found.append(("V1/293", "The document is incomplete: enter at least one item"))
    return found


def _function(erp: Erp, match: S4Match, request: Request, outcome: Any) -> Reply:
    function = match.function
    assert function is not None
    name, returns = function.about.name, function.about.returns
    if isinstance(returns, EntityType):
        made = writer_for(match.service, request)
        if function.about.many:
            rows = [made.entity(erp, returns, each) for each in outcome.records]
            return Reply(200, {"d": {"results": rows}}, _version(match), media=_media(match))
        shown = made.entity(erp, returns, outcome)
        if match.service.resource_of(returns) is None:  # a complex type is under the name of the function
            del shown["__metadata"]
            shown = {name: shown}
        return Reply(200, {"d": shown}, _version(match) | _messages(outcome), media=_media(match))
    value = function.write(erp, outcome) if function.write is not None else outcome
    return Reply(200, {"d": {name: value}}, _version(match), media=_media(match))
