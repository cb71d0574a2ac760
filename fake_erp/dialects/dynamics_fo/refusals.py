"""Refusals as F&O words them: an error of OData, with the Infolog of the table in its inner error."""

from __future__ import annotations

from typing import Any

from fake_erp.dialects.meanings import meaning
from fake_erp.errors import (
    DuplicateReference,
    ErpError,
    Forbidden,
    InvalidTransition,
    Locked,
    Malformed,
    MethodNotAllowed,
    NotFound,
    RuleRefused,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    Words,
)
from fake_erp.messages import HTML, Reply

GENERAL = "An error has occurred."
TABLE_TYPE = "Microsoft.Dynamics.Platform.Integration.Services.OData.ODataInternalServerErrorException"
STATUSES: dict[type[ErpError], int] = {
    Malformed: 400,
    NotFound: 404,
    MethodNotAllowed: 405,
    Forbidden: 403,
    RuleRefused: 400,
    DuplicateReference: 400,
    InvalidTransition: 400,
    Locked: 400,
}
"""The status of each kind of refusal where it is not the one that it means."""
TEXTS = {
    "unknown_customer": "Warning: The value in field 'Customer account' is not found in the table 'Customers'.",
    "unknown_item": "Warning: The value in field 'Item number' is not found in the table 'Items'.",
    "missing_field": "Error: Field '{field}' must be filled in.",
    "credit_limit": "Error: The credit limit has been exceeded for the customer.",
    "customer_blocked": "Error: Customer is on hold.",
    "item_blocked": "Error: Item is stopped for sales.",
    "period_closed": "Error: The ledger period is closed for the date.",
}
"""What the Infolog says of a refusal by its code; of any other its own message."""


def render(error: ErpError, words: Words, entity: str) -> Reply:
    """The reply of an error. `entity` is the table that was written, "" for none."""
    headers = _headers(error)
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, headers, error.page, HTML)
    kinds = type(error).__mro__
    status = next((STATUSES[kind] for kind in kinds if kind in STATUSES), 0) or meaning(error)
    message = error.message(words)
    if isinstance(error, Unauthorized):
        return Reply(401, None, headers, "", HTML)
    if isinstance(error, TooManyRequests):
        shown: dict[str, Any] = {"code": "", "message": f"Number of requests exceeded the limit. {message}"}
    elif isinstance(error, RuleRefused | DuplicateReference | InvalidTransition | Locked):
        shown = _of_table(error, words, entity, message)
    else:
        inner = {"message": message, "type": f"System.{type(error).__name__}", "stacktrace": ""}
        shown = {"code": "", "message": GENERAL, "innererror": inner}
    return Reply(status, {"error": shown}, headers)


def _headers(error: ErpError) -> dict[str, str]:
    headers: dict[str, str] = {}
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = (
            'Bearer authorization_uri="https://login.windows.net/common/oauth2/authorize"'
        )
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.details["allow"])
    return headers


def _of_table(error: ErpError, words: Words, entity: str, message: str) -> dict[str, Any]:
    text = TEXTS.get(error.code, "Error: {message}")
    log = text.format(field=error.field(words), message=message)
    inner = {
        "message": f"Write failed for table row of type '{entity or 'SalesOrderHeaderV2Entity'}'. "
        f"Infolog: {log}; Error: {message}; Error: Update has been canceled.",
        "type": TABLE_TYPE,
        "stacktrace": "",
    }
    return {"code": "", "message": GENERAL, "innererror": inner}
