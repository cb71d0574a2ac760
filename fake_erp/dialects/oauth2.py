"""The token endpoint of OAuth 2.0: forms, client credentials, and the credentials of `Authorization` headers."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote_plus

from fake_erp.access.comparing import is_secret
from fake_erp.errors import Malformed, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

LONGEST = 16_384
LONGEST_HEADER = 4096
MOST_FIELDS = 50


def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, or of a JSON object sent in its place. Of a repeated field the last counts."""
    if request.body:
        return _pairs(request.body[:LONGEST].decode("utf-8", "replace"))
    data: Any = request.data
    if isinstance(data, dict):
        return {name: value for name, value in data.items() if isinstance(value, str)}
    return _pairs(data[:LONGEST]) if isinstance(data, str) else {}


def _pairs(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


@lru_cache(maxsize=1024)
def basic_text(header: str) -> str | None:
    """The decoded credentials of an `Authorization` header, its scheme in any case; None for another scheme."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic" or len(header) > LONGEST_HEADER:
        return None
    try:
        return b64decode(encoded.strip(), validate=True).decode()
    except (NotBase64, UnicodeDecodeError, ValueError):
        return None


def basic(header: str) -> tuple[str, str] | None:
    """User and password of an `Authorization` header; None for another scheme, and without a colon."""
    user, colon, password = (basic_text(header) or "").partition(":")
    return (user, password) if colon else None


def bearer(header: str) -> str:
    """The token of an `Authorization` header, its scheme in any case; "" for another scheme."""
    scheme, _, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def credentials(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Client and secret: of the header, else of the form. Raises Unauthorized where neither has them."""
    given = basic(request.headers.get("authorization", ""))
    if given is not None:
        return unquote_plus(given[0]), unquote_plus(given[1])
    client, secret = form.get("client_id", ""), form.get("client_secret", "")
    if not client:
        raise Unauthorized("the request has no client_id", "client_id")
    return client, secret


def grant(form: dict[str, str], *allowed: str) -> str:
    """The grant type that a form asks for. Raises Malformed for one that is not offered."""
    asked = form.get("grant_type", "")
    if asked not in allowed:
        error = Malformed(f"the grant type {asked[:40]!a} is not supported; use {allowed[0]}", "grant_type")
        error.code = "unsupported_grant_type"
        raise error
    return asked


def client_of(erp: Erp, name: str, given: str, name_of: Any, secret_of: Any) -> LogIn:
    """The login of the client with this OAuth name and secret.

    `name_of(client_id)` and `secret_of(secret)` are its OAuth name and secret. Raises Unauthorized.
    """
    for client, secret in erp.sessions.secrets.items():
        if name_of(client) == name:
            if is_secret(given, secret_of(secret)):
                return LogIn(client, secret)
            break
    raise Unauthorized("the client or its secret is wrong", "client_secret")


def token_reply(erp: Erp, token: str, **more: Any) -> Reply:
    """An access token."""
    shown = {"access_token": token, "token_type": "Bearer", "expires_in": erp.sessions.lifetime_ms // 1000}
    return Reply(200, {**shown, **more}, {"Cache-Control": "no-store", "Pragma": "no-cache"})


def refused(code: str, text: str, status: int = 400) -> Reply:
    """Why no token is given."""
    return Reply(status, {"error": code, "error_description": text}, {"Cache-Control": "no-store"})
