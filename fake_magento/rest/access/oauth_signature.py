r"""OAuth 1.0a as Magento verifies it: the parts, the nonce, the token, then the signature.

The base string is METHOD & address & sorted parameters (RFC 5849); JSON bodies are not signed. Query parts without `=`
are left out. Brackets may be raw or encoded. Only timestamps in the future are refused. Source: Adobe Commerce
developer docs, "OAuth-based authentication"; Magento source, Magento\Framework\Oauth\Oauth.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from urllib.parse import quote, unquote

from fake_magento.config import Integration
from fake_magento.errors import NotAuthorized, ShopError
from fake_magento.rest.framework.http import Request
from fake_magento.rest.framework.refusals import required
from fake_magento.shop import Shop

NEEDED = (
    "oauth_consumer_key",
    "oauth_signature",
    "oauth_signature_method",
    "oauth_nonce",
    "oauth_timestamp",
    "oauth_token",
)
HASHES = {"HMAC-SHA256": hashlib.sha256, "HMAC-SHA1": hashlib.sha1}
DEVIATION_S = 600
_PAIR = re.compile(r'([A-Za-z0-9_.~%-]+)\s*=\s*"([^"]*)"')
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
Pairs = list[tuple[str, str]]


def verify(shop: Shop, request: Request, authorization: str | None) -> tuple[int, Integration]:
    """The integration that signed a request, and its number. Without a header the parts are in the query.

    Raises ShopError or NotAuthorized, checked in Magento's order: parts, consumer, nonce, token, signature.
    """
    given = dict(_query(request.query, False) if authorization is None else header_pairs(authorization))
    method = _check_parts(given, shop.config.oauth_sha1)
    if method == "HMAC-SHA1":
        shop.surprise("oauth_sha1")
    number, consumer = shop.integrations.consumer(given["oauth_consumer_key"])
    _check_timestamp(given["oauth_timestamp"], None if shop.config.oauth_future else shop.now())
    shop.integrations.use_nonce(given["oauth_consumer_key"], given["oauth_nonce"], number)
    if given["oauth_token"] != consumer.access_token:
        raise NotAuthorized("Specified token does not exist")
    is_header = authorization is not None
    signed = [pair for pair in given.items() if is_header and pair[0] not in ("oauth_signature", "realm")]
    key = f"{_encoded(consumer.consumer_secret)}&{_encoded(consumer.access_token_secret)}"
    texts = [base_string(request, signed, plus) for plus in _readings(request.query)]
    if not any(_equal(signature(text, key, method), given["oauth_signature"]) for text in texts):
        raise NotAuthorized("The signature is invalid. Verify and try again.")
    return number, consumer


def _check_parts(given: dict[str, str], is_sha1_allowed: bool) -> str:
    """The signature method. Raises ShopError for a missing part, or an unknown version or method."""
    version = given.get("oauth_version", "1.0")
    if version != "1.0":
        raise ShopError('The "%1" Oauth version isn\'t supported.', [version])
    missing = [name for name in NEEDED if not given.get(name)]
    if missing:
        raise required(*missing)
    method = given["oauth_signature_method"]
    if method not in HASHES or (method == "HMAC-SHA1" and not is_sha1_allowed):
        raise ShopError("Signature method %1 is not supported", [method])
    return method


def _check_timestamp(text: str, now_ms: int | None) -> None:
    second = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    if second <= 0 or (now_ms is not None and second > now_ms // 1000 + DEVIATION_S):
        raise ShopError("The timestamp value in the oauth_timestamp parameter is invalid.")


def is_signed(authorization: str | None, query: str) -> bool:
    """Whether a request has a signature: in its header, or without a header in its query."""
    if authorization is None:
        return "oauth_consumer_key=" in query
    return authorization[:6].lower() == "oauth "


def header_pairs(authorization: str) -> Pairs:
    """The decoded parts of `OAuth a="b", c="d"`."""
    return [(unquote(name), unquote(value)) for name, value in _PAIR.findall(authorization[6:])]


def base_string(request: Request, signed: Pairs, plus_is_space: bool = False) -> str:
    """The text to sign. `signed` are the OAuth parts without the signature."""
    own = [pair for pair in _query(request.query, plus_is_space) if pair[0] != "oauth_signature"]
    pairs = [(_encoded(name), _encoded(value)) for name, value in [*signed, *own]]
    text = "&".join(f"{name}={value}" for name, value in sorted(pairs))
    return f"{request.method.upper()}&{_encoded(_address(request))}&{_encoded(text)}"


def signature(text: str, key: str, method: str) -> str:
    """The signature of a base string, in base64."""
    return base64.b64encode(hmac.new(key.encode(), text.encode(), HASHES[method]).digest()).decode("ascii")


def _readings(query: str) -> tuple[bool, ...]:
    """Whether `+` is a space. Clients differ, so both readings are accepted where one occurs."""
    return (False, True) if "+" in query else (False,)


def _query(query: str, plus_is_space: bool) -> Pairs:
    parts = [part.partition("=") for part in query.split("&") if "=" in part]
    pairs = [(name, value) for name, _, value in parts]
    if plus_is_space:
        pairs = [(name.replace("+", " "), value.replace("+", " ")) for name, value in pairs]
    return [(unquote(name), unquote(value)) for name, value in pairs]


def _address(request: Request) -> str:
    """scheme://host/path, without the default port of the scheme."""
    scheme = request.headers.get("x-forwarded-proto", "http").lower()
    host = request.headers.get("host", "").lower().removesuffix(_DEFAULT_PORTS.get(scheme, "\0"))
    return f"{scheme}://{host}{request.path}"


def _encoded(text: str) -> str:
    return quote(text, safe="~", errors="replace")


def _equal(own: str, given: str) -> bool:
    return hmac.compare_digest(own.encode(), given.encode("utf-8", "replace"))
