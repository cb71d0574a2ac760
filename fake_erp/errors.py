"""What an ERP refuses, and how it says so. Rendered per dialect elsewhere.

Every error here is definite: who gets one knows that nothing was applied. All of them can be built again
from their `args`, which is what simpy does with the exception of a failed process.
"""

from __future__ import annotations

from typing import Any, ClassVar


class ErpError(Exception):
    """`code` for programs, `message` for people, `field` the dotted path at fault, `details` what helps."""

    definite: ClassVar[bool] = True
    code: str = "error"
    rule: str = ""

    def __init__(self, message: str, field: str | None = None, details: dict[str, Any] | None = None) -> None:
        super().__init__(message, field, details)
        self.message = message
        self.field = field
        self.details: dict[str, Any] = {} if details is None else details

    def __str__(self) -> str:
        return self.message


class Malformed(ErpError):
    """Not the shape the operation takes."""

    code = "malformed"
    rule = "shape"


class Unauthorized(ErpError):
    """No token, an unknown or an expired one, or wrong client credentials."""

    code = "unauthorized"


class NotFound(ErpError):
    """No such address, or no such record."""

    code = "not_found"


class MethodNotAllowed(ErpError):
    """The address exists; `details["allow"]` lists the methods it takes."""

    code = "method_not_allowed"


class BodyTooLarge(ErpError):
    code = "body_too_large"
    rule = "shape"


class UnsupportedMedia(ErpError):
    code = "unsupported_media"
    rule = "shape"


class InvalidTransition(ErpError):
    """The document is in a state from which this cannot be done."""

    code = "invalid_transition"
    rule = "transition"


class DuplicateReference(ErpError):
    """The external reference is taken; `details["number"]` says by which record."""

    code = "duplicate_reference"
    rule = "duplicate_reference"


class Forbidden(ErpError):
    """The client is known, and has no right to it."""

    code = "forbidden"
    rule = "permissions"


class Locked(ErpError):
    """Not now: somebody has it open, or works on it. `rule` is the one that says so."""

    code = "locked"

    def __init__(
        self, rule: str, message: str, field: str | None = None, details: dict[str, Any] | None = None
    ) -> None:
        super().__init__(message, field, details)
        self.args = (rule, message, field, details)
        self.rule = rule


class RuleRefused(ErpError):
    """A business rule says no. `rule` is its name in the rules table, `code` what the client gets to see."""

    def __init__(
        self,
        rule: str,
        code: str,
        message: str,
        field: str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, field, details)
        self.args = (rule, code, message, field, details)
        self.rule = rule
        self.code = code


class TooManyRequests(ErpError):
    """Over the rate, the quota or out of slots. `details["retry_after_s"]`, where the house tells it, is in whole
    seconds, at least 1."""

    code = "too_many_requests"


class TooManyLogins(TooManyRequests):
    """A client that logs in again and again instead of keeping its token."""

    code = "too_many_logins"


class NoFreeSession(TooManyRequests):
    """Every session the house has paid for is in use."""

    code = "no_free_session"


class Overloaded(ErpError):
    """As TooManyRequests, from a house that says 503; or the queue is full, or the wait in it was too long."""

    code = "overloaded"


class UnderMaintenance(ErpError):
    """Away on purpose. `page` is the HTML that the proxy in front sends instead of the error object; "" for none."""

    code = "maintenance"

    def __init__(
        self, message: str, field: str | None = None, details: dict[str, Any] | None = None, page: str = ""
    ) -> None:
        super().__init__(message, field, details)
        self.args = (message, field, details, page)
        self.page = page


class TokenExpired(ErpError):
    """What a token of a feed stood for is not kept any more; read everything anew."""

    code = "token_expired"
