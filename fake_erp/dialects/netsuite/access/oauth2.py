"""OAuth 2.0: the token endpoint, and bearer tokens."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

import orjson

from fake_erp.access.comparing import is_secret
from fake_erp.dialects.netsuite.access.accounts import account_of, client_of_key
from fake_erp.errors import Malformed, Unauthorized
from fake_erp.operations.channels import LogIn

if TYPE_CHECKING:
    from fake_erp.erp import Erp

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS = ("PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LONGEST = 8000


def log_in(erp: Erp, form: dict[str, str], header: str) -> LogIn:
    """The login that a token request stands for. Raises Unauthorized or Malformed."""
    match form.get("grant_type", ""):
        case "client_credentials":
            key = _key_of_assertion(form)
        case "refresh_token":
            key = _key_of_secret(erp, form, header)
            found = client_of_key(erp, key)
            if found is None or not is_secret(form.get("refresh_token"), found[1].refresh_token):
                raise Unauthorized("invalid_grant: the refresh token is unknown")
        case other:
            raise Malformed(f"unsupported_grant_type: got {other[:40]!a}", "grant_type")
    found = client_of_key(erp, key)
    if found is None:
        raise Unauthorized("invalid_client: there is no integration with this client id")
    return LogIn(found[0], erp.sessions.secrets[found[0]])


def refresh_token(erp: Erp, client: str) -> str:
    """The refresh token of a client."""
    return account_of(client, erp.sessions.secrets[client]).refresh_token


def _key_of_assertion(form: dict[str, str]) -> str:
    """The issuer of a signed assertion. Its signature is not checked: the certificate is on the client's side."""
    if form.get("client_assertion_type") != ASSERTION:
        raise Malformed(f"invalid_request: client_assertion_type is {ASSERTION}", "client_assertion_type")
    parts = form.get("client_assertion", "")[:LONGEST].split(".")
    head, claims = (_decoded(parts[0]), _decoded(parts[1])) if len(parts) == 3 and parts[2] else ({}, {})
    if head.get("alg") not in ALGORITHMS:
        raise Unauthorized(f"invalid_client: the assertion is a JWT signed with {' or '.join(ALGORITHMS)}")
    key = claims.get("iss")
    if not isinstance(key, str) or not _lasts(claims):
        raise Unauthorized("invalid_client: the assertion names no issuer or has no valid period")
    return key


def _lasts(claims: dict[str, Any]) -> bool:
    """Whether an assertion is valid for at most an hour."""
    issued, expires = claims.get("iat"), claims.get("exp")
    return type(issued) is int and type(expires) is int and 0 < expires - issued <= 3600


def _decoded(part: str) -> dict[str, Any]:
    try:
        found = orjson.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error):
        return {}
    return found if isinstance(found, dict) else {}


def _key_of_secret(erp: Erp, form: dict[str, str], header: str) -> str:
    key, secret = form.get("client_id", ""), form.get("client_secret", "")
    scheme, _, packed = header.partition(" ")
    if scheme.lower() == "basic":
        try:
            key, _, secret = base64.b64decode(packed.strip()).decode().partition(":")
        except (ValueError, binascii.Error):
            raise Unauthorized("invalid_client: the Authorization header is not Basic") from None
    found = client_of_key(erp, key)
    if found is None or ((secret or header) and not is_secret(secret, found[1].consumer_secret)):
        raise Unauthorized("invalid_client: client id or client secret is wrong")
    return key
