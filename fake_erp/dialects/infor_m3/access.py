"""Tokens of ION: the fields of an `.ionapi` file, with the password grant of a backend service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fake_erp.access.comparing import is_secret
from fake_erp.dialects import oauth2
from fake_erp.dialects.login import derived
from fake_erp.dialects.short.matching import ShortMatch
from fake_erp.errors import ErpError, Unauthorized
from fake_erp.messages import Reply, Request
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

TENANT = "GOLIVE_TST"
TOKEN_PATH = f"/{TENANT}/as/token.oauth2"
ION = f"/{TENANT}"


def login(client_id: str, secret: str) -> dict[str, str]:
    """The fields of the `.ionapi` file of a client, by their names there; `ot` and `pu` are part of `token_url`."""
    return {
        "ti": TENANT,
        "ci": f"{TENANT}~{client_id}",
        "cs": derived(secret, "cs"),
        "saak": f"{TENANT}#{client_id}",
        "sask": derived(secret, "sask"),
        "token_url": TOKEN_PATH,
        "ion_url": ION,
    }


def token_match(erp: Erp, request: Request) -> ShortMatch:
    """The request of a token: for a service account (`password`), or for the client alone."""

    def take(by: str) -> LogIn:
        form = oauth2.form_of(request)
        kind = oauth2.grant(form, "password", "client_credentials")
        name, given = oauth2.credentials(request, form)
        found = oauth2.client_of(
            erp, name, given, lambda client: login(client, "")["ci"], lambda secret: derived(secret, "cs")
        )
        if kind == "password":
            account = login(found.client_id, found.secret)
            is_right = is_secret(form.get("password"), account["sask"])
            if form.get("username") != account["saak"] or not is_right:
                raise Unauthorized("the service account or its secret is wrong", "password")
        return found

    return ShortMatch(
        "token.create", take, lambda token: oauth2.token_reply(erp, token), reads=False, public=True
    )


def refuse(error: ErpError) -> Reply:
    """Why ION gives no token."""
    if isinstance(error, Unauthorized):
        at_user = error.place is not None and error.place.field == "password"
        return oauth2.refused(
            "invalid_grant" if at_user else "invalid_client", str(error), 400 if at_user else 401
        )
    return oauth2.refused(error.code, str(error))
