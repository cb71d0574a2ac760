"""Requests, replies and routes as values, without a web framework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from fake_magento.access.callers import Caller
from fake_magento.rest.framework import xml
from fake_magento.rest.framework.encoding import Undecodable, decode, encode
from fake_magento.shop import Shop

JSON_TYPE = "application/json; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"
HTML_TYPE = "text/html; charset=UTF-8"


@dataclass(slots=True)
class Request:
    """A request to the REST API.

    `path` is raw (not decoded, without query), `headers` have lower-case names. Over HTTP `body` is the raw bytes;
    in process `data` is the decoded body and `body` is None.
    """

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: Any = None
    body: bytes | None = None
    caller: Caller | None = None
    """Set by authorization, for routes that are not open to guests."""
    seen: Any = None
    """The `fake_magento.sales.parallel.Seen` of a booking, in a shop that makes them side by side."""

    @property
    def author(self) -> str:
        """How facts name the caller: `api` unless it is a user with a name of its own."""
        return "api" if self.caller is None else self.caller.author

    def peek(self) -> Any:
        """The decoded body before validation; None without one, or if it cannot be decoded."""
        if self.data is None and self.body:
            try:
                return decode(self.body)
            except Undecodable:
                return None
        return self.data


@dataclass(slots=True)
class Reply:
    """A reply; `data` is the body, in JSON unless `is_xml`, `text` an HTML page in its place."""

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    is_xml: bool = False
    listed: Any = None
    """For a list: the `fake_magento.rest.search.listed.Listed` of its rows. It is not sent."""

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        if self.text is not None:
            return HTML_TYPE
        return XML_TYPE if self.is_xml else JSON_TYPE

    def encode(self) -> bytes:
        """The bytes of the body."""
        if self.text is not None:
            return self.text.encode()
        return xml.encode(self.data).encode() if self.is_xml else encode(self.data)


@dataclass(slots=True)
class Call:
    """A request to a view. `params` are the decoded path parameters, `store` is the store scope."""

    request: Request
    params: dict[str, str]
    store: str
    data: Any = None
    """The arguments of the service: the decoded body with query and path merged in, None without any."""
    status: int = 200
    """Status of the reply; another one than 200 only for queued requests."""
    listed: Any = None
    """The `Listed` of a list, for `Reply.listed`."""

    def query(self) -> list[tuple[str, str]]:
        """The query parameters, (name, value) in order."""
        return parse_qsl(self.request.query, keep_blank_values=True)


View = Callable[[Shop, Call], Any]


@dataclass(frozen=True, slots=True)
class BusinessKey:
    """How the business key of a request is read.

    `noun` is `order`, `sku` or `customer`; `read` finds the key of a request in its path parameters or its body, None
    without one.
    """

    noun: str
    read: Callable[[Shop, dict[str, str], Request], str | None]


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` is below `/V1/`, with `{name}` for a parameter. `acl` None: open to guests."""

    method: str
    pattern: str
    operation: str
    view: View
    key: BusinessKey | None
    acl: str | None


Row = tuple[str, str, str, View, BusinessKey | None, str | None]
"""A row of a route table: the arguments of `Route`."""


@dataclass(slots=True)
class Match:
    """A route that fits a request."""

    route: Route
    params: dict[str, str]
    store: str
    shop: Shop

    @property
    def operation(self) -> str:
        """The operation of the route, such as `order.invoice`."""
        return self.route.operation

    def key(self, request: Request) -> str | None:
        """The business key of a request: order number, SKU or customer id; None without one."""
        return self.route.key.read(self.shop, self.params, request) if self.route.key else None
