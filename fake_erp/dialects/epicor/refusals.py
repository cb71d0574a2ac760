"""Refusals as Kinetic gives them: the exception of a business object."""

from __future__ import annotations

from fake_erp.dialects.meanings import meaning
from fake_erp.dialects.odata.refusals import headers_of
from fake_erp.dialects.record_ids import guid
from fake_erp.errors import (
    DuplicateReference,
    ErpError,
    Forbidden,
    InvalidTransition,
    Locked,
    Malformed,
    NotFound,
    RuleRefused,
    Unauthorized,
    UnderMaintenance,
    Words,
)
from fake_erp.messages import HTML, Reply, Request

KEPT = (401, 403, 404, 405, 413, 429, 500, 503)
TYPES: dict[type[ErpError], str] = {
    RuleRefused: "Ice.Common.BusinessObjectException",
    DuplicateReference: "Ice.Common.DuplicateRecordException",
    NotFound: "Ice.Common.RecordNotFoundException",
    InvalidTransition: "Ice.Common.BusinessObjectException",
    Locked: "Ice.Common.BusinessObjectException",
    Forbidden: "Ice.Security.SecurityException",
    Unauthorized: "Ice.Security.SecurityException",
    Malformed: "Epicor.RESTApi.ErrorHandler.EpicorRESTException",
}
TEXTS = {
    "unknown_item": "Part is required.",
    "unknown_customer": "A valid Customer is required.",
    "credit_limit": "The Customer is over the credit limit.",
}
"""Messages by the code of a refusal; any other has its own."""


def render(error: ErpError, words: Words, request: Request) -> Reply:
    """The reply of an error."""
    status = meaning(error) if meaning(error) in KEPT else 400
    headers = headers_of(error)
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, headers, error.page, HTML)
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = 'Basic realm="Epicor", Bearer'
    message = TEXTS.get(error.code) or error.message(words)
    kind = next((TYPES[each] for each in type(error).__mro__ if each in TYPES), "System.Exception")
    in_line = error.place is not None and error.place.line is not None
    detail = {
        "Message": message,
        "Type": "Error",
        "Program": "Erp.Services.BO.SalesOrder.dll",
        "Method": "CheckUpdate",
        "Table": "OrderDtl" if in_line else "OrderHed",
        "Field": error.field(words),
    }
    body = {
        "HttpStatus": status,
        "ReasonPhrase": "REST API Exception",
        "ErrorMessage": message,
        "ErrorType": kind,
        "ErrorDetails": [detail],
        "CorrelationId": guid(
            "correlation", f"{request.path}:{message}"[:500].encode("utf-8", "replace").decode()
        ),
    }
    return Reply(status, body, headers)
