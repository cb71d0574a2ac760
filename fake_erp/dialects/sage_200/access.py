"""Tokens of Sage ID: a refresh token or a code for an access token, and the site and company of each call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.access.comparing import is_secret
from fake_erp.dialects import oauth2
from fake_erp.dialects.login import derived
from fake_erp.dialects.record_ids import guid
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.errors import ErpError, Forbidden, Malformed, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

TOKEN_PATH = "/oauth/token"
ROOT = "/uk/sage200extra/accounts/v1"
SITE, COMPANY = guid("site", "golive"), "1"


def login(client_id: str, secret: str) -> dict[str, str]:
    """An application of Sage ID with a refresh token, and its site and company."""
    return {
        "client_id": client_id,
        "client_secret": derived(secret, "client_secret"),
        "refresh_token": derived(secret, "refresh_token"),
        "site": SITE,
        "company": COMPANY,
        "token_url": TOKEN_PATH,
        "rest_url": ROOT,
    }


def token_match(erp: Erp, request: Request) -> ShortMatch:
    """The request of an access token. The refresh token stays good."""

    def take(by: str) -> LogIn:
        form = oauth2.form_of(request)
        kind = oauth2.grant(form, "refresh_token", "authorization_code")
        name, given = oauth2.credentials(request, form)
        found = oauth2.client_of(
            erp, name, given, lambda client: client, lambda secret: derived(secret, "client_secret")
        )
        shown = form.get("refresh_token" if kind == "refresh_token" else "code", "")
        if not is_secret(shown, derived(found.secret, "refresh_token")):
            raise Unauthorized("the refresh token or the code is wrong", "refresh_token")
        return found

    def give(token: str) -> Reply:
        client = erp.sessions.owner(token)
        refresh = derived(erp.sessions.secrets.get(client, ""), "refresh_token")
        return oauth2.token_reply(
            erp, token, refresh_token=refresh, scope="openid profile email offline_access"
        )

    return ShortMatch("token.create", take, give, reads=False, public=True)


def authenticate(erp: Erp, request: Request) -> str:
    """The client; the site and the company are checked. Raises Unauthorized, Malformed or Forbidden."""
    token = oauth2.bearer(request.headers.get("authorization", ""))
    if not token:
        raise Unauthorized("Access denied due to a missing token.")
    client = erp.sessions.client(token)
    for name, wanted in (("x-site", SITE), ("x-company", COMPANY)):
        given = request.headers.get(name, "")
        if not given:
            raise Malformed(f"The header {name.title()} is missing.", name)
        if given.lower() != wanted:
            raise Forbidden(f"You have no access to the {name[2:]} {given[:40]!a}.", name)
    return client


def refuse(error: ErpError) -> Reply:
    """Why Sage ID gives no token."""
    if isinstance(error, Unauthorized):
        of_refresh = error.place is not None and error.place.field == "refresh_token"
        return oauth2.refused(
            "invalid_grant" if of_refresh else "access_denied", str(error), 403 if of_refresh else 401
        )
    return oauth2.refused(error.code, str(error))
