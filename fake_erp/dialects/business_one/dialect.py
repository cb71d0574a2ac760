"""The dialect of SAP Business One; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from fake_erp.dialects.bundle import Bundle
from fake_erp.dialects.business_one import refusals, sessions
from fake_erp.dialects.business_one.batches import batch_of
from fake_erp.dialects.business_one.calls.base import Call
from fake_erp.dialects.business_one.memory import NAME
from fake_erp.dialects.business_one.requests import is_v1, root_of, segments_of
from fake_erp.dialects.business_one.router import call_of, methods_of
from fake_erp.dialects.business_one.words import RESOURCES, WORDS, BusinessOneWords
from fake_erp.dialects.odata.multipart import is_multipart
from fake_erp.errors import ErpError, Malformed, MethodNotAllowed, NotFound, SessionLost
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Matched: TypeAlias = "Call | Bundle"


class BusinessOneDialect:
    """Sessions in cookies, JSON over two versions of OData."""

    name = NAME
    words: BusinessOneWords = WORDS

    def match(self, erp: Erp, request: Request) -> Matched | None:
        if not (is_multipart(request) and request.path.rstrip("/").endswith("/$batch")):
            return call_of(erp, request)
        try:
            return batch_of(erp, request)
        except Malformed:
            return None

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        if is_multipart(request):
            return Malformed("Invalid batch request", "$batch")
        try:
            segments = segments_of(request)
        except Malformed as error:
            return error
        allow = [] if segments is None else methods_of(erp, request)
        if allow or (segments and len(segments) == 2 and segments[0].has_key):
            return MethodNotAllowed("use another method or action", None, {"allow": allow or ["GET"]})
        return NotFound("Unrecognized resource path.")

    def owner(self, erp: Erp, request: Request) -> str:
        return sessions.owner_of(erp, request)

    def authenticate(self, erp: Erp, request: Request) -> str:
        return sessions.client_of(erp, request)

    def read(self, erp: Erp, match: Call, request: Request, by: str) -> Command[Any]:
        return match.read(by)

    def write(self, erp: Erp, match: Call, request: Request, outcome: Any) -> Reply:
        return match.write(outcome)

    def accepted(self, match: Call) -> Reply:
        return Reply(204)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        reply = refusals.render(error, v1=is_v1(request))
        if isinstance(error, SessionLost):
            reply.cookies = (sessions.moved_cookie(request),)
        return replace(reply, status=200) if in_ok else reply

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return {"company_db": sessions.COMPANY, "user": client_id, "password": secret}

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[Call, Request]:
        """Rows of batches and files are documents of the set that the operation creates."""
        noun, _, verb = operation.partition(".")
        path = f"{root_of(Request('POST', '/b1s/v2'))}/{RESOURCES.get(noun, noun)}"
        request = Request("POST", path, data=row)
        found = call_of(erp, request) if verb == "create" else None
        if found is None:
            raise Malformed(f"rows of {operation} are not taken; send the call itself", "operation")
        return found, request

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return {"object_type": kind, "key": identity, "reference": reference, "at": instant_text(at_ms)}


BUSINESS_ONE = BusinessOneDialect()


def make(version: str) -> BusinessOneDialect:
    """The dialect; both versions of the Service Layer are always there."""
    return BUSINESS_ONE
