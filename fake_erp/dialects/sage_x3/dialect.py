"""The dialect of Sage X3; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.oauth2 import basic
from fake_erp.dialects.sage_x3 import rest, soap
from fake_erp.dialects.sage_x3.fields import CUSTOMER, LINE, ORDER
from fake_erp.dialects.short.base import ShortDialect
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.words import TableWords
from fake_erp.dialects.short.xml import body_of, parsed
from fake_erp.errors import (
    ErpError,
    InternalError,
    MethodNotAllowed,
    NoFreeSession,
    NotFound,
    Overloaded,
    ReplyFailed,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
)
from fake_erp.messages import HTML, Reply, Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SOAP_PATH = "/soap-generic/syracuse/collaboration/syracuse/CAdxWebServiceXmlCC"
AT_THE_DOOR = (Unauthorized, TooManyRequests, InternalError, Overloaded, UnderMaintenance, MethodNotAllowed)
"""What the web server refuses by itself; everything else comes from X3."""
WORDS = TableWords(
    ORDER,
    LINE,
    CUSTOMER,
    {
        "order.list": "SORDER.$query",
        "item.list": "ITMMASTER.$query",
        "invoice.list": "SINVOICE.$query",
        "token.create": "Basic authentication",
    },
    "{field} of line {line}",
)


class X3Dialect(ShortDialect):
    """SOAP and SData, both with Basic authentication."""

    name = "sage_x3"
    words = WORDS

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        path = request.path.rstrip("/")
        if path.startswith(f"{rest.ROOT}/"):
            return rest.match_of(erp, request)
        if path != SOAP_PATH:
            raise NotFound("not found", "path")
        if request.method != "POST":
            raise MethodNotAllowed("the web service takes POST", None, {"allow": ["POST"]})
        root = parsed(body_of(request, erp.config.max_body_bytes))
        return soap.match_of(erp, request, soap.call_of(root))

    def authenticate(self, erp: Erp, request: Request) -> str:
        given = basic(request.headers.get("authorization", ""))
        if given is None:
            raise Unauthorized("no credentials; send Basic authentication")
        return erp.sessions.verify(*given)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return {
            "user": client_id,
            "password": secret,
            "pool_alias": soap.POOL,
            "endpoint": "GOLIVE",
            "soap_url": SOAP_PATH,
            "rest_url": rest.ROOT,
        }

    def accepted(self, match: ShortMatch) -> Reply:
        return Reply(202, {})

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        headers: dict[str, str] = {}
        if "retry_after_s" in error.details:
            headers["Retry-After"] = str(error.details["retry_after_s"])
        if isinstance(error, UnderMaintenance) and error.page:
            return Reply(503, None, headers, error.page, HTML)
        if isinstance(error, Unauthorized):
            headers["WWW-Authenticate"] = 'Basic realm="X3"'
        if isinstance(error, MethodNotAllowed):
            headers["Allow"] = ", ".join(error.details["allow"])
        if request.path.rstrip("/") == SOAP_PATH:
            return self._of_soap(error, request, headers)
        return self._of_sdata(error, request, headers, in_ok=in_ok)

    def _of_soap(self, error: ErpError, request: Request, headers: dict[str, str]) -> Reply:
        message = error.message(self.words)
        if isinstance(error, ReplyFailed):
            return Reply(500, None, headers, soap.fault("soapenv:Server.userException", message), soap.XML)
        if isinstance(error, AT_THE_DOOR) and not isinstance(error, NoFreeSession):
            return Reply(
                meaning(error), None, headers, f"<html><body>{type(error).__name__}</body></html>", HTML
            )
        verb = _verb(request)
        if not verb:
            return Reply(200, None, headers, soap.fault("soapenv:Client", message), soap.XML)
        return Reply(200, None, headers, soap.response(verb, 0, messages=((3, message),)), soap.XML)

    def _of_sdata(self, error: ErpError, request: Request, headers: dict[str, str], *, in_ok: bool) -> Reply:
        status = 200 if in_ok else meaning(error)
        diagnosis = {"$severity": "error", "$message": error.message(self.words), "$stackTrace": ""}
        where = error.field(self.words)
        if where:
            diagnosis["$propName"] = where
        return Reply(
            status if status in (200, 401, 403, 404, 405, 429, 500, 503) else 400,
            {"$diagnoses": [diagnosis]},
            headers,
        )


def _verb(request: Request) -> str:
    """The operation of a SOAP request; "" where it has none that is known."""
    try:
        return soap.call_of(parsed(body_of(request, 4_000_000))).verb
    except ErpError as error:
        place: Any = error.place
        return "save" if place is not None and place.field in ("poolAlias", "publicName") else ""


def make(version: str) -> X3Dialect:
    """The dialect; it has one version."""
    return X3Dialect()
