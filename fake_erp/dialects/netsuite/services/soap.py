"""SuiteTalk SOAP: the calls add, upsert, update, delete, get, search and getServerTime, as calls of the record API.

A refused record is answered with 200 and `isSuccess="false"`; a caller that is refused gets a fault.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from fake_erp.dialects.netsuite import refusals
from fake_erp.dialects.netsuite.access.accounts import Account, client_of_key
from fake_erp.dialects.netsuite.access.oauth1 import use_nonce
from fake_erp.dialects.netsuite.calls.base import NetSuiteMatch, Plain
from fake_erp.dialects.netsuite.calls.carriers import Translation
from fake_erp.dialects.netsuite.calls.lists import ListMatch
from fake_erp.dialects.netsuite.calls.paging import Page
from fake_erp.dialects.netsuite.calls.records import RecordMatch
from fake_erp.dialects.netsuite.services.soap_xml import ENVELOPE, child, document, envelope, text, type_of
from fake_erp.dialects.netsuite.types import TYPES
from fake_erp.dialects.netsuite.words import WORDS
from fake_erp.errors import (
    ErpError,
    Forbidden,
    Malformed,
    MethodNotAllowed,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
)
from fake_erp.messages import HTML, Reply, Request
from fake_erp.operations.base import Command, Look
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

XML = "text/xml; charset=utf-8"
METHODS = {"add": "POST", "upsert": "PUT", "update": "PATCH", "get": "GET", "delete": "DELETE"}
SEARCHED = {
    "externalId": "externalId",
    "externalIdString": "externalId",
    "email": "email",
    "tranId": "tranId",
}


@dataclass(slots=True)
class ServerTime(Plain):
    """`getServerTime`, and `login`: they tell that the caller is known."""

    def read(self, request: Request, by: str) -> Command[Any]:
        return Look(lambda hides: self.erp.now())

    def write(self, request: Request, outcome: int) -> Reply:
        inner = f"<serverTime>{instant_text(outcome)}</serverTime>"
        return _answer("getServerTime", f"<getServerTimeResult>{_status()}{inner}</getServerTimeResult>")


@dataclass(slots=True)
class SoapMatch(Translation):
    """A record call in an envelope."""

    call: str

    @classmethod
    def of(cls, erp: Erp, request: Request) -> NetSuiteMatch | None:
        """What an envelope asks for; None for a call that is not offered."""
        try:
            call = envelope(request.body or b"")[1]
            return cls._of(erp, request, call)
        except ErpError:
            return None

    @classmethod
    def _of(cls, erp: Erp, request: Request, call: Element) -> NetSuiteMatch | None:
        name = _name(call)
        if name in ("getServerTime", "login", "getDataCenterUrls"):
            return ServerTime(erp)
        if name == "search":
            return cls._search(erp, request, call)
        subject = child(call, "baseRef" if name in ("get", "delete") else "record")
        if name not in METHODS or subject is None:
            return None
        kind = TYPES.get((subject.get("type") or type_of(subject)).lower())
        if kind is None:
            return None
        identity, external = subject.get("internalId", ""), subject.get("externalId", "")
        values = document(subject) if name in ("add", "upsert", "update") else {}
        given = {key: value for key, value in values.items() if key != "id"} if type(values) is dict else {}
        instance = "" if name == "add" else identity or (f"eid:{external}" if external else "")
        method = METHODS[name]
        if (name != "add" and not instance) or (name == "upsert" and not external):
            return None
        offered = {
            "POST": kind.create,
            "PUT": kind.change,
            "PATCH": kind.change,
            "DELETE": kind.remove,
            "GET": kind,
        }
        if offered[method] is None:
            return None
        asked = Request(
            method, f"/{kind.name}/{instance}", "expandSubResources=true", dict(request.headers), given
        )
        return cls(erp, RecordMatch(erp, kind, method, instance).resolve(asked), asked, name)

    @classmethod
    def _search(cls, erp: Erp, request: Request, call: Element) -> NetSuiteMatch | None:
        wanted = child(call, "searchRecord")
        if wanted is None:
            return None
        name = type_of(wanted).removesuffix("Basic").removesuffix("Search")
        basic = child(wanted, "basic")
        fields = list(wanted if basic is None else basic)
        if name.lower() == "transaction":
            name = "salesOrder"
        kind = TYPES.get(name.lower())
        if kind is None:
            return None
        conditions = []
        for field in fields:
            shown = SEARCHED.get(field.tag.rpartition("}")[2])
            value = text(field, "searchValue")
            if shown is not None and value and '"' not in value:
                conditions.append(f'{shown} IS "{value}"')
        headers = dict(request.headers)
        asked = Request("GET", f"/{kind.name}", "", headers)
        if conditions:
            asked.query = urlencode({"q": " AND ".join(conditions)}, errors="replace")
        return cls(erp, ListMatch(erp, kind), asked, "search")

    def write(self, request: Request, outcome: Any) -> Reply:
        if isinstance(outcome, Page):
            return self._found(outcome)
        assert isinstance(self.inner, RecordMatch)
        kind = self.inner.kind
        reference = f'internalId="{kind.identity(self.erp, outcome)}" type={quoteattr(kind.name)}'
        if self.call == "get":
            record = _record(kind.name, kind.whole(self.erp, outcome))
            return _answer("get", f"<readResponse>{_status()}{record}</readResponse>")
        return _answer(
            self.call,
            f'<writeResponse>{_status()}<baseRef {reference} xsi:type="RecordRef"/></writeResponse>',
        )

    def _found(self, page: Page) -> Reply:
        assert isinstance(self.inner, ListMatch)
        kind = self.inner.kind
        records = "".join(_record(kind.name, kind.whole(self.erp, row)) for row in page.rows)
        counted = f"<totalRecords>{page.total}</totalRecords><pageSize>{page.limit}</pageSize><pageIndex>1</pageIndex>"
        return _answer(
            "search", f"<searchResult>{_status()}{counted}<recordList>{records}</recordList></searchResult>"
        )

    def accepted(self) -> Reply:
        return _answer(self.call, f"<writeResponse>{_status()}</writeResponse>")


def _name(call: Element) -> str:
    return str(call.tag).rpartition("}")[2]


def client(erp: Erp, request: Request) -> str:
    """The client of a call: by a signed token passport, or by user and password. Raises Unauthorized."""
    try:
        passport, call = envelope(request.body or b"")
    except Malformed:
        raise Unauthorized("invalid_login: there is no envelope") from None
    if _name(call) == "login":
        passport = child(call, "passport")
    if passport is None:
        raise Unauthorized("invalid_login: the header has no passport")
    if _name(passport) == "passport":
        return erp.sessions.verify(text(passport, "email"), text(passport, "password"))
    found = client_of_key(erp, text(passport, "consumerKey"))
    if found is None or not _is_signed(passport, found[1]):
        raise Unauthorized("invalid_login: the token passport is not valid")
    use_nonce(
        erp,
        {
            "oauth_token": found[1].token_id,
            "oauth_timestamp": text(passport, "timestamp"),
            "oauth_nonce": text(passport, "nonce"),
        },
    )
    return found[0]


def _is_signed(passport: Element, account: Account) -> bool:
    parts = [text(passport, name) for name in ("account", "consumerKey", "token", "nonce", "timestamp")]
    given = child(passport, "signature")
    algorithm = "" if given is None else given.get("algorithm", "").upper().replace("_", "-")
    if parts[0] != account.account or parts[2] != account.token_id or algorithm != "HMAC-SHA256":
        return False
    key = f"{account.consumer_secret}&{account.token_secret}".encode()
    wanted = base64.b64encode(hmac.digest(key, "&".join(parts).encode(), "sha256"))
    return hmac.compare_digest(wanted, text(passport, "signature").encode("utf-8", "replace"))


def _status(code: str = "", message: str = "") -> str:
    if not code:
        return '<status isSuccess="true"/>'
    told = f"<code>{escape(code)}</code><message>{escape(_sayable(message))}</message>"
    return f'<status isSuccess="false"><statusDetail type="ERROR">{told}</statusDetail></status>'


def _sayable(written: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in written)


def _record(name: str, fields: dict[str, Any]) -> str:
    identity = f'internalId="{fields["id"]}"'
    external = (
        f" externalId={quoteattr(_sayable(str(fields['externalId'])))}" if fields.get("externalId") else ""
    )
    inner = "".join(_element(key, value) for key, value in fields.items() if key not in ("id", "externalId"))
    return f'<record {identity}{external} xsi:type="{name[0].upper()}{name[1:]}">{inner}</record>'


def _element(name: str, value: Any) -> str:
    if type(value) is dict and "items" in value:
        inner = "".join(_element(name, each) for each in value["items"])
        return f"<{name}List>{inner}</{name}List>"
    if type(value) is dict and "refName" in value:
        identity, shown = quoteattr(str(value["id"])), escape(_sayable(value["refName"]))
        return f"<{name} internalId={identity}><name>{shown}</name></{name}>"
    if type(value) is dict:
        return f"<{name}>{''.join(_element(key, each) for key, each in value.items())}</{name}>"
    if type(value) is list or not name.replace("_", "").isalnum() or not name.isascii() or name[0].isdigit():
        return ""
    shown = str(value).lower() if type(value) is bool else str(value)
    return "" if value is None else f"<{name}>{escape(_sayable(shown))}</{name}>"


def _answer(call: str, inner: str) -> Reply:
    return _enveloped(200, f"<{call}Response>{inner}</{call}Response>")


def _enveloped(status: int, inner: str) -> Reply:
    head = (
        f'<soapenv:Envelope xmlns:soapenv="{ENVELOPE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    )
    whole = (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<soapenv:Body>{inner}</soapenv:Body></soapenv:Envelope>'
    )
    return Reply(status, text=whole, media=XML)


FAULTS: dict[type[ErpError], str] = {
    TooManyRequests: "ExceededConcurrentRequestLimitFault",
    Forbidden: "InsufficientPermissionFault",
    Unauthorized: "InvalidCredentialsFault",
}
"""Refusals of the caller. All others are answered with 200 and the status of the record."""


def refused(error: ErpError, request: Request) -> Reply:
    """A refusal: of the caller as a fault, which has status 500 in SOAP, or of the record with status 200."""
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, {}, error.page, HTML)
    if isinstance(error, MethodNotAllowed):
        return refusals.rest(error, old=False)
    _, code, detail = refusals.told(error)
    fault = next((name for kind, name in FAULTS.items() if isinstance(error, kind)), "")
    try:
        call = _name(envelope(request.body or b"")[1])
    except Malformed:
        call, fault = "", fault or "UnexpectedErrorFault"
    if not fault:
        response = (
            "readResponse" if call == "get" else "searchResult" if call == "search" else "writeResponse"
        )
        known = call if call in (*METHODS, "search", "getServerTime", "login") else "unknown"
        return _answer(known, f"<{response}>{_status(code, detail)}</{response}>")
    told = f"<code>{escape(code)}</code><message>{escape(_sayable(error.message(WORDS)))}</message>"
    inner = (
        f"<soapenv:Fault><faultcode>soapenv:Server.userException</faultcode><faultstring>{escape(_sayable(detail))}"
        f"</faultstring><detail><{fault}>{told}</{fault}></detail></soapenv:Fault>"
    )
    return _enveloped(500, inner)
