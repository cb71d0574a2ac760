"""What an ERP refuses, where in a document, and why. How a client reads it is for a dialect to say.

Every error here but `InternalError` is definite: nothing was applied. All of them can be built again from their `args`,
which is what simpy does with the exception of a failed process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeAlias

EACH = 0
"""In place of the number of a line: whichever it is."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document: a field by its dotted name, in line `line` (counted from 1) where it is in one.

    >>> print(Place("item", 2))
    line 2, item
    """

    field: str = ""
    line: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.field
        line = "each line" if self.line == EACH else f"line {self.line}"
        return f"{line}, {self.field}" if self.field else line


@dataclass(frozen=True, slots=True)
class See:
    """An operation that helps, with what to ask it for as (name, value).

    >>> print(See("order.list", (("external_reference", ""),)))
    order.list by external_reference
    """

    operation: str
    by: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        by = ", ".join(f"{name} {value}".rstrip() for name, value in self.by)
        return f"{self.operation} by {by}" if by else self.operation


Text: TypeAlias = "str | tuple[str | Place | See, ...]"
"""A message: plain, or in parts, of which places and operations are worded by the dialect."""


class Words(Protocol):
    """How a dialect calls places in its documents and its operations."""

    def place(self, place: Place) -> str:
        """The name of a place."""

    def operation(self, see: See) -> str:
        """The name of an operation."""


class Neutral:
    """Places and operations by their neutral names."""

    def place(self, place: Place) -> str:
        """The neutral name of a place."""
        return str(place)

    def operation(self, see: See) -> str:
        """The neutral name of an operation."""
        return str(see)


NEUTRAL = Neutral()


def worded(text: Text, words: Words = NEUTRAL) -> str:
    """The text in the words of a dialect."""
    if isinstance(text, str):
        return text
    return "".join([_part(part, words) for part in text])


def _part(part: str | Place | See, words: Words) -> str:
    if isinstance(part, str):
        return part
    return words.place(part) if isinstance(part, Place) else words.operation(part)


class ErpError(Exception):
    """`code` for programs, `text` for people, `place` of the fault, `details` what helps.

    `str(error)` is in neutral words; `message` puts it in those of a dialect.
    """

    definite: ClassVar[bool] = True
    code: str = "error"
    rule: str = ""

    def __init__(
        self, text: Text, place: Place | str | None = None, details: dict[str, Any] | None = None
    ) -> None:
        super().__init__(text, place, details)
        self.text = text
        self.place = Place(place) if isinstance(place, str) else place
        self.details: dict[str, Any] = {} if details is None else details

    def __str__(self) -> str:
        return worded(self.text)

    def message(self, words: Words) -> str:
        """What is wrong and what to do, in the words of a dialect."""
        return worded(self.text, words)

    def field(self, words: Words) -> str:
        """The place of the fault in the words of a dialect; "" for none."""
        return "" if self.place is None else words.place(self.place)


class Malformed(ErpError):
    """Not the shape the operation takes."""

    code = "malformed"
    rule = "shape"


class Unauthorized(ErpError):
    """No token, an unknown or an expired one, or wrong client credentials."""

    code = "unauthorized"


class SessionLost(Unauthorized):
    """The session ended before its time; the same call succeeds after another login."""


class NotFound(ErpError):
    """No such address, or no such record."""

    code = "not_found"


class MethodNotAllowed(ErpError):
    """The address exists; `details["allow"]` lists the methods it takes."""

    code = "method_not_allowed"


class BodyTooLarge(ErpError):
    """The body is larger than the installation accepts."""

    code = "body_too_large"
    rule = "shape"


class UnsupportedMedia(ErpError):
    """The body is of a media type that is not accepted."""

    code = "unsupported_media"
    rule = "shape"


class InvalidTransition(ErpError):
    """The state of the document does not allow the operation."""

    code = "invalid_transition"
    rule = "transition"


class DuplicateReference(ErpError):
    """The external reference is taken; `details["number"]` says by which record."""

    code = "duplicate_reference"
    rule = "duplicate_reference"


class PreconditionFailed(ErpError):
    """The record is not in the version that the request demands."""

    code = "precondition_failed"


class Forbidden(ErpError):
    """The client is authenticated and lacks the permission."""

    code = "forbidden"
    rule = "permissions"


class Locked(ErpError):
    """In use by a person or a run of the ERP; `rule` names the rule that locks it."""

    code = "locked"

    def __init__(
        self,
        rule: str,
        text: Text,
        place: Place | str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(text, place, details)
        self.args = (rule, text, place, details)
        self.rule = rule


class RuleRefused(ErpError):
    """Refused by a business rule. `rule` is its name in the rules table, `code` what the client sees."""

    def __init__(
        self,
        rule: str,
        code: str,
        text: Text,
        place: Place | str | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(text, place, details)
        self.args = (rule, code, text, place, details)
        self.rule = rule
        self.code = code


class WriteConflict(Locked):
    """A concurrent transaction changed the same rows; the same call may succeed at once."""


class TooManyRequests(ErpError):
    """The rate or the quota is exceeded, or no slot is free.

    `details["retry_after_s"]`, where it is disclosed, is in whole seconds, at least 1.
    """

    code = "too_many_requests"


class TooManyLogins(TooManyRequests):
    """Too many logins of one client within a minute."""

    code = "too_many_logins"


class NoFreeSession(TooManyRequests):
    """Every licensed session is in use."""

    code = "no_free_session"


class Overloaded(ErpError):
    """As TooManyRequests where 503 is configured; or the queue is full, or the wait in it was too long."""

    code = "overloaded"


class InternalError(ErpError):
    """A defect of the ERP itself; what the call changed before it stays."""

    definite: ClassVar[bool] = False
    code = "internal_error"


class UnderMaintenance(ErpError):
    """Planned maintenance. `page` is the HTML that a proxy in front sends instead of the error; "" for none."""

    code = "maintenance"

    def __init__(
        self,
        text: Text,
        place: Place | str | None = None,
        details: dict[str, Any] | None = None,
        page: str = "",
    ) -> None:
        super().__init__(text, place, details)
        self.args = (text, place, details, page)
        self.page = page


class TokenExpired(ErpError):
    """The position that a feed token names is no longer kept; read everything again."""

    code = "token_expired"


class ReplyFailed(InternalError):
    """The call was carried out, and its reply could not be made."""
