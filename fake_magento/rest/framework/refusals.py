r"""Refusals as HTTP: the status of each error, its body, and the refusals of typed input.

Source: Adobe Commerce developer docs, "Web API error responses"; Magento source,
Magento\Framework\Webapi\ErrorProcessor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_magento.errors import NotAuthorized, NotFound, Parameters, ShopError

ID_NEEDED = "An ID is needed. Set the ID and try again."
REQUIRED = '"%fieldName" is required. Enter and try again.'
SEVERAL = "One or more input exceptions have occurred."


class MethodNotSupported(ShopError):
    """The REST area has no such HTTP method."""


_STATUSES: tuple[tuple[type[ShopError], int], ...] = (
    (NotFound, 404),
    (NotAuthorized, 401),
    (MethodNotSupported, 405),
    (ShopError, 400),
)


def status_of(error: ShopError) -> int:
    """The HTTP status of a refusal."""
    return next(status for kind, status in _STATUSES if isinstance(error, kind))


def error_body(error: ShopError) -> dict[str, Any]:
    """The body of a refusal: `message`, and `errors` and `parameters` where there are any."""
    body: dict[str, Any] = {"message": error.message}
    if error.errors:
        body["errors"] = [error_body(entry) for entry in error.errors]
    if isinstance(error.parameters, Mapping):
        body["parameters"] = dict(error.parameters)
    elif error.parameters:
        body["parameters"] = list(error.parameters)
    return body


def required(*fields: str) -> ShopError:
    """The refusal of missing arguments; several are listed under `errors`."""
    each = [ShopError(REQUIRED, {"fieldName": field}) for field in fields]
    return each[0] if len(each) == 1 else ShopError(SEVERAL, None, each)


def wrong_type(value: object, expected: str) -> ShopError:
    """The refusal of a value that does not convert. Magento fills this message in before it throws."""
    shown = "array" if isinstance(value, (dict, list)) else _php_text(value)
    return ShopError(
        f'The "{shown}" value\'s type is invalid. The "{expected}" type was expected. Verify and try again.'
    )


def _php_text(value: object) -> str:
    if value is True:
        return "1"
    if value is None or value is False:
        return ""
    return str(value)


def rendered(message: str, parameters: Parameters) -> str:
    """A message with its parameters filled in."""
    if isinstance(parameters, Mapping):
        for name, value in parameters.items():
            message = message.replace(f"%{name}", str(value))
    elif parameters:
        for index, value in reversed(list(enumerate(parameters, start=1))):
            message = message.replace(f"%{index}", str(value))
    return message
