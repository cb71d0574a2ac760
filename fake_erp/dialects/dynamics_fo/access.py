"""Tokens of Entra ID for the client credentials of an application; versions 1 and 2 of the endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fake_erp.dialects import oauth2
from fake_erp.dialects.login import derived
from fake_erp.dialects.record_ids import guid
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.errors import ErpError, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn
from fake_erp.times import instant_text

if TYPE_CHECKING:
    from fake_erp.erp import Erp

V1, V2 = "/oauth2/token", "/oauth2/v2.0/token"
TENANT = guid("tenant", "golive")
WRONG_SECRET, WRONG_CLIENT, NO_GRANT = 7000215, 700016, 70003


def login(client_id: str, secret: str) -> dict[str, str]:
    """The application of a client in a directory, and the addresses of environment and tokens."""
    return {
        "tenant_id": TENANT,
        "client_id": application(client_id),
        "client_secret": derived(secret, "client_secret"),
        "data_area_id": "usmf",
        "resource_url": "/",
        "token_url": f"/{TENANT}{V1}",
    }


def application(client_id: str) -> str:
    """The id of the application of a client."""
    return guid("application", client_id)


def is_token_path(path: str) -> bool:
    """Whether a path is that of the token endpoint of any tenant."""
    _, _, rest = path.lstrip("/").partition("/")
    return f"/{rest.rstrip('/')}" in (V1, V2)


def token_match(erp: Erp, request: Request) -> ShortMatch:
    """The request of a token."""

    def take(by: str) -> LogIn:
        form = oauth2.form_of(request)
        oauth2.grant(form, "client_credentials")
        name, given = oauth2.credentials(request, form)
        return oauth2.client_of(
            erp, name, given, application, lambda secret: derived(secret, "client_secret")
        )

    def give(token: str) -> Reply:
        seconds, form = erp.sessions.lifetime_ms // 1000, oauth2.form_of(request)
        if request.path.rstrip("/").endswith(V2):
            return oauth2.token_reply(erp, token, ext_expires_in=seconds)
        begins = erp.now() // 1000
        texts = {"expires_in": seconds, "ext_expires_in": seconds, "expires_on": begins + seconds}
        more: dict[str, Any] = {name: str(value) for name, value in texts.items()}
        more |= {"not_before": str(begins), "resource": form.get("resource", "")}
        return oauth2.token_reply(erp, token, **more)

    return ShortMatch("token.create", take, give, reads=False, public=True)


def refuse(error: ErpError) -> Reply:
    """Why Entra ID gives no token."""
    number, code = NO_GRANT, error.code
    status = 400
    if isinstance(error, Unauthorized):
        wrong_secret = error.place is not None and error.place.field == "client_secret"
        number, code, status = (WRONG_SECRET if wrong_secret else WRONG_CLIENT), "invalid_client", 401
    text = f"AADSTS{number}: {error}"
    reply = oauth2.refused(code, text, status)
    reply.data |= {
        "error_codes": [number],
        "timestamp": instant_text(0),
        "trace_id": "",
        "correlation_id": "",
    }
    return reply
