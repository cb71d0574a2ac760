"""From an address to what is asked of which record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from fake_erp.dialects.business_central.access import COMPANY, COMPANY_ID, TOKEN_END
from fake_erp.dialects.business_central.errors import NO_COMPANY, NO_SEGMENT, Refused
from fake_erp.dialects.business_central.resources import Action, Call, Resource, Service
from fake_erp.dialects.business_central.service import ABOVE_COMPANY, API, PAGES
from fake_erp.dialects.odata.paths import Segment, path_of
from fake_erp.dialects.odata.queries import query_of
from fake_erp.errors import ErpError, Malformed, MethodNotAllowed
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

API_MARK, PAGES_MARK = "/api/v2.0", "/ODataV4"
VERBS = {"MERGE": "PATCH", "PUT": "PATCH", "HEAD": "GET"}
QUOTED = "/()'=,"
"""What stands as it is in an address."""
LONGEST_ROOT = 3
"""Segments before the mark: `/v2.0/<tenant>/<environment>`."""


@dataclass(frozen=True, slots=True)
class Root:
    """Where the service is in an address, and what is below it."""

    path: str
    below: str
    pages: bool


@lru_cache(maxsize=8192)
def root_of(path: str) -> Root | None:
    """The root of a service: that of the API or of published pages, online or at the customer's."""
    for mark, pages in ((API_MARK, False), (PAGES_MARK, True)):
        before, found, below = path.partition(mark)
        if found and (not below or below[0] == "/"):
            steps = [step for step in before.split("/") if step]
            online = steps[:1] == ["v2.0"]
            if len(steps) <= (LONGEST_ROOT if online else 1):
                return Root(before + mark, below, pages)
    return None


@dataclass(slots=True)
class Target:
    """What an address names. `record` is None for a collection, and for a record that is not there (`lost`)."""

    resource: Resource
    record: Any = None
    parent: Any = None
    parent_resource: Resource | None = None
    action: str = ""
    counts: bool = False
    lost: bool = False
    single: bool = False


def target_of(erp: Erp, service: Service, segments: tuple[Segment, ...]) -> Target:
    """What segments below a company name. Raises Refused."""
    first, *rest = segments
    resource = service.sets.get(first.name)
    if resource is None:
        raise no_segment(first.name)
    target = Target(resource)
    if first.has_key:
        _step_into(erp, target, first)
    for segment in rest:
        target = _next(erp, service, target, segment)
    return target


def no_segment(name: str) -> Refused:
    """A segment that does not exist."""
    return Refused(NO_SEGMENT, f"Resource not found for the segment '{name[:60]}'.", "path")


def _keys(segment: Segment) -> Mapping[str, str]:
    return {
        name: value.value if isinstance(value.value, str) else value.text
        for name, value in segment.keys.items()
    }


def _step_into(erp: Erp, target: Target, segment: Segment) -> None:
    target.record = target.resource.find(erp, _keys(segment))
    target.lost, target.single = target.record is None, True


def _next(erp: Erp, service: Service, target: Target, segment: Segment) -> Target:
    name = segment.name
    if name == "$count" and not target.single:
        target.counts = True
        return target
    if not target.single or target.action:
        raise no_segment(name)
    if name.startswith(("Microsoft.NAV.", "NAV.")):
        target.action = f"Microsoft.NAV.{name.rpartition('.')[2]}"
        if target.action not in target.resource.actions:
            raise no_segment(name)
        return target
    navigation = target.resource.entity.navigations.get(name)
    resource = None if navigation is None else service.of(navigation.target)
    if navigation is None or resource is None:
        raise no_segment(name)
    below = Target(resource, None, target.record, target.resource, lost=target.lost)
    if not navigation.many:
        below.single = True
        below.record = None if target.lost else navigation.find(erp, target.record)
        below.lost = below.record is None
    elif segment.has_key:
        below.single = True
        keys = _keys(segment)
        wanted = (keys.get("id") or keys.get("") or "").lower()
        found = [] if target.lost else navigation.find(erp, target.record)
        below.record = next(
            (each for each in found if resource.entity.keys[0].get(erp, each) == wanted), None
        )
        below.lost = below.record is None
    return below


@dataclass(slots=True)
class BcMatch:
    """A target and a verb; `special` is for addresses that name no set."""

    erp: Erp
    verb: str
    root: Root
    target: Target | None = None
    special: str = ""

    @property
    def act(self) -> Action | None:
        """The change that is asked for."""
        target = self.target
        if target is None or self.verb == "GET":
            return None
        return target.resource.actions.get(target.action or self.verb)

    @property
    def operation(self) -> str:
        act, target = self.act, self.target
        if act is not None:
            return act.operation
        if self.special == "token":
            return "token.create"
        if target is None or not target.resource.noun:
            return "openapi.read" if self.special == "metadata" else "health.read"
        noun = target.resource.noun
        one = target.single or (target.resource.part and target.parent is not None)
        return f"{noun}.{'read' if one and noun != 'subscription' else 'list'}"

    @property
    def reads(self) -> bool:
        return self.act is None and self.special != "token"

    @property
    def public(self) -> bool:
        return self.special == "token"

    @property
    def _subject(self) -> tuple[Resource, Any] | None:
        """The record that it is about, or the one above it."""
        target = self.target
        if target is None:
            return None
        if target.record is not None:
            return target.resource, target.record
        if target.parent is not None and target.parent_resource is not None:
            return target.parent_resource, target.parent
        return None

    @property
    def number(self) -> str:
        subject = self._subject
        return "" if subject is None else subject[0].number(subject[1])

    def call(self, request: Request, by: str = "") -> Call:
        """The request on its way."""
        target = self.target
        assert target is not None
        return Call(self.erp, request, by, target.record, target.parent)

    def key(self, request: Request) -> str | None:
        act, target = self.act, self.target
        if target is None:
            return None
        if act is not None and act.key is not None:
            return None if target.lost else act.key(self.call(request))
        subject = self._subject
        if subject is not None:
            return subject[0].key(subject[1])
        return self._asked(request, target.resource)

    @staticmethod
    def _asked(request: Request, resource: Resource) -> str | None:
        try:
            found = query_of(request.query).equal(resource.asked) if resource.asked else None
        except ErpError:
            return None
        return found if isinstance(found, str) and found else None

    def fields(self, request: Request) -> Any:
        act = self.act
        return None if act is None or act.fields is None else act.fields(self.call(request))


def match_of(erp: Erp, request: Request) -> BcMatch:
    """Raises ErpError for an address or a method that does not exist."""
    path = request.path.rstrip("/")
    verb = VERBS.get(request.method, request.method)
    if path.endswith(TOKEN_END) and verb == "POST":
        return BcMatch(erp, verb, Root(path, "", False), special="token")
    root = root_of(path)
    if root is None:
        raise no_segment(unquote(path[-60:]))
    segments = path_of(_named(root.below) if root.pages else root.below)
    match = BcMatch(erp, verb, root)
    if not segments:
        match.special = "document"
    elif segments[0].name == "$metadata":
        match.special = "metadata"
    else:
        match.target = _in_company(erp, root, segments)
    _require_method(match)
    return match


_POSITIONS = {"StockkeepingUnits": ("Location_Code", "Item_No", "Variant_Code")}
"""The names of the parts of keys, for pages whose keys may come without them."""


def _named(below: str) -> str:
    """An address in which the parts of a key have names."""
    decoded = unquote(below)
    for page, names in _POSITIONS.items():
        before, found, rest = decoded.partition(f"/{page}(")
        inner, closed, after = rest.partition(")")
        parts = inner.split(",")
        if found and closed and len(parts) == len(names) and all(part[:1] == "'" for part in parts):
            keys = ",".join([f"{name}={quote(part)}" for name, part in zip(names, parts, strict=True)])
            return f"{quote(before, safe=QUOTED)}{found}{keys}{closed}{after}"
    return below


def _in_company(erp: Erp, root: Root, segments: tuple[Segment, ...]) -> Target | None:
    first = segments[0]
    service = PAGES if root.pages else API
    if first.name.lower() in ("companies", "company") and first.has_key:
        value = next(iter(first.keys.values()))
        if str(value.value).lower() != COMPANY_ID and str(value.value) != COMPANY:
            raise Refused(
                NO_COMPANY, f"Cannot find the company. Company '{str(value.text)[:60]}'.", "company"
            )
        if len(segments) == 1:
            return Target(
                API.sets["companies"], API.sets["companies"].rows(erp, query_of(""), None)[0], single=True
            )
        if segments[1].name == "$metadata":
            raise no_segment("$metadata")
        return target_of(erp, service, segments[1:])
    if first.name.lower() == "company" and root.pages:
        return Target(API.sets["companies"])
    if not root.pages and first.name not in ABOVE_COMPANY and first.name in API.sets:
        return target_of(erp, service, segments)
    return target_of(erp, API if first.name in ABOVE_COMPANY else service, segments)


def _require_method(match: BcMatch) -> None:
    target, verb = match.target, match.verb
    if verb == "GET" and (target is None or not target.action):
        return
    allowed = ["GET"]
    if target is not None:
        if target.action:
            allowed = ["POST"]
        else:
            fitting = ("PATCH", "DELETE") if target.single else ("POST",)
            allowed += [each for each in fitting if each in target.resource.actions]
    if verb not in allowed:
        raise MethodNotAllowed(
            f"The method {match.verb[:20]!a} is not allowed here; use {' or '.join(allowed)}.",
            None,
            {"allow": allowed},
        )


def refusal_of(erp: Erp, request: Request) -> ErpError:
    """Why a request has no match."""
    try:
        match_of(erp, request)
    except ErpError as error:
        return error
    return Malformed("the request cannot be read")
