"""The dialect: a request is matched to a call, and the call to what it does to the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.bundle import Bundle
from fake_erp.dialects.erpnext import resources
from fake_erp.dialects.erpnext.access import credentials, sessions
from fake_erp.dialects.erpnext.clock import stamp
from fake_erp.dialects.erpnext.doctypes.registry import DOCTYPES
from fake_erp.dialects.erpnext.match import ErpnextMatch, refusing
from fake_erp.dialects.erpnext.methods import client
from fake_erp.dialects.erpnext.methods.registry import method_of
from fake_erp.dialects.erpnext.site import Site
from fake_erp.dialects.erpnext.wire import replies
from fake_erp.dialects.erpnext.wire.calls import Call, call_of
from fake_erp.dialects.erpnext.wire.forms import form_of
from fake_erp.dialects.erpnext.wire.naming import Worded
from fake_erp.dialects.erpnext.words import DOCTYPES as DOCTYPE_OF
from fake_erp.dialects.erpnext.words import WORDS, ErpnextWords
from fake_erp.errors import ErpError, Malformed, NotFound
from fake_erp.messages import Reply, Request
from fake_erp.operations import OPERATIONS
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp

Match = ErpnextMatch | Bundle
VERBS = {
    "list": resources.list_of,
    "create": resources.create,
    "read": resources.read_one,
    "update": resources.change,
    "delete": resources.delete,
    "run": resources.run,
}
KNOWN = frozenset(operation.name for operation in OPERATIONS)
GUESSED = {
    "list": "list",
    "read": "read",
    "create": "create",
    "update": "update",
    "delete": "cancel",
    "run": "update",
}


class ErpnextDialect:
    """Frappe's REST and RPC interface; see `fake_erp.dialects.Dialect`."""

    name = "erpnext"
    words: ErpnextWords = WORDS

    def __init__(self, version: str) -> None:
        self.version = version

    def match(self, erp: Erp, request: Request) -> Match | None:
        reads = request.method in ("GET", "HEAD")
        try:
            form = form_of(request, erp.config.max_body_bytes)
            call = call_of(request, form, self.version)
        except ErpError as error:
            return refusing("health.read" if reads else "order.create", error, reads=reads)
        if call is None:
            return None
        try:
            return self._matched(erp, request, call)
        except ErpError as error:
            return refusing(_guess(call), error, reads=reads or call.kind == "list")

    def _matched(self, erp: Erp, request: Request, call: Call) -> Match:
        call.headers = request.headers
        if call.kind == "page":
            return sessions.page(erp, request, call, credentials.authenticate)
        site = Site(erp, self.version)
        if call.kind == "method":
            method = call.method
            if method in sessions.LOGIN:
                return sessions.login(call)
            if method in sessions.LOGOUT:
                return sessions.logout(erp, request, call)
            if method in sessions.WHO_AM_I:
                return sessions.logged_user(erp, call)
            return method_of(site, call)
        if call.kind == "meta":
            return resources.meta(call)
        if call.kind == "count":
            call.form = {**call.form, "doctype": call.doctype}
            return client.get_count(site, call)
        return VERBS[call.kind](site, call)

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        return NotFound("The resource you are looking for is not available")

    def owner(self, erp: Erp, request: Request) -> str:
        return credentials.owner(erp, request)

    def authenticate(self, erp: Erp, request: Request) -> str:
        return credentials.authenticate(erp, request)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return credentials.login_fields(client_id, secret)

    def read(self, erp: Erp, match: ErpnextMatch, request: Request, by: str) -> Command[Any]:
        return Worded(match.command(by, request.discard), Site(erp, self.version))

    def write(self, erp: Erp, match: ErpnextMatch, request: Request, outcome: Any) -> Reply:
        return match.reply(outcome)

    def accepted(self, match: ErpnextMatch) -> Reply:
        return Reply(200, {"message": "queued"})

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        reply = replies.refusal(error, request, self.version)
        if in_ok:
            reply.status = 200
        return reply

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[ErpnextMatch, Request]:
        """A row is the document; one that is about a saved document has its name."""
        if not isinstance(row, dict):
            raise Malformed("row: expected a document as a JSON object")
        noun, _, verb = operation.partition(".")
        call = Call("create", row, DOCTYPE_OF[noun], str(row.get("name") or ""), doc=row)
        site = Site(erp, self.version)
        if verb == "update":
            match = resources.change(site, call)
        elif verb == "release":
            call.doc = {"docstatus": 1}
            match = resources.change(site, call)
        elif verb == "cancel":
            match = resources.cancel(site, call)
        else:
            call.doc = {"is_return": 1, "docstatus": 1, **row} if noun in ("return", "credit_note") else row
            if noun == "payment":
                call.doc = {"docstatus": 1, **row}
            match = resources.create(site, call)
        return match, Request("POST", "/api/resource", data=row)

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return {
            "doctype": DOCTYPE_OF.get(kind, kind),
            "name": identity,
            "modified": stamp(at_ms),
            "custom_external_reference": reference,
        }


def _guess(call: Call) -> str:
    """The operation of a call that is refused before it is understood."""
    doctype = DOCTYPES.get(call.doctype)
    if doctype is None or doctype.noun == "health":
        return "health.read"
    operation = f"{doctype.noun}.{GUESSED.get(call.kind, 'list')}"
    return operation if operation in KNOWN else f"{doctype.noun}.list"


def make(version: str) -> ErpnextDialect:
    """The dialect in a version."""
    return ErpnextDialect(version)
