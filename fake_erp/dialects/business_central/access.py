"""Callers: bearer tokens of the token service, Basic with a web-service key, and the logins of a client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs
from uuid import NAMESPACE_OID, uuid5

from fake_erp.access.comparing import is_secret
from fake_erp.dialects.login import derived
from fake_erp.dialects.oauth2 import basic_text, bearer
from fake_erp.dialects.record_ids import guid
from fake_erp.errors import Malformed, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

TENANT = str(uuid5(NAMESPACE_OID, "tenant:golive"))
ENVIRONMENT = "Production"
COMPANY = "CRONUS"
COMPANY_ID = guid("company", COMPANY)
TOKEN_END = "/oauth2/v2.0/token"
GRANTS = ("client_credentials", "refresh_token")
"""Ways to get a token; the standing token of a client is its refresh token as well."""
LONGEST = 4096


def login(client_id: str, secret: str) -> dict[str, str]:
    """A user with a web-service key, and the same client as an application of Entra."""
    return {
        "tenant": TENANT,
        "environment": ENVIRONMENT,
        "company": COMPANY,
        "company_id": COMPANY_ID,
        "user": client_id,
        "web_service_key": web_service_key(secret),
        "bearer": standing_token(client_id, secret),
        "client_id": application_id(client_id),
        "client_secret": derived(secret, "client_secret"),
        "token_url": f"/{TENANT}{TOKEN_END}",
    }


def web_service_key(secret: str) -> str:
    """The key of a user for Basic."""
    return derived(secret, "web_service_key", 44)


def application_id(client_id: str) -> str:
    """The application of a client in Entra."""
    return str(uuid5(NAMESPACE_OID, f"application:{client_id}"))


def standing_token(client_id: str, secret: str) -> str:
    """A token that is good for as long as the secret is."""
    return derived(secret, f"bearer:{client_id}", 48)


def credentials(header: str) -> tuple[str, str] | None:
    """User and key of a Basic header, the key "" where there is no colon; None for another scheme."""
    text = basic_text(header)
    if text is None:
        return None
    user, _, key = text.partition(":")
    return user, key


def owner(erp: Erp, request: Request) -> str:
    """The client that seems to call, authenticated or not; "" for an unknown one."""
    header = request.headers.get("authorization", "")
    given = credentials(header)
    if given is not None:
        user = given[0].rpartition("\\")[2]
        return user if user in erp.sessions.secrets else ""
    token = bearer(header)
    return erp.sessions.owner(token) or _standing(erp, token)


def _standing(erp: Erp, token: str) -> str:
    for client, secret in erp.sessions.secrets.items():
        if token and is_secret(token, standing_token(client, secret)):
            return client
    return ""


def authenticate(erp: Erp, request: Request) -> str:
    """The client. Raises Unauthorized."""
    header = request.headers.get("authorization", "")
    given = credentials(header)
    if given is not None:
        user = given[0].rpartition("\\")[2]
        secret = erp.sessions.secrets.get(user)
        keys = () if secret is None else (web_service_key(secret), secret)
        if not any(is_secret(given[1], key) for key in keys):
            raise Unauthorized("the user or the web-service key is wrong")
        return user
    token = bearer(header)
    if not token:
        raise Unauthorized("no credentials: send a bearer token, or Basic with a web-service key")
    if len(token) == 48:
        client = _standing(erp, token)
        if client:
            return client
    return erp.sessions.client(token)


def oauth(erp: Erp, request: Request) -> LogIn:
    """The login of an application with its credentials in the form or in the header. Raises ErpError."""
    form = _form(request)
    given = credentials(request.headers.get("authorization", "")) or ("", "")
    application, key = form.get("client_id") or given[0], form.get("client_secret") or given[1]
    if form.get("grant_type", GRANTS[0]) not in GRANTS or not application:
        raise Malformed("the body must contain client_id, client_secret and grant_type=client_credentials")
    if form.get("grant_type") == GRANTS[1] and not _standing(erp, form.get("refresh_token", "")):
        raise Malformed("the refresh token is not valid")
    for client, secret in erp.sessions.secrets.items():
        if application in (application_id(client), client):
            if key in (derived(secret, "client_secret"), secret):
                return LogIn(client, secret)
            break
    raise Unauthorized("Invalid client secret provided.")


def _form(request: Request) -> dict[str, str]:
    data: Any = request.data
    if request.body:
        text = request.body[:LONGEST].decode("utf-8", "replace")
        if not text.lstrip().startswith("{"):
            return {name: values[-1] for name, values in parse_qs(text).items()}
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            data = None
    if isinstance(data, dict):
        return {str(name): value for name, value in data.items() if isinstance(value, str)}
    return {}


def token_reply(erp: Erp, request: Request, access: str) -> Reply:
    """An access token, as the token service gives it."""
    seconds = erp.sessions.lifetime_ms // 1000
    shown: dict[str, Any] = {
        "token_type": "Bearer",
        "expires_in": seconds,
        "ext_expires_in": seconds,
        "access_token": access,
    }
    refresh = _form(request).get("refresh_token")
    if refresh:
        shown["refresh_token"] = refresh
    return Reply(200, shown, {"Cache-Control": "no-store, no-cache"})
