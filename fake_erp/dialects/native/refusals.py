"""Domain errors in the native dialect: a status, and one object that says what, why and where."""

from __future__ import annotations

from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.native.words import WORDS
from fake_erp.errors import ErpError, MethodNotAllowed, Unauthorized, UnderMaintenance
from fake_erp.messages import HTML, Reply


def render(error: ErpError) -> Reply:
    """The reply of an error: its status, the error object, and the headers that its kind demands."""
    headers: dict[str, str] = {}
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, headers, error.page, HTML)
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = "Bearer"
    elif isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.details["allow"])
    body = {
        "code": error.code,
        "message": error.message(WORDS),
        "field": None if error.place is None else WORDS.place(error.place),
        "details": dict(error.details),
    }
    return Reply(meaning(error), {"error": body}, headers)
