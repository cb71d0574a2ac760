"""From an address to what it asks for: a service, a set, a record, a navigation, a property, a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fake_erp.dialects.odata.model import EntityType, Property
from fake_erp.dialects.odata.paths import Segment, path_of
from fake_erp.dialects.odata.queries import Query, query_of
from fake_erp.dialects.s4hana import access
from fake_erp.dialects.s4hana.resources import Action, Call, Function, Resource, Service
from fake_erp.errors import ErpError, MethodNotAllowed, NotFound
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

CHANGES = {"PATCH": "PATCH", "MERGE": "PATCH", "PUT": "PATCH", "POST": "POST", "DELETE": "DELETE"}


@dataclass(slots=True)
class S4Match:
    """What a request asks for.

    `form` is `list`, `entity`, `count`, `value`, `property`, `change`, `function`, `metadata`, `service` or
    `fetch` (of a CSRF token). `record` is what the address names, `listed` the candidates of a list below a record.
    """

    erp: Erp
    service: Service
    form: str
    resource: Resource | None = None
    entity: EntityType | None = None
    record: Any = None
    owner: Resource | None = None
    listed: Any = None
    action: Action | None = None
    function: Function | None = None
    prop: Property | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    public: bool = False

    def call(self, request: Request, by: str = "") -> Call:
        """The call that the actions of resources take."""
        return Call(self.erp, request, by, self.record, self.parameters)

    @property
    def operation(self) -> str:
        if self.action is not None:
            return self._operation
        if self.form == "fetch":
            return "token.create"
        if self.form in ("metadata", "service") or self.owner is None:
            return "openapi.read"
        return f"{self.owner.noun}.{'read' if self.record is not None else 'list'}"

    _operation: str = ""

    @property
    def reads(self) -> bool:
        if self.action is None:
            return True
        return self.action.reads or (self.function is not None and self.function.reads)

    @property
    def number(self) -> str:
        if self.record is None or self.owner is None:
            return ""
        return self.owner.number(self.record)

    def key(self, request: Request) -> str | None:
        if self.action is not None and self.action.key is not None:
            return self.action.key(self.call(request))
        if self.owner is None:
            return None
        if self.record is not None:
            return self.owner.key(self.record)
        if self.form in ("list", "count") and self.owner.asked:
            try:
                asked = self.query(request).equal(self.owner.asked)
            except ErpError:
                return None
            return None if asked is None else str(asked)
        return None

    def fields(self, request: Request) -> Any:
        """What was sent by neutral names. Raises ErpError."""
        if self.action is None or self.action.fields is None:
            return None
        return self.action.fields(self.call(request))

    def query(self, request: Request) -> Query:
        """The query options. Raises Malformed."""
        return query_of(request.query, self.service.version)


def method_of(request: Request) -> str:
    """The method, also where it is tunnelled through POST."""
    if request.method == "POST":
        return request.headers.get("x-http-method", "POST").upper()
    return "GET" if request.method == "HEAD" else request.method


def resolve(erp: Erp, service: Service, below: str, request: Request) -> S4Match:
    """What a request to a service asks for; `below` is its path below it. Raises ErpError for what is not there."""
    path = path_of(below)
    if access.fetches(request) and (request.method == "HEAD" or not path):
        return S4Match(erp, service, "fetch")
    if not path:
        return S4Match(erp, service, "service")
    first, rest = path[0], path[1:]
    if first.name == "$metadata":
        return S4Match(erp, service, "metadata")
    function = service.functions.get(first.name)
    if function is not None:
        return _function(erp, service, function, first, request)
    resource = service.sets.get(first.name)
    if resource is None:
        raise NotFound(f"Resource not found for the segment '{first.name[:60]}'", "path")
    return _below(erp, service, resource, first, rest, request)


def _function(erp: Erp, service: Service, function: Function, segment: Segment, request: Request) -> S4Match:
    other = query_of(request.query, service.version).other
    given: dict[str, Any] = {name: literal.text for name, literal in segment.keys.items()}
    given |= {name: _unquoted(value) for name, value in other.items()}
    allowed = "GET" if function.reads else "POST"
    if method_of(request) != allowed:
        raise _not_allowed(request, [allowed])
    match = S4Match(
        erp,
        service,
        "function",
        function.resource,
        action=function.action,
        function=function,
        parameters=given,
    )
    match.owner = function.resource
    if function.find is not None:
        match.record = function.find(match.call(request))
        if match.record is None:
            raise NotFound(f"Resource not found for segment '{function.about.name}'", "path")
    match._operation = function.action.name(match.call(request))
    return match


def _unquoted(value: str) -> str:
    prefix, quote, rest = value.partition("'")
    if quote and rest.endswith("'") and prefix in ("", "datetimeoffset", "datetime", "guid"):
        return rest[:-1].replace("''", "'")
    return value


def _below(
    erp: Erp,
    service: Service,
    resource: Resource,
    first: Segment,
    rest: tuple[Segment, ...],
    request: Request,
) -> S4Match:
    match = S4Match(erp, service, "list", resource, resource.entity, owner=resource)
    if first.has_key:
        match.form, match.record = "entity", resource.find(erp, first)
        if match.record is None:
            raise _no_record(resource.entity)
    for at, segment in enumerate(rest):
        if segment.name == "$count" and match.form == "list":
            match.form = "count"
        elif segment.name == "$value" and match.form == "property":
            match.form = "value"
        elif match.record is not None and match.entity is not None and match.form in ("entity", "list"):
            last = at == len(rest) - 1
            _step(match, segment, request if last else None)
        else:
            raise NotFound(f"Resource not found for the segment '{segment.name[:60]}'", "path")
    method = method_of(request)
    if method != "GET":
        _change(match, method, request)
    return match


def _no_record(entity: EntityType) -> NotFound:
    return NotFound(f"Resource not found for segment '{entity.name}'", "path")


def _step(match: S4Match, segment: Segment, request: Request | None) -> None:
    """Go on to a property or along a navigation; `request` is given at the last step."""
    entity = match.entity
    assert entity is not None
    prop, navigation = entity.by_name.get(segment.name), entity.navigations.get(segment.name)
    if prop is not None:
        match.form, match.prop = "property", prop
        return
    if navigation is None:
        raise NotFound(f"Resource not found for the segment '{segment.name[:60]}'", "path")
    if request is not None and method_of(request) == "POST" and match.resource is not None:
        match.action = match.resource.below.get(segment.name)
    found = navigation.find(match.erp, match.record)
    target = match.service.resource_of(navigation.target)
    match.entity, match.resource = navigation.target, target
    if not navigation.many or segment.has_key:
        record = _keyed(match, target, segment, found) if navigation.many else found
        if record is None:
            raise _no_record(navigation.target)
        match.form, match.record = "entity", record
        match.owner = target or match.owner
        return
    match.form, match.listed = "list", found


def _keyed(match: S4Match, target: Resource | None, segment: Segment, found: list[Any]) -> Any:
    entity = match.entity
    assert entity is not None
    for each in found:
        for key in entity.keys:
            literal = segment.keys.get(key.name) or (segment.keys.get("") if key is entity.keys[-1] else None)
            if literal is not None and str(key.get(match.erp, each)) != literal.text.lstrip("0"):
                break
        else:
            return each
    return None


def _change(match: S4Match, method: str, request: Request) -> None:
    wanted = CHANGES.get(method)
    if match.action is None:
        resource = match.resource
        fitting = resource is not None and match.listed is None
        fitting = fitting and match.form == ("list" if wanted == "POST" else "entity")
        actions = resource.actions if resource is not None and fitting else {}
        match.action = actions.get(wanted or "")
        if match.action is None:
            raise _not_allowed(request, ["GET", *actions])
    match.form = "change"
    match._operation = match.action.name(match.call(request))


def _not_allowed(request: Request, allow: list[str]) -> MethodNotAllowed:
    return MethodNotAllowed(
        f"Method {request.method[:20]!a} is not allowed here; use {' or '.join(allow)}",
        None,
        {"allow": allow},
    )
