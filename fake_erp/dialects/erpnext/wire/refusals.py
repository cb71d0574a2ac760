"""Refusals as Frappe throws them: exception class, HTTP status and texts, by code and by class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from fake_erp.dialects.erpnext.words import WORDS
from fake_erp.errors import (
    BodyTooLarge,
    DuplicateReference,
    ErpError,
    Forbidden,
    InternalError,
    Locked,
    MethodNotAllowed,
    NotFound,
    Overloaded,
    ReplyFailed,
    TooManyRequests,
    Unauthorized,
    UnderMaintenance,
    WriteConflict,
)


class Thrown(NamedTuple):
    """An exception class with its module and its HTTP status, and the title of its message."""

    exc_type: str
    status: int = 417
    module: str = "frappe.exceptions"
    title: str = "Message"


VALIDATION = Thrown("ValidationError")
LINK = Thrown("LinkValidationError")

BY_CODE: Mapping[str, Thrown] = {
    "missing_value": Thrown("MandatoryError", title="Missing Fields"),
    "missing_field": Thrown("MandatoryError", title="Missing Fields"),
    "bad_field": Thrown("DataError", title="Invalid Field"),
    "stale": Thrown("TimestampMismatchError"),
    "after_submit": Thrown("UpdateAfterSubmitError", title="Cannot Update After Submit"),
    "docstatus": Thrown("DocstatusTransitionError"),
    "linked": Thrown("LinkExistsError"),
    "unknown_customer": LINK,
    "unknown_item": LINK,
    "unknown_warehouse": LINK,
    "unknown_currency": LINK,
    "unknown_address": LINK,
    "unknown_unit": LINK,
    "unknown_country": LINK,
    "unknown_party": LINK,
    "unknown_price_list": LINK,
    "unknown_return_against": LINK,
    "unknown_reference_name": LINK,
    "customer_blocked": Thrown("PartyDisabled", module="erpnext.exceptions"),
    "period_closed": Thrown(
        "ClosedAccountingPeriod", module="erpnext.accounts.doctype.accounting_period.accounting_period"
    ),
    "not_available": Thrown(
        "NegativeStockError", module="erpnext.stock.stock_ledger", title="Insufficient Stock"
    ),
    "text_too_long": Thrown("CharacterLengthExceededError"),
    "no_lines": Thrown("MandatoryError", title="Missing Fields"),
    "not_permitted": Thrown("PermissionError", 403, title="Not Permitted"),
    "csrf": Thrown("CSRFTokenError", 400, title="Invalid Request"),
    "guest": Thrown("PermissionError", 403, title="Not Permitted"),
    "session_expired": Thrown("PermissionError", 403, title="Not Permitted"),
}
"""Codes of refusals to exceptions."""

BY_CLASS: tuple[tuple[type[ErpError], Thrown], ...] = (
    (Unauthorized, Thrown("AuthenticationError", 401)),
    (Forbidden, Thrown("PermissionError", 403, title="Not Permitted")),
    (MethodNotAllowed, Thrown("PermissionError", 403, title="Not Permitted")),
    (NotFound, Thrown("DoesNotExistError", 404, title="Not Found")),
    (WriteConflict, Thrown("TimestampMismatchError")),
    (Locked, Thrown("DocumentLockedError")),
    (ReplyFailed, Thrown("ConnectionError", 500, "redis.exceptions")),
    (BodyTooLarge, Thrown("RequestEntityTooLarge", 413, "werkzeug.exceptions")),
    (TooManyRequests, Thrown("TooManyRequestsError", 429)),
    (UnderMaintenance, Thrown("SessionStopped", 503)),
    (InternalError, Thrown("Exception", 500, "builtins")),
    (Overloaded, Thrown("SessionStopped", 503)),
)
"""Classes of refusals whose code is in no row above."""

DUPLICATE_MASTER = Thrown("DuplicateEntryError", 409, title="Duplicate Name")


def thrown(error: ErpError) -> Thrown:
    """The exception that stands for a refusal."""
    if isinstance(error, DuplicateReference):
        return VALIDATION if error.details.get("doctype") or _of_order(error) else DUPLICATE_MASTER
    found = BY_CODE.get(error.code)
    if found is not None:
        return found
    return next((each for kind, each in BY_CLASS if isinstance(error, kind)), VALIDATION)


def _of_order(error: DuplicateReference) -> bool:
    return "order" in str(error).partition(";")[0].split()


def _quoted(text: str) -> str:
    return text.partition("'")[2].partition("' belongs")[0]


LABELS: Mapping[str, str] = {
    "unknown_item": "Item Code",
    "unknown_warehouse": "Warehouse",
    "unknown_unit": "UOM",
    "unknown_currency": "Currency",
}
"""Codes of links to the label of the field."""


def _link(error: ErpError, text: str) -> str:
    value = text.partition("'")[2].partition("'")[0]
    row = "" if error.place is None or error.place.line is None else f"Row #{error.place.line}: "
    return f"Could not find {row}{LABELS[error.code]}: {value}"


def _duplicate_order(text: str) -> str:
    reference, name = _quoted(text), text.partition(" belongs to order ")[2].partition(";")[0]
    return (
        f"Sales Order {name} already exists against Customer's Purchase Order {reference}. To allow multiple Sales "
        "Orders, Enable 'Allow Multiple Sales Orders Against a Customer's Purchase Order' in Selling Settings"
    )


def _over_limit(details: Mapping[str, Any]) -> str:
    party = details.get("party") or details["customer"]
    return (
        f"Credit limit has been crossed for customer {party} ({details['exposure']}/{details['limit']})<br><br>"
        f"Please contact your administrator to extend the credit limits for {party}."
    )


def _closed(details: Mapping[str, Any], version: str) -> str:
    period = details.get("period", "")
    if version in ("13", "14"):
        document = details.get("doctype", "Sales Invoice")
        return f"You cannot create a {document} within the closed Accounting Period {period}"
    return f"You cannot create or cancel any accounting entries with in the closed Accounting Period {period}"


def wording(error: ErpError, version: str) -> str:
    """What the message says."""
    details = error.details
    text: str = details.get("said") or error.message(WORDS)
    if isinstance(error, DuplicateReference) and _of_order(error):
        return _duplicate_order(text)
    if error.code in LABELS and not text.startswith("Could not find"):
        return _link(error, text)
    if error.code == "credit_limit" and "exposure" in details:
        return _over_limit(details)
    if error.code == "customer_blocked" and details.get("party"):
        return f"Customer {details['party']} is disabled"
    return _closed(details, version) if error.code == "period_closed" else text
