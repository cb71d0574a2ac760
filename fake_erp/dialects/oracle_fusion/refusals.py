"""Refusals of ADF REST: error details as JSON, or the message as plain text in older versions of the framework."""

from __future__ import annotations

from fake_erp.dialects.meanings import meaning
from fake_erp.errors import (
    ErpError,
    MethodNotAllowed,
    NotFound,
    Unauthorized,
    UnderMaintenance,
    Words,
)
from fake_erp.messages import HTML, PLAIN, Reply, Request

DETAILS = "application/vnd.oracle.adf.error+json"
TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Payload Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}
CODES = {
    "unknown_customer": "FOM-4515401",
    "unknown_item": "FOM-4515414",
    "duplicate_reference": "FOM-4514882",
    "malformed": "27024",
    "invalid_transition": "FOM-4515510",
    "credit_limit": "FOM-4516105",
}
KEPT = (401, 403, 404, 405, 413, 429, 500, 503)
"""Statuses that stay as they are meant; all others are 400."""


def render(error: ErpError, words: Words, request: Request) -> Reply:
    """The reply of an error."""
    status = meaning(error) if meaning(error) in KEPT else 400
    if isinstance(error, NotFound) and request.method == "POST":
        status = 400
    headers: dict[str, str] = {}
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, headers, error.page, HTML)
    if isinstance(error, Unauthorized):
        headers["WWW-Authenticate"] = 'Basic realm="Oracle Fusion"'
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.details["allow"])
    message = error.message(words)
    if not _wants_details(request):
        return Reply(status, None, headers, message, PLAIN)
    detail = {
        "detail": message,
        "o:errorCode": CODES.get(error.code, error.code),
        "o:errorPath": f"/{error.field(words)}".rstrip("/"),
    }
    body = {"title": TITLES.get(status, "Bad Request"), "status": str(status), "o:errorDetails": [detail]}
    return Reply(status, body, headers, media=DETAILS)


def _wants_details(request: Request) -> bool:
    """Details come from version 4 of the framework on, or where they are accepted explicitly."""
    version = request.headers.get("rest-framework-version", "").strip()
    return DETAILS in request.headers.get("accept", "") or (
        version.isascii() and version.isdigit() and int(version[:4]) >= 4
    )
