r"""Typed input: bodies converted to values as Magento's service layer converts them.

snake_case and camelCase names are both accepted; numbers may be numeric strings; unknown arguments are ignored,
unknown properties of an object are not. Source: Magento source, Magento\Framework\Webapi\ServiceInputProcessor and
Magento\Framework\Reflection\TypeProcessor.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework.refusals import wrong_type

Convert = Callable[[Any], Any]


class UnknownProperty(Exception):
    """A typed object has no such property. The status of the reply depends on the version."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def refusal(self) -> ShopError:
        """The refusal from 2.4.7 on."""
        upper = "".join(part[:1].upper() + part[1:] for part in self.name.split("_"))
        message = '"%fieldName" is not supported. Correct the field name and try again.'
        return ShopError(message, {"fieldName": upper})


def integer(value: Any) -> int:
    """An int. Raises ShopError, as all converters do."""
    if isinstance(value, (bool, int)):
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        digits = value.strip().removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 19:
            return int(value)
    raise wrong_type(value, "int")


def decimal(value: Any) -> float:
    """A float."""
    if isinstance(value, (bool, int, float)) and abs(value) < 1e15:
        return float(value)
    if isinstance(value, str):
        try:
            parsed = float(value)
        except ValueError:
            parsed = math.nan
        if abs(parsed) < 1e15:
            return parsed
    raise wrong_type(value, "float")


def cents(value: Any) -> int:
    """An amount in cents, half a cent rounded away from zero."""
    amount = decimal(value) * 100
    return math.floor(amount + 0.5 + 1e-7) if amount >= 0 else -math.floor(-amount + 0.5 + 1e-7)


def units(value: Any) -> int:
    """A quantity; the fraction is cut off, as for products without decimal quantities."""
    return int(decimal(value))


def boolean(value: Any) -> bool:
    """A bool, also from 0, 1 and their texts."""
    if isinstance(value, (bool, int)) and value in (0, 1):
        return bool(value)
    if value in ("0", "1", "true", "false"):
        return value in ("1", "true")
    raise wrong_type(value, "bool")


def text(value: Any) -> str:
    """A str, also from numbers."""
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise wrong_type("?", "string")
        return value
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, (int, float)) and abs(value) < 1e300:
        return str(value)
    raise wrong_type(value, "string")


def anything(value: Any) -> Any:
    """A value that is accepted and not used."""
    return value


def camel(name: str) -> str:
    """`order_item_id` as `orderItemId`."""
    head, *tail = name.split("_")
    return head + "".join(part.capitalize() for part in tail)


class Shape:
    """A typed object with the name of Magento's interface."""

    def __init__(self, name: str, /, **properties: Convert) -> None:
        self.name = name
        self.properties = properties
        self._properties = _both_cases(properties)

    def convert(self, key: str) -> Convert | None:
        """The converter of a property, by either of its names."""
        known = self._properties.get(key)
        return known[1] if known else None

    def __call__(self, value: Any) -> dict[str, Any]:
        """The converted object. Raises UnknownProperty, and ShopError for a value of the wrong type."""
        if not isinstance(value, dict):
            if value == []:
                return {}
            raise wrong_type(value, self.name)
        result: dict[str, Any] = {}
        for key, own in value.items():
            known = self._properties.get(key)
            if known is None:
                raise UnknownProperty(key)
            if own is not None:
                name, convert = known
                try:
                    result[name] = convert(own)
                except ShopError as error:
                    message = f'Error occurred during "{key}" processing. {error.message}'
                    raise ShopError(message) from error
        return result


class Arguments:
    """The arguments of a service method: the top level of a body. Unknown ones are ignored."""

    def __init__(self, **arguments: Convert) -> None:
        self.arguments = arguments
        self._arguments = _both_cases(arguments)

    def convert(self, key: str) -> Convert | None:
        """The converter of an argument, by either of its names."""
        known = self._arguments.get(key)
        return known[1] if known else None

    def __call__(self, data: Any) -> dict[str, Any]:
        """The converted arguments; empty for a body that is not an object. Raises as the converters do."""
        if not isinstance(data, dict):
            return {}
        result: dict[str, Any] = {}
        for key, own in data.items():
            known = self._arguments.get(key)
            if known is not None and own is not None:
                result[known[0]] = known[1](own)
        return result


def _both_cases(fields: dict[str, Convert]) -> dict[str, tuple[str, Convert]]:
    names = {name: (name, convert) for name, convert in fields.items()}
    names.update({camel(name): (name, convert) for name, convert in fields.items()})
    return names


class ListOf:
    """A list with one converter for all entries."""

    def __init__(self, each: Convert, name: str) -> None:
        self.each = each
        self.name = name

    def __call__(self, value: Any) -> list[Any]:
        """The converted entries. Raises ShopError for a value that is not a list."""
        if not isinstance(value, list):
            raise wrong_type(value, self.name + "[]")
        return [self.each(entry) for entry in value]


def list_of(convert: Convert, name: str) -> ListOf:
    """A converter of lists; `name` is Magento's name of the entry type, for error messages."""
    return ListOf(convert, name)
