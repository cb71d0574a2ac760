"""Users: their ids, passwords, API keys and sessions."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from fake_erp.access.comparing import is_secret
from fake_erp.dialects.odoo.faults import BadKey, Denied, Expired, NoDatabase
from fake_erp.dialects.odoo.transports.call import JSON2, WEB, Call
from fake_erp.dialects.odoo.transports.cookies import token_of
from fake_erp.errors import Unauthorized
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

DATABASE = "golive"
FIRST_UID = 2


@lru_cache(maxsize=1024)
def api_key(secret: str) -> str:
    """The API key that goes with a password."""
    return sha256(f"{secret}:api_key".encode()).hexdigest()[:40]


def login_of(client_id: str, secret: str) -> dict[str, str]:
    """What a client needs to log in."""
    return {"db": DATABASE, "user": client_id, "password": secret, "api_key": api_key(secret)}


def uid_of(erp: Erp, client: str) -> int:
    """The id of a user."""
    return (
        FIRST_UID + list(erp.sessions.secrets).index(client) if client in erp.sessions.secrets else FIRST_UID
    )


def user_of(erp: Erp, uid: int) -> str:
    """The client of a user id; "" for none."""
    clients = list(erp.sessions.secrets)
    at = uid - FIRST_UID
    return clients[at] if 0 <= at < len(clients) else ""


def require_database(name: str) -> None:
    """Raises NoDatabase."""
    if name != DATABASE:
        raise NoDatabase(
            f'connection to server on socket "/var/run/postgresql/.s.PGSQL.5432" failed: '
            f'FATAL:  database "{name[:60]}" does not exist\n'
        )


def is_right(erp: Erp, client: str, password: str) -> bool:
    """Whether this is the password or the API key of a client, or a token of a sandbox's tools."""
    secret = erp.sessions.secrets.get(client)
    if secret is None or not password:
        return False
    if any(is_secret(password, each) for each in (secret, api_key(secret))):
        return True
    return erp.sessions.owner(password) == client


def log_in(erp: Erp, database: object, user: object, password: object) -> int:
    """The id of the user. Raises Unauthorized, which is told as `false`."""
    require_database(database if isinstance(database, str) else "")
    if not isinstance(user, str) or not isinstance(password, str) or not is_right(erp, user, password):
        raise Unauthorized("Access Denied")
    return uid_of(erp, user)


def bearer_of(request: Request) -> str:
    """The API key of JSON-2; "" for none."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def owner_of(erp: Erp, call: Call | None, request: Request) -> str:
    """The client that a request names, authenticated or not."""
    if call is None:
        return ""
    if call.transport == JSON2:
        return _of_key(erp, bearer_of(request))
    return erp.sessions.owner(token_of(request)) if call.transport == WEB else user_of(erp, call.uid)


def client_of(erp: Erp, call: Call | None, request: Request) -> str:
    """The client that sent a request. Raises Unauthorized."""
    if call is None or call.transport == JSON2:
        client = _of_key(erp, bearer_of(request))
        if not client:
            raise BadKey("Invalid apikey")
        return client
    if call.transport == WEB:
        try:
            return erp.sessions.client(token_of(request))
        except Unauthorized:
            raise Expired("Session expired") from None
    require_database(call.database)
    client = user_of(erp, call.uid)
    if not is_right(erp, client, call.password):
        raise Denied("Access Denied")
    return client


def _of_key(erp: Erp, key: str) -> str:
    if not key:
        return ""
    sessions = erp.sessions
    found = next(
        (client for client, secret in sessions.secrets.items() if is_secret(key, api_key(secret))), ""
    )
    return found or sessions.owner(key)
