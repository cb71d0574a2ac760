"""Basic authentication, and bearer tokens of an identity domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.dialects import oauth2
from fake_erp.dialects.login import derived
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.errors import ErpError, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

TOKEN_PATH = "/oauth2/v1/token"
REST = "/fscmRestApi/resources/11.13.18.05"


def login(client_id: str, secret: str) -> dict[str, str]:
    """A user with a password, and the same client as an application of the identity domain."""
    return {
        "user": client_id,
        "password": secret,
        "client_id": f"{client_id}_APPID",
        "client_secret": derived(secret, "client_secret"),
        "token_url": TOKEN_PATH,
        "rest_url": REST,
    }


def token_match(erp: Erp, request: Request) -> ShortMatch:
    """The request of a token for an application."""

    def take(by: str) -> LogIn:
        form = oauth2.form_of(request)
        oauth2.grant(form, "client_credentials")
        name, given = oauth2.credentials(request, form)
        return oauth2.client_of(
            erp,
            name,
            given,
            lambda client: f"{client}_APPID",
            lambda secret: derived(secret, "client_secret"),
        )

    return ShortMatch(
        "token.create", take, lambda token: oauth2.token_reply(erp, token), reads=False, public=True
    )


def authenticate(erp: Erp, request: Request) -> str:
    """The client. Raises Unauthorized."""
    header = request.headers.get("authorization", "")
    given = oauth2.basic(header)
    if given is not None:
        return erp.sessions.verify(*given)
    token = oauth2.bearer(header)
    if not token:
        raise Unauthorized("no credentials; send Basic or Bearer")
    return erp.sessions.client(token)


def refuse(error: ErpError) -> Reply:
    """Why the identity domain gives no token."""
    if isinstance(error, Unauthorized):
        return oauth2.refused("invalid_client", str(error), 401)
    return oauth2.refused(error.code, str(error))
