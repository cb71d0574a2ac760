"""What every match of NetSuite can do, and the addresses in its replies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from fake_erp.dialects.netsuite.access.accounts import REST, account_of
from fake_erp.messages import Reply, Request
from fake_erp.operations.base import Command

if TYPE_CHECKING:
    from fake_erp.erp import Erp

SINGULAR = "application/vnd.oracle.resource+json; type=singular"
COLLECTION = "application/vnd.oracle.resource+json; type=collection"
MOST = 1000
"""Rows of a page."""


class Carried(Protocol):
    """What a recognised request is for; a call that carries another takes it over."""

    @property
    def operation(self) -> str: ...
    @property
    def reads(self) -> bool: ...
    @property
    def public(self) -> bool: ...
    @property
    def number(self) -> str: ...

    def key(self, request: Request) -> str | None:
        """The business key."""

    def fields(self, request: Request) -> Any:
        """The fields that were sent, by neutral names."""


class NetSuiteMatch(Carried, Protocol):
    """A recognised request: what it is for, the command that it asks for, and the reply to what came of it."""

    def read(self, request: Request, by: str) -> Command[Any]:
        """The command, in the name of `by`."""

    def write(self, request: Request, outcome: Any) -> Reply:
        """What came of it."""

    def accepted(self) -> Reply:
        """That it was accepted, and no more."""


@dataclass(slots=True)
class Plain:
    """A match of one operation that changes nothing and has no key; others are made of it."""

    erp: Erp
    operation: str = "health.read"
    reads: bool = True
    public: bool = False
    number: str = ""

    def key(self, request: Request) -> str | None:
        return None

    def fields(self, request: Request) -> Any:
        return None

    def accepted(self) -> Reply:
        return Reply(202)


def origin(erp: Erp, request: Request) -> str:
    """The scheme and host of the addresses in a reply."""
    host = request.headers.get("host", "")
    if host:
        scheme = request.headers.get("x-forwarded-proto", "http")
        return f"{'https' if scheme == 'https' else 'http'}://{host}"
    for client_id, secret in erp.sessions.secrets.items():
        slug = account_of(client_id, secret).account.lower().replace("_", "-")
        return f"https://{slug}.suitetalk.api.netsuite.com"
    return "https://suitetalk.api.netsuite.com"


def base(erp: Erp, request: Request) -> str:
    """The address of the REST services."""
    return origin(erp, request) + REST


def self_link(href: str) -> list[dict[str, str]]:
    """The links of a record."""
    return [{"rel": "self", "href": href}]
