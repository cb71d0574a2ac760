"""Refusals of the books as the product words them: code, status, text, in the shapes of both versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from fake_erp.dialects.business_one.fields import Missing
from fake_erp.dialects.business_one.words import WORDS
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
    ReplyFailed,
    RuleRefused,
    TokenExpired,
    TooManyLogins,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    UnsupportedMedia,
)
from fake_erp.messages import HTML, Reply

Wording: TypeAlias = Callable[[ErpError], str]


class WrongLogin(Unauthorized):
    """Company, user or password of a login are wrong."""


class Stale(Locked):
    """The ETag in If-Match is not that of the record."""

    def __init__(self) -> None:
        super().__init__("etag", STALE)
        self.args = ()


class QueryRefused(Malformed):
    """A query option that the product does not support."""


class SqlRefused(Malformed):
    """An SQL query that is refused; `number` is the code of the product."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(text)
        self.args = (number, text)
        self.number = number


STALE = "Another user or another operation modified data; to continue, open the window again (ODBC -2039)"
NO_RECORD = "No matching records found (ODBC -2028)"
EXISTS = "This entry already exists in the following tables (ODBC -2035)"
NO_SESSION = "Invalid session or session already timeout."


def _plain(error: ErpError) -> str:
    """The message, with the column at its end."""
    message, column = error.message(WORDS), error.field(WORDS)
    return message if not column or column in message else f"{message}  {column}"


def _says(words: str) -> Wording:
    """The product's words, then the message."""
    return lambda error: f"{words}: {_plain(error)}"


def _only(words: str) -> Wording:
    return lambda error: words


def _with_column(words: str) -> Wording:
    """The product's words and the column."""
    return lambda error: f"{words}  {error.field(WORDS) or '[ORDR.CardCode]'}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of the table."""

    code: int
    status: int = 400
    wording: Wording = _plain


BY_CODE: dict[str, Refusal] = {
    "unknown_customer": Refusal(-5002, wording=_says("Invalid BP code")),
    "unknown_item": Refusal(-5002, wording=_says("Item number is invalid")),
    "unknown_warehouse": Refusal(-5002, wording=_says("Warehouse is not defined")),
    "unknown_unit": Refusal(-5002, wording=_says("Unit of measure is invalid")),
    "unknown_currency": Refusal(-5002, wording=_says("Currency is invalid")),
    "missing_field": Refusal(-5002),
    "period_closed": Refusal(-4013, wording=_says("Posting period locked; specify an alternative date")),
    "date_out_of_range": Refusal(-10, wording=_says("Date deviates from permissible range")),
    "number_range_exhausted": Refusal(
        -4002, wording=_says("To generate this document, define the numbering series")
    ),
    "not_available": Refusal(-10, wording=_says("Quantity falls into negative inventory")),
    "not_enough_stock": Refusal(-10, wording=_says("Quantity falls into negative inventory")),
    "negative_stock": Refusal(-10, wording=_says("Quantity falls into negative inventory")),
    "customer_blocked": Refusal(-10, wording=_says("Business partner is inactive")),
    "customer_not_approved": Refusal(-10, wording=_says("Business partner is inactive")),
    "item_blocked": Refusal(-10, wording=_says("Item is inactive")),
    "credit_limit": Refusal(-10, wording=_says("Customer exceeded credit limit")),
    "credit_limit_exceeded": Refusal(-10, wording=_says("Customer exceeded credit limit")),
    "duplicate_reference": Refusal(-2035, wording=_says(EXISTS)),
    "validation_failed": Refusal(-1116, wording=lambda error: f"(1) {_plain(error)}"),
}
"""By the code of an error; what is not here goes by its class."""

BY_CLASS: dict[type[ErpError], Refusal] = {
    SqlRefused: Refusal(701),
    QueryRefused: Refusal(201, wording=_says("Not supported query string")),
    Stale: Refusal(-2039, 412, _only(STALE)),
    WrongLogin: Refusal(100000027, 401, _only("Login failed")),
    Unauthorized: Refusal(301, 401, _only(NO_SESSION)),
    Forbidden: Refusal(-10, 403, _says("You are not permitted to perform this action")),
    NotFound: Refusal(-2028, 404, _only(NO_RECORD)),
    MethodNotAllowed: Refusal(-5006, wording=_says("The requested action is not supported for this object")),
    DuplicateReference: Refusal(-2035, wording=_says(EXISTS)),
    Locked: Refusal(-2038, wording=_says("Record is locked by another user (ODBC -2038)")),
    InvalidTransition: Refusal(-10),
    UnsupportedMedia: Refusal(-1, 415),
    Missing: Refusal(-5002),
    NoFreeSession: Refusal(-304, 401, _says("Maximum number of licensed sessions is reached")),
    Malformed: Refusal(-1000),
    TokenExpired: Refusal(-2028, 404, _only(NO_RECORD)),
    RuleRefused: Refusal(-10),
    InternalError: Refusal(-10, 500, _says("Internal error (-10) occurred")),
    ErpError: Refusal(-10),
}

PAGES: dict[type[ErpError], tuple[int, str, str]] = {
    BodyTooLarge: (
        413,
        "Request Entity Too Large",
        "The requested resource does not allow request data with this request, or the amount of data exceeds the "
        "capacity limit.",
    ),
    TooManyLogins: (503, "Service Unavailable", "The server is temporarily unable to service your request."),
    TooManyRequests: (
        503,
        "Service Unavailable",
        "The server is temporarily unable to service your request.",
    ),
    Overloaded: (
        502,
        "Proxy Error",
        "The proxy server received an invalid response from an upstream server.",
    ),
    ReplyFailed: (
        502,
        "Proxy Error",
        "The proxy server received an invalid response from an upstream server.",
    ),
    UnderMaintenance: (
        503,
        "Service Unavailable",
        "The server is temporarily unable to service your request.",
    ),
}
"""What the load balancer in front answers by itself: status, title and text of its page."""


def render(error: ErpError, *, v1: bool) -> Reply:
    """The reply of an error in a version of the Service Layer, or the page of the load balancer."""
    kinds = type(error).__mro__
    headers: dict[str, str] = {}
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    if not isinstance(error, NoFreeSession):
        page = next((PAGES[kind] for kind in kinds if kind in PAGES), None)
        if page is not None:
            status, title, text = page
            return Reply(status, None, headers, apache_page(status, title, text), HTML)
    row = row_of(error)
    return Reply(row.status, body(row.code, row.wording(error), v1=v1), headers)


def row_of(error: ErpError) -> Refusal:
    """The row of the table that an error goes by."""
    if isinstance(error, SqlRefused):
        return Refusal(error.number)
    if type(error) in (RuleRefused, Malformed, Missing) and error.code in BY_CODE:
        return BY_CODE[error.code]
    kind = next(kind for kind in type(error).__mro__ if kind in BY_CLASS)
    return BY_CLASS[kind]


def body(code: int, message: str, *, v1: bool) -> dict[str, object]:
    """The error object: version 1 has a number and a text with its language, version 2 texts."""
    if v1:
        return {"error": {"code": code, "message": {"lang": "en-us", "value": message}}}
    return {"error": {"code": str(code), "details": [{"code": "", "message": ""}], "message": message}}


def apache_page(status: int, title: str, text: str) -> str:
    """An error page of Apache."""
    return (
        '<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n'
        f"<title>{status} {title}</title>\n</head><body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body></html>\n"
    )
