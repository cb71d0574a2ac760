"""Which user sent a request: an API key with its secret, or the cookie of a session with its CSRF token."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error
from functools import lru_cache
from typing import TYPE_CHECKING

from fake_erp.access.comparing import is_secret
from fake_erp.dialects.erpnext.store import store_of
from fake_erp.dialects.erpnext.wire.errors import CsrfRefused, Guest, SessionEnded
from fake_erp.dialects.login import derived
from fake_erp.errors import Unauthorized
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

UNSAFE = ("POST", "PUT", "DELETE", "PATCH")
GUESTS = ("", "Guest")
DIGITS = 15


@lru_cache(maxsize=256)
def keys_of(secret: str) -> tuple[str, str]:
    """API key and API secret of a user with this password."""
    return derived(secret, "api_key", DIGITS), derived(secret, "api_secret", DIGITS)


def login_fields(client_id: str, secret: str) -> dict[str, str]:
    """What a client needs to log in."""
    key, key_secret = keys_of(secret)
    return {"user": client_id, "password": secret, "api_key": key, "api_secret": key_secret}


def sid_of(request: Request) -> str:
    """The session in the cookies, or in the query as older clients have it; "" for none."""
    for part in request.headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == "sid":
            return value.strip('"')
    return ""


@lru_cache(maxsize=256)
def _pair(header: str) -> tuple[str, str] | None:
    """API key and secret in an Authorization header; None for another scheme or none."""
    scheme, _, value = header.strip().partition(" ")
    scheme, value = scheme.lower(), value.strip()
    if scheme == "basic":
        try:
            value = b64decode(value, validate=True).decode("utf-8", "replace")
        except (Error, ValueError):
            return ("", "")
    elif scheme != "token":
        return None
    key, _, secret = value.partition(":")
    return key, secret


def client_of_keys(erp: Erp, pair: tuple[str, str]) -> str:
    """The client with this API key and secret; "" for none."""
    for client_id, secret in erp.sessions.secrets.items():
        key, own = keys_of(secret)
        if key == pair[0] and is_secret(pair[1], own):
            return client_id
    return ""


def authenticate(erp: Erp, request: Request) -> str:
    """The client that sent a request. Raises Unauthorized or Forbidden."""
    header = request.headers.get("authorization", "")
    if header:
        pair = _pair(header)
        if pair is not None:
            client = client_of_keys(erp, pair)
            if not client:
                raise Unauthorized("Authentication failed")
            return client
        if header[:7].lower() == "bearer ":
            return erp.sessions.client(header[7:].strip())
    sid = sid_of(request)
    if sid in GUESTS:
        raise Guest("Login to access: you are not permitted to access this resource")
    try:
        client = erp.sessions.client(sid)
    except Unauthorized:
        raise SessionEnded("Session expired: login to access this resource") from None
    token = store_of(erp).csrf.get(sid)
    if token and request.method in UNSAFE and request.headers.get("x-frappe-csrf-token") != token:
        raise CsrfRefused("Invalid Request")
    return client


def owner(erp: Erp, request: Request) -> str:
    """The client for which limits count a request."""
    header = request.headers.get("authorization", "")
    pair = _pair(header) if header else None
    if pair is not None:
        return client_of_keys(erp, pair)
    return erp.sessions.owner(header[7:].strip() if header else sid_of(request))


def csrf_token(erp: Erp, sid: str) -> str:
    """The CSRF token of a session, which it has from the first time that its desk is opened."""
    tokens = store_of(erp).csrf
    if sid not in tokens:
        tokens[sid] = derived(f"{erp.salt}:{sid}", "csrf_token", 56)
    return tokens[sid]
