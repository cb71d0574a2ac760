"""From a result or a refusal to a reply, by the transport of its request."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fake_erp.dialects.odoo.faults import NOT_FOUND, BadRequest, Expired
from fake_erp.dialects.odoo.refusals import Shown, shown
from fake_erp.dialects.odoo.transports.call import JSON, PAGE, WEB, XML1, XML2, Call
from fake_erp.dialects.odoo.transports.xml_values import write_fault, write_value
from fake_erp.dialects.odoo.versions import Version
from fake_erp.errors import ErpError, InternalError, MethodNotAllowed, NotFound, UnderMaintenance
from fake_erp.messages import HTML, Reply

XML = "text/xml"
_CANNOT_MARSHAL = "cannot marshal None unless allow_none is enabled"


def success(call: Call, value: Any) -> Reply:
    """A result. None is no result over JSON-RPC, and a fault over XML-RPC although all was done."""
    if call.transport in (XML2, XML1):
        return Reply(200, text=_xml(call, value), media=XML)
    if call.transport in (JSON, WEB):
        body: dict[str, Any] = {"jsonrpc": "2.0", "id": call.id}
        if value is not None:
            body["result"] = value
        return Reply(200, body)
    return Reply(200, value)


def _xml(call: Call, value: Any) -> str:
    try:
        return write_value(value)
    except TypeError:
        trace = f"{_TRACEBACK}TypeError: {_CANNOT_MARSHAL}\n"
        return write_fault(1, trace) if call.transport == XML2 else write_fault(_CANNOT_MARSHAL, trace)


_TRACEBACK = 'Traceback (most recent call last):\n  File "odoo/addons/base/controllers/rpc.py", line 162\n'


def refusal(version: Version, call: Call | None, error: ErpError, message: str) -> Reply:
    """A refusal in the shape that the transport of its request has."""
    if isinstance(error, UnderMaintenance) and error.page:
        return Reply(503, text=error.page, media=HTML, headers=_wait(error))
    if call is None or call.transport == PAGE:
        return _page(error, message)
    found = shown(version, error, message)
    if found.status in (429, 503):
        return Reply(found.status, text=message, headers=_wait(error))
    if call.transport == XML2:
        return Reply(200, text=write_fault(found.fault, _fault_text(found)), media=XML)
    if call.transport == XML1:
        return Reply(200, text=write_fault(*_old_fault(found)), media=XML)
    if call.transport in (JSON, WEB):
        return _json(version, call, error, found)
    return Reply(found.status, found.data)


def _wait(error: ErpError) -> dict[str, str]:
    seconds = error.details.get("retry_after_s")
    return {} if seconds is None else {"Retry-After": str(seconds)}


def _fault_text(found: Shown) -> str:
    return found.message if found.fault != 1 else found.debug


def _old_fault(found: Shown) -> tuple[str, str]:
    """Of version 1 the code is a text."""
    if found.fault == 3:
        return "AccessDenied", ""
    if found.fault == 1:
        return found.message, found.debug
    kind = "Warning" if found.short == "RedirectWarning" else found.short
    kind = "UserError" if found.short == "ValidationError" else kind
    return f"warning -- {kind}\n\n{found.message}", ""


def _json(version: Version, call: Call, error: ErpError, found: Shown) -> Reply:
    if isinstance(error, BadRequest):
        return Reply(400, text=f"400 Bad Request: {found.message}")
    code, title = version.rpc_code, "Odoo Server Error"
    if isinstance(error, Expired):
        code, title = 100, "Odoo Session Expired"
    fault = {"code": code, "message": title, "data": found.data}
    return Reply(200, {"jsonrpc": "2.0", "id": call.id, "error": fault})


PAGES: dict[type[ErpError], HTTPStatus] = {
    MethodNotAllowed: HTTPStatus.METHOD_NOT_ALLOWED,
    NotFound: HTTPStatus.NOT_FOUND,
    InternalError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Statuses of refusals of requests that are no calls; 400 for every other."""


def _page(error: ErpError, message: str) -> Reply:
    status = next((PAGES[kind] for kind in type(error).__mro__ if kind in PAGES), HTTPStatus.BAD_REQUEST)
    title = status.phrase
    text = f"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{message}</p>\n"
    return Reply(status, text=text, media="text/html; charset=utf-8")


def no_route(version: Version) -> Reply:
    """The refusal of a JSON-RPC call to an address without a route."""
    title = "404: Not Found"
    data = Shown(NOT_FOUND, title, 404).data
    return Reply(200, {"jsonrpc": "2.0", "id": None, "error": {"code": 404, "message": title, "data": data}})
