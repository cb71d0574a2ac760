"""Refusals as Intacct gives them: HTTP 200, and an error with a number within the result."""

from __future__ import annotations

from fake_erp.dialects.sage_intacct.envelope import error_of
from fake_erp.errors import (
    DuplicateReference,
    ErpError,
    Forbidden,
    InternalError,
    InvalidTransition,
    Malformed,
    NotFound,
    Overloaded,
    TooManyRequests,
    UnderMaintenance,
    Words,
)

NUMBERS = {
    "unknown_customer": "BL03000018",
    "unknown_item": "BL03002143",
    "repeated_control_id": "XL03000009",
    "credit_limit": "BL04002009",
    "period_closed": "BL04000019",
}
KINDS: dict[type[ErpError], str] = {
    Malformed: "XL03000003",
    NotFound: "DL02000001",
    DuplicateReference: "BL34000061",
    InvalidTransition: "BL34000061",
    Forbidden: "PL04000010",
}
GENERAL = "BL34000061"
STATUSES: dict[type[ErpError], int] = {
    TooManyRequests: 429,
    InternalError: 500,
    Overloaded: 503,
    UnderMaintenance: 503,
}
"""What the gateway answers by itself."""
SIGN_IN = (
    "XL03000006",
    "",
    "Sign-in information is incorrect",
    "Check the company ID, user ID and password.",
)
PARTNER = (
    "XL03000006",
    "",
    "Incorrect Intacct XML Partner ID or password.",
    "Check the senderid and its password.",
)


def status_of(error: ErpError) -> int:
    """The status of a refusal."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 200)


def message(error: ErpError, words: Words) -> str:
    """The error message of a refusal."""
    number = NUMBERS.get(error.code) or next(
        (KINDS[kind] for kind in type(error).__mro__ if kind in KINDS), GENERAL
    )
    return error_of(number, "", error.message(words), "Correct the request and try again.")
