"""What this dialect refuses by itself, with the exception that Odoo raises for it."""

from __future__ import annotations

from typing import ClassVar

from fake_erp.errors import ErpError, Forbidden, Malformed, NotFound, Place, RuleRefused, Unauthorized

USER_ERROR = "odoo.exceptions.UserError"
VALIDATION_ERROR = "odoo.exceptions.ValidationError"
MISSING_ERROR = "odoo.exceptions.MissingError"
ACCESS_ERROR = "odoo.exceptions.AccessError"
ACCESS_DENIED = "odoo.exceptions.AccessDenied"
VALUE_ERROR = "builtins.ValueError"
TYPE_ERROR = "builtins.TypeError"
SESSION_EXPIRED = "odoo.http.SessionExpiredException"
UNAUTHORIZED = "werkzeug.exceptions.Unauthorized"
NOT_FOUND = "werkzeug.exceptions.NotFound"
UNPROCESSABLE = "werkzeug.exceptions.UnprocessableEntity"
BAD_REQUEST = "werkzeug.exceptions.BadRequest"
WRONG_MEDIA = "werkzeug.exceptions.UnsupportedMediaType"


class BadValue(Malformed):
    """A value or an argument that the server's code trips over."""

    exception: ClassVar[str] = VALUE_ERROR


class BadArguments(Malformed):
    """Arguments that do not bind to the signature of a method."""

    exception: ClassVar[str] = TYPE_ERROR


class NotBound(Malformed):
    """As BadArguments, over JSON-2."""

    exception: ClassVar[str] = UNPROCESSABLE


class BadRequest(Malformed):
    """A request that is refused before it is dispatched."""

    exception: ClassVar[str] = BAD_REQUEST


class WrongMedia(Malformed):
    """A body of another media type than JSON."""

    exception: ClassVar[str] = WRONG_MEDIA


class Invalid(Malformed):
    """A constraint of a model does not hold."""

    exception: ClassVar[str] = VALIDATION_ERROR


class Refused(Malformed):
    """A method refuses, with a text for people."""

    exception: ClassVar[str] = USER_ERROR


class Missing(NotFound):
    """A record that does not exist."""

    exception: ClassVar[str] = MISSING_ERROR


class NoModel(NotFound):
    """A model that does not exist."""

    exception: ClassVar[str] = USER_ERROR


class NoMethod(NotFound):
    """A method that does not exist or is private."""

    exception: ClassVar[str] = "builtins.AttributeError"


class NoAddress(NotFound):
    """An address without a route."""

    exception: ClassVar[str] = NOT_FOUND


class NoRight(Forbidden):
    """A model or a method that this user may not use."""

    exception: ClassVar[str] = ACCESS_ERROR


class Denied(Unauthorized):
    """A wrong password, user or key."""

    exception: ClassVar[str] = ACCESS_DENIED


class BadKey(Unauthorized):
    """A wrong key over JSON-2."""

    exception: ClassVar[str] = UNAUTHORIZED


class Expired(Unauthorized):
    """No session, or one that is over."""

    exception: ClassVar[str] = SESSION_EXPIRED


class NoDatabase(NotFound):
    """A database that does not exist."""

    exception: ClassVar[str] = "psycopg2.OperationalError"


def missing(model: str, number: int, uid: int = 2) -> Missing:
    """The refusal of an id that no record has."""
    return Missing(
        f"Record does not exist or has been deleted.\n(Record: {model}({number},), User: {uid})", "id"
    )


def unknown(rule: str, code: str, model: str, number: int, field: Place | str, uid: int = 2) -> RuleRefused:
    """As `missing`, for what an order needs: it counts as a refusal by that rule."""
    return RuleRefused(rule, code, str(missing(model, number, uid)), field)


def exception_of(error: ErpError) -> str:
    """The exception of an own refusal; "" for one of the domain."""
    return str(getattr(error, "exception", ""))
