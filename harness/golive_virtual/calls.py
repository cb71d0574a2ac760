"""What calls of a kit have in common, in golive's process and in that of a program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

DEFAULT_TIMEOUT_S = 30.0


class CallFailed(Exception):
    """A call got no reply; the subclass decides whether it is safe to repeat."""


class NotConnected(CallFailed):
    """The connection was refused: certainly not applied."""


class NoAnswer(CallFailed):
    """Timed out or broke off: it may have been applied."""


class Headers(dict[str, str]):
    """Headers by name, in lower case; a name may be looked up in any case."""

    def __getitem__(self, name: str) -> str:
        return super().__getitem__(name.lower())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a header; the default where there is none."""
        return super().get(name.lower(), default)


@dataclass(slots=True)
class Response:
    """A reply of the shop or the ERP.

    `data` is the decoded JSON body, None for an empty body or one that is not JSON. Header names are in lower case and
    found in any; several Set-Cookie headers are lines of one value.
    """

    status: int
    data: Any
    headers: dict[str, str]

    @property
    def ok(self) -> bool:
        """Whether the status is 2xx."""
        return 200 <= self.status < 300


def with_params(path: str, params: Mapping[str, Any] | None) -> str:
    """The path with more parameters in its query; a list gives one parameter for each of its values."""
    if not params:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode(params, doseq=True)}"


def named(headers: Mapping[str, str] | None) -> dict[str, str]:
    """The headers of a request with names in lower case, as they travel; None is none."""
    return {str(name).lower(): value for name, value in (headers or {}).items()}
