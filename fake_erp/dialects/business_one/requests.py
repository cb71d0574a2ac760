"""Requests: the version and the address they are for, and their bodies, whatever their Content-Type says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from fake_erp.dialects.business_one.refusals import QueryRefused
from fake_erp.dialects.odata.paths import Segment, path_of
from fake_erp.dialects.odata.queries import Query, Version, query_of
from fake_erp.errors import BodyTooLarge, Malformed
from fake_erp.messages import Request

if TYPE_CHECKING:
    from fake_erp.erp import Erp

V1, V2 = "/b1s/v1", "/b1s/v2"
PAGE_SIZE = 20
DEEPEST = 60
_METHODS = {"MERGE": "PATCH", "PUT": "PATCH", "HEAD": "GET"}


def is_v1(request: Request) -> bool:
    """Whether a request is for version 1."""
    return request.path[6:7] != "2"


def version_of(request: Request) -> Version:
    """The version of OData of a request."""
    return Version.V3 if is_v1(request) else Version.V4


def root_of(request: Request) -> str:
    """The path of the service."""
    return V1 if is_v1(request) else V2


def method_of(request: Request) -> str:
    """The method that counts: of a tunnelled call the one in its header."""
    method = request.method
    if method == "POST":
        tunnelled = request.headers.get("x-http-method-override") or request.headers.get("x-http-method")
        method = (tunnelled or method).upper()
    return _METHODS.get(method, method)


def segments_of(request: Request) -> tuple[Segment, ...] | None:
    """The address below the service; None for one outside of it. Raises Malformed."""
    if request.path[:7].lower() not in (V1, V2) or request.path[7:8] not in ("", "/"):
        return None
    return path_of(request.path[7:])


def options_of(request: Request) -> Query:
    """The query options. Raises QueryRefused."""
    try:
        return query_of(request.query, version_of(request))
    except Malformed as error:
        raise QueryRefused(error.text, error.place) from None


def body_of(erp: Erp, request: Request) -> Any:
    """The decoded body; None for none. Raises Malformed or BodyTooLarge."""
    body = request.body
    if body is None:
        return request.data
    most = erp.config.max_body_bytes
    announced = request.headers.get("content-length", "")
    if len(body) > most or (announced.isdigit() and len(announced) < 18 and int(announced) > most):
        raise BodyTooLarge(f"the body is larger than {most} bytes; send less at a time")
    if body.strip():
        try:
            request.data = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise Malformed(f"Invalid JSON format: {error}", "body") from None
    request.body = None
    return request.data


def object_of(erp: Erp, request: Request) -> dict[str, Any]:
    """The body as an object. Raises Malformed."""
    data = body_of(erp, request)
    if type(data) is not dict:
        raise Malformed("Invalid JSON format: expected an object", "body")
    return data


def flag_header(request: Request, name: str) -> bool:
    """Whether a header says true."""
    return request.headers.get(name, "").strip().lower() in ("true", "1", "yes")
