"""The HTTP status that each kind of refusal means, whatever a dialect answers with.

Some products answer a refusal with status 200, or every refusal with the same status. The record of a run keeps what a
refusal means, so that runs in different dialects compare.
"""

from __future__ import annotations

from fake_erp.access.idempotency import KeyInFlight, KeyReused
from fake_erp.errors import (
    BodyTooLarge,
    DuplicateReference,
    ErpError,
    Forbidden,
    InternalError,
    InvalidTransition,
    Locked,
    Malformed,
    MethodNotAllowed,
    NoFreeSession,
    NotFound,
    Overloaded,
    PreconditionFailed,
    RuleRefused,
    TokenExpired,
    TooManyLogins,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    UnsupportedMedia,
)

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
    KeyInFlight: 409,
    PreconditionFailed: 412,
    KeyReused: 422,
    BodyTooLarge: 413,
    UnsupportedMedia: 415,
    RuleRefused: 422,
    TooManyRequests: 429,
    TooManyLogins: 429,
    NoFreeSession: 429,
    InternalError: 500,
    Overloaded: 503,
    UnderMaintenance: 503,
}


def meaning(error: ErpError) -> int:
    """The status that a refusal means."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
