"""Refusals as Business Central renders them: a code, a message that ends with a correlation id, and a status."""

from __future__ import annotations

from uuid import NAMESPACE_OID, uuid5

from fake_erp.dialects.business_central import errors
from fake_erp.dialects.business_central.words import WORDS
from fake_erp.dialects.odata.refusals import Shape, headers_of, nearest, retry_after
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
    RuleRefused,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    UnsupportedMedia,
    WriteConflict,
)
from fake_erp.messages import HTML, Reply, Request

SAME_KEY_STATUS = 400
"""Of a key that is taken: 400 was seen, a table of exceptions says 409."""

BY_PRODUCT_CODE: dict[str, int] = {
    errors.NOT_FOUND: 404,
    errors.NO_COMPANY: 404,
    errors.NO_SEGMENT: 404,
    errors.SAME_KEY: SAME_KEY_STATUS,
    errors.SERVER: 500,
}
"""Statuses of the codes that are not answered with 400."""

BY_CODE: dict[str, Shape] = {
    "stale": Shape(errors.CHANGED, 409),
    "text_too_long": Shape(errors.TOO_LONG, 400),
    "period_closed": Shape(errors.VALIDATION, 400),
    "unknown_item": Shape(errors.RELATION, 400),
    "unknown_warehouse": Shape(errors.RELATION, 400),
    "unknown_unit": Shape(errors.RELATION, 400),
    "missing_field": Shape(errors.VALIDATION, 400),
    "unknown_field": Shape(errors.BAD_REQUEST, 400),
}
"""By the code of the refusal."""

BY_KIND: dict[type[ErpError], Shape] = {
    NotFound: Shape(errors.NOT_FOUND, 404),
    MethodNotAllowed: Shape(errors.BAD_METHOD, 405),
    BodyTooLarge: Shape(errors.BAD_REQUEST, 413),
    UnsupportedMedia: Shape(errors.BAD_REQUEST, 415),
    Unauthorized: Shape(errors.NO_CREDENTIALS, 401),
    Forbidden: Shape("Internal_PermissionDenied", 403),
    DuplicateReference: Shape(errors.SAME_KEY, SAME_KEY_STATUS),
    InvalidTransition: Shape(errors.VALIDATION, 400),
    WriteConflict: Shape(errors.CHANGED, 409),
    ReplyFailed: Shape(errors.SERVER, 500),
    Locked: Shape("Internal_RecordLocked", 409),
    RuleRefused: Shape(errors.DIALOG, 400),
    Malformed: Shape(errors.BAD_REQUEST, 400),
    TooManyRequests: Shape(errors.TOO_MANY, 429),
    InternalError: Shape("Internal_ServerError", 500),
    Overloaded: Shape("Internal_ServiceUnavailable", 503),
    UnderMaintenance: Shape("Internal_TenantUnavailable", 503),
}
"""By the class of the refusal, the nearest one."""

STATUS_NAMES = {"draft": "Open", "pending_approval": "Pending Approval"}
"""The status of an order as messages name it; every other one is `Released`."""


def shape_of(error: ErpError) -> Shape:
    """Code and status of a refusal."""
    if isinstance(error, errors.Refused):
        return Shape(error.product_code, BY_PRODUCT_CODE.get(error.product_code, 400))
    return nearest(error, BY_CODE, BY_KIND)


def message_of(error: ErpError) -> str:
    """The message, in the fixed words of the product where it has some."""
    details = error.details
    if type(error) is InvalidTransition and "status" in details:
        now = STATUS_NAMES.get(details["status"], "Released")
        return (
            "Status must be equal to 'Open' in Sales Header: Document Type=Order, "
            f"No.={details.get('number', '')}. Current value is '{now}'. {error.message(WORDS)}"
        )
    if isinstance(error, DuplicateReference) and error.place is not None:
        table, name = (
            ("Customer", "No.") if "customer" in str(error) else ("Document", "External Document No.")
        )
        value = details.get("value", details.get("number", ""))
        return (
            f"The record in table {table} already exists. Identification fields and values: {name}='{value}'"
        )
    if error.code == "period_closed":
        return f"Posting Date is not within your range of allowed posting dates. {error.message(WORDS)}"
    if error.code == "customer_blocked":
        number = str(error).partition("customer ")[2].partition(" ")[0]
        return f"You cannot create this type of document when Customer {number} is blocked with type All."
    if isinstance(error, Unauthorized):
        return "The server has rejected the client credentials."
    if isinstance(error, WriteConflict):
        return "Another user has already changed the record."
    if isinstance(error, TooManyRequests):
        return f"Too many requests reached. {error.message(WORDS)}"
    return error.message(WORDS)


def render(error: ErpError, request: Request) -> Reply:
    """The reply of a refusal. Raises nothing."""
    shape = shape_of(error)
    headers = headers_of(error)
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, headers, error.page, HTML)
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = 'Bearer, Basic realm=""'
    return Reply(shape.status, body(shape.code, message_of(error), request), headers)


def body(code: str, message: str, request: Request) -> dict[str, dict[str, str]]:
    """The error object. The correlation id follows from the request."""
    seed = f"{request.method} {request.path} {request.query} {message}".encode("utf-8", "replace")
    correlation = uuid5(NAMESPACE_OID, seed.decode())
    return {"error": {"code": code, "message": f"{message}  CorrelationId:  {correlation}."}}


OAUTH_ERRORS = {401: ("invalid_client", 7000215), 400: ("invalid_request", 900144)}


def render_login(error: ErpError) -> Reply:
    """The refusal of a login, as the token service gives it."""
    shape = shape_of(error)
    name, number = OAUTH_ERRORS.get(shape.status, ("temporarily_unavailable", 90033))
    shown = {
        "error": name,
        "error_description": f"AADSTS{number}: {error.message(WORDS)}",
        "error_codes": [number],
    }
    return Reply(shape.status, shown, retry_after(error))
