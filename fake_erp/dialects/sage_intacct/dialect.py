"""The dialect of Sage Intacct; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.access.comparing import is_secret
from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.login import derived
from fake_erp.dialects.sage_intacct import refusals, rest
from fake_erp.dialects.sage_intacct.envelope import (
    XML,
    Envelope,
    envelope_of,
    error_of,
    failed_control,
    failed_login,
    response,
    result,
)
from fake_erp.dialects.sage_intacct.fields import CUSTOMER, LINE, ORDER
from fake_erp.dialects.sage_intacct.functions import FUNCTIONS, Call, named
from fake_erp.dialects.short.base import ShortDialect
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.words import TableWords
from fake_erp.dialects.short.xml import body_of, parsed
from fake_erp.errors import DuplicateReference, ErpError, Malformed, MethodNotAllowed, NotFound, Unauthorized
from fake_erp.messages import HTML, Reply, Request
from fake_erp.operations.channels import LogIn
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

GATEWAY = "/ia/xml/xmlgw.phtml"
FUNCTION = "x-intacct-function"
"""The header, set here, that names the place of a function in its request."""
MOST_IDS = 50_000
WORDS = TableWords(
    ORDER,
    LINE,
    CUSTOMER,
    {
        "order.list": "readByQuery of SODOCUMENT",
        "item.list": "readByQuery of ITEM",
        "invoice.list": "readByQuery of SODOCUMENT with DOCPARID = 'Sales Invoice'",
        "token.create": "getAPISession",
    },
    "{field} of line {line}",
)


def sender_of(client_id: str) -> str:
    """The sender id of a client."""
    return f"{client_id}_sender"


class IntacctDialect(ShortDialect):
    """One address, XML in both directions, and refusals with status 200."""

    name = "sage_intacct"
    words = WORDS

    # -- the request ---------------------------------------------------------------------------------------

    @staticmethod
    def _envelope(request: Request) -> Envelope:
        return envelope_of(parsed(body_of(request, 4_000_000)))

    def match(self, erp: Erp, request: Request) -> Any:
        if rest.is_rest(request):
            return super().match(erp, request)
        try:
            self._at_gateway(request)
            body_of(request, erp.config.max_body_bytes)
            envelope = self._envelope(request)
            if len(envelope.functions) > 1 and FUNCTION not in request.headers:
                return Bundle(
                    [self._part(erp, request, at) for at in range(len(envelope.functions))],
                    self._joined(erp, request),
                )
            return self.find(erp, request)
        except ErpError:
            return None

    @staticmethod
    def _at_gateway(request: Request) -> None:
        if request.path.rstrip("/") != GATEWAY:
            raise NotFound("not found", "path")
        if request.method != "POST":
            raise MethodNotAllowed("the gateway takes POST", None, {"allow": ["POST"]})

    def _part(self, erp: Erp, request: Request, at: int) -> Part:
        headers = {**request.headers, FUNCTION: str(at)}
        inner = Request("POST", request.path, "", headers, request.data, request.body, request.discard)
        return Part(inner, self.match(erp, inner))

    def _joined(self, erp: Erp, request: Request) -> Any:
        def join(replies: list[Reply]) -> Reply:
            envelope = self._envelope(request)
            results = "".join([reply.text or "" for reply in replies])
            return Reply(
                200, text=response(envelope, envelope.user, instant_text(erp.now()), results), media=XML
            )

        return join

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        if rest.is_rest(request):
            return rest.match_of(erp, request)
        self._at_gateway(request)
        body_of(request, erp.config.max_body_bytes)
        envelope = self._envelope(request)
        at = request.headers.get(FUNCTION, "0")
        place = int(at) if at.isascii() and at.isdigit() and len(at) < 4 else 0
        function = envelope.functions[min(place, len(envelope.functions) - 1)]
        name, given = named(function)
        make = FUNCTIONS.get(name)
        if make is None:
            raise Malformed(f"The function {name[:40]} is not supported", "function")
        client = envelope.user
        login = LogIn(client, erp.sessions.secrets.get(client, ""))

        def answer(content: str) -> Reply:
            shown = result(name, function.get("controlid", ""), content)
            if FUNCTION in request.headers:
                return Reply(200, text=shown, media=XML)
            by = client or erp.sessions.owner(envelope.session)
            return Reply(200, text=response(envelope, by, instant_text(erp.now()), shown), media=XML)

        match = make(Call(erp, request, name, given, login, answer))
        if envelope.is_unique and not match.reads:
            take = match.take
            match.take = lambda by: Once(erp, envelope, take(by))
        return match

    # -- authentication -----------------------------------------------------------------------------------

    def owner(self, erp: Erp, request: Request) -> str:
        if rest.is_rest(request):
            return super().owner(erp, request)
        try:
            envelope = self._envelope(request)
        except ErpError:
            return ""
        return (
            envelope.user if envelope.user in erp.sessions.secrets else erp.sessions.owner(envelope.session)
        )

    def authenticate(self, erp: Erp, request: Request) -> str:
        if rest.is_rest(request):
            return rest.authenticate(erp, request)
        envelope = self._envelope(request)
        sender, password = envelope.control["senderid"], envelope.control["password"]
        senders = {
            sender_of(client): derived(secret, "sender") for client, secret in erp.sessions.secrets.items()
        }
        if not sender or not is_secret(password, senders.get(sender)):
            raise Unauthorized("Incorrect Intacct XML Partner ID or password.", "senderid")
        if envelope.session:
            return erp.sessions.client(envelope.session)
        return erp.sessions.verify(envelope.user, envelope.password)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return {
            "sender_id": sender_of(client_id),
            "sender_password": derived(secret, "sender"),
            "company_id": "golive",
            "user_id": client_id,
            "user_password": secret,
            "endpoint_url": GATEWAY,
            "rest_url": rest.ROOT,
        }

    # -- refusals ------------------------------------------------------------------------------------------

    def accepted(self, match: ShortMatch) -> Reply:
        return Reply(200, text=response(None, "", "", result("", "", "")), media=XML)

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        if rest.is_rest(request) and not getattr(error, "page", ""):
            reply = rest.refused(error, request, self.words)
            reply.status = 200 if in_ok else reply.status
            return reply
        status = refusals.status_of(error)
        if isinstance(error, NotFound | MethodNotAllowed) and request.path.rstrip("/") != GATEWAY:
            return Reply(404, None, {}, "<html><body>Not Found</body></html>", HTML)
        if isinstance(error, MethodNotAllowed):
            return Reply(405, None, {"Allow": "POST"}, "<html><body>Method Not Allowed</body></html>", HTML)
        headers = (
            {"Retry-After": str(error.details["retry_after_s"])} if "retry_after_s" in error.details else {}
        )
        if status != 200:
            return Reply(
                status,
                None,
                headers,
                getattr(error, "page", "") or f"<html><body>{error}</body></html>",
                HTML,
            )
        return Reply(200, None, headers, self._refused(error, request), XML)

    def _refused(self, error: ErpError, request: Request) -> str:
        try:
            envelope = self._envelope(request)
            at = request.headers.get(FUNCTION, "0")
            function = envelope.functions[min(int(at) if at.isdigit() else 0, len(envelope.functions) - 1)]
            name, _ = named(function)
        except ErpError:
            return failed_control(None, refusals.message(error, self.words))
        if isinstance(error, Unauthorized):
            if error.place is not None and error.place.field == "senderid":
                return failed_control(envelope, error_of(*refusals.PARTNER))
            return failed_login(envelope, error_of(*refusals.SIGN_IN))
        shown = result(name, function.get("controlid", ""), refusals.message(error, self.words), "failure")
        if FUNCTION in request.headers:
            return shown
        return response(envelope, envelope.user, "", shown)


class Once:
    """A command of a request whose control id may be used once."""

    def __init__(self, erp: Erp, envelope: Envelope, command: Any) -> None:
        self._erp, self._envelope, self._command = erp, envelope, command

    def perform(self, parts: Any, hides: Any = None) -> Any:
        """What the command gives. Raises DuplicateReference for a control id that was used before."""
        used: dict[str, bool] = self._erp.dialect_data.setdefault("sage_intacct", {})
        key = f"{self._envelope.control['senderid']}:{self._envelope.control['controlid']}"[:300]
        if key in used:
            error = DuplicateReference("The control ID was used before, and uniqueid is true", "controlid")
            error.code = "repeated_control_id"
            raise error
        outcome = self._command.perform(parts, hides)
        used[key] = True
        if len(used) > MOST_IDS:
            del used[next(iter(used))]
        return outcome


def make(version: str) -> IntacctDialect:
    """The dialect; it has one version."""
    return IntacctDialect()
