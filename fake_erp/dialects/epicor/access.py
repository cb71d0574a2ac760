"""Basic or bearer authentication, each together with an API key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.access.comparing import is_secret
from fake_erp.dialects import oauth2
from fake_erp.dialects.login import derived
from fake_erp.dialects.native.reading import query_of
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.errors import Forbidden, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

COMPANY = "EPIC06"
INSTANCE = "/kinetic"
TOKEN_PATH = f"{INSTANCE}/TokenResource.svc"


def api_key(secret: str) -> str:
    """The API key of a client."""
    return derived(secret, "api_key")


def login(client_id: str, secret: str) -> dict[str, str]:
    """A user with a password, and an API key."""
    return {
        "user": client_id,
        "password": secret,
        "api_key": api_key(secret),
        "company": COMPANY,
        "rest_url": f"{INSTANCE}/api/v2/odata/{COMPANY}",
        "token_url": TOKEN_PATH,
    }


def authenticate(erp: Erp, request: Request) -> str:
    """The client. Raises Unauthorized, and Forbidden without its API key."""
    header = request.headers.get("authorization", "")
    given = oauth2.basic(header)
    if given is not None:
        client = erp.sessions.verify(*given)
    else:
        token = oauth2.bearer(header)
        if not token:
            raise Unauthorized("Invalid username or password.")
        client = erp.sessions.client(token)
    key = request.headers.get("x-api-key") or query_of(request.query).get("api-key", "")
    if not is_secret(key, api_key(erp.sessions.secrets.get(client, ""))):
        raise Forbidden("API Key is missing or invalid.", "x-api-key")
    return client


def token_match(erp: Erp, request: Request) -> ShortMatch:
    """The request of a token; user and password are headers."""

    def take(by: str) -> LogIn:
        user, password = request.headers.get("username", ""), request.headers.get("password", "")
        return LogIn(erp.sessions.verify(user, password), password)

    def give(token: str) -> Reply:
        shown = {"AccessToken": token, "ExpiresIn": erp.sessions.lifetime_ms // 1000, "TokenType": "Bearer"}
        return Reply(200, shown)

    return ShortMatch("token.create", take, give, reads=False, public=True)
