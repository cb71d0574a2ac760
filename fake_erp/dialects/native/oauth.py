"""The token address as RFC 6749 has it: a form with `grant_type=client_credentials`, and errors of its own shape."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import parse_qsl, unquote_plus

from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.native.words import PREFIX, WORDS
from fake_erp.errors import ErpError, Malformed, Unauthorized
from fake_erp.messages import Reply, Request

FORM = "application/x-www-form-urlencoded"
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
GRANT = "client_credentials"
MOST_FIELDS = 20


class UnsupportedGrant(Malformed):
    """Another grant than client credentials."""


def is_form(request: Request) -> bool:
    """Whether a request asks for a token with a form."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media == FORM and request.path == f"{PREFIX}/token"


def credentials(request: Request, max_bytes: int) -> tuple[str, str]:
    """Id and secret of the client, from HTTP Basic or from the form. Raises Malformed or Unauthorized."""
    form = _form(request, max_bytes)
    grant = form.get("grant_type")
    if not grant:
        raise Malformed(f"grant_type: expected {GRANT}, got nothing", "grant_type")
    if grant != GRANT:
        raise UnsupportedGrant(f"grant_type: expected {GRANT}, got {grant[:40]!a}", "grant_type")
    header = request.headers.get("authorization", "")
    scheme, _, packed = header.partition(" ")
    if scheme.lower() == "basic":
        if "client_secret" in form:
            raise Malformed("send the credentials once: with HTTP Basic or in the form", "client_secret")
        return _basic(packed.strip())
    if not form.get("client_id") or not form.get("client_secret"):
        raise Unauthorized("send client_id and client_secret, with HTTP Basic or in the form")
    return form["client_id"], form["client_secret"]


def _form(request: Request, max_bytes: int) -> dict[str, str]:
    body = request.body if request.body is not None else request.data
    if isinstance(body, dict):
        pairs = [(str(name), str(value)) for name, value in body.items()]
    else:
        text = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body or "")
        if len(text) > max_bytes:
            raise Malformed(f"the body is larger than {max_bytes} bytes")
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            raise Malformed(f"expected at most {MOST_FIELDS} parameters") from None
    form = dict(pairs)
    if len(form) != len(pairs):
        raise Malformed("a parameter is sent more than once")
    return form


def _basic(packed: str) -> tuple[str, str]:
    """Both parts are form-encoded inside, as section 2.3.1 demands."""
    try:
        text = base64.b64decode(packed, validate=True).decode()
    except (binascii.Error, ValueError):
        raise Unauthorized("HTTP Basic: expected base64 of client_id:client_secret") from None
    client_id, colon, secret = text.partition(":")
    if not colon:
        raise Unauthorized("HTTP Basic: expected base64 of client_id:client_secret")
    return unquote_plus(client_id), unquote_plus(secret)


def render(error: ErpError, request: Request) -> Reply:
    """A refusal as section 5.2 has it."""
    headers = dict(NO_STORE)
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    status, code = meaning(error), "invalid_request"
    if isinstance(error, Unauthorized):
        code = "invalid_client"
        headers["WWW-Authenticate"] = 'Basic realm="erp"'
    elif isinstance(error, UnsupportedGrant):
        code = "unsupported_grant_type"
    elif status in (429, 503):
        code = "temporarily_unavailable"
    text = error.message(WORDS).encode("ascii", "replace").decode()
    return Reply(
        status, {"error": code, "error_description": text.replace('"', "'").replace("\\", "/")}, headers
    )
