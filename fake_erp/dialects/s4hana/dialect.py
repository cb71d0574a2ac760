"""The dialect of S/4HANA; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.bundle import NO_CHANGESET, Bundle, Part
from fake_erp.dialects.odata import json_batch, multipart
from fake_erp.dialects.odata.headers import etag_matches, page_size_of
from fake_erp.dialects.odata.queries import Query, Version
from fake_erp.dialects.odata.selection import Selection, matching, select
from fake_erp.dialects.s4hana import access, changesets, refusals, replies
from fake_erp.dialects.s4hana.changesets import Follower, Joined
from fake_erp.dialects.s4hana.finance import journal_entries
from fake_erp.dialects.s4hana.matching import S4Match, method_of, resolve
from fake_erp.dialects.s4hana.refusals import PreconditionFailed, PreconditionRequired
from fake_erp.dialects.s4hana.resources import Service
from fake_erp.dialects.s4hana.services import below, service_of
from fake_erp.dialects.s4hana.words import WORDS, S4Words
from fake_erp.errors import (
    ErpError,
    Forbidden,
    Malformed,
    NotFound,
    Overloaded,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
)
from fake_erp.messages import Reply, Request, decode
from fake_erp.operations.base import Command, Hides, Look

if TYPE_CHECKING:
    from fake_erp.erp import Erp

PAGE = 5000
"""Rows of a page of the server."""
OF_THE_GATEWAY = (Unauthorized, Forbidden, TooManyRequests, Overloaded, UnderMaintenance)
"""Refusals that the SOAP service has no part in."""
NO_SERVICE = Service("/", "", Version.V2, {})


class S4Dialect:
    """OData V2 and V4 services with Basic or bearer authentication and CSRF tokens."""

    name = "s4hana"
    words: S4Words = WORDS

    def __init__(self, version: str) -> None:
        self.version = version

    # -- matching ------------------------------------------------------------------------------------------

    def match(self, erp: Erp, request: Request) -> Any:
        request.headers[refusals.RECOGNISED_AT] = str(erp.now())
        try:
            return self._match(erp, request)
        except ErpError:
            return None

    def _match(self, erp: Erp, request: Request) -> Any:
        path = request.path
        if path == access.TOKEN_PATH and request.method == "POST":
            return S4Match(erp, NO_SERVICE, "oauth", public=True)
        if path == journal_entries.PATH and request.method == "POST":
            return journal_entries.JournalMatch(erp)
        service = service_of(path)
        if service is None:
            raise NotFound(f"No service found for {path[:100]!a}", "path")
        inner = below(service, path)
        if inner.strip("/") == "$batch" and request.method == "POST":
            return self._batch(erp, service, request)
        return resolve(erp, service, inner, request)

    def _batch(self, erp: Erp, service: Service, request: Request) -> Bundle:
        def part(inner: Request) -> Part:
            return Part(inner, None if inner.path.endswith("$batch") else self.match(erp, inner))

        if multipart.is_multipart(request):
            calls = multipart.calls_of(request, service.path)
            bundle = multipart.bundle_of(calls, part)
        else:
            decode(request, erp.config.max_body_bytes)
            calls = json_batch.calls_of(request, request.data, service.path)
            bundle = json_batch.bundle_of(calls, part)
        bundle.parts = changesets.joined(calls, list(bundle.parts))
        bundle.changesets = [
            NO_CHANGESET if isinstance(part.match, Joined | Follower) else call.changeset
            for call, part in zip(calls, bundle.parts, strict=True)
        ]
        return bundle

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        try:
            self._match(erp, request)
        except ErpError as error:
            return error
        return NotFound("No service found", "path")

    # -- callers -------------------------------------------------------------------------------------------

    def owner(self, erp: Erp, request: Request) -> str:
        return access.owner(erp, request)

    def authenticate(self, erp: Erp, request: Request) -> str:
        return access.authenticate(erp, request)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return access.login(client_id, secret)

    # -- reading -------------------------------------------------------------------------------------------

    def read(self, erp: Erp, match: Any, request: Request, by: str) -> Command[Any]:
        if isinstance(match, journal_entries.JournalMatch):
            return journal_entries.create(erp, request, by)
        if isinstance(match, Joined):
            changesets.checked(erp, match, self._check_etag)
            return match.command(by)
        if isinstance(match, Follower):
            return Look(lambda hides: match.leader.order)
        match match.form:
            case "oauth":
                return access.oauth(erp, request)
            case "fetch":
                return Look(lambda hides: access.session_for(erp, request))
            case "metadata" | "service":
                return Look(lambda hides: None)
            case "list" | "count":
                return self._list(erp, match, request)
            case "change" | "function":
                return self._change(erp, match, request, by)
        return Look(lambda hides: _visible(match, hides))

    def _list(self, erp: Erp, match: S4Match, request: Request) -> Look[Selection]:
        entity, query = match.entity, match.query(request)
        assert entity is not None
        page_size = page_size_of(request, PAGE)
        most = erp.config.limits.most_rows or 0

        def find(hides: Hides | None) -> Selection:
            found = match.listed if match.listed is not None else _candidates(erp, match, query)
            if hides is not None:
                found = [each for each in found if not hides(entity.owner(each))]
            if match.form == "count":
                return Selection([], [], len(matching(erp, entity, found, query)), None)
            return select(erp, entity, found, query, page_size, most)

        return Look(find)

    def _change(self, erp: Erp, match: S4Match, request: Request, by: str) -> Command[Any]:
        action = match.action
        assert action is not None
        if match.form == "change" and match.record is not None and action.needs_etag:
            self._check_etag(erp, match, request)
        return action.read(match.call(request, by))

    @staticmethod
    def _check_etag(erp: Erp, match: S4Match, request: Request) -> None:
        entity = match.entity
        if entity is None or entity.etag is None:
            return
        given = request.headers.get("if-match")
        if given is None:
            raise PreconditionRequired(
                "The request is required to be conditional; send the ETag as If-Match", "if-match"
            )
        if not etag_matches(given, replies.etag(entity.etag(erp, match.record))):
            raise PreconditionFailed(
                "The ETag does not match: the resource was changed in the meantime; read it again",
                "if-match",
                {"allowed": []},
            )

    # -- writing -------------------------------------------------------------------------------------------

    def write(self, erp: Erp, match: Any, request: Request, outcome: Any) -> Reply:
        if isinstance(match, journal_entries.JournalMatch):
            return journal_entries.confirmed(outcome)
        if isinstance(match, Joined | Follower):
            return replies.write(
                erp, match.first if isinstance(match, Joined) else match.match, request, outcome
            )
        if match.form == "oauth":
            return access.token_reply(erp, outcome)
        if match.form == "fetch":
            return access.give_token(Reply(200, {"d": {"EntitySets": list(match.service.sets)}}), outcome)
        reply = replies.write(erp, match, request, outcome)
        if "x-csrf-token" in request.headers and access.fetches(request):
            access.give_token(reply, access.session_for(erp, request))
        return reply

    def accepted(self, match: Any) -> Reply:
        return Reply(202, {"d": {}}, {"dataserviceversion": "2.0"})

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        if request.path == journal_entries.PATH and not isinstance(error, OF_THE_GATEWAY):
            return journal_entries.refused(error)
        v4 = request.path.startswith("/sap/opu/odata4/")
        reply = refusals.render(error, request, v4=v4)
        if in_ok:
            reply.status = 200
        return reply

    # -- batches of the books, and notices ----------------------------------------------------------------

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[S4Match, Request]:
        """A row has the method, the address below the services and the body of a request."""
        given = row if type(row) is dict else {}
        url, method = given.get("url"), given.get("method", "POST")
        if type(url) is not str or type(method) is not str:
            raise Malformed("a row has method, url and body", "url")
        path, _, query = url.partition("?")
        request = Request(method, path, query, {"if-match": "*"}, data=given.get("body"))
        match = self._match(erp, request)
        if not isinstance(match, S4Match) or match.operation != operation or method_of(request) == "GET":
            raise Malformed(f"the row does not ask for {operation}", "url")
        return match, request

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        """An event as CloudEvents has it."""
        noun = {"order": "SalesOrder", "delivery": "OutboundDelivery", "invoice": "BillingDocument"}
        name = noun.get(kind, kind.title())
        return {
            "specversion": "1.0",
            "type": f"sap.s4.beh.{name.lower()}.v1.{name}.Changed.v1",
            "source": "/default/sap.s4.beh/S4HCLNT100",
            "id": f"{identity}-{at_ms}",
            "time": at_ms,
            "data": {name: identity, "Reference": reference},
        }


def _candidates(erp: Erp, match: S4Match, query: Query) -> Any:
    assert match.resource is not None
    return match.resource.rows(erp, query)


def _visible(match: S4Match, hides: Hides | None) -> Any:
    owner = match.entity.owner(match.record) if match.entity is not None else match.record
    if hides is not None and hides(owner):
        raise NotFound(
            f"Resource not found for segment '{match.entity.name if match.entity else ''}'", "path"
        )
    return match.record


def make(version: str) -> S4Dialect:
    """The dialect in one version of the product."""
    return S4Dialect(version)
