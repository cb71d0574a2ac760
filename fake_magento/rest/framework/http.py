"""Requests, replies and routes as values. Nothing here knows a web framework."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from fake_magento.access.callers import Caller
from fake_magento.rest.framework import xml
from fake_magento.rest.framework.encoding import Undecodable, decode, encode

if TYPE_CHECKING:
    from fake_magento.shop import Shop


JSON_TYPE = "application/json; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"
HTML_TYPE = "text/html; charset=UTF-8"


@dataclass(slots=True)
class Request:
    """`path` is raw (undecoded, no query), `headers` have lower-case names. Over HTTP `body` holds the raw
    bytes;
    in process `data` is the decoded body and `body` stays None."""

    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: Any = None
    body: bytes | None = None
    caller: Caller | None = None
    """Set when the request has been let in to a route that is not open to guests."""

    def peek(self) -> Any:
        """The decoded body, before anybody has judged it; None when there is none or it cannot be read."""
        if self.data is None and self.body:
            try:
                return decode(self.body)
            except Undecodable:
                return None
        return self.data


@dataclass(slots=True)
class Reply:
    """`data` is the body, said in JSON unless `is_xml`; `text` replaces it where Magento answers with a page."""

    status: int
    data: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    is_xml: bool = False

    @property
    def content_type(self) -> str:
        if self.text is not None:
            return HTML_TYPE
        return XML_TYPE if self.is_xml else JSON_TYPE

    def encode(self) -> bytes:
        """The body as it goes on the wire."""
        if self.text is not None:
            return self.text.encode()
        return xml.encode(self.data).encode() if self.is_xml else encode(self.data)


@dataclass(slots=True)
class Call:
    """One request on its way through a view. `params` are the decoded path parameters, `store` the scope."""

    request: Request
    params: dict[str, str]
    store: str
    data: Any = None
    """What the service is given: the decoded body with query and path merged in, None when there is nothing."""
    status: int = 200
    """Status of the reply; only what is queued is answered with another one."""

    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(self.request.query, keep_blank_values=True)


View = Callable[["Shop", Call], Any]


@dataclass(frozen=True, slots=True)
class BusinessKey:
    """Which record a request is about. `noun` is `order`, `sku` or `customer`; `read` finds the key of a request in
    its path parameters or its body, None without one."""

    noun: str
    read: Callable[[Shop, dict[str, str], Request], str | None]


@dataclass(frozen=True, slots=True)
class Route:
    """`pattern` is below `/V1/`, with `{name}` for a parameter. `acl` None means that guests are welcome."""

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
        return self.route.operation

    def key(self, request: Request) -> str | None:
        """The business key the request is about: order number, SKU or customer id."""
        return self.route.key.read(self.shop, self.params, request) if self.route.key else None
