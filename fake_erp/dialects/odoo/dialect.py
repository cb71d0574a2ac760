"""The Odoo dialect: see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fake_erp.dialects.odoo.faults import NoAddress
from fake_erp.dialects.odoo.matching import OdooMatch, match_of
from fake_erp.dialects.odoo.transports import replies
from fake_erp.dialects.odoo.transports.call import JSON2, Call
from fake_erp.dialects.odoo.transports.requests import call_of
from fake_erp.dialects.odoo.users import client_of, login_of, owner_of
from fake_erp.dialects.odoo.versions import Version, version_of
from fake_erp.dialects.odoo.words import WORDS, OdooWords
from fake_erp.errors import ErpError, InternalError, Malformed, ReplyFailed, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp


class OdooDialect:
    """One version of Odoo."""

    name = "odoo"
    words: OdooWords = WORDS

    def __init__(self, version: Version) -> None:
        self.version = version

    def match(self, erp: Erp, request: Request) -> OdooMatch | None:
        call = call_of(request, erp.config.max_body_bytes)
        return None if call is None else match_of(erp, self.version, call)

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        path = unquote(request.path)[:200]
        if self.version.has_json2 and path.startswith("/json/2/") and request.method != "POST":
            return NoAddress(f"Did you mean POST {path}?")
        return NoAddress(
            "The requested URL was not found on the server. If you entered the URL manually please check your "
            "spelling and try again."
        )

    def owner(self, erp: Erp, request: Request) -> str:
        return owner_of(erp, call_of(request, erp.config.max_body_bytes), request)

    def authenticate(self, erp: Erp, request: Request) -> str:
        return client_of(erp, call_of(request, erp.config.max_body_bytes), request)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return login_of(client_id, secret)

    def read(self, erp: Erp, match: OdooMatch, request: Request, by: str) -> Command[Any]:
        return match.command(by)

    def write(self, erp: Erp, match: OdooMatch, request: Request, outcome: Any) -> Reply:
        return match.reply(outcome)

    def accepted(self, match: OdooMatch) -> Reply:
        return replies.success(match.call, True)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        call = request.data if isinstance(request.data, Call) else None
        if call is not None and call.service == "common" and type(error) is Unauthorized:
            return replies.success(call, False)
        message = error.message(WORDS)
        if isinstance(error, ReplyFailed) and call is not None and call.transport != JSON2:
            return replies.success(call, None)
        if in_ok and call is not None:
            return replies.success(call, {"success": False, "error": message})
        media = request.headers.get("content-type", "")
        is_json = request.method == "POST" and media.startswith("application/json")
        if call is None and is_json and not isinstance(error, InternalError):
            return replies.no_route(self.version)
        return replies.refusal(self.version, call, error, message)

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[OdooMatch, Request]:
        raise Malformed("records are created one call at a time, or with load()")

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return {"_model": kind, "_id": identity, "_action": "write", "ref": reference, "at": at_ms}


@cache
def make(version: str) -> OdooDialect:
    """The dialect of one version."""
    return OdooDialect(version_of(version))
