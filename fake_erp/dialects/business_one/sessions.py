"""Logins, and the cookies that carry a session."""

from __future__ import annotations

from base64 import b64decode
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from fake_erp.dialects.business_one.refusals import WrongLogin
from fake_erp.errors import Unauthorized
from fake_erp.messages import Request
from fake_erp.operations.base import Hides, Parts

if TYPE_CHECKING:
    from fake_erp.erp import Erp

COMPANY = "SBODemoDE"
RELEASE = "1000310"
MINUTE_MS = 60_000
NODES = 3
_PARTS = (8, 4, 4, 4, 20)
LONGEST_COOKIE = 8192


def session_id(token: str) -> str:
    """A token of the books as the id of a session.

    >>> session_id("0123456789" * 4)
    '01234567-8901-2345-6789-01234567890123456789'
    """
    start, groups = 0, []
    for length in _PARTS:
        groups.append(token[start : start + length])
        start += length
    return "-".join(groups)


@lru_cache(maxsize=1024)
def token_in(cookies: str) -> str:
    """The token in a Cookie header; "" for none.

    >>> token_in("ROUTEID=None;B1SESSION=01-23")
    '0123'
    """
    for part in cookies[:LONGEST_COOKIE].split(";"):
        name, _, value = part.strip().partition("=")
        if name == "B1SESSION":
            return value.strip('"').replace("-", "")
    return ""


def token_of(request: Request) -> str:
    """The token of the session cookie; "" for none."""
    return token_in(request.headers.get("cookie", ""))


def client_of(erp: Erp, request: Request) -> str:
    """The client of the session, or of an Authorization header. Raises Unauthorized."""
    token = token_of(request)
    if token:
        return erp.sessions.client(token)
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return erp.sessions.client(value.strip())
    if scheme.lower() == "basic":
        return erp.sessions.verify(*basic_of(value.strip()))
    raise Unauthorized("no session; POST /Login gives one")


def owner_of(erp: Erp, request: Request) -> str:
    """The client for which limits count a request; "" for an unknown one."""
    token = token_of(request)
    if token:
        return erp.sessions.owner(token)
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        user = basic_of(value.strip())[0]
        return user if user in erp.sessions.secrets else ""
    return erp.sessions.owner(value.strip())


def basic_of(value: str) -> tuple[str, str]:
    """User and password of `Basic`; the user is an object with UserName and CompanyDB, or a plain name."""
    try:
        decoded = b64decode(value[:LONGEST_COOKIE], validate=True).decode()
    except ValueError:
        return "", ""
    if decoded.startswith("{"):
        head, closed, password = decoded.partition("}:")
        try:
            named = orjson.loads(head + "}") if closed else None
        except orjson.JSONDecodeError:
            named = None
        if not isinstance(named, dict) or named.get("CompanyDB", COMPANY) != COMPANY:
            return "", ""
        user = named.get("UserName")
        return (user, password) if isinstance(user, str) else ("", "")
    user, _, password = decoded.partition(":")
    return user, password


class LogInTo:
    """A login to the company; gives the token."""

    def __init__(self, given: Any) -> None:
        named = given if isinstance(given, dict) else {}
        texts = [named.get(name) for name in ("CompanyDB", "UserName", "Password")]
        self._company, self._user, self._password = [text if isinstance(text, str) else "" for text in texts]

    def perform(self, parts: Parts, hides: Hides | None = None) -> str:
        """Raises WrongLogin, or what the books say of too many sessions."""
        if self._company != COMPANY:
            raise WrongLogin("CompanyDB is unknown")
        try:
            return parts.sessions.login(self._user, self._password)
        except Unauthorized as error:
            raise WrongLogin(error.text) from None


class LogOut:
    """Ends the session of a token."""

    def __init__(self, token: str) -> None:
        self._token = token

    def perform(self, parts: Parts, hides: Hides | None = None) -> None:
        parts.sessions.end(self._token)


def idle_minutes(erp: Erp) -> int:
    """After how many minutes a session ends."""
    token = erp.config.token
    return max(1, (token.idle_ms or token.lifetime_ms) // MINUTE_MS)


def node_of(token: str) -> str:
    """The node of the load balancer that serves a session."""
    return f".node{int(token[:2], 16) % NODES}" if token else ".node0"


def moved_cookie(request: Request) -> str:
    """The cookie by which the load balancer tells a client of its new node, which does not know its session."""
    node = node_of(token_of(request))
    return f"ROUTEID={node[:-1]}{(int(node[-1]) + 1) % NODES}; path=/b1s"


def login_cookies(token: str) -> tuple[str, ...]:
    """The cookies of a login."""
    return (
        f"B1SESSION={session_id(token)}; HttpOnly; SameSite=None",
        f"ROUTEID={node_of(token)}; path=/b1s",
    )
