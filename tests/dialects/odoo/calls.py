"""Calls of Odoo as its clients make them, in each transport."""

from __future__ import annotations

import xmlrpc.client
from typing import Any

from fake_erp.dialects.odoo.users import api_key
from tests.dialects.transport import Answer, Transport

DB, USER, PASSWORD, UID = "golive", "shop", "secret", 2
ANN = 100001
A, B, C = 1, 2, 3
LINE = [0, 0, {"product_id": A, "product_uom_qty": 2}]


def json_rpc(talk: Transport, service: str, method: str, *args: Any) -> Answer:
    params = {"service": service, "method": method, "args": list(args)}
    return talk.send("POST", "/jsonrpc", {"jsonrpc": "2.0", "method": "call", "params": params, "id": 7})


def execute(talk: Transport, model: str, method: str, *args: Any, **kwargs: Any) -> Answer:
    """`execute_kw` over JSON-RPC."""
    return json_rpc(talk, "object", "execute_kw", DB, UID, PASSWORD, model, method, list(args), kwargs)


def call(talk: Transport, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
    """The result of `execute_kw` over JSON-RPC."""
    return execute(talk, model, method, *args, **kwargs).data["result"]


def error(talk: Transport, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
    """The error of `execute_kw` over JSON-RPC."""
    return execute(talk, model, method, *args, **kwargs).data["error"]


def xml(talk: Transport, path: str, method: str, *args: Any) -> Answer:
    return talk.send("POST", path, xmlrpc.client.dumps(args, method), {"content-type": "text/xml"})


def xml_value(talk: Transport, path: str, method: str, *args: Any) -> Any:
    """The value of a method response."""
    return xmlrpc.client.loads(xml(talk, path, method, *args).text)[0][0]


def fault(
    talk: Transport, model: str, method: str, *args: Any, version: int = 2, password: str = PASSWORD
) -> Any:
    """The fault of `execute_kw` over XML-RPC, as code and text."""
    path = "/xmlrpc/2/object" if version == 2 else "/xmlrpc/object"
    sent = (DB, UID, password, model, method, list(args))
    text = xml(talk, path, "execute_kw", *sent).text
    try:
        xmlrpc.client.loads(text)
    except xmlrpc.client.Fault as found:
        return found.faultCode, found.faultString
    raise AssertionError(text)


def json2(talk: Transport, model: str, method: str, key: str = "", **named: Any) -> Answer:
    headers = {"authorization": f"Bearer {key or api_key(PASSWORD)}"}
    return talk.send("POST", f"/json/2/{model}/{method}", named, headers)


def web(talk: Transport, path: str, **params: Any) -> Answer:
    return talk.send("POST", path, {"jsonrpc": "2.0", "method": "call", "params": params, "id": 3})


def order(talk: Transport, confirm: bool = False, **changes: Any) -> int:
    """An order of Ann for two of item A."""
    values = {"partner_id": ANN, "client_order_ref": "R1", "order_line": [LINE], **changes}
    number: int = call(talk, "sale.order", "create", values)
    if confirm:
        call(talk, "sale.order", "action_confirm", [number])
    return number
