r"""The input of a service, and the format of the reply.

The input is the decoded body, with the query merged over it and the last path parameter written into it.

Source: Magento source, Magento\Webapi\Controller\Rest\InputParamsResolver and
Magento\Framework\Webapi\Rest\Response\RendererFactory.
"""

from __future__ import annotations

from typing import Any

from fake_magento.errors import ShopError
from fake_magento.rest.framework import php_query
from fake_magento.rest.framework.encoding import Undecodable, decode
from fake_magento.rest.framework.http import Call, Match, Request

JSON, XML = "json", "xml"
_FORMS = {
    "*/*": JSON,
    "application/*": JSON,
    "application/json": JSON,
    "text/*": XML,
    "application/xml": XML,
    "text/xml": XML,
    "application/xhtml+xml": XML,
}
_PATH_INTO_BODY = {"sku": ("sku",), "id": ("id",), "parent_id": ("parent_id", "parentId")}
"""Path parameters that a PUT writes into the only object of the body, with their names there."""


def read(request: Request, match: Match) -> Any:
    """The arguments of the service. Raises ShopError for a body that cannot be read."""
    data = request.data
    if request.body is not None:
        data = request.data = decoded(request)
    if request.query and (data is None or isinstance(data, dict)):
        data = {**(data or {}), **php_query.parse(request.query)}
    if request.method == "PUT" and match.params and isinstance(data, dict):
        data = _with_path(data, match.params)
    return data


def _with_path(data: dict[str, Any], params: dict[str, str]) -> dict[str, Any]:
    name, value = list(params.items())[-1]
    names = _PATH_INTO_BODY.get(name)
    if names is None:
        return data
    if len(data) == 1:
        ((key, inner),) = data.items()
        if isinstance(inner, dict):
            there = next((own for own in names if own in inner), names[0])
            return {key: {**inner, there: value}}
    return {**data, name: value}


def decoded(request: Request) -> Any:
    """The decoded body. Raises ShopError for a wrong content type or syntax."""
    if not request.body:
        return None
    declared = request.headers.get("content-type")
    if not declared:
        raise ShopError("Content-Type header is empty.")
    kind, _, rest = declared.partition(";")
    if "/" not in kind.strip(" /"):
        raise ShopError("Content-Type header is invalid.")
    name, _, charset = rest.strip().partition("=")
    if name.strip().lower() == "charset" and charset.strip(' "').lower() != "utf-8":
        raise ShopError("UTF-8 is the only supported charset.")
    if kind.strip().lower() != "application/json":
        raise ShopError(f"Server cannot understand Content-Type HTTP header media type {kind.strip()}")
    try:
        return decode(request.body)
    except Undecodable:
        raise ShopError("Decoding error.") from None


def form(call: Call | Request) -> str | None:
    """JSON or XML, as the `Accept` header prefers; None when it accepts neither."""
    request = call.request if isinstance(call, Call) else call
    accept = request.headers.get("accept")
    if accept is None or accept == "*/*" or accept == "application/json" or not accept.strip():
        return JSON
    wanted = [(_quality(entry), entry.partition(";")[0].strip().lower()) for entry in accept.split(",")]
    wanted.sort(key=lambda pair: -pair[0])
    return next((_FORMS[kind] for _, kind in wanted if kind in _FORMS), None)


def _quality(entry: str) -> float:
    for parameter in entry.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
