"""A dialect that finds its matches with one function and keeps to the rest of `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects.oauth2 import basic, bearer
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.words import TableWords
from fake_erp.errors import ErpError, Malformed, NotFound, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp


class ShortDialect:
    """`find` gives the match of a request, or raises why there is none. A dialect has that and `refuse` of its own."""

    name: str
    words: TableWords

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        """The match of a request. Raises ErpError for an address or a call that there is not."""
        raise NotFound("there is nothing at this address", "path")

    def match(self, erp: Erp, request: Request) -> ShortMatch | None:
        try:
            return self.find(erp, request)
        except ErpError:
            return None

    def unknown(self, erp: Erp, request: Request) -> ErpError:
        try:
            self.find(erp, request)
        except ErpError as error:
            return error
        return NotFound("there is nothing at this address", "path")

    def token(self, request: Request) -> str:
        """The token that a request is sent with; "" for none."""
        return bearer(request.headers.get("authorization", ""))

    def owner(self, erp: Erp, request: Request) -> str:
        given = basic(request.headers.get("authorization", ""))
        if given is not None:
            return given[0] if given[0] in erp.sessions.secrets else ""
        return erp.sessions.owner(self.token(request))

    def authenticate(self, erp: Erp, request: Request) -> str:
        token = self.token(request)
        if not token:
            raise Unauthorized("no token was sent; send Authorization: Bearer")
        return erp.sessions.client(token)

    def read(self, erp: Erp, match: ShortMatch, request: Request, by: str) -> Command[Any]:
        return match.take(by)

    def write(self, erp: Erp, match: ShortMatch, request: Request, outcome: Any) -> Reply:
        return match.give(outcome)

    def accepted(self, match: ShortMatch) -> Reply:
        return Reply(202, {})

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        raise NotImplementedError

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        raise NotImplementedError

    def row(self, erp: Erp, operation: str, row: Any) -> tuple[ShortMatch, Request]:
        """A row has the method, the address and the body of a request."""
        given = row if type(row) is dict else {}
        url, method = given.get("url"), given.get("method", "POST")
        if type(url) is not str or type(method) is not str:
            raise Malformed("a row has method, url and body", "url")
        path, _, query = url.partition("?")
        body = given.get("body")
        request = Request(method, path, query, {}, data=body)
        if type(body) is str:
            request.data, request.body = None, body.encode("utf-8", "replace")
        match = self.find(erp, request)
        if match.operation != operation:
            raise Malformed(f"the row does not ask for {operation}", "url")
        return match, request

    def notice(self, kind: str, identity: str, reference: str, at_ms: int) -> dict[str, Any]:
        return {"object": kind, "key": identity, "reference": reference, "timestamp": at_ms}
