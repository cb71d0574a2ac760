"""Refusals as M3 gives them: HTTP 200 with a result that says ServerReturnedNOK."""

from __future__ import annotations

from typing import Any

from fake_erp.errors import (
    DuplicateReference,
    ErpError,
    Forbidden,
    InternalError,
    InvalidTransition,
    Locked,
    MethodNotAllowed,
    Overloaded,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    Words,
)
from fake_erp.messages import HTML, Reply

CODES = {
    "unknown_customer": "WCU0203",
    "unknown_item": "WIT0103",
    "malformed": "WCO0001",
    "not_found": "WOR0103",
    "unknown_warehouse": "WWH0103",
    "credit_limit": "OI10054",
    "customer_blocked": "CR61023",
}
"""Message ids by the code of a refusal; any other has that of its kind."""
KINDS: dict[type[ErpError], str] = {
    DuplicateReference: "XDU0001",
    InvalidTransition: "OIS0001",
    Locked: "XRE0001",
    Forbidden: "XAU0001",
}
STATUSES: dict[type[ErpError], int] = {
    Unauthorized: 401,
    MethodNotAllowed: 405,
    TooManyRequests: 429,
    InternalError: 500,
    Overloaded: 503,
    UnderMaintenance: 503,
}
"""What the gateway refuses by itself; everything else comes from M3 with 200."""


def status_of(error: ErpError) -> int:
    """The status of a refusal."""
    if error.place is not None and error.place.field == "path":
        return 404
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 200)


def results(rows: list[dict[str, Any]], done: int, failures: int) -> dict[str, Any]:
    """The body of a reply. The name of the third field is misspelt in the product."""
    return {
        "results": rows,
        "wasTerminated": False,
        "nrOfSuccessfullTransactions": done,
        "nrOfFailedTransactions": failures,
    }


def failed(error: ErpError, words: Words, name: str, status: int) -> Reply:
    """The reply of a refusal: of the gateway with its status, of M3 with 200."""
    headers: dict[str, str] = {}
    if "retry_after_s" in error.details:
        headers["Retry-After"] = str(error.details["retry_after_s"])
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, None, headers, error.page, HTML)
    message = error.message(words)
    if status != 200:
        if status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return Reply(status, {"code": status, "message": message, "error": message}, headers)
    code = CODES.get(error.code) or next(
        (KINDS[kind] for kind in type(error).__mro__ if kind in KINDS), "XMI0001"
    )
    row = {
        "transaction": name,
        "errorMessage": message,
        "errorType": "ServerReturnedNOK",
        "errorCode": code,
        "errorField": error.field(words),
        "records": [],
    }
    return Reply(200, results([row], 0, 1), headers)


def joined(replies: list[Reply]) -> Reply:
    """One body of the transactions of a request."""
    rows = [row for reply in replies for row in (reply.data or {}).get("results", [])]
    done = sum((reply.data or {}).get("nrOfSuccessfullTransactions", 0) for reply in replies)
    return Reply(200, results(rows, done, len(replies) - done))
