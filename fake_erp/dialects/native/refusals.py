"""Domain errors in the native dialect: a status, and one object that says what, why and where."""

from __future__ import annotations

from fake_erp.dialects.native.words import WORDS
from fake_erp.errors import (
    BodyTooLarge,
    DuplicateReference,
    ErpError,
    Forbidden,
    InvalidTransition,
    Locked,
    Malformed,
    MethodNotAllowed,
    NoFreeSession,
    NotFound,
    Overloaded,
    RuleRefused,
    TokenExpired,
    TooManyLogins,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    UnsupportedMedia,
)
from fake_erp.messages import HTML, Reply

STATUS: dict[type[ErpError], int] = {
    Malformed: 400,
    Unauthorized: 401,
    Forbidden: 403,
    NotFound: 404,
    MethodNotAllowed: 405,
    DuplicateReference: 409,
    TokenExpired: 410,
    InvalidTransition: 409,
    Locked: 409,
    BodyTooLarge: 413,
    UnsupportedMedia: 415,
    RuleRefused: 422,
    TooManyRequests: 429,
    TooManyLogins: 429,
    NoFreeSession: 429,
    Overloaded: 503,
    UnderMaintenance: 503,
}


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
    return Reply(STATUS[type(error)], {"error": body}, headers)
