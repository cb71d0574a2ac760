"""Callers: Basic or bearer, session cookies, and CSRF tokens that go with them."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote_plus

from fake_erp.access.comparing import is_secret
from fake_erp.dialects.login import derived
from fake_erp.dialects.oauth2 import basic, bearer
from fake_erp.errors import Forbidden, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SYSTEM, SAP_CLIENT = "S4H", "100"
COOKIE = f"SAP_SESSIONID_{SYSTEM}_{SAP_CLIENT}"
TOKEN_PATH = "/sap/bc/sec/oauth2/token"
SOAP_ROOT = "/sap/bc/srt/"
"""Services below it need no CSRF token."""
SAFE = ("GET", "HEAD", "OPTIONS")
LONGEST = 4096


class CsrfFailed(Forbidden):
    """A change without the CSRF token of its session."""

    code = "csrf"
    rule = ""


def login(client_id: str, secret: str) -> dict[str, str]:
    """User and password for Basic, and the same client as an OAuth client of its own."""
    return {
        "user": client_id,
        "password": secret,
        "client_id": oauth_id(client_id),
        "client_secret": derived(secret, "client_secret"),
        "token_url": TOKEN_PATH,
    }


def oauth_id(client_id: str) -> str:
    """The name of a client as an OAuth client."""
    return f"sb-{client_id}"


def session_of(request: Request) -> str:
    """The session that the cookie of a request names; "" for none."""
    cookies = request.headers.get("cookie", "")
    if COOKIE not in cookies:
        return ""
    for pair in cookies[:LONGEST].split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE:
            return value.strip('"')
    return ""


def owner(erp: Erp, request: Request) -> str:
    """The client that seems to call, authenticated or not; "" for an unknown one."""
    header = request.headers.get("authorization", "")
    given = basic(header)
    if given is not None:
        user = _user(erp, given[0])
        return user if user in erp.sessions.secrets else ""
    return erp.sessions.owner(bearer(header) or session_of(request))


def _user(erp: Erp, name: str) -> str:
    return name[3:] if name.startswith("sb-") and name[3:] in erp.sessions.secrets else name


def authenticate(erp: Erp, request: Request) -> str:
    """The client. A change needs the CSRF token of its session. Raises Unauthorized or Forbidden."""
    client = _client(erp, request)
    if request.method not in SAFE and not request.path.startswith(SOAP_ROOT):
        _check_csrf(erp, request)
    return client


def _client(erp: Erp, request: Request) -> str:
    header = request.headers.get("authorization", "")
    given = basic(header) if header else None
    if given is not None:
        return _verified(erp, *given)
    token = bearer(header) or session_of(request)
    if not token:
        raise Unauthorized("Logon failed: no credentials; send Basic or bearer authentication")
    return erp.sessions.client(token)


def _verified(erp: Erp, user: str, password: str) -> str:
    secrets = erp.sessions.secrets
    if user.startswith("sb-") and user[3:] in secrets:
        client = user[3:]
        if is_secret(password, derived(secrets[client], "client_secret")):
            return client
        raise Unauthorized("Logon failed: the client or its secret is wrong")
    return erp.sessions.verify(user, password)


@lru_cache(maxsize=1024)
def csrf_token(session: str) -> str:
    """The CSRF token of a session."""
    return b64encode(sha256(f"{session}:csrf".encode()).digest()[:18]).decode()


def _check_csrf(erp: Erp, request: Request) -> None:
    session = session_of(request)
    given = request.headers.get("x-csrf-token", "")
    if session and given == csrf_token(session):
        try:
            erp.sessions.client(session)
        except Unauthorized:
            pass
        else:
            return
    raise CsrfFailed("CSRF token validation failed")


# -- logging in ----------------------------------------------------------------------------------------------------


def fetches(request: Request) -> bool:
    """Whether a request asks for a CSRF token."""
    wanted = request.headers.get("x-csrf-token")
    return wanted is not None and wanted.lower() == "fetch" and request.method in SAFE


def open_session(erp: Erp, request: Request) -> LogIn:
    """The login behind the fetch of a CSRF token."""
    client = _client(erp, request)
    return LogIn(client, erp.sessions.secrets.get(client, ""))


def session_for(erp: Erp, request: Request) -> str:
    """The session of a request that fetches a token: the one it has, or a new one. Raises ErpError."""
    session = session_of(request)
    if session:
        try:
            erp.sessions.client(session)
            return session
        except Unauthorized:
            pass
    found = open_session(erp, request)
    return erp.sessions.login(found.client_id, found.secret)


def give_token(reply: Reply, session: str) -> Reply:
    """Put the CSRF token and the cookies of a session into a reply."""
    reply.headers["x-csrf-token"] = csrf_token(session)
    reply.cookies = (
        f"{COOKIE}={session}; path=/; HttpOnly",
        f"sap-usercontext=sap-client={SAP_CLIENT}; path=/",
    )
    return reply


def oauth(erp: Erp, request: Request) -> LogIn:
    """The login of an OAuth client with its credentials in the form or in the header. Raises Unauthorized."""
    form = {name: values[-1] for name, values in parse_qs(_form(request)).items()}
    given = basic(request.headers.get("authorization", "")) or ("", "")
    user = form.get("client_id") or unquote_plus(given[0])
    client = _verified(erp, user, form.get("client_secret") or given[1])
    return LogIn(client, erp.sessions.secrets[client])


def _form(request: Request) -> str:
    if request.body:
        return request.body[:LONGEST].decode("utf-8", "replace")
    data: Any = request.data
    if isinstance(data, dict):
        return "&".join([f"{name}={value}" for name, value in data.items() if isinstance(value, str)])
    return data[:LONGEST] if isinstance(data, str) else ""


def token_reply(erp: Erp, access: str) -> Reply:
    """An access token, as the token service gives it."""
    seconds = erp.sessions.lifetime_ms // 1000
    shown = {"access_token": access, "token_type": "Bearer", "expires_in": seconds, "scope": "API"}
    return Reply(200, shown, {"Cache-Control": "no-store"})
