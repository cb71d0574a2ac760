"""Errors of Frappe in the neutral form: the status that they mean, and the native codes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from golive.candidates.kit import Response

BY_TYPE: Mapping[str, tuple[int, str]] = {
    "MandatoryError": (422, "missing_field"),
    "LinkValidationError": (422, "unknown_link"),
    "PartyDisabled": (422, "customer_blocked"),
    "PartyFrozen": (422, "customer_blocked"),
    "ClosedAccountingPeriod": (422, "period_closed"),
    "DocumentLockedError": (409, "locked"),
    "TimestampMismatchError": (409, "locked"),
    "UpdateAfterSubmitError": (409, "invalid_transition"),
    "DocstatusTransitionError": (409, "invalid_transition"),
    "LinkExistsError": (409, "invalid_transition"),
    "DuplicateEntryError": (409, "duplicate_reference"),
    "PermissionError": (403, "forbidden"),
    "AuthenticationError": (401, "unauthorized"),
    "DoesNotExistError": (404, "not_found"),
}
"""Exception class to status and code."""
SAYS: tuple[tuple[str, int, str], ...] = (
    ("already exists against Customer's Purchase Order", 409, "duplicate_reference"),
    ("no line would be left", 422, "nothing_left"),
    ("has not been invoiced", 409, "invalid_transition"),
    ("are billed and not credited", 422, "credit_exceeds_billed"),
    ("left to credit", 422, "credit_exceeds_invoice"),
    ("Cannot edit cancelled document", 409, "invalid_transition"),
    ("its status is", 409, "invalid_transition"),
    ("is frozen", 409, "warehouse_frozen"),
    ("being counted", 409, "warehouse_frozen"),
    ("Credit limit has been crossed", 422, "credit_limit"),
)
"""Texts of a ValidationError, which has no code, to status and code."""
LEFT = re.compile(r"has (-?[0-9]{1,15}\.[0-9]{2}) left to credit")
VALIDATION = 417


def neutral(reply: Response) -> Response:
    """The refusal in the neutral form; other replies as they are."""
    if reply.ok:
        return reply
    body = reply.data if isinstance(reply.data, dict) else {}
    text = _text(body) or f"the ERP answered {reply.status}"
    exc_type = str(body.get("exc_type") or "")
    status, code = BY_TYPE.get(exc_type, (422 if reply.status == VALIDATION else reply.status, "refused"))
    if exc_type in ("ValidationError", "") or reply.status == VALIDATION:
        status, code = next(((found, name) for part, found, name in SAYS if part in text), (status, code))
    details: dict[str, Any] = {}
    left = LEFT.search(text)
    if left is not None:
        details["left"] = left[1]
    if body.get("session_expired"):
        status, code = 401, "unauthorized"
    error = {"code": code, "message": text, "field": None, "details": details}
    return Response(status, {"error": error}, reply.headers)


def _text(body: dict[str, Any]) -> str:
    """The messages of a refusal."""
    try:
        messages = [
            json.loads(message)["message"] for message in json.loads(body.get("_server_messages") or "[]")
        ]
    except (ValueError, TypeError, KeyError):
        messages = []
    if messages:
        return "; ".join(str(message) for message in messages)
    return str(body.get("exception") or body.get("message") or "")
