"""What Frappe refuses by itself, as errors of the ERP with codes of its own."""

from __future__ import annotations

from fake_erp.errors import (
    Forbidden,
    InvalidTransition,
    Malformed,
    NotFound,
    Place,
    RuleRefused,
    Unauthorized,
)


class Missing(Malformed):
    """A mandatory value is missing: MandatoryError."""

    code = "missing_value"


class Invalid(Malformed):
    """A value or a document that validation refuses: ValidationError."""

    code = "invalid"


class BadField(Malformed):
    """A field or an operator that a query may not name: DataError."""

    code = "bad_field"


class Stale(InvalidTransition):
    """The document was changed since it was read: TimestampMismatchError."""

    code = "stale"


class AfterSubmit(InvalidTransition):
    """A field of a submitted document that may not change: UpdateAfterSubmitError."""

    code = "after_submit"


class WrongDocstatus(InvalidTransition):
    """A change of docstatus that does not exist: DocstatusTransitionError."""

    code = "docstatus"


class Cancelled(InvalidTransition):
    """A cancelled document may not change: ValidationError."""

    code = "cancelled"


class Linked(InvalidTransition):
    """Submitted documents are linked to it: LinkExistsError."""

    code = "linked"


class NotPermitted(Forbidden):
    """The user has no role for it: PermissionError."""

    code = "not_permitted"


class CsrfRefused(Forbidden):
    """A browser session without its CSRF token: CSRFTokenError."""

    code = "csrf"


class Guest(Unauthorized):
    """Nothing says which user it is: PermissionError."""

    code = "guest"


class SessionEnded(Unauthorized):
    """The session of the cookie is over: PermissionError, and the body says so."""

    code = "session_expired"


class UnknownDocType(NotFound):
    """There is no such DocType: DoesNotExistError."""

    code = "unknown_doctype"


class UnknownMethod(NotFound):
    """There is no such method, or it is not whitelisted."""

    code = "unknown_method"


def could_not_find(label: str, value: str, field: str, row: int | None = None) -> RuleRefused:
    """A link to a document that does not exist: LinkValidationError. Rows count from 1."""
    where = label if row is None else f"Row #{row}: {label}"
    return RuleRefused(
        f"known_{field}", f"unknown_{field}", f"Could not find {where}: {value[:140]}", Place(field, row)
    )
