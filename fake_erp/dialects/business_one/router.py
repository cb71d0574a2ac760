"""From an address to the call that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.business_one.calls import (
    crossjoin,
    documents,
    masters,
    orders,
    prices,
    queries,
    reading,
    session,
)
from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.requests import method_of, options_of, segments_of
from fake_erp.dialects.business_one.resources import BY_LOWER, RESOURCES, Resource
from fake_erp.dialects.odata.paths import Segment
from fake_erp.errors import Malformed
from fake_erp.messages import Request
from fake_erp.model import Order

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ORDER_SETS = ("Orders", "Quotations", "Drafts")
APPROVALS = "approvalrequests"
NOUNS = {"openapi": "openapi.read", "warehouse": "warehouse.list"}


def call_of(erp: Erp, request: Request) -> Call | None:
    """The call of a request; None where there is no such address or method."""
    method = method_of(request)
    sets = crossjoin.sets_of(request.path[7:]) if "crossjoin" in request.path[:20] else None
    if sets is not None:
        operation = crossjoin.operation_of(sets, erp, request)
        return crossjoin.CrossJoin(erp, request, operation, sets=sets) if method == "GET" else None
    try:
        segments = segments_of(request)
    except Malformed:
        return None
    if segments is None:
        return None
    if not segments:
        return session.Root(erp, request, "health.read") if method == "GET" else None
    first = segments[0]
    if len(segments) == 1 and not first.has_key:
        service = _SERVICES.get((method, first.name.lower()))
        if service is not None:
            return service(erp, request)
    name = BY_LOWER.get(first.name.lower())
    if name is None:
        return _approval(erp, request, method, segments) if first.name.lower() == APPROVALS else None
    if len(segments) > 2:
        return None
    resource = RESOURCES[name]
    if first.has_key:
        record = resource.find(erp, first)
        step = segments[1].name if len(segments) == 2 else ""
        return _of_one(erp, request, method, name, resource, record, step)
    return _of_set(erp, request, method, name, resource, segments[1:])


# -- sets --------------------------------------------------------------------------------------------------------


def _of_set(
    erp: Erp, request: Request, method: str, name: str, resource: Resource, rest: tuple[Segment, ...]
) -> Call | None:
    if rest:
        counts = method == "GET" and rest[0].name == "$count"
        return reading.Count(erp, request, _listing(request, resource), resource=resource) if counts else None
    if method == "GET":
        return reading.List(erp, request, _listing(request, resource), resource=resource)
    return _creating(erp, request, name, resource) if method == "POST" else None


def _listing(request: Request, resource: Resource) -> str:
    noun = resource.noun
    if noun == "item":
        try:
            noun = "stock" if reading.about_stock(options_of(request)) else "item"
        except Malformed:
            noun = "item"
    return NOUNS.get(noun, f"{noun}.list")


def _creating(erp: Erp, request: Request, name: str, resource: Resource) -> Call | None:
    if name in ORDER_SETS:
        quotation = orders.quotation_in(erp, request) if name == "Orders" else None
        if quotation is not None:
            release = "order.release"
            return orders.SaveDraft(
                erp, request, release, False, record=quotation, resource=resource, replies=True
            )
        return orders.Create(erp, request, "order.create", False, resource=resource, set_name=name)
    if name in documents.READERS:
        return documents.CreateDocument(erp, request, f"{resource.noun}.create", False, resource=resource)
    if name == "BusinessPartners":
        return masters.AddPartnerCall(erp, request, "customer.create", False, resource=resource)
    if name == "UserFieldsMD":
        return masters.AddUserFieldCall(erp, request, "openapi.read", False, resource=resource)
    if name == "SQLQueries":
        return masters.StoreQueryCall(erp, request, "openapi.read", False, resource=resource)
    return None


# -- single records ----------------------------------------------------------------------------------------------


def _of_one(
    erp: Erp, request: Request, method: str, name: str, resource: Resource, record: Any, step: str
) -> Call | None:
    if name in ORDER_SETS:
        found = _of_order(erp, request, method, resource, record, step)
        if found is not None:
            return found
    if name == "SQLQueries" and step == "List" and method in ("GET", "POST"):
        return queries.RunQuery(erp, request, queries.operation_of(record), record=record)
    if method == "GET":
        return _getting(erp, request, resource, record, step)
    if step:
        return None
    if name == "BusinessPartners" and method == "PATCH":
        return masters.ChangePartnerCall(erp, request, "customer.update", False, record=record)
    if name == "SQLQueries" and method == "PATCH":
        return masters.StoreQueryCall(erp, request, "openapi.read", False, record=record, resource=resource)
    if name == "SQLQueries" and method == "DELETE":
        return masters.DropQueryCall(erp, request, "openapi.read", False, record=record)
    return None


def _getting(erp: Erp, request: Request, resource: Resource, record: Any, step: str) -> Call | None:
    noun = resource.noun
    if noun == "item":
        noun = _listing(request, resource).partition(".")[0]
    operation = NOUNS.get(noun, f"{noun}.read")
    if not step:
        return reading.One(erp, request, operation, record=record, resource=resource)
    if step in resource.entity.by_name:
        return reading.OneProperty(erp, request, operation, record=record, resource=resource, name=step)
    return None


def _of_order(
    erp: Erp, request: Request, method: str, resource: Resource, record: Any, step: str
) -> Call | None:
    if method == "PATCH" and not step:
        operation = orders.confirming(erp, request, record)
        if operation and operation != "order.update":
            return orders.Confirm(erp, request, operation, False, record=record, resource=resource)
        return orders.Change(erp, request, "order.update", False, record=record, resource=resource)
    ends = (method == "POST" and step in ("Cancel", "Close")) or (
        method == "DELETE" and not step and resource.entity.set_name == "Drafts"
    )
    if ends:
        closes = step == "Close"
        return orders.End(
            erp, request, "order.cancel", False, record=record, resource=resource, closes=closes
        )
    return None


def _approval(erp: Erp, request: Request, method: str, segments: tuple[Segment, ...]) -> Call | None:
    """Approval requests have the DocEntry of the document that waits."""
    resource = RESOURCES["Drafts"]
    if len(segments) != 1 or not segments[0].has_key:
        return None
    record = resource.find(erp, segments[0])
    if method == "PATCH":
        return orders.Decide(erp, request, "order.approve", False, record=record, resource=resource)
    return (
        reading.One(erp, request, "order.read", record=record, resource=resource) if method == "GET" else None
    )


# -- services ----------------------------------------------------------------------------------------------------


def _save_draft(erp: Erp, request: Request) -> Call:
    record: Order | None = orders.draft_in(erp, request)
    resource = RESOURCES["Drafts"]
    return orders.SaveDraft(
        erp, request, "order.release", False, record=record, resource=resource, replies=False
    )


_SERVICES: dict[tuple[str, str], Callable[[Erp, Request], Call]] = {
    ("POST", "login"): lambda erp, request: session.Login(erp, request, "token.create", True, True),
    ("POST", "logout"): lambda erp, request: session.Logout(erp, request, "token.create"),
    ("GET", "$metadata"): lambda erp, request: session.Metadata(erp, request, "openapi.read"),
    ("POST", "companyservice_getcompanyinfo"): lambda erp, request: session.CompanyInfo(
        erp, request, "health.read"
    ),
    ("POST", "companyservice_getitemprice"): lambda erp, request: prices.ItemPrice(
        erp, request, "price.read"
    ),
    ("POST", "draftsservice_savedrafttodocument"): _save_draft,
    ("POST", "queryservice_postquery"): lambda erp, request: crossjoin.CrossJoin(
        erp, request, crossjoin.operation_of(None, erp, request), sets=None
    ),
}
"""By method and name."""


def methods_of(erp: Erp, request: Request) -> list[str]:
    """The methods that an address takes."""
    found = []
    for method in ("GET", "POST", "PATCH", "DELETE"):
        probe = Request(method, request.path, headers=request.headers, data={})
        if call_of(erp, probe) is not None:
            found.append(method)
    return found
