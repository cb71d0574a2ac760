"""From a request to a reply in one dialect: match, admit, read, carry out, write. One thread, no waiting.

A driver that simulates time calls the steps separately: `match`, `admit`, wait, `call`, `leave`. `handle` does them in
one go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.channels.listed import listed
from fake_erp.dialects import Dialect, Match
from fake_erp.dialects.bundle import Bundle
from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.variants import chosen
from fake_erp.errors import ErpError, InternalError, Overloaded, ReplyFailed, RuleRefused
from fake_erp.messages import HTML, REFUSED, Reply, Request
from fake_erp.operations.base import Hides
from fake_erp.quirks.base import QuirkCall
from fake_erp.rules import AccessRequest

if TYPE_CHECKING:
    from fake_erp.erp import Erp

__all__ = ["Reply", "Request", "Surface"]


NOT_DONE = Reply(204)
"""In place of the reply to a call of a changeset in which another one is refused."""


class Surface:
    """One dialect of an ERP. An ERP may have several; orders placed through one are read through any other."""

    def __init__(self, erp: Erp, dialect: Dialect[Any]) -> None:
        self._erp = erp
        self._dialect = dialect
        own = dialect.name == erp.dialect.name
        self._variants = chosen(dialect.name, erp.config.variants if own else {})

    def match(self, request: Request) -> Match | None:
        """What a request asks for, or None: `call(None, ...)` gives the refusal."""
        found: Match | None = self._dialect.match(self._erp, request)
        return found

    def admit(self, request: Request, match: Match | None) -> Reply | None:
        """None lets the request in and takes a slot, to be given back with `leave`; a reply refuses it."""
        erp, dialect = self._erp, self._dialect
        admission = erp.admission
        owner = ""
        try:
            admission.require_open()
            if admission.limits.per_client:
                owner = request.client = dialect.owner(erp, request)
            admission.limits.count(owner)
            if match is not None and not match.public:
                dialect.authenticate(erp, request)
            if self._has_key(request):
                erp.idempotency.enter(dialect.owner(erp, request), request)
            try:
                admission.limits.enter(owner)
            except ErpError:
                self._leave_key(request)
                raise
        except ErpError as error:
            return self._refusal(error, request)
        return None

    def _has_key(self, request: Request) -> bool:
        """Whether the reply is to be the same for every request with this idempotency key."""
        return self._erp.idempotency.applies(request) and self._dialect.name == "native"

    def _leave_key(self, request: Request) -> None:
        if self._has_key(request):
            self._erp.idempotency.leave(self._dialect.owner(self._erp, request), request)

    def call(self, match: Match | None, request: Request) -> Reply:
        """Carry out a request at this instant, wholly or not at all. Refusals are replies, never raised."""
        erp, dialect = self._erp, self._dialect
        try:
            if request.turned_away:
                raise Overloaded("it waited too long for its turn; nothing was done, try again later")
            if match is None:
                raise dialect.unknown(erp, request)
            client = "" if match.public else dialect.authenticate(erp, request)
            if self._has_key(request):
                return self._once(match, request, client)
            return self._do(match, request, client)
        except ErpError as error:
            return self._refusal(error, request)

    def _once(self, match: Match, request: Request, client: str) -> Reply:
        """As `_do`, unless that was done for an earlier request with the same idempotency key."""
        keys = self._erp.idempotency
        reply = keys.replay(client, request)
        if reply is None:
            reply = self._do(match, request, client)
            keys.keep(client, request, reply)
        return reply

    def _do(self, match: Match, request: Request, client: str) -> Reply:
        erp, dialect = self._erp, self._dialect
        try:
            if isinstance(match, Bundle):
                replies = self._calls(match)
                reply = match.joined(self._shown(match, request, replies))
                _note_refusal(match, replies, reply)
                return reply
            if erp.active_quirks.answers:
                return self._answer(match, request, client)
            outcome = self._carry_out(match, request, client, client)
            reply = dialect.write(erp, match, request, outcome)
            if match.reads:
                reply.listed = listed(request.query, outcome)
            return reply
        except ErpError as error:
            return self._refusal(error, request)

    def _calls(self, bundle: Bundle) -> list[Reply]:
        """The replies to the calls of a bundle; all of them are carried out, unless the bundle stops at a refusal."""
        from fake_erp.dialects.rehearsal import first_refusal  # it copies an ERP, which has a surface

        replies: list[Reply] = []
        for step in bundle.steps():
            refused = first_refusal(self._erp, step) if len(step) > 1 else None
            if refused is None:
                replies += [self.call(part.match, part.request) for part in step]
            else:
                at, reply = refused
                replies += [*([NOT_DONE] * at), reply]
                replies += [] if bundle.stops else [NOT_DONE] * (len(step) - at - 1)
            if bundle.stops and replies[-1].status >= REFUSED:
                break
        return replies

    def _shown(self, bundle: Bundle, request: Request, replies: list[Reply]) -> list[Reply]:
        """The replies that the client gets."""
        quirks = self._erp.active_quirks
        if not quirks.is_on:
            return replies
        refused = [reply.status >= REFUSED for reply in replies]
        return replies[: quirks.replies_of_bundle(refused, bundle.key(request) or "")]

    def _refusal(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        reply = self._dialect.refuse(error, request, in_ok=in_ok)
        for change, value in self._variants:
            if not in_ok:
                change(error, reply, value)
        if reply.text is None or reply.media != HTML:
            reply.reason = error.message(self._dialect.words)
        if not in_ok:
            reply.meaning = meaning(error)
        if reply.status < REFUSED:
            reply.concealed = "refused"
        return reply

    def failed(self, request: Request) -> Reply:
        """The reply to a request that ended in an exception: the product's own form of an internal error."""
        return self._refusal(InternalError("internal error; the log of the server has the details"), request)

    def leave(self, request: Request, match: Match | None) -> None:
        """Give back the slot that `admit` took."""
        self._leave_key(request)
        self._erp.admission.leave(request)

    def handle(self, request: Request) -> Reply:
        """Match, admit, call and leave in one go."""
        match = self.match(request)
        refusal = self.admit(request, match)
        if refusal is not None:
            return refusal
        try:
            return self.call(match, request)
        finally:
            self.leave(request, match)

    def row_key(self, operation: str, row: Any) -> str:
        """The business key of a row; "" where it has none. See `fake_erp.channels.rows.CarryOut`."""
        try:
            match, request = self._dialect.row(self._erp, operation, row)
            return match.key(request) or ""
        except ErpError:
            return ""

    def carry_out_row(self, operation: str, row: Any, by: str, sender: str, discard: bool = False) -> str:
        """Carry out a row of a batch or a file; the number of its record. See `fake_erp.channels.rows.CarryOut`."""
        match, request = self._dialect.row(self._erp, operation, row)
        request.discard = discard
        reference = _reference_in(match.fields(request))
        try:
            self._erp.active_quirks.check_row(reference)
        except RuleRefused as failed:
            if operation.startswith("order."):
                self._erp.orders.refused(reference, failed)
            raise
        number: str = self._carry_out(match, request, by, sender or by).number
        return number

    def _answer(self, match: Match, request: Request, client: str) -> Reply:
        """As `call`, with the quirks in force."""
        erp, dialect = self._erp, self._dialect
        call = QuirkCall(match.operation, match.reads, match.number, match.key(request) or "")
        answer = erp.active_quirks.answer(
            call,
            lambda: self._carry_out(match, request, client, client),
            lambda hides: self._perform(match, request, client, hides),
        )
        if isinstance(answer.outcome, ErpError):
            reply = self._refusal(answer.outcome, request, in_ok=answer.disguise == "in_ok")
        elif answer.disguise == "no_number":
            reply = dialect.accepted(match)
        elif answer.disguise == "failed":
            reply = self._refusal(ReplyFailed("an internal error occurred while the reply was made"), request)
            reply.concealed = answer.concealed
        else:
            reply = dialect.write(erp, match, request, answer.outcome)
            if match.reads:
                reply.listed = listed(request.query, answer.outcome)
        if reply.concealed != "refused":
            reply.concealed = answer.concealed
        return reply

    def _carry_out(self, match: Match, request: Request, by: str, sender: str) -> Any:
        """Ask the rules for every call, with the permissions of `sender`, read it in the name of `by` and do it."""
        if self._erp.checks.gates and not match.public:
            self._pass_gates(match, request, sender)
        if match.reads or not match.operation.startswith("order."):
            return self._perform(match, request, by)
        try:
            return self._perform(match, request, by)
        except ErpError as error:
            reference = self._reference(match, request)
            if reference is not None:
                self._erp.orders.refused(reference, error)
            raise

    def _perform(self, match: Match, request: Request, by: str, hides: Hides | None = None) -> Any:
        erp = self._erp
        return self._dialect.read(erp, match, request, by).perform(erp, hides)

    def _pass_gates(self, match: Match, request: Request, sender: str) -> None:
        access = AccessRequest(sender, match.operation, match.reads, match.number, match.fields(request))
        try:
            for gate in self._erp.checks.gates:
                gate(access)
        except ErpError as error:
            if match.operation.startswith("order."):
                self._erp.orders.refused(match.key(request) or "", error)
            raise

    def _reference(self, match: Match, request: Request) -> str | None:
        """The external reference of the order that a refused call was about; None where there is no such order."""
        if match.operation != "order.create":
            order = self._erp.orders.by_number.get(match.number)
            return None if order is None else order.external_reference
        try:
            return _reference_in(match.fields(request))
        except ErpError:
            return ""


def _note_refusal(bundle: Bundle, replies: list[Reply], reply: Reply) -> None:
    """A bundle of which nothing was done is a refusal, whatever its own status."""
    changing = [
        each
        for part, each in zip(bundle.parts, replies, strict=False)
        if part.match is not None and not part.match.reads
    ]
    if not changing or not all(each is NOT_DONE or each.is_refusal for each in changing):
        return
    first = next(each for each in changing if each is not NOT_DONE)
    reply.concealed, reply.reason = "refused", first.reason
    reply.meaning = first.meaning or first.status


def _reference_in(fields: Any) -> str:
    reference = fields.get("external_reference") if isinstance(fields, dict) else None
    return reference if isinstance(reference, str) else ""
