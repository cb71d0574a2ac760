"""Token-based authentication: requests signed with HMAC-SHA256, as OAuth 1.0 defines it."""

from __future__ import annotations

import base64
import hmac
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from oauthlib.oauth1.rfc5849 import signature as oauth  # type: ignore[import-untyped]

from fake_erp.dialects.netsuite.access.accounts import Account, client_of_key
from fake_erp.dialects.netsuite.memory import memory_of
from fake_erp.errors import Unauthorized
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

FORM = "application/x-www-form-urlencoded"
METHOD = "HMAC-SHA256"
OLDEST_S = 300
"""How much older than the newest timestamp of its token a timestamp may be."""
MOST_PARAMETERS = 200
PLAIN = re.compile(r"[A-Za-z0-9_.~-]*").fullmatch
"""Matches text that OAuth does not escape."""
PLAIN_PATH = re.compile(r"[A-Za-z0-9_.~/-]+").fullmatch
USUAL = re.compile(r'(?:[a-z_]+="[^",\s]*", ){0,100}[a-z_]+="[^",\s]*"').fullmatch
"""Matches the parameters of a header as clients write them."""
PAIRS = re.compile(r'([a-z_]+)="([^"]*)"').findall


def parameters_of(header: str) -> dict[str, str]:
    """The parameters of an OAuth header, without the name of the scheme."""
    found: dict[str, str] = {}
    if USUAL(header):
        for name, value in PAIRS(header):
            found[name] = unquote(value) if "%" in value else value
        return found
    for part in header.split(",", MOST_PARAMETERS):
        name, _, value = part.strip().partition("=")
        value = value.strip().strip('"')
        found[name.strip()] = unquote(value) if "%" in value else value
    return found


def owner(erp: Erp, header: str) -> str:
    """The client that the consumer key of a header belongs to; "" for none."""
    found = client_of_key(erp, parameters_of(header).get("oauth_consumer_key", ""))
    return "" if found is None else found[0]


def client(erp: Erp, request: Request, header: str) -> str:
    """The client that signed a request. Raises Unauthorized for a wrong signature, realm, nonce or timestamp."""
    given = parameters_of(header)
    found = client_of_key(erp, given.get("oauth_consumer_key", ""))
    if found is None:
        raise Unauthorized("consumer_key_unknown: there is no integration with this consumer key")
    name, account = found
    _check_token(given, account)
    _check_signature(request, given, account)
    use_nonce(erp, given)
    return name


def _check_token(given: dict[str, str], account: Account) -> None:
    realm = given.get("realm", "")
    if realm.upper().replace("-", "_") != account.account:
        raise Unauthorized(f"realm: expected the account {account.account}, got {realm[:40]!a}")
    if given.get("oauth_token") != account.token_id:
        raise Unauthorized("token_rejected: there is no access token with this id")
    if given.get("oauth_signature_method") != METHOD:
        method = given.get("oauth_signature_method", "")
        raise Unauthorized(f"signature_method_rejected: expected {METHOD}, got {method[:40]!a}")
    if given.get("oauth_version", "1.0") != "1.0":
        raise Unauthorized("version_rejected: expected oauth_version 1.0")


def _check_signature(request: Request, given: dict[str, str], account: Account) -> None:
    signed = [(name, value) for name, value in given.items() if name not in ("realm", "oauth_signature")]
    media = request.headers.get("content-type", "")
    body = request.body if request.body and media.partition(";")[0].strip().lower() == FORM else b""
    if request.query or body:
        try:
            signed += _parameters(request.query)
            if body:
                signed += oauth.collect_parameters("", body.decode())
        except ValueError:
            raise Unauthorized("parameter_rejected: the query is not encoded as OAuth demands") from None
    if not PLAIN("".join([name + value for name, value in signed])):
        signed = [(_escaped(name), _escaped(value)) for name, value in signed]
    parameters = "&".join([f"{name}={value}" for name, value in sorted(signed)])
    path = request.path if PLAIN_PATH(request.path) else quote(request.path or "/", safe="/~")
    rest = f"{path.replace('/', '%2F')}&{_escaped_again(parameters)}"
    method = _escaped(request.method.upper())
    key = f"{account.consumer_secret}&{account.token_secret}".encode()
    wanted = given.get("oauth_signature", "").encode("utf-8", "replace")
    for origin in _origins(account.account, request.headers.get("host", "").lower()):
        if hmac.compare_digest(_signature(f"{method}&{origin}{rest}", key), wanted):
            return
    raise Unauthorized("signature_invalid: the signature is not that of this request")


@lru_cache(maxsize=256)
def _parameters(query: str) -> tuple[tuple[str, str], ...]:
    return tuple(oauth.collect_parameters(query))


def _escaped(text: str) -> str:
    return text if PLAIN(text) else quote(text, safe="~")


def _escaped_again(parameters: str) -> str:
    """Escape parameters whose names and values are escaped already: only three signs are left to be."""
    return parameters.replace("%", "%25").replace("=", "%3D").replace("&", "%26")


def _signature(text: str, key: bytes) -> bytes:
    return base64.b64encode(hmac.digest(key, text.encode(), "sha256"))


@lru_cache(maxsize=256)
def _origins(account: str, host: str) -> tuple[str, ...]:
    """Escaped schemes and hosts that a client may have signed: a proxy in front may have ended TLS, or led it here."""
    slug = account.lower().replace("_", "-")
    own = [f"https://{slug}.{service}.api.netsuite.com" for service in ("suitetalk", "restlets")]
    if host:
        own += [f"http://{host.removesuffix(':80')}", f"https://{host.removesuffix(':443')}"]
    return tuple([_escaped(each) for each in own])


def use_nonce(erp: Erp, given: dict[str, str]) -> None:
    """Use the nonce of a token up. Raises Unauthorized for one that was used, and for an old timestamp."""
    memory, token = memory_of(erp), given["oauth_token"]
    text, nonce = given.get("oauth_timestamp", ""), given.get("oauth_nonce", "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Unauthorized("timestamp_refused: expected seconds since 1970")
    if not 0 < len(nonce) <= 256:
        raise Unauthorized("nonce_rejected: expected a nonce")
    timestamp = int(text)
    newest = max(timestamp, memory.latest.get(token, 0))
    if timestamp < newest - OLDEST_S:
        raise Unauthorized("timestamp_refused: the timestamp is too old")
    if (token, nonce) in memory.nonces:
        raise Unauthorized("nonce_used: this nonce was used before")
    memory.latest[token] = newest
    memory.nonces[token, nonce] = timestamp
    while len(memory.nonces) > 1:
        first = next(iter(memory.nonces))
        if memory.nonces[first] >= newest - OLDEST_S:
            break
        del memory.nonces[first]
