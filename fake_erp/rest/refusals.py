"""Domain errors in the native dialect: a status, and one object that says what, why and where."""

from __future__ import annotations

from fake_erp.errors import (
    BodyTooLarge,
    DuplicateReference,
    ErpError,
    InvalidTransition,
    Malformed,
    MethodNotAllowed,
    NotFound,
    RuleRefused,
    TooManyRequests,
    Unauthorized,
    UnsupportedMedia,
)
from fake_erp.messages import Reply

STATUS: dict[type[ErpError], int] = {
    Malformed: 400,
    Unauthorized: 401,
    NotFound: 404,
    MethodNotAllowed: 405,
    DuplicateReference: 409,
    InvalidTransition: 409,
    BodyTooLarge: 413,
    UnsupportedMedia: 415,
    RuleRefused: 422,
    TooManyRequests: 429,
}


def render(error: ErpError) -> Reply:
    headers: dict[str, str] = {}
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.details["retry_after_s"])
    elif isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = "Bearer"
    elif isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.details["allow"])
    body = {
        "code": error.code,
        "message": error.message,
        "field": error.field,
        "details": dict(error.details),
    }
    return Reply(STATUS[type(error)], {"error": body}, headers)
