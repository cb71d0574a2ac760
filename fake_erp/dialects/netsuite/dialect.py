"""The NetSuite dialect: which call a request is, who sent it, and how refusals look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.netsuite import refusals
from fake_erp.dialects.netsuite.access import oauth1
from fake_erp.dialects.netsuite.access.accounts import login_of
from fake_erp.dialects.netsuite.addresses import RESTLET, SOAP, TOKEN, match, methods_at, unknown_at
from fake_erp.dialects.netsuite.calls.base import NetSuiteMatch
from fake_erp.dialects.netsuite.calls.rows import RowMatch
from fake_erp.dialects.netsuite.services import soap
from fake_erp.dialects.netsuite.words import WORDS, NetSuiteWords
from fake_erp.errors import ErpError, MethodNotAllowed, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SIGNED = "(client)"
"""Where the client of a signed request is kept once its nonce is used. No header on the wire can have that name."""


class NetSuiteDialect:
    """SuiteTalk REST and what goes with it; see `fake_erp.dialects.Dialect`."""

    name = "netsuite"
    words: NetSuiteWords = WORDS

    def __init__(self, version: str) -> None:
        self.version = version
        self._old = version == "2021.1"

    def match(self, erp: Erp, request: Request) -> NetSuiteMatch | None:
        return match(erp, request)

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        try:
            self.authenticate(erp, request)
        except ErpError as error:
            return error
        allow = methods_at(erp, request)
        if allow and request.method not in allow:
            return MethodNotAllowed(
                "the method is not allowed here", None, {"allow": allow, "url": request.path[:200]}
            )
        return unknown_at(erp, request)

    def owner(self, erp: Erp, request: Request) -> str:
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return erp.sessions.owner(rest.strip())
        return oauth1.owner(erp, rest) if scheme.lower() == "oauth" else ""

    def authenticate(self, erp: Erp, request: Request) -> str:
        known = request.headers.get(SIGNED)
        if known is not None:
            return known
        scheme, _, rest = request.headers.get("authorization", "").partition(" ")
        match scheme.lower():
            case "bearer":
                return erp.sessions.client(rest.strip())
            case "oauth":
                found = oauth1.client(erp, request, rest)
            case _ if SOAP in request.path:
                found = soap.client(erp, request)
            case _:
                raise Unauthorized("token_rejected: no Authorization header with OAuth or Bearer")
        request.headers[SIGNED] = found
        return found

    def read(self, erp: Erp, match: NetSuiteMatch, request: Request, by: str) -> Command[Any]:
        return match.read(request, by)

    def write(self, erp: Erp, match: NetSuiteMatch, request: Request, outcome: Any) -> Reply:
        return match.write(request, outcome)

    def accepted(self, match: NetSuiteMatch) -> Reply:
        return match.accepted()

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        path = request.path.lower()
        if SOAP in request.path:
            reply = soap.refused(error, request)
        elif path.startswith(RESTLET):
            reply = refusals.restlet(error)
        elif path.rstrip("/") == TOKEN:
            reply = refusals.token(error)
        else:
            reply = refusals.rest(error, self._old)
        return Reply(200, reply.data, {}, reply.text, reply.media) if in_ok else reply

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return login_of(client_id, secret)

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[RowMatch, Request]:
        return RowMatch.of(erp, operation, row)

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return {"recordType": kind, "id": identity, "externalId": reference}


def make(version: str) -> NetSuiteDialect:
    """The dialect as a release of NetSuite speaks it."""
    return NetSuiteDialect(version)
