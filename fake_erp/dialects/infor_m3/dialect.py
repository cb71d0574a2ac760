"""The dialect of Infor M3; see `fake_erp.dialects.Dialect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from fake_erp.dialects.bundle import Bundle, Part
from fake_erp.dialects.infor_m3 import access
from fake_erp.dialects.infor_m3.fields import CUSTOMER, HEAD, LINE
from fake_erp.dialects.infor_m3.programs import Call, Rows, transaction
from fake_erp.dialects.infor_m3.refusals import failed, joined, results, status_of
from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.short.base import ShortDialect
from fake_erp.dialects.short.fields import record_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.dialects.short.odata4 import body_of
from fake_erp.dialects.short.words import TableWords
from fake_erp.errors import ErpError, Malformed, MethodNotAllowed, NotFound
from fake_erp.messages import Reply, Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

EXECUTE = "/M3/m3api-rest/v2/execute"
MOST_RECORDS = 100
MOST_CALLS = 500
WORDS = TableWords(
    HEAD,
    LINE,
    CUSTOMER,
    {
        "order.list": "OIS100MI SearchHead",
        "item.list": "MMS200MI LstItmByItm",
        "invoice.list": "OIS350MI LstInvHead",
        "token.create": "the token endpoint of ION",
    },
    "{field} of line {line}",
)


class M3Dialect(ShortDialect):
    """Transactions over REST: one in the address, or several in the body. A refusal has status 200."""

    name = "infor_m3"
    words = WORDS

    def match(self, erp: Erp, request: Request) -> Any:
        try:
            if _is_bulk(request):
                return self._bulk(erp, request)
            return self.find(erp, request)
        except ErpError:
            return None

    def find(self, erp: Erp, request: Request) -> ShortMatch:
        if request.path == access.TOKEN_PATH and request.method == "POST":
            return access.token_match(erp, request)
        before, execute, rest = request.path.partition(EXECUTE)
        parts = rest.strip("/").split("/")
        if not execute or before != access.ION or len(parts) != 2:
            if _is_bulk(request):
                self._bulk(erp, request)
            raise NotFound("no such resource", "path")
        if request.method not in ("GET", "POST"):
            raise MethodNotAllowed("the method is not allowed", None, {"allow": ["GET", "POST"]})
        given = query_of(request.query)
        most = _whole(given.pop("maxrecs", ""))
        name = unquote(parts[1]).partition(";")[0]
        record = _form(given) if request.method == "GET" else _form(given) | self._body(erp, request)
        return self._transaction(erp, request, unquote(parts[0]), name, record, most)

    @staticmethod
    def _body(erp: Erp, request: Request) -> dict[str, str]:
        data = body_of(erp, request) if request.body or request.data is not None else None
        return {} if data is None else _texts(record_of(data))

    def _transaction(
        self, erp: Erp, request: Request, program: str, name: str, record: dict[str, str], most: int
    ) -> ShortMatch:
        def answer(rows: Rows) -> Reply:
            wanted = query_of(request.query).get("returncols", "")
            columns = [each for each in wanted.split(",") if each]
            shown = [{key: row.get(key, "") for key in columns} for row in rows] if columns else rows
            return Reply(200, results([{"transaction": name, "records": shown}], 1, 0))

        return transaction(Call(erp, program, name, record, most, request.discard, answer))

    def _bulk(self, erp: Erp, request: Request) -> Bundle:
        data = record_of(body_of(erp, request))
        program, calls = data.get("program"), data.get("transactions")
        if type(program) is not str or type(calls) is not list or len(calls) > MOST_CALLS:
            raise Malformed("expected program and transactions", "transactions")
        parts = []
        for each in calls:
            given = record_of(each)
            name, record = given.get("transaction"), given.get("record", {})
            if type(name) is not str:
                raise Malformed("expected the name of a transaction", "transaction")
            path = f"{access.ION}{EXECUTE}/{program}/{name}"
            inner = Request("POST", path, "", request.headers, data=record, discard=request.discard)
            parts.append(Part(inner, self.match(erp, inner)))
        return Bundle(parts, joined)

    def login(self, client_id: str, secret: str) -> dict[str, str]:
        return access.login(client_id, secret)

    def accepted(self, match: ShortMatch) -> Reply:
        return Reply(200, results([{"transaction": "", "records": []}], 1, 0))

    def refuse(self, error: ErpError, request: Request, *, in_ok: bool = False) -> Reply:
        if request.path == access.TOKEN_PATH:
            reply = access.refuse(error)
            reply.status = 200 if in_ok else reply.status
            return reply
        status = 200 if in_ok else status_of(error)
        return failed(error, self.words, request.path.rpartition("/")[2], status)


def _is_bulk(request: Request) -> bool:
    return request.method == "POST" and request.path.rstrip("/") == f"{access.ION}{EXECUTE}"


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else MOST_RECORDS


OPTIONS = (
    "dateformat",
    "excludempty",
    "righttrim",
    "returncols",
    "format",
    "metadata",
    "extendedresult",
    "cono",
    "divi",
)


def _form(given: dict[str, str]) -> dict[str, str]:
    return {name.upper(): value for name, value in given.items() if name.lower() not in OPTIONS}


def _texts(given: dict[str, Any]) -> dict[str, str]:
    """Values as M3 takes them: texts and numbers. Raises Malformed."""
    found: dict[str, str] = {}
    for name, value in given.items():
        if value is None:
            continue
        if type(value) not in (str, int, float) or (type(value) is not str and abs(value) > 10**15):
            raise Malformed(f"{name[:20]} is not valid", name[:20])
        found[name.upper()] = str(value)
    return found


def make(version: str) -> M3Dialect:
    """The dialect; it has one version."""
    return M3Dialect()
