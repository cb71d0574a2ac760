"""Refusals as Sage 200 gives them: an array of codes and messages."""

from __future__ import annotations

from fake_erp.dialects.meanings import meaning
from fake_erp.errors import (
    ErpError,
    InternalError,
    Malformed,
    MethodNotAllowed,
    NotFound,
    Overloaded,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    Words,
)
from fake_erp.messages import HTML, Reply

KEPT = (401, 403, 404, 405, 413, 429, 500, 503)
CODES: dict[type[ErpError], str] = {
    UnderMaintenance: "SiteOffline",
    InternalError: "InternalServerError",
    Overloaded: "SiteBusy",
    TooManyRequests: "TooManyRequests",
    Unauthorized: "InvalidToken",
    NotFound: "ResourceNotFound",
    MethodNotAllowed: "MethodNotAllowed",
    Malformed: "InvalidRequest",
}
OFFLINE = "The Sage 200 site is not available: the connection to the on-premises agent is offline."


def render(error: ErpError, words: Words) -> Reply:
    """The reply of an error."""
    status = meaning(error) if meaning(error) in KEPT else 400
    headers: dict[str, str] = {}
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.details["allow"])
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, headers, error.page, HTML)
    code = next((CODES[kind] for kind in type(error).__mro__ if kind in CODES), "")
    message = OFFLINE if isinstance(error, UnderMaintenance) else error.message(words)
    return Reply(status, [{"code": code or _pascal(error.code), "message": message}], headers)


def _pascal(code: str) -> str:
    return "".join([part.title() for part in code.split("_")])
