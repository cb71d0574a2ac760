"""From a request to a call, by its address."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import orjson

from fake_erp.dialects.odoo.faults import BadArguments, BadRequest, BadValue, NotBound, WrongMedia
from fake_erp.dialects.odoo.transports.call import (
    JSON,
    JSON2,
    PAGE,
    WEB,
    XML1,
    XML2,
    Call,
    addressed,
)
from fake_erp.dialects.odoo.transports.cookies import token_of
from fake_erp.dialects.odoo.transports.xml_values import read_call
from fake_erp.errors import BodyTooLarge, ErpError
from fake_erp.messages import Request

PAGES = ("/web/version", "/json/version", "/web/health", "/doc", "/doc-bearer/index.json")
DOCUMENTS = "/doc-bearer/"
WEB_CALLS = {
    "/web/session/authenticate": "authenticate",
    "/web/session/get_session_info": "info",
    "/web/session/check": "info",
    "/web/session/destroy": "destroy",
    "/web/webclient/version_info": "version",
    "/web/database/list": "list",
}
CALL_KW = ("/web/dataset/call_kw", "/web/dataset/call_button", "/web/dataset/call")


def call_of(request: Request, max_bytes: int) -> Call | None:
    """The call in a request; None for an address without a route. It is read once and kept in `request.data`."""
    if isinstance(request.data, Call):
        return request.data
    path = unquote(request.path).rstrip("/") or "/"
    try:
        found = _read(request, path, max_bytes)
    except ErpError as error:
        found = Call(_transport(path), error=error)
    if found is not None:
        request.data, request.body = found, None
    return found


def _transport(path: str) -> str:
    if path.startswith("/xmlrpc/2"):
        return XML2
    if path.startswith("/xmlrpc"):
        return XML1
    return JSON2 if path.startswith("/json/2") else JSON if path == "/jsonrpc" else WEB


def _read(request: Request, path: str, max_bytes: int) -> Call | None:
    if request.method in ("GET", "HEAD"):
        return _page(path)
    if request.method != "POST":
        return None
    if path.startswith("/xmlrpc/"):
        return _xml(request, path, max_bytes)
    if path == "/jsonrpc":
        return _json(request, max_bytes)
    if path.startswith("/json/2/"):
        return _json2(request, path, max_bytes)
    if path in WEB_CALLS:
        call = Call(WEB, "session", WEB_CALLS[path], password=token_of(request))
        return _envelope(request, max_bytes, call)
    if path == "/web/dataset/search_read":
        return _search_read(request, max_bytes)
    if path.startswith(CALL_KW):
        return _call_kw(request, path, max_bytes)
    return None


def _page(path: str) -> Call | None:
    if path in PAGES:
        return Call(PAGE, "page", path)
    if path.startswith(DOCUMENTS) and path.endswith(".json"):
        return Call(JSON2, "doc", path[len(DOCUMENTS) : -5])
    return None


def _raw(request: Request, max_bytes: int) -> bytes:
    body = request.body or b""
    announced = request.headers.get("content-length", "")
    if len(body) > max_bytes or (announced.isdigit() and len(announced) < 18 and int(announced) > max_bytes):
        raise BodyTooLarge(f"the body is larger than {max_bytes} bytes; send less at a time")
    return body


def _xml(request: Request, path: str, max_bytes: int) -> Call | None:
    transport = XML2 if path.startswith("/xmlrpc/2/") else XML1
    service = path.removeprefix(f"/{transport}/")
    if service not in ("common", "object", "db"):
        return None
    method, args = read_call(_raw(request, max_bytes))
    return _rpc(Call(transport), service, method, args)


def _rpc(call: Call, service: Any, method: Any, args: Any) -> Call:
    call.service = service if isinstance(service, str) else ""
    call.method = method if isinstance(method, str) else ""
    given = list(args) if isinstance(args, list | tuple) else []
    if call.service == "object":
        if call.method not in ("execute", "execute_kw"):
            call.error = BadValue(f"Method not available {call.method[:60]}")
        addressed(call, given)
    else:
        call.args = given
    return call


def _document(request: Request, max_bytes: int) -> Any:
    if request.body is None:
        return request.data
    try:
        return orjson.loads(_raw(request, max_bytes) or b"null")
    except orjson.JSONDecodeError:
        raise BadRequest("Invalid JSON data") from None


def _params(request: Request, max_bytes: int, call: Call) -> dict[str, Any]:
    document = _document(request, max_bytes)
    if type(document) is not dict:
        raise BadRequest("Invalid JSON-RPC data")
    identity = document.get("id")
    call.id = identity if isinstance(identity, int | str | float) else None
    params = document.get("params", {})
    if type(params) is not dict:
        call.error = BadArguments("params must be an object")
        return {}
    return params


def _json(request: Request, max_bytes: int) -> Call:
    call = Call(JSON)
    params = _params(request, max_bytes, call)
    if call.error is not None:
        return call
    if not {"service", "method", "args"} <= params.keys():
        call.error = BadArguments("missing a required argument: 'service', 'method' or 'args'")
        return call
    return _rpc(call, params["service"], params["method"], params["args"])


def _envelope(request: Request, max_bytes: int, call: Call) -> Call:
    call.kwargs = _params(request, max_bytes, call)
    return call


def _call_kw(request: Request, path: str, max_bytes: int) -> Call:
    call = Call(WEB, "object")
    params = _params(request, max_bytes, call)
    parts = path.split("/")[4:]
    model, method = params.get("model"), params.get("method")
    call.model = model if isinstance(model, str) else (parts[0] if parts else "")
    call.method = method if isinstance(method, str) else (parts[1] if len(parts) > 1 else "")
    args, kwargs = params.get("args", []), params.get("kwargs", {})
    call.args = list(args) if isinstance(args, list) else []
    call.kwargs = dict(kwargs) if isinstance(kwargs, dict) else {}
    return call


def _search_read(request: Request, max_bytes: int) -> Call:
    call = Call(WEB, "object", "web_search_read")
    params = _params(request, max_bytes, call)
    model = params.get("model")
    call.model = model if isinstance(model, str) else ""
    named = {"sort": "order"}
    call.kwargs = {
        named.get(name, name): value
        for name, value in params.items()
        if name in ("fields", "domain", "offset", "limit", "sort", "context") and value is not None
    }
    return call


def _json2(request: Request, path: str, max_bytes: int) -> Call | None:
    parts = path.split("/")[3:]
    if len(parts) != 2 or not all(parts):
        return None
    call = Call(JSON2, "object", parts[1], parts[0])
    call.database = request.headers.get("x-odoo-database", "")
    media = request.headers.get("content-type", "application/json").partition(";")[0].strip().lower()
    if media != "application/json":
        call.error = WrongMedia("Request inferred type is compatible with ['json2'] only")
        return call
    try:
        document = _document(request, max_bytes)
    except ErpError as error:
        call.error = error
        return call
    if document is not None and type(document) is not dict:
        call.error = NotBound("the body must be a JSON object of named arguments")
        return call
    call.kwargs = dict(document or {})
    return call
