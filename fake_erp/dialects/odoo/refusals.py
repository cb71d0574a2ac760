"""How each refusal reads in Odoo: its exception, its text, its fault code and its status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fake_erp.dialects.odoo import faults
from fake_erp.dialects.odoo.versions import Version
from fake_erp.errors import (
    BodyTooLarge,
    DuplicateReference,
    ErpError,
    Forbidden,
    InternalError,
    Locked,
    Malformed,
    NotFound,
    Overloaded,
    ReplyFailed,
    RuleRefused,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    UnsupportedMedia,
    WriteConflict,
)

LOCK_ERROR = "odoo.exceptions.LockError"
SERIALIZATION = "psycopg2.errors.SerializationFailure"
FAULTS = {
    faults.USER_ERROR: 2,
    faults.VALIDATION_ERROR: 2,
    faults.MISSING_ERROR: 2,
    "odoo.exceptions.RedirectWarning": 2,
    "odoo.exceptions.LockError": 2,
    faults.ACCESS_DENIED: 3,
    faults.ACCESS_ERROR: 4,
}
"""Fault codes over XML-RPC; 1 for every other exception."""

STATUS = {
    faults.USER_ERROR: 422,
    faults.VALIDATION_ERROR: 422,
    "odoo.exceptions.RedirectWarning": 422,
    faults.MISSING_ERROR: 404,
    faults.ACCESS_ERROR: 403,
    faults.ACCESS_DENIED: 403,
    "odoo.exceptions.LockError": 409,
    faults.SESSION_EXPIRED: 403,
    faults.UNAUTHORIZED: 401,
    faults.NOT_FOUND: 404,
    faults.UNPROCESSABLE: 422,
    faults.BAD_REQUEST: 400,
    faults.WRONG_MEDIA: 415,
    "builtins.AttributeError": 404,
    "werkzeug.exceptions.RequestEntityTooLarge": 413,
}
"""Statuses over JSON-2; 500 for every other exception."""

KINDS: tuple[tuple[type[ErpError], str], ...] = (
    (Unauthorized, faults.ACCESS_DENIED),
    (Forbidden, faults.ACCESS_ERROR),
    (WriteConflict, SERIALIZATION),
    (Locked, LOCK_ERROR),
    (ReplyFailed, faults.TYPE_ERROR),
    (NotFound, faults.MISSING_ERROR),
    (BodyTooLarge, "werkzeug.exceptions.RequestEntityTooLarge"),
    (UnsupportedMedia, faults.WRONG_MEDIA),
    (Malformed, faults.VALIDATION_ERROR),
    (InternalError, "builtins.Exception"),
)
"""Refusals of the domain by their kind; every other one is a UserError."""

CODES = {
    "unknown_customer": faults.MISSING_ERROR,
    "unknown_currency": faults.MISSING_ERROR,
    "unknown_item": faults.MISSING_ERROR,
    "unknown_warehouse": faults.MISSING_ERROR,
    "unknown_unit": faults.MISSING_ERROR,
    "unknown_field": faults.VALUE_ERROR,
    "missing_field": faults.VALIDATION_ERROR,
    "duplicate_reference": faults.VALIDATION_ERROR,
}
"""Refusals of the domain by their code."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A refusal in Odoo's terms."""

    exception: str
    message: str
    status: int

    @property
    def short(self) -> str:
        """The name of the exception without its module."""
        return self.exception.rpartition(".")[2]

    @property
    def fault(self) -> int:
        """The fault code over XML-RPC."""
        return FAULTS.get(self.exception, 1)

    @property
    def debug(self) -> str:
        """What the server's log has of it."""
        trace = 'Traceback (most recent call last):\n  File "odoo/http.py", line 1788, in _serve_db\n'
        name = self.exception.removeprefix("builtins.")
        return f"{trace}{name}: {self.message}\n"

    @property
    def data(self) -> dict[str, Any]:
        """The object that describes it in JSON."""
        return {
            "name": self.exception,
            "message": self.message,
            "arguments": [self.message],
            "context": {},
            "debug": self.debug,
        }


def exception_of(version: Version, error: ErpError) -> str:
    """The exception that Odoo raises for a refusal."""
    own = faults.exception_of(error)
    if own:
        return own
    named = CODES.get(error.code)
    if named is not None:
        return named
    found = next((name for kind, name in KINDS if isinstance(error, kind)), faults.USER_ERROR)
    return SERIALIZATION if found == LOCK_ERROR and version.major < 19 else found


def shown(version: Version, error: ErpError, message: str) -> Shown:
    """A refusal in Odoo's terms. `message` is its text in the dialect's words."""
    exception = exception_of(version, error)
    status = STATUS.get(exception, 500)
    if isinstance(error, TooManyRequests):
        status = 429
    elif isinstance(error, Overloaded | UnderMaintenance):
        status = 503
    return Shown(exception, text_of(version, error, message), status)


def text_of(version: Version, error: ErpError, message: str) -> str:
    """The text of a refusal, where Odoo has one of its own; else `message`."""
    if type(error) is Unauthorized:
        return "Access Denied"
    if isinstance(error, WriteConflict) or (isinstance(error, Locked) and version.major < 19):
        return f"could not serialize access due to concurrent update\nDETAIL:  {message}\n"
    if isinstance(error, DuplicateReference):
        return f"The operation cannot be completed: {message}"
    if isinstance(error, RuleRefused) and error.code == "period_closed":
        period = str(error.details.get("period", ""))
        if version.major >= 18:
            return f"You cannot add/modify entries prior to and inclusive of: {period}."
        return f"You cannot add/modify entries prior to and inclusive of the lock date {period}."
    return message
