"""Calls of NetSuite as its integrations make them, over a `Transport`."""

from __future__ import annotations

import base64
import hmac
import json
from typing import Any
from urllib.parse import quote

from fake_erp import Erp
from tests.dialects.transport import Answer, Transport

REST = "/services/rest"
RECORD = f"{REST}/record/v1"
SUITEQL = f"{REST}/query/v1/suiteql"
TOKEN = f"{REST}/auth/oauth2/v1/token"
RESTLET = "/app/site/hosting/restlet.nl?script=1&deploy=1"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
HOST = "2400801-sb1.suitetalk.api.netsuite.com"


def keys_of(erp: Erp) -> dict[str, str]:
    return erp.dialect.login("shop", "secret")


def signed_in(talk: Transport) -> Transport:
    """With a bearer token."""
    talk.headers["authorization"] = f"Bearer {talk.erp.sessions.login('shop', 'secret')}"
    return talk


def order_of(talk: Transport, **changes: Any) -> dict[str, Any]:
    """The body of a plain order: 2 of item A for the one customer. None takes a field out."""
    customer = next(iter(talk.erp.customers.by_number.values()))
    body = {
        "externalId": "M-1",
        "entity": {"id": customer.number[1:]},
        "currency": {"refName": "EUR"},
        "tranDate": "2025-11-28",
        "item": {"items": [{"item": {"id": "1"}, "quantity": 2, "rate": 19.99}]},
        "custbody_prices_include_tax": True,
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def created(talk: Transport, **changes: Any) -> str:
    """The path of a new order."""
    answer = talk.send("POST", f"{RECORD}/salesOrder", order_of(talk, **changes))
    assert answer.status == 204, answer
    return path_of(answer)


def path_of(answer: Answer) -> str:
    location = answer.headers["location"]
    assert location.startswith("https://"), location
    return location[location.index("/services") :]


def suiteql(talk: Transport, query: str, parameters: str = "") -> Answer:
    return talk.send("POST", SUITEQL + parameters, {"q": query}, {"Prefer": "transient"})


def found(talk: Transport, query: str) -> list[dict[str, str]]:
    """The items that a query gives, without their links."""
    answer = suiteql(talk, query)
    assert answer.status == 200, answer
    return [{name: value for name, value in item.items() if name != "links"} for item in answer.data["items"]]


def detail(answer: Answer) -> dict[str, str]:
    only: dict[str, str] = answer.data["o:errorDetails"][0]
    return only


def assertion(key: str, **claims: Any) -> str:
    """A JWT as clients make it; its signature is any."""
    parts = [
        {"alg": "PS256", "typ": "JWT", "kid": "cert"},
        {"iss": key, "scope": ["rest_webservices"], "aud": TOKEN, "iat": 0, "exp": 3600, **claims},
    ]
    packed = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*packed, "c2lnbmVk"])


def _escaped(text: str) -> str:
    return quote(text, safe="~-._")


def signature_header(
    erp: Erp, method: str, path: str, parameters: tuple[tuple[str, str], ...] = (), **changes: str
) -> str:
    """The Authorization header of a request that is signed as RFC 5849 says, written apart from the dialect."""
    keys = keys_of(erp)
    sent = {
        "oauth_consumer_key": keys["consumer_key"],
        "oauth_token": keys["token_id"],
        "oauth_signature_method": "HMAC-SHA256",
        "oauth_timestamp": str(erp.now() // 1000),
        "oauth_nonce": "n1",
        "oauth_version": "1.0",
    }
    secret = changes.pop("token_secret", keys["token_secret"])
    realm = changes.pop("realm", keys["account"])
    sent |= changes
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in [*sent.items(), *parameters])
    text = "&".join(f"{name}={value}" for name, value in pairs)
    base = "&".join([method, _escaped(f"https://{HOST}{path}"), _escaped(text)])
    key = f"{keys['consumer_secret']}&{secret}".encode()
    signature = base64.b64encode(hmac.digest(key, base.encode(), "sha256")).decode()
    shown = {"realm": realm, **sent, "oauth_signature": signature}
    return "OAuth " + ", ".join(f'{name}="{_escaped(value)}"' for name, value in shown.items())


def signed(talk: Transport, method: str, path: str, body: Any = None, **changes: str) -> Answer:
    header = signature_header(talk.erp, method, path, **changes)
    return talk.send(method, path, body, {"Authorization": header, "Host": HOST})
