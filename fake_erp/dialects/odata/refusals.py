"""What refusals of OData products share: codes and statuses in tables, headers, and properties for places."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import NamedTuple

from fake_erp.errors import EACH, ErpError, MethodNotAllowed, Place, RuleRefused, See


class Shape(NamedTuple):
    """How a refusal looks: the code of the product, and the status."""

    code: str
    status: int


def nearest(error: ErpError, by_code: Mapping[str, Shape], by_kind: Mapping[type[ErpError], Shape]) -> Shape:
    """The shape of a refusal: by its code, else by the nearest of its classes, else that of `RuleRefused`."""
    found = by_code.get(error.code)
    if found is not None:
        return found
    return next(by_kind[kind] for kind in (*type(error).__mro__, RuleRefused) if kind in by_kind)


def retry_after(error: ErpError) -> dict[str, str]:
    """The header that says when to try again, where the refusal knows it."""
    return {"Retry-After": str(error.details["retry_after_s"])} if "retry_after_s" in error.details else {}


def headers_of(error: ErpError) -> dict[str, str]:
    """The headers of a refusal: when to try again, and the methods that are allowed."""
    headers = retry_after(error)
    if isinstance(error, MethodNotAllowed):
        headers["Allow"] = ", ".join(error.details.get("allow", ()))
    return headers


class PropertyWords(ABC):
    """Renders places as properties and operations as requests.

    `lines` is the navigation property of the lines of an order.
    """

    __slots__ = ()

    lines: str

    @abstractmethod
    def name_of(self, field: str) -> str:
        """The property of a field."""

    @abstractmethod
    def call_of(self, operation: str) -> str:
        """The request of an operation, without its criteria."""

    def place(self, place: Place) -> str:
        """The property of a place; lines count from 1."""
        name = self.name_of(place.field)
        if place.line is None:
            return name
        line = self.lines if place.line == EACH else f"{self.lines}({place.line})"
        return f"{line}/{name}" if name else line

    def operation(self, see: See) -> str:
        """The request of an operation, with its criteria."""
        call = self.call_of(see.operation)
        by = ", ".join([f"{self.name_of(name)} {value}".rstrip() for name, value in see.by])
        return f"{call} by {by}" if by else call
