"""Domain errors as NetSuite's own: REST, RESTlet, OAuth 2.0 and SOAP have each their shape."""

from __future__ import annotations

from typing import Any, NamedTuple

from fake_erp.dialects.netsuite.words import WORDS, label
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
    NotFound,
    Overloaded,
    ReplyFailed,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    UnsupportedMedia,
)
from fake_erp.messages import HTML, Reply

PREFIX = "Error while accessing a resource. "
ERROR_MEDIA = "application/vnd.oracle.resource+json; type=error"


class Told(NamedTuple):
    """Status, error code and detail of a refusal; `{message}`, `{label}`, `{field}` and `{value}` are filled in."""

    status: int
    code: str
    detail: str = "{message}"


BY_CODE: dict[str, Told] = {
    "missing_field": Told(400, "USER_ERROR", "Please enter value(s) for: {label}."),
    "no_lines": Told(400, "USER_ERROR", "Please enter value(s) for: Item."),
    "unknown_customer": Told(
        400,
        "INVALID_CONTENT",
        "You have entered an Invalid Field Value {value} for the following field: {field}",
    ),
    "unknown_field": Told(400, "INVALID_CONTENT", "Unknown reference or field: {field}."),
    "period_closed": Told(
        400,
        "USER_ERROR",
        "The transaction date you specified is not within the date range of your accounting period.",
    ),
    "customer_blocked": Told(
        400,
        "INVALID_CONTENT",
        "You have entered an Invalid Field Value {value} for the following field: {field}",
    ),
    "customer_not_approved": Told(400, "USER_ERROR"),
    "credit_limit": Told(400, "USER_ERROR", "Customer balance exceeds credit limit. {message}"),
    "bad_id": Told(
        400,
        "INVALID_ID",
        "Invalid record instance identifier '{value}'. Provide a valid record instance ID.",
    ),
    "record_type": Told(404, "NOT_FOUND", "Record type '{value}' does not exist."),
    "parameter": Told(400, "INVALID_PARAMETER", "{message}"),
    "query": Told(400, "INVALID_PARAMETER", "Invalid search query. {message}"),
    "header": Told(400, "INVALID_HEADER", "{message}"),
    "property_name": Told(400, "INVALID_CONTENT", "Unknown reference or field: {value}."),
    "missing_fields": Told(400, "USER_ERROR"),
    "missing_argument": Told(400, "SSS_MISSING_REQD_ARGUMENT"),
    "unknown_type": Told(400, "INVALID_RCRD_TYPE"),
    "unknown_action": Told(400, "INVALID_REQUEST"),
    "entity_exists": Told(400, "USER_ERROR", "This entity already exists."),
    "idempotency": Told(
        400,
        "IDEMPOTENCY_ERROR",
        "A request with this idempotency key was already accepted: see the Location header.",
    ),
}
"""By the code of the domain error."""

for _code in (
    "unknown_item",
    "unknown_currency",
    "unknown_warehouse",
    "unknown_unit",
    "unknown_payment_method",
):
    BY_CODE[_code] = BY_CODE["unknown_customer"]

BY_CLASS: dict[type[ErpError], Told] = {
    Unauthorized: Told(
        401,
        "INVALID_LOGIN",
        "Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI at Setup > Users/Roles "
        "> User Management > View Login Audit Trail.",
    ),
    Forbidden: Told(
        403,
        "INSUFFICIENT_PERMISSION",
        "Permission Violation: Your current role does not have permission to perform this action. {message}",
    ),
    NotFound: Told(
        404, "NONEXISTENT_ID", "The record instance does not exist. Provide a valid record instance ID."
    ),
    MethodNotAllowed: Told(405, "METHOD_NOT_ALLOWED", "The HTTP method is not allowed for this resource."),
    DuplicateReference: Told(400, "USER_ERROR", "This record already exists."),
    InvalidTransition: Told(400, "USER_ERROR"),
    Locked: Told(400, "RCRD_HAS_BEEN_CHANGED", "Record has been changed. {message}"),
    BodyTooLarge: Told(413, "REQUEST_SIZE_EXCEEDED"),
    UnsupportedMedia: Told(
        415, "INVALID_HEADER", "The Content-Type header is missing or has a value that is not supported."
    ),
    TooManyRequests: Told(
        429,
        "CONCURRENCY_LIMIT_EXCEEDED",
        "Concurrent request limit exceeded. Request blocked. Reduce the number of concurrent requests and try again.",
    ),
    InternalError: Told(500, "UNEXPECTED_ERROR", "An unexpected error occurred. {message}"),
    Overloaded: Told(503, "UNEXPECTED_ERROR", "The service is temporarily unavailable. Try again later."),
    UnderMaintenance: Told(503, "UNEXPECTED_ERROR", "NetSuite is down for maintenance. Try again later."),
    ReplyFailed: Told(500, "UNEXPECTED_ERROR", "An unexpected error occurred. Error ID: {message}"),
    Malformed: Told(400, "INVALID_CONTENT"),
    ErpError: Told(400, "USER_ERROR"),
}
"""For errors whose code is not in the other table, by class."""

TITLES = {
    400: ("Bad Request", "15.5.1", "sec10.4.1"),
    401: ("Unauthorized", "15.5.2", "sec10.4.2"),
    403: ("Forbidden", "15.5.4", "sec10.4.4"),
    404: ("Not Found", "15.5.5", "sec10.4.5"),
    405: ("Method Not Allowed", "15.5.6", "sec10.4.6"),
    413: ("Content Too Large", "15.5.14", "sec10.4.14"),
    415: ("Unsupported Media Type", "15.5.16", "sec10.4.16"),
    429: ("Too Many Requests", "15.5", "sec10.4"),
    500: ("Internal Server Error", "15.6.1", "sec10.5.1"),
    503: ("Service Unavailable", "15.6.4", "sec10.5.4"),
}
"""Title of a status, and the sections of the standards that define it."""


def told(error: ErpError) -> Told:
    """The status, code and detail of an error, filled in."""
    row = BY_CODE.get(error.code)
    if row is None:
        row = next(BY_CLASS[kind] for kind in type(error).__mro__ if kind in BY_CLASS)
    field = error.field(WORDS)
    detail = row.detail
    for name, value in (
        ("{message}", error.message(WORDS)),
        ("{field}", field),
        ("{label}", label(field)),
        ("{value}", str(error.details.get("value", ""))[:100]),
    ):
        if name in detail:
            detail = detail.replace(name, value)
    return Told(row.status, row.code, detail)


def rest(error: ErpError, old: bool) -> Reply:
    """A refusal of SuiteTalk REST. `old` gives the older form of the address of the error type."""
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, {}, error.page, HTML)
    status, code, detail = told(error)
    title, section, old_section = TITLES[status]
    if status in (400, 404) and code not in ("INVALID_LOGIN", "INSUFFICIENT_PERMISSION"):
        detail = f"{PREFIX}{detail}" if code in ("USER_ERROR", "INVALID_CONTENT") else detail
    entry: dict[str, Any] = {"detail": detail}
    entry |= _where(error, status)
    entry["o:errorCode"] = code
    reply = Reply(
        status,
        {
            "type": _type(section, old_section, old),
            "title": title,
            "status": status,
            "o:errorDetails": [entry],
        },
        media=ERROR_MEDIA,
    )
    _headers(error, reply)
    return reply


def _type(section: str, old_section: str, old: bool) -> str:
    if old:
        return f"https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#{old_section}"
    return f"https://www.rfc-editor.org/rfc/rfc9110.html#section-{section}"


def _where(error: ErpError, status: int) -> dict[str, str]:
    """Where in the request the fault is: in its body, its address, its query or a header."""
    field = error.field(WORDS)
    if error.code in ("bad_id", "record_type") or status in (404, 405):
        return {"o:errorUrl": str(error.details.get("url", ""))}
    if error.code in ("parameter", "query"):
        return {"o:errorQueryParam": field}
    if error.code in ("header", "idempotency") or isinstance(error, UnsupportedMedia):
        return {"o:errorHeader": field or "Content-Type"}
    return {"o:errorPath": field} if field and status == 400 else {}


def _headers(error: ErpError, reply: Reply) -> None:
    if isinstance(error, Unauthorized):
        reason = str(error).partition(":")[0]
        reason = reason if reason.isascii() and reason.replace("_", "").isalpha() else "token_rejected"
        realm = str(error.details.get("realm", ""))
        reply.headers["WWW-Authenticate"] = (
            f'OAuth realm="{realm}", error="{reason}", error_description="Invalid login attempt."'
        )
    elif isinstance(error, MethodNotAllowed):
        reply.headers["Allow"] = ", ".join(error.details.get("allow", ()))
    if "location" in error.details:
        reply.headers["Location"] = str(error.details["location"])
    if error.code == "idempotency":
        reply.data["title"] = "Conflict"


def restlet(error: ErpError) -> Reply:
    """A refusal of a RESTlet."""
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, {}, error.page, HTML)
    status, code, detail = told(error)
    if isinstance(error, TooManyRequests):
        status, code, detail = 400, "SSS_REQUEST_LIMIT_EXCEEDED", "Request Limit Exceeded"
    reply = Reply(status, {"error": {"code": code, "message": detail}})
    if isinstance(error, Unauthorized):
        _headers(error, reply)
    return reply


def token(error: ErpError) -> Reply:
    """A refusal of the token endpoint."""
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, {}, error.page, HTML)
    status, _, detail = told(error)
    name = error.message(WORDS).partition(":")[0]
    known = ("invalid_client", "invalid_grant", "invalid_request", "unsupported_grant_type")
    if name in known:
        return Reply(401 if name == "invalid_client" else 400, {"error": name})
    return Reply(status, {"error": "invalid_request", "error_description": detail})
